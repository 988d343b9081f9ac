"""Bodies that a sentence makes act: 由…负责, …牵头,…配合, 会同…, 督促…, and subjects of duties (各学校要…, 区政府成立…).

`Reading` in, `Mention[BodyWords]` out. Around each cue the names are looked for whose edges the sentence itself shows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.extract.body_cues import RULES, SOFT, Cue, Side, is_last
from pipeline.extract.body_names import has_tail, is_generic, is_person, names
from pipeline.extract.tense import Tense, Tenses, guess_kind, tenses
from pipeline.model import BodyWords, Kind, Role, Span
from pipeline.rules import Mention
from pipeline.segment.reading import Reading

# The longest list of bodies before a verb in the gold has 78 characters (生态环境部会同国家发展改革委、…、国家邮政局).
LONGEST_LIST = 160

_EDGES = frozenset("。;,:!?\n\t“”|…")
_SOFT_END = re.compile(rf"{SOFT}[,、]?{SOFT}$")
_OPENING = re.compile(
    r"(?:\s|[\d一二三四五六七八九十]+[是要、.](?!\d)|\([一二三四五六七八九十\d]+\)|[①-⑳]|首先|其次|再次|最后|同时|此外|另外|因此|为此|所以"
    r"|第[一二三四五六七八九十百\d]+[条章节]|并且?|而且|届时|原则上|今后(?:[\d一二三四五]年)?|今年|明年|(?:\d{2,4}年)?[上下]半年|\d{2,4}年(?:\d+月)?底?前?|\d+月底?前?"
    r"|每(?:年|月|周|学期|季度)|开学[前后]|平时|必要时|期间|特别是|尤其是|其中|对此|下一步|会后|注:|具体工作)+"
)
_PIVOT = re.compile("由|经|请|要求|责成|督促|指导|坚持|实行|形成|以|并|组织|成立")
_CHEERED = re.compile("(?:鼓励|支持|引导|推动|动员|吸引|欢迎|促进|倡导|带动)(?:和(?:鼓励|支持|引导))?")
_CUT = re.compile(
    r"(?:负责(?!人|制)|牵头|组织|承担|会同|联合|配合|协助|参与|参加|对|根据|按照|按|以|在|于|将|把|向|从|给|做|抓|开展|进行|落实|制[定订]"
    r"|拟定|建立|健全|完善|加强|完成|实施|推荐|存档|争创|创建|认真|经常|严格|及时|切实|积极|进一步|深入|全面|定期|不定期|统一|共同|分别"
    r"|另行|具体|主要(?!负责人|领导)|全权|统筹|审[核批查议定]|办理|提出|受理|提供|提交|[上填申]?报[送告]?|编制|印发|出台|执行|履行|运营|召集"
    r"|主[持办管]|评[审选估定]|筛选|确定|各派|设立|成立|推[进动行广]|强化|规范|整改|修订|安排|支持|联络|结合|通过|利用|依托|依法|继续|尽快"
    r"|管理(?!部|局|委|办|处|科|中心|单位|干部|人员|机构)|排查|处理|解决|保障|确保|逐[项级步]|自行|有[序效]|指[定导]|派(?!出所|驻)出?|选[派送]|带头|组建|任(?!课|务|职)|主动|[不每可须应要是用]|必须|签订"
    r"|采取|综合|汇总|纳入|担任|兼任|作为|发布|公布|招[聘募]|集中|牢固|提高|提升|扩大|优化|深化|巩固|改[进善]|研究|学习|宣传|检查|核[实查]|监[督管](?!部|局|机构|委)"
    r"|和|与|及|为|随)(?!部(?!署)|[院室局]|办公室|中心|小组|委员会|干部|人员|机构|部门)"
)
_JOINS = frozenset("和与及")
# What may stand before 督促: adverbs and auxiliaries end so; behind other characters it is part of a name (教育督导室).
_URGERS = frozenset("并要将来和与、会真实极强时期地责切须应该 )助步.、0123456789）")
# What may stand before 联合 where it is a verb; behind other characters it is part of a name (西南联合大学).
_JOINERS = frozenset("并头将要会可、再 )和")
_SKIP = re.compile("(?:本|所)?辖区内?|辖内|所属|下属|好|本区域内?|区域内|境内|全体")
_NO_AGENT = re.compile("任|组成|构成|担任|兼任|作为|转|改为|变|增|提[高升]|减|扩大|下降|所?提出的|原来|总理|主席")
# 由政府监管向社会共治转变 tells a change, not who does it.
_TURNS = re.compile(r"[^,。;]{0,24}[兼担]任|[^,。;]{0,12}(?:向|到|为)[^,。;]{0,12}(?:转[变型移]|过渡)")
_LEADS = re.compile(rf"{SOFT}(?:负责)?牵头")
_HELPS = re.compile(r"(?:积极|主动|全力|认真|密切)*(?:协助|配合|参与(?!者))")
_SENTENCE_END = re.compile("[。;!?\n\t]")
_MECHANISM = re.compile("[、的]|,(?=[^,。;]{2,8}(?:参与|协同|负责|监督|保障|支[撑持])的)")
_FORMING = re.compile("建立|健全|完善|形成|构建|建成")
_OF_MECHANISM = re.compile(r"[^。;]{0,40}的[^,。;]{0,10}(?:机制|体系|体制|制度|格局|模式)")
_BY_COMMITTEE = re.compile(
    r"(?:成立|设立|组建|建立)了?(?:以[^,。;]{2,20}为[^,。;]{2,8}的)?(?P<quote>[^,。;:()“”了]{2,40}(?:小组|办公室|委员会|指挥部|专班|中心)),"
    r"(?:(?:(?!成立|设立|组建)[^。;\n]){0,120}?,)?(?:全面|具体|主要)?负责(?!人|制|同志)"
)
_OF_PAST = re.compile(
    r"(?:组织|安排|开展|印发|制[定订]|出台|下发|实施|确定|完成|建立|成立|设立|推荐|提交)(?:实施|开展)?(?:的|了|过)"
)
_NEXT_ACT = re.compile(r",(?:争创|要|应|必须|做好|开展|完成|制定|建立|落实|加强)")


@dataclass(frozen=True, slots=True)
class _Text:
    """The folded text with what tells tense, asked for only where a cue needs it."""

    reading: Reading
    folded: str
    kind: Kind
    tense: Tenses
    cells: tuple[Span, ...]

    def plans(self, span: Span) -> bool:
        """Say whether the text at a span plans."""
        return self.tense.at(span).tense is Tense.PLANNED

    def reports(self, span: Span) -> bool:
        """Say whether the text around a span reports."""
        return self.tense.part(span.start).tense is Tense.REPORTED

    def in_cell(self, span: Span) -> bool:
        """Say whether a span lies in a table."""
        at = bisect_right(self.cells, span.start, key=lambda cell: cell.start) - 1
        return at >= 0 and span.start < self.cells[at].end


def duties(reading: Reading) -> Iterator[Mention[BodyWords]]:
    """Yield the bodies that sentences make act, with the stretch that each answers for."""
    text = _Text(
        reading,
        reading.folded,
        guess_kind(reading),
        tenses(reading),
        tuple(table.span for table in reading.document.tables),
    )
    for rule in RULES:
        for cue in rule.find(text.folded):
            for span, role in _FINDERS[cue.words.side](text, cue):
                scope = _scope(text.folded, cue, span)
                yield Mention(span, BodyWords(text.folded[span.start : span.end], role, scope), rule.name)
    yield from _committees(text.folded)


def _scope(folded: str, cue: Mention[Cue], span: Span) -> Span:
    """Return the stretch that a body answers for: the paragraph on from a subject, else the sentence of its cue."""
    if cue.words.side in (Side.DUTY, Side.ACT):
        ends = [at for mark in "\n\t" if (at := folded.find(mark, cue.span.end)) >= 0]
        return Span(span.start, min(ends, default=len(folded)))
    start = span.start if cue.words.side is Side.MADE else _sentence_start(folded, min(span.start, cue.span.start))
    stop = _SENTENCE_END.search(folded, max(span.end, cue.span.end))
    return Span(start, stop.start() if stop else len(folded))


def _sentence_start(folded: str, position: int) -> int:
    return max(folded.rfind(mark, 0, position) for mark in "。;!?\n\t") + 1


_Agents = list[tuple[Span, Role]]


def _before(text: _Text, cue: Mention[Cue]) -> _Agents:
    """Return the bodies of which 牵头, 负责, 会同, 配合 is said."""
    folded, role = text.folded, cue.words.role
    found, start = names_before(folded, cue.span.start)
    if not found:
        return []
    stretch = folded[start : found[0].start]
    generic = all(is_generic(folded[span.start : span.end]) for span in found)
    introduced = folded[found[0].start - 1 : found[0].start] in ("由", "以", "经")
    after = folded[cue.span.end : cue.span.end + 16]
    if generic and _FORMING.search(stretch) and _OF_MECHANISM.match(folded, cue.span.end):
        return []
    if generic and not introduced and (_MECHANISM.match(after) or folded[start - 1 : start] == "、"):
        return []
    if role is Role.SUPPORT and not _supports(text, found, cue.span.start, start):
        return []
    if role is Role.RESPONSIBLE and _LEADS.match(folded, cue.span.end):
        role = Role.LEAD
    if _CHEERED.search(stretch) and (role is Role.SUPPORT or folded.startswith("承担", cue.span.start)):
        return []
    return [(span, role) for span in found]


def _supports(text: _Text, found: tuple[Span, ...], end: int, start: int) -> bool:
    """Say whether 配合 and 参与 give bodies work: another leads in the sentence, or they are departments (公安、民政等部门)."""
    folded = text.folded
    before = folded[_sentence_start(folded, start) : start]
    if re.search("鼓励|支持|引导|动员|吸引|欢迎", before[-8:]):
        return False
    if re.search("牵头|会同|为主|负责|主办|总[抓揽]", before):
        return not all(is_generic(folded[span.start : span.end]) for span in found) or "牵头" in before
    return has_tail(folded[found[-1].start : _soft_start(folded, end)])


def _duty(text: _Text, cue: Mention[Cue]) -> _Agents:
    """Return the subjects of a duty: 各学校要…, 区政府将成立…"""
    folded = text.folded
    found, start = names_before(folded, cue.span.start)
    if not found or _CHEERED.search(folded, start, found[0].start):
        return []
    if text.kind is Kind.REPORT and text.reports(cue.span):
        return []
    if folded[found[-1].end - 1] == "所" and folded[cue.span.start] in "需要应":
        return []
    if "要求" in folded[start : found[0].start] and is_person(folded[found[0].start : found[0].end]):
        return []
    role = Role.SUPPORT if _HELPS.match(folded, cue.span.end) else Role.RESPONSIBLE
    return [(span, role) for span in found]


def _act(text: _Text, cue: Mention[Cue]) -> _Agents:
    """Return the subjects of a plain verb where the text plans: 县级政府落实…职责."""
    folded = text.folded
    after = folded[cue.span.end : cue.span.end + 1]
    if _OF_PAST.match(folded, cue.span.start) or after in ("了", "的", "、", "和", "《"):
        return []
    if after in _EDGES and not text.in_cell(cue.span):
        return []
    found, start = names_before(folded, cue.span.start)
    if not found:
        return []
    stop = _SENTENCE_END.search(folded, cue.span.end)
    if not text.in_cell(cue.span) and (stop is None or stop[0] in "\n\t"):
        return []  # a title or a head, which tells no duty
    opening = _OPENING.match(folded, start, found[0].start)
    if found[0].start != (opening.end() if opening else start) and folded[found[0].start - 1] != ")":
        return []
    words = [folded[span.start : span.end] for span in found]
    plain = [is_generic(word) or is_person(word) for word in words]
    if not text.in_cell(cue.span) and (any(plain) or not text.plans(cue.span)):
        return []
    if text.in_cell(cue.span) and all(is_generic(word) and not is_person(word) for word in words):
        return []
    return [(span, cue.words.role) for span in found]


def _by(text: _Text, cue: Mention[Cue]) -> _Agents:
    """Return the bodies behind 由, leading where 牵头 is said of them."""
    found, end = names_ahead(text.folded, cue.span.end)
    if not found or _NO_AGENT.match(text.folded, end) or _TURNS.match(text.folded, end):
        return []
    role = Role.LEAD if _LEADS.match(text.folded, end) else Role.RESPONSIBLE
    return [(span, role) for span in found]


def _with(text: _Text, cue: Mention[Cue]) -> _Agents:
    """Return the bodies behind 会同, and the one that acts with them where it opens the sentence."""
    folded = text.folded
    found, _ = names_ahead(folded, cue.span.end)
    words = [folded[span.start : span.end] for span in found]
    before = folded[cue.span.start - 1 : cue.span.start]
    if (
        not found
        or all(is_generic(word) for word in words)
        or not (before in _EDGES or before in _JOINERS or is_last(before))
    ):
        return []
    if _CHEERED.search(folded, _clause_start(folded, cue.span.start), cue.span.start):
        return []
    agents = [(span, Role.SUPPORT) for span in found]
    return agents + (_opener(folded, cue.span.start) if folded.startswith("会同", cue.span.start) else [])


def _opener(folded: str, position: int) -> _Agents:
    """Return the bodies that open the sentence of a 会同 further on: 市教育局认真…,会同市委组织部…"""
    start = _sentence_start(folded, position)
    for clause in re.finditer("[^,]+", folded[start:position]):
        left = start + clause.start()
        opening = _OPENING.match(folded, left, position)
        found, end = names_ahead(folded, opening.end() if opening else left)
        if found and end < position:
            return [(span, Role.RESPONSIBLE) for span in found]
    return []


def _made(text: _Text, cue: Mention[Cue]) -> _Agents:
    """Return the bodies behind 督促, 指导, 要求 that the text plans to make act."""
    folded = text.folded
    found, end = names_ahead(folded, cue.span.end)
    before = folded[cue.span.start - 1 : cue.span.start]
    asked = folded[cue.span.start] == "请"
    if not found or not (asked or before in _EDGES or before in _URGERS or is_last(before)):
        return []
    closed = end >= len(folded) or folded[end] in _EDGES
    if closed and not _NEXT_ACT.match(folded, end):
        return []
    if re.match("要|应|必须|务必", folded[end : end + 2]) or text.reports(cue.span):
        return []
    if (asked or folded.startswith("要求", cue.span.start)) and all(is_person(folded[span.start : span.end]) for span in found):
        return []
    return [(span, cue.words.role) for span in found]


_FINDERS: dict[Side, Callable[[_Text, Mention[Cue]], _Agents]] = {
    Side.BEFORE: _before,
    Side.DUTY: _duty,
    Side.ACT: _act,
    Side.BY: _by,
    Side.WITH: _with,
    Side.MADE: _made,
}


def _committees(folded: str) -> Iterator[Mention[BodyWords]]:
    """Yield the groups that are set up and put in charge: 成立了校园安全领导小组,…,负责…"""
    for match in _BY_COMMITTEE.finditer(folded):
        for span in names(folded, *match.span("quote")):
            stop = _SENTENCE_END.search(folded, match.end())
            scope = Span(span.start, stop.start() if stop else len(folded))
            yield Mention(
                span,
                BodyWords(folded[span.start : span.end], Role.RESPONSIBLE, scope),
                "group set up and put in charge",
            )


def _soft_start(folded: str, end: int) -> int:
    """Return where the adverbs before a cue begin."""
    low = max(0, end - 24)
    soft = _SOFT_END.search(folded[low:end])
    return low + soft.start() if soft else end


def names_before(folded: str, end: int) -> tuple[tuple[Span, ...], int]:
    """Return the names that end where the adverbs before a cue begin, and where their clause starts."""
    end = _soft_start(folded, end)
    if end and folded[end - 1] == "”":
        opened = folded.rfind("“", max(0, end - 20), end)
        return (names(folded, opened + 1, end - 1), opened) if opened >= 0 else ((), end)
    start = _clause_start(folded, end)
    for candidate in _candidates(folded, start, end):
        if found := names(folded, candidate, end):
            return _with_list_before(folded, start, candidate) + found, start
    return (), start


def _clause_start(folded: str, end: int) -> int:
    """Return where the clause that ends here starts, an open bracket being an edge."""
    depth, low = 0, max(0, end - LONGEST_LIST)
    for at in range(end - 1, low - 1, -1):
        char = folded[at]
        depth += (char == ")") - (char == "(")
        if char in _EDGES or depth < 0:
            return at + 1
    return low


def _candidates(folded: str, start: int, end: int) -> Iterator[int]:
    """Yield the places of a clause where names may begin: its start, behind what opens it, behind 由 or 要求."""
    yield start
    opening = _OPENING.match(folded, start, end)
    if opening:
        yield opening.end()
    if (bracket := folded.rfind(")", start, end)) >= 0:
        yield bracket + 1
    for pattern in (_PIVOT, _CHEERED):
        for match in pattern.finditer(folded, start, end):
            yield match.end()


def _with_list_before(folded: str, start: int, candidate: int) -> tuple[Span, ...]:
    """Return the names of the clause before, where a comma goes on with the list: 各镇街,区直各单位要…"""
    if candidate != start or not start or folded[start - 1] != ",":
        return ()
    before = _clause_start(folded, start - 1)
    opening = _OPENING.match(folded, before, start - 1)
    found = names(folded, opening.end() if opening else before, start - 1)
    return found if all(not is_generic(folded[span.start : span.end]) for span in found) else ()


def names_ahead(folded: str, start: int) -> tuple[tuple[Span, ...], int]:
    """Return the names that begin here and where the words behind them begin: 县残联、特教学校|对…"""
    if skipped := _SKIP.match(folded, start):
        start = skipped.end()
    end = start
    limit = min(len(folded), start + LONGEST_LIST)
    while end < limit and folded[end] not in _EDGES:
        end += 1
    joined: tuple[tuple[Span, ...], int] = ((), end)
    for match in _CUT.finditer(folded, start + 2, end):
        if folded[match.start() - 1] in "、和与及":
            continue
        if found := names(folded, start, match.start()):
            if match[0] not in _JOINS:
                return found, match.start()
            joined = joined if joined[0] else (found, match.start())
    whole = names(folded, start, end)
    return (whole, end) if whole else joined
