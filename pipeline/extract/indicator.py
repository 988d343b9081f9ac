"""Indicators (指标): the shortest phrase that tells what a quantity measures, from the words around it.

The phrase may be discontinuous: what stands before the number in its piece of the sentence, what is counted behind it,
and, where these do not stand alone, the head of the list or the heading above (GUIDE §2). Spans out, in text order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.comparison import hedge_end
from pipeline.model import Clause, QuantityWords, Span
from pipeline.rules import Mention
from pipeline.segment.reading import Reading

# A phrase shorter than this many characters rarely stands alone: 投资, 小学, 得分.
SHORTEST_ALONE = 4
# What is counted behind the number is cut off after this many characters without a stop.
LONGEST_BEHIND = 26

_STOPS = "。;!?,:\n\t"
_TIME = (
    r"(?:(?:到|至|截至|截止)?(?:“?十[一二三四五]五”?(?:期间|时期|末|规划期末?)?|(?:19|20)\d\d年?(?:度|末|底|初|[一二三四]季度|上半年|下半年|\d{1,2}月(?:份|底|末)?)?|今年|去年|明年|上年|年内|全年|年末|年底|上半年|下半年|\d{1,2}月份?底?"
    r"|目前|现在|[近过今]?[一二三四五六七八九十两几]?年来|本学期|本年度|每年|五年|三年|一年|当年|平均每年)(?:以前|之前|前|内|以来|间|底|末|,)?)"
)
_LEAD = re.compile(
    rf"(?:\s|[、,;。:)”]|{_TIME}|(?:是|要|其中|同时|并且|并|且|和|以及|及|与|共|已|将|使|把|力争|确保|争取|努力|保证|预计|计划|继续|进一步|着力|切实|逐步|不断|全面|基本|实现(?=[^,]*率)|达到?|分别|另|还|再|又|即|约|总|对|在|于|从|由|为|就|也|均|都|先后|共计|累计(?=[^,]{{6}})|目前|同比|比上年|全国|全省|全市|全县|全区|全镇|全乡|全校|我省|我市|我县|我区|我镇|我乡|我校|本市|本县|各地|二是|一是|三是|四是|五是|六是|一要|二要|三要"
    r"|\d{1,2}[.、]|\(\d{1,2}\)|\([一二三四五六七八九十]{1,3}\)|[①-⑳])|[一二三四五六七八九十]{1,3}、)+"
)
_LINK = re.compile(
    r"(?:\s|,|(?:的?比[例重]?)?(?:要|应|须|将|均|都|已|也|能|可|再|又|各|共|总共|共计|合计|总计|分别|预计|力争|确保|争取|计划|平均|稳定|保持|控制|维持|基本|目标|努力|继续)*"
    r"(?:达到了?|达|为|是|至|到|在|于|占|有|约|近|将近|接近|大约|超过|突破|超|破|逾|高于|多于|大于|低于|少于|小于|不低于|不少于|不超过|不高于|不多于|不大于|不小于|至少|不足|不到|最少|最多|最高|了|出|的|以|按|用)+|(?:分别|各|共|共计|合计|总计|总数达?|数量|稳定|保持|控制|目标|约|每[年月周]))+$"
)
_MOVES = re.compile(
    r"(?:同比|比上年|比去年|较上年|较去年|比\d{4}年|环比|同期|年均|平均每年|每年)?(?:累计)?(?:实际)?(?:增长|增加|增|提高|提升|上升|上涨|涨幅|增幅|增速|递增|扩大|下降|降低|降幅|减少|压减|下调|缩短|压缩|降|减|翻)(?:了|到|至|为|速度|率)?$"
)
_YEARLY = re.compile(r"(?:年均|平均每年|每年平均)(?:实际)?(?:增长|递增|增加|下降|降低|提高|减少|新增)?")
_ACTS = re.compile(
    r"(?:新?建设?成?|完成|创建|培[育养训]|开展|举办|组织|召开|发[放展]|资助|奖励|招[聘收]|引进|认定|评[选定出]|争[创取]|申报|改造|改扩建|新[增建设]|聘任|选聘|实施|推进|落实|打造|安排|投[入资]|解决|化解|受理|办理|排查|整改|检查|接[待受收]|签[订约]|发布|报送|制定|编[制写撰]|设立|成立|建立|增[加设]|支持|帮[扶助]|救助|惠及|覆盖|服务|提供|获得?|荣获|处置|查处|立案|移交|清[理退]|追回|辐射|建成|开[工通放设办]|竣工|投[产用]|辖|设置|配备|购置|新成立|储备|转化|培训|录制|摄制|输送|参加|选派|推荐|表彰|约谈|督[导查]|巡查|走访|慰问|核查|审计|整治|取缔|关闭|种植|养殖|收购|销售|出栏|生产|转移|就业|脱贫|搬迁|安置)+$"
)
_BEHIND_END = re.compile(
    r"[,。;:、!?\n\t(]|\s{2}|(?:达到?|分别|进行|参与|参加|享受|获得?|入选|纳入|通过|完成|实现|,|以及|并|增长|占|用于|,)"
)
_GENERIC = re.compile(
    r"^(?:总?投资|资金|总额|面积|建筑面积|占地面积|建设面积|总分|自评得分|得分|比例|占比|总数|数量|人数|学生|教师|小学|初中|高中|普通高中|职业高中|幼儿园|大学|男|女|城镇|农村|金额|涉及金额|整改率|完成率|合格率|达标率|优秀率|覆盖率|化解率|产量|单产|总产量?|播种面积|总投资|其他|奖励比例|资助比例|规模|学校规模|收入|支出|产值|利润|学校|企业|人均|户均|校均|[一二三]产|省级|市级|县级|区级|国家级|校级|省|市|县|中职|高职|本科|专科|[\u4e00-\u9fff]{1,2})$"
)
_ITEM = re.compile(r"、|和|及|与|以及")


@dataclass(frozen=True, slots=True)
class Phrase:
    """An indicator as the spans that make it, in text order."""

    spans: tuple[Span, ...]

    def written(self, text: str) -> str:
        """Return the phrase, its pieces joined with a space: 中小学专任教师学历合格率 小学."""
        return " ".join(text[span.start : span.end].strip() for span in self.spans)


@dataclass(frozen=True, slots=True)
class Piece:
    """A quantity in its piece of a sentence: `left` is where the piece begins, `end` where the quantity's hedge ends,
    `right` where the next quantity begins."""

    mention: Mention[QuantityWords]
    left: int
    end: int
    right: int


def trim(folded: str, start: int, end: int, *, counted: bool) -> Span | None:
    """Return what is left of the words before a number without what leads in and what links to the number."""
    moved = True
    while moved and start < end:
        moved = False
        if match := _LEAD.match(folded, start, end):
            start, moved = match.end(), True
        tail = _LINK.search(folded[start:end])
        if tail and tail.start() < tail.end():
            end, moved = start + tail.start(), True
        if not counted and (tail := _MOVES.search(folded[start:end])) and not _YEARLY.search(tail[0]):
            end, moved = start + tail.start(), True
    return Span(start, end) if start < end else None


def phrase(piece: Piece, previous: Phrase | None, clause: Clause, reading: Reading) -> Phrase:
    """Return the indicator of a quantity: what stands before it, what is counted behind it, and what completes both."""
    folded, mention = reading.folded, piece.mention
    counted = mention.words.unit not in ("%", "‰", "百分点", "倍", "比", "")
    before = trim(folded, piece.left, mention.span.start, counted=counted)
    behind = _behind(piece, folded, before, counted=counted)
    spans = [span for span in (before, behind) if span]
    written = "".join(folded[span.start : span.end] for span in spans)
    if not spans and previous is not None:
        return previous
    if len(written) < SHORTEST_ALONE or _GENERIC.match(written):
        spans = [*_above(piece, clause, reading, previous), *spans]
    return Phrase(tuple(dict.fromkeys(spans)) or (clause.span,))


def _behind(piece: Piece, folded: str, before: Span | None, *, counted: bool) -> Span | None:
    """Return what is counted behind a number: 资助4500名中职学校贫困生, 70%以上学校获…称号."""
    start = piece.end
    while start < piece.right and folded[start] in "的 以上":
        start += 1
    stop = _BEHIND_END.search(folded, start, min(piece.right, start + LONGEST_BEHIND))
    end = stop.start() if stop else min(piece.right, start + LONGEST_BEHIND)
    if end - start < 2 or not "\u4e00" <= folded[start] <= "\u9fff":
        return None
    if before is not None and not counted:
        return None
    if (
        before is not None
        and not _ACTS.search(folded[before.start : before.end])
        and piece.end - piece.mention.span.end == 0
    ):
        return None if end - start > 8 else Span(start, end)
    return Span(start, end)


def _above(piece: Piece, clause: Clause, reading: Reading, previous: Phrase | None) -> Iterator[Span]:
    """Yield what completes a phrase that does not stand alone: the head of its list, else the heading above."""
    if previous is not None and previous.spans and previous.spans[0].start >= clause.span.start:
        yield previous.spans[0]
        return
    for section in reading.sections_of(clause):
        start = section.title.start + len(section.label)
        title = trim(reading.folded, start, section.title.end, counted=True) if start < section.title.end else None
        if title is not None and title.end - title.start <= 24 and not title.overlaps(clause.span):
            yield title
            return


def pieces(found: list[Mention[QuantityWords]], clause: Clause, folded: str) -> list[Piece]:
    """Return each quantity of a clause in its piece: from the last stop or the quantity before it, to the next one."""
    cut: list[Piece] = []
    edge = clause.span.start
    for number, mention in enumerate(found):
        left = max(edge, *(folded.rfind(stop, edge, mention.span.start) + 1 for stop in _STOPS))
        right = found[number + 1].span.start if number + 1 < len(found) else clause.span.end
        edge = hedge_end(mention, folded)
        cut.append(Piece(mention, left, edge, right))
    return cut
