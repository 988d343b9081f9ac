"""The pieces that a sentence falls into, and what each begins with: a deed (制定…), an exhortation (加强…) or neither.

A piece is the stretch between two commas or stops; commas inside quotes and brackets part nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from pipeline.lexicon.deeds import DeedKind, deeds
from pipeline.model import Span
from pipeline.rules import one_of

# An outcome takes no more than this; the longest of the gold has 118 characters, the next 75.
LONGEST = 120
SHORTEST = 4
# Farther than this from a word no edge of its piece is looked for: pieces this long are dropped anyway.
REACH = 2 * LONGEST
# Sentences end here if nowhere before (see the outline); a cell may be longer.
_LONGEST_SENTENCE = 800

_PART = re.compile(
    r"(?=[“(《\[【,;。!?\n\t:\s\d])(?:“[^”\n]{0,60}”|\([^)\n]{0,80}\)|《[^》\n]{0,60}》|\[[^\]\n]{0,20}\]|【[^】\n]{0,20}】"
    r"|[,;。!?\n\t]|(?<!\d):|:(?!\d)"
    # items whose stop was lost: …的管控2、做好…
    r"|\s(?=\s*\d{1,2}[.、](?!\d))|(?<=[\u4e00-\u9fff])(?=\d{1,2}、[\u4e00-\u9fff]))"
)
_HAN_NUMBER = "[一二三四五六七八九十]"
_LABEL = (
    rf"{_HAN_NUMBER}{{1,2}}(?:是|要(?=[^求])|、)|其[一二三四五六]是?|\((?:\d|{_HAN_NUMBER}){{1,3}}\)"
    rf"|\d{{1,2}}(?:[.、)](?!\d)|\.\s)|[①-⑳●•·▲★◆■\-]|第{_HAN_NUMBER}[,、]|\((?:周|星期)?[一二三四五六日天]\)"
    r"|\d{1,2}:\d\d(?:-\d{1,2}:\d\d)?(?:前|左右|起)?"
)
# Words that want, promise or hurry the outcome and are none of it.
_INTENT = (
    r"力争|争取(?=[在到于新]|年内|全面|实现|完成|建成|创建)|努力(?=实现|完成|建成|在|做到)|确保|保证|全力(?=以赴)?"
    r"|要(?=[^求点素])|将(?=[于在以从对按会要有]|继续|进一步|全面|积极|组织|开展|召开|举|实施|实现|完成|建|启动|陆续|分别|进行|安排|制定|出台|统一|推|成立)|拟(?=[^定订])|计划(?=[^表书生])|预计|必须|应当|应该|特别是|应(?=[^急用对收])|务必|务求|请(?=[^示])"
    r"|积极|进一步|切实|认真|扎实|并(?!网|轨|购|联)|且|同时|还|再|也|共同|着力|重点|主要|继续(?=[组开做完举召])|适时"
    r"|研究探索(?=制定)|、(?=高[标质])|研究(?=制定|建立|形成|建设|提出|探索)|高(?:标准|质量|要求|效|水平)地?|严格(?=执)"
    r"|加快|抓紧|广泛|尝试|即(?=\d)|我们|我[县市区省校局镇乡](?=[要将])"
    r"|以[^,]{1,14}(?:为单位|为主题|名义|形式)|(?:适度)?超前"
)
_LEAD = re.compile(rf"(?:\s|[、“](?=\s)|{_LABEL}|{_INTENT})+")
# Bodies made to act stand before the deed: 指导、督促各校认真拟定计划.
_GUIDED = re.compile(
    r"(?:指导|督促|监督|配合|协同|会同|联合|牵头|对接)[^,。;对把将]{1,30}?"
    r"(?=认真|积极|做好|组织|开展|进行|完成|制定|拟定|编制|争创|创建|召开|举办|共同)"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TAIL = re.compile(r"(?:\([^)]*\)|[\s、“(])*$")

_HEAD_WORD = re.compile(
    r"(?P<paper>(?:完善|调整完善|修改完善|健全完善|完善实施|优化)[^,。;]{2,}"
    r"(?:办法|制度|规划|方案|章程|细则|清单|初稿|标识|预案|台账|手册|标准)$)"
    rf"|(?P<word>{one_of((*deeds(DeedKind.DEED), *deeds(DeedKind.ROUTINE)))})"
)
_DEEDS = frozenset(deeds(DeedKind.DEED))
_HOW = re.compile(
    "(?:基本|初步|全面|率先|总体|系统|正式|统一|集中|分批|按时|按期|顺利|圆满|如期)+(?=[\u4e00-\u9fff]{4})"
)
# A body acts: 各校做好总结; a marked one (由…牵头, …负责) stands outside the deed.
_SUBJECT = re.compile(
    r"由?(?:各[^,。;]{1,10}?|(?:(?!督促|指导|加强)[^,。;]){2,16}?(?:[局办处科委校组会厅部站所院队]|部门|政府|中心|单位|领导|主任))"
    rf"(?P<mark>牵头负责|牵头|负责)?(?:要|将|应|须)?(?:认真|及时|按时)?(?={one_of(_DEEDS)})"
)
_ACTED_ON = re.compile(
    r"(?:对|将|把|向|给|为|在|于|与|利用)[^,。;]{2,60}?(?:进行|作为|纳入|开展|实行|实施|组织|作出|(?<!申)报(?![名道告考])|举行|召开|给予|返还|免征|放宽[至到为]|扩展[至到为]|扩大[至到为]|延长[至到]|调整[至到为])"
)
_DEGREE = re.compile(rf"{one_of(deeds(DeedKind.DEGREE))}(?=\W|$)|{one_of(deeds(DeedKind.DEGREE))}$")
_OUTCOME = re.compile(one_of((*deeds(DeedKind.DEED), *deeds(DeedKind.OUTCOME))))
_FRAME = re.compile(
    rf"{one_of(deeds(DeedKind.FRAME))}|(?:[中上下里时后的]|方面|措施|目标|指标)$|^(?:如|若|凡|因|由于|关于)|(?:关系|涉及|影响)到|意味着|标志着|^(?:直到|直至|等待)|(?:奠定|打下|夯实)[^,。;]*基础|^为[^,。;]*(?:提供|创造|作出)|^[在从][^,。;]*(?:领导|指导|支持|带领|基础)下$"
)
_COUNT = re.compile(
    r"(?:达到?|[高降增减]到|增至|降至|超过|突破|低于|高于)\s?\d|\d[\d.,]*\s?(?:[%‰万亿多余以]|[个所名项家吨亩元人次座台套篇条例分米户辆公千])"
)
# 维修开始 is work that begins, 寒假开始 a day.
_BEGUN = re.compile(r"(?<=施工|维修|报名|招生|评选|测试|培训|评比|征集|申报|检查|预赛|选拔)开始")
_STATE = re.compile(one_of(deeds(DeedKind.STATE)))
_IN_FORCE = re.compile(
    r"(?:开始|全面|正式|统一|试点|分步){0,2}(?:实施|推行|实行|施行|执行|推开|试行)(?!方案|意见|办法|细则|步骤|情况|好|力度|过程)[^,。;]{3,}"
)
_MEASURE = re.compile(
    r"(?![^,。;]*(?:报送|上报|汇总|报告|通报|公布|公示|检查|统计|摸底|汇报|反馈|调研|分析))(?:(?:各|工作|[^,。;]{0,20}的)[^,。;]{0,24}(?:情况|效果|进展|进度|成效|时效性|质量|水平)$|[^,。;]{0,24}(?:完成|执行|落实|建设|开展|进展)情况$)"
)
_RESULT = re.compile(
    r"(?:完成|出台|到位|成立|建立|召开|上线|印发|发布|通过|验收|投入使用|备案|签订|签约|开班|制定|编制)$"
)


def pieces(folded: str, start: int, end: int) -> Iterator[Span]:
    """Yield the pieces of a stretch: 启用新课表;召开“开学,收心”班会 falls into two."""
    left = start
    for match in _PART.finditer(folded, start, end):
        if match.end() - match.start() <= 1:
            if match.start() > left:
                yield Span(left, match.start())
            left = match.end()
    if left < end:
        yield Span(left, end)


def piece_around(folded: str, span: Span, clause: Span) -> Span:
    """Return the piece of a clause that holds a span: the comma inside (初中,小学) does not end it."""
    start, end = clause.start, clause.end
    if end - start > _LONGEST_SENTENCE:
        start, end = max(start, span.start - REACH), min(end, span.end + REACH)
    found = _all_pieces(folded, start, end)
    at = bisect_right(found, span.start, key=lambda piece: piece.end)
    return found[at] if at < len(found) else span


@lru_cache(maxsize=64)
def _all_pieces(folded: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the pieces of a clause, which several dates in it ask for."""
    return tuple(pieces(folded, start, end))


def trim(folded: str, span: Span) -> Span | None:
    """Return the span without label, words of intent and closing note: （2）力争建成新馆（二期） → 建成新馆."""
    lead = _LEAD.match(folded, span.start, span.end)
    start = lead.end() if lead else span.start
    tail = _TAIL.search(folded, start, span.end)
    end = tail.start() if tail else span.end
    return Span(start, end) if SHORTEST <= end - start <= LONGEST else None


def unguided(folded: str, span: Span) -> int:
    """Return where a piece begins behind the bodies it makes act: 指导各校认真拟定计划 → at 拟定."""
    guided = _GUIDED.match(folded, span.start, span.end)
    if guided is None:
        return span.start
    lead = _LEAD.match(folded, guided.end(), span.end)
    return lead.end() if lead else guided.end()


def deed_at(folded: str, span: Span) -> int | None:
    """Return where a piece's deed begins, None where it has none: 指导各校拟定计划 → at 拟定."""
    start = unguided(folded, span)
    if _begins_with_deed(folded, start, span.end):
        return start
    subject = None if is_routine(folded, Span(start, span.end)) else _SUBJECT.match(folded, start, span.end)
    if subject and _begins_with_deed(folded, subject.end(), span.end):
        return subject.end() if subject["mark"] else start
    acted = _ACTED_ON.match(folded, start, span.end) and folded[span.end - 1] not in "下中时后"
    return start if acted else None


def _begins_with_deed(folded: str, start: int, end: int) -> bool:
    how = _HOW.match(folded, start, end)
    start = how.end() if how else start
    match = _HEAD_WORD.match(folded[start:end])
    return match is not None and (match["word"] is None or match["word"] in _DEEDS)


def is_routine(folded: str, span: Span) -> bool:
    """Say whether a piece exhorts: 加强日常巡查, 提高认识."""
    match = _HEAD_WORD.match(folded[span.start : span.end].lstrip("“"))
    return match is not None and match["word"] is not None and match["word"] not in _DEEDS


def is_degree(folded: str, span: Span) -> bool:
    """Say whether a piece tells a matter of degree: 办学条件明显改善."""
    return _DEGREE.search(folded[span.start : span.end]) is not None


def is_measure(folded: str, span: Span) -> bool:
    """Say whether a piece names what is looked at, not what is done: 各专业建设目标的完成情况."""
    told = _MEASURE.match(folded, span.start, span.end)
    return told is not None and not _begins_with_deed(folded, span.start, span.end)


def is_result(folded: str, span: Span) -> bool:
    """Say whether a piece among the results of a task tells what is done: 修改稿完成, 管理办法出台."""
    return _RESULT.search(folded, span.start, span.end) is not None


def is_state(folded: str, span: Span) -> bool:
    """Say whether a piece of a calendar only tells how a day goes: 高一返校上课."""
    words = folded[span.start : span.end]
    return _STATE.search(_BEGUN.sub("", words)) is not None


def puts_in_force(folded: str, span: Span) -> bool:
    """Say whether a dated piece puts a measure in force: 实施价格补贴办法, 全面推行电子凭证."""
    return _IN_FORCE.match(folded, span.start, span.end) is not None


def states_outcome(folded: str, span: Span) -> bool:
    """Say whether a dated piece with no deed at its head tells an end: 新楼6月底前交付 does, 具体目标 does not."""
    words = folded[span.start : span.end]
    return _OUTCOME.search(words) is not None and _FRAME.search(words) is None and _COUNT.search(words) is None


def is_named(folded: str, span: Span) -> bool:
    """Say whether a piece is long enough to name an activity and does not frame another: 期末考试, not III级."""
    words = folded[span.start : span.end]
    return len(_HAN.findall(words)) >= SHORTEST and _FRAME.search(words) is None
