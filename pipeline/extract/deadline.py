"""Which time expressions are deadline records (时限, GUIDE §3): planned work is due, begins, takes place or recurs then.

`Reading` in, `Mention[TimeWords]` out. Past events, names of plans, restating headings, column heads, attribution lines
and the practice of reports are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract import time_terms, time_words
from pipeline.extract.tense import Ground, Judgement, Tense, Tenses, tenses
from pipeline.model import Bound, Clause, Kind, Span, TimeForm, TimeWords
from pipeline.rules import Mention, keep_longest
from pipeline.segment.reading import Reading

RULES = (*time_words.RULES, *time_terms.RULES)

# Every expression holds one of these; only the text about them is read (WINDOW characters to each side).
_ANCHOR = re.compile(
    rf"[年月季周期旬]|每|天天|日日|[假节学考][前后]|[日诞庆旦九一五七八六]前|提前|[暑寒]假|[周天日]内|报到|今后|时间内|开学|假期?间|{time_words.names('day')}"
)
WINDOW = 24

_FURNITURE = re.compile(
    r"\s*(?:发布|发表|更新|上传|打印|编辑|录入|成文|印发|生成)?(?:时间|日期)[::]? ?\d{4}[-/年]|.{0,40}(?:点击数|浏览(?:次数|量)|阅读次数|上一篇|下一篇"
    r"|文章来源|责任编辑|信息来源|来源:|作者:|发布时间|发布日期|成文日期|Copyright|版权所有|ICP)|.{0,60}\[ ?\d\d-\d\d ?\]\s*$|(?:[^|\n]*\|){4}|.{0,40}-+\s?\d{4}年\d{1,2}月\d{1,2}日在|[\s(]*新华社"
)
_DATE_LINE = re.compile(
    r"\W*(?:[\u4e00-\u9fff、\s]{0,40}\s)?[12一二]\s?[09〇零九]\s?[\d〇零一二三四五六七八九]\s?[\d〇零一二三四五六七八九]\s?年\s?"
    r"[\d一二三四五六七八九十]{1,3}\s?月(?:\s?[\d一二三四五六七八九十]{1,3}\s?日)?\W*(?:印发|发布|通过)?\W*(?:年\s*月\s*日\W*)?$"
)
# A bare year or plan period before such a word is part of a name.
_NAMED_BY = re.compile(
    r"[届级版]|\s?(?:年度)?[“《]?[\u4e00-\u9fff]{0,8}?(?:规划|计划(?!于|在|到|用|投资|完成|新|建|实施|开|总|再|安排|培训|督导|[\u4e00-\u9fff]{1,8}(?:建成|完成|实现|达到))|方案|纲要|要点|行动|报告|总结|版|学年|考核|预算|决算|目标任务|重点工作|工作任务|工作安排|行事历|工作历|工作思路|周(?:工作)?安排)"
)
# 2025年是…之年, 今年以来, 今年比去年: told of the year, not due in it.
_TOLD = re.compile(
    r"\s?(?:度|的?基础上?|的\d+年[间来]|不变价|以来|[,,]?是(?!否)|比|较|同期|为.{0,12}之年|[,,].{0,10}以来)"
)
_DUE_NEXT = re.compile(
    r"\s?(?:[,:、)。;]|$|(?:[\u4e00-\u9fff]{0,6}?)(?:要|将|力争|争取|确保|计划|拟|预计|实现|完成|达到|建成|基本|启动|开始|开展|召开|举[办行]|实施|形成"
    r"|建立|通过|新增|新建|达[到标]|初步|开工|竣工|投产|通车|安排|组织|继续|重点|争创|成立|出台|制定|覆盖|全面|全部|推[进动广]|配合|做好|做到|落实|总(?:量|额|数|产|计|共)))"
)
_DUE_BEFORE = re.compile(r"(?:[于在至到从自]|力争|争取|确保|计划|预计|定于|放在|延长至|[,，]?为)$")
# A wide time behind such a verb belongs to the noun that follows: 完成2020年上半年审核工作, 召开今年秋季会议.
_OBJECT_OF = re.compile(
    r"(?:完成|开展|组织|召开|启动|实施|参加|印发|下发|出台|制定|确认|举办|举行|做好|抓好|推进|公布|编制|落实|申报|征集|评选|发布|迎接|总结|策划|谋划|梳理|办好|筹备|筹办|承办|开好|由|对|比|较|占|高于|低于|原因是|原因为)$"
)
# In a text that plans nothing else these words make rules, and what a rule allows in time is no deadline.
_NORMATIVE = frozenset({"应当", "应该", "应", "必须", "要"})
_DATED = frozenset({TimeForm.CALENDAR, TimeForm.PLAN, TimeForm.TERM})
_ELSEWHEN = re.compile(r"(?:上一?年度?|纳入|列入|作为|每年的?|截至|截止到?)$")
_JOINS = re.compile(r"(?<![年月日度])[和与及、]$")
_OWN_WORK = re.compile(r"[\u4e00-\u9fff]{0,2}的?[\u4e00-\u9fff]{0,4}(?:工作|任务|目标)")
_WAS_SET = re.compile(r"(?:原定|原计划|原拟|原)(?:于|在)?(?:[^,。;]{0,8}、)?$")
_CONDITION = re.compile(
    r"(?:(?<!印发)(?<!发布)(?<!下发)(?<!公布)(?<!施行)之日起|对|除|凡|若|如|近|已在?|超过|最近|过去|最后|考?前|\()$"
)
_CONDITION_NEXT = re.compile(
    r"(?:[,,]?是|[两二三四五六\d]次|未|不|退休|累计|有(?!所|序|效|力)|职|毕业|取得|被|核酸|的(?!时间)|曾|均|连续)"
)
# In such a heading a time as wide as the plan only restates its period.
_RESTATES = re.compile(
    r"工作|计划|任务|目标|安排|打算|重点|要求|思路|部署|发展|主要|总体|预期|展望|指标|行事历|工作历|日程|建议|政府|[一二三四五六七八九十]+、"
)
# What such a heading may say besides, in characters: 全面做好…各项….
LONGEST_RESTATING = 6
# Another time later in the same clause dates the work: 2020年排查工作将于5月20日前完成.
_TIME_NEXT = re.compile(r"[于在到](?:\d{1,2}|[一二三四五六七八九十]{1,2})月|年?[底末]前?|\d日前")
_RELATIVE = frozenset({"今年", "本年", "明年"})
_WHOLE_YEAR = frozenset({"", "全年", "上半年", "下半年"})
_NORM = re.compile(r"[^。;\n]{0,6}(?:施行|执行|生效|废止)")
_RATE = re.compile(
    r"\s?(?:[\d〇一二三四五六七八九十百千万.]+(?:多|余)?(?:元|万元|亿元|美元)|平均(?:递增|增长)|递增|增长)"
)
_RATE_BEFORE = re.compile(r"(?:每人|每生|每户|人均|户均|每名\S{0,6}|平均|每亩|每床)$")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mention stands: its clause, its line, the tense there, and what stands around it in its line."""

    clause: Clause | None
    line: Span
    judgement: Judgement
    before: str
    after: str
    piece: str
    is_norm: bool

    @property
    def alone(self) -> bool:
        """True where the expression is all its line or cell says, or heads it as a label (3月：…)."""
        return not self.before.strip(" \t-(“·●0123456789.、") and (
            not self.after.strip(" ))。\t”") or self.after[0] in ":"
        )


def deadlines(reading: Reading, kind: Kind | None = None) -> tuple[Mention[TimeWords], ...]:
    """Return the deadline records of a document in text order, such as 2012年元旦前, 每年教师节, 3月-4月份.

    `kind` is what is known of the document; without it the title is asked.
    """
    found = keep_longest(mention for start, end in _windows(reading.folded) for mention in _times(reading, start, end))
    if not found:
        return ()
    known = tenses(reading, kind)
    return tuple(mention for mention in found if _is_record(reading, mention, _place(reading, known, mention)))


def _windows(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text that may hold a time, none overlapping."""
    start, end = 0, 0
    for match in _ANCHOR.finditer(folded):
        at = match.start()
        if at - WINDOW > end:
            if end:
                yield start, end
            start = at - WINDOW
        end = min(len(folded), at + WINDOW)
    if end:
        yield start, end


def _times(reading: Reading, start: int, end: int) -> Iterator[Mention[TimeWords]]:
    for rule in RULES:
        yield from rule.find(reading.folded, start, end)


def _place(reading: Reading, known: Tenses, mention: Mention[TimeWords]) -> _Place:
    at = bisect_right(known.starts, mention.span.start) - 1
    clause = known.clauses[at] if at >= 0 and mention.span.start < known.clauses[at].span.end else None
    line = reading.line(mention.span.start)
    before = reading.folded[line.start : mention.span.start]
    after = reading.folded[mention.span.end : max(line.end, mention.span.end)]
    piece = re.split(r"[,。;!?]", before)[-1] + "|" + re.split(r"[,。;!?]", after)[0]
    judgement = known.at(mention.span)
    is_norm = judgement.cue in _NORMATIVE and known.part(mention.span.start).tense is Tense.NEITHER
    return _Place(clause, line, judgement, before, after, piece, is_norm)


def _is_record(reading: Reading, mention: Mention[TimeWords], place: _Place) -> bool:
    """Say whether a time expression is a deadline record."""
    if _is_furniture(reading, mention, place) or _is_named(mention, place) or not _is_planned(mention, place):
        return False
    words = mention.words
    if place.clause is not None and place.clause.heading:
        if place.clause.row is None and _in_table(reading, mention):
            return False
        if (_is_wide(words) or words.form is TimeForm.TERM) and _restates(place):
            return False
        if place.clause.section is None and words.form is TimeForm.EVENT and not place.alone:
            return False
    if words.form is TimeForm.RECURRING:
        return not (_RATE.match(place.after) or _RATE_BEFORE.search(place.before) or _is_slogan(mention, place))
    if words.form is TimeForm.EVENT:
        return _is_event(mention, place)
    if words.form is TimeForm.WITHIN:
        return not (_CONDITION.search(place.before) or _CONDITION_NEXT.match(place.after))
    if mention.rule == time_terms.SCHOOL_YEAR.name and not place.alone:
        return _DUE_NEXT.match(place.after) is not None or place.before.endswith(("在", "于", "从"))
    if words.form in (TimeForm.TERM, TimeForm.PLAN):
        return not (_OBJECT_OF.search(place.before) or _in_heading(place, words)) and (
            mention.rule != time_terms.OWN_PERIOD.name or _opens(place)
        )
    if words.form is TimeForm.CALENDAR:
        return _is_dating(words, place)
    return True


def _restates(place: _Place) -> bool:
    """Say whether a heading says little more than the time and 工作计划: 二、2025年工作计划."""
    rest, found = _RESTATES.subn("", place.piece.replace("|", ""))
    return found > 0 and len(re.sub(r"[\W\d]", "", rest)) <= LONGEST_RESTATING


def _in_heading(place: _Place, words: TimeWords) -> bool:
    """Say whether a plan period stands in a heading, where it tells what the part is about and dates no work."""
    return words.form is TimeForm.PLAN and place.clause is not None and place.clause.heading


def _in_table(reading: Reading, mention: Mention[TimeWords]) -> bool:
    return any(table.span.holds(mention.span) for table in reading.document.tables)


def _is_furniture(reading: Reading, mention: Mention[TimeWords], place: _Place) -> bool:
    line = reading.words(place.line)
    if _FURNITURE.match(line):
        return True
    return _DATE_LINE.match(line) is not None and not (place.clause is not None and place.clause.row is not None)


def _is_named(mention: Mention[TimeWords], place: _Place) -> bool:
    """Say whether the expression stands inside a name: 《…2008-2012年工作规划》, (2021-2025年), 十二五规划."""
    if place.before.rfind("《") > place.before.rfind("》"):
        return True
    if place.before.endswith(("(", "-(")) and place.after.startswith(")") and mention.words.last is not None:
        return True
    if not (_is_wide(mention.words) or mention.words.form is TimeForm.TERM) or mention.words.bound is not Bound.IN:
        return False
    if place.before.rfind("“") > place.before.rfind("”") and "”" in place.after[:16]:
        return True
    return _NAMED_BY.match(place.after) is not None or _TOLD.match(place.after) is not None


def _is_wide(words: TimeWords) -> bool:
    """Say whether a time is a whole year or more: 2012年, 今年, 2013-2015年, 全年, 上半年."""
    first = words.first
    whole = not (first.month or first.day or first.edge) and first.name in _WHOLE_YEAR
    return words.form is TimeForm.PLAN or (words.form is TimeForm.CALENDAR and whole)


def _is_planned(mention: Mention[TimeWords], place: _Place) -> bool:
    tense = place.judgement.tense
    if tense is not Tense.NEITHER:
        return tense is Tense.PLANNED and not (place.is_norm and mention.words.form not in _DATED)
    words = mention.words
    return (
        words.form is TimeForm.PLAN
        or words.form is TimeForm.CALENDAR
        and words.bound is Bound.BY
        or words.first.edge in {"内", "底", "末"}
    )


def _is_slogan(mention: Mention[TimeWords], place: _Place) -> bool:
    return not mention.words.first.name.startswith("每") and place.before.endswith(("“", "·"))


def _is_event(mention: Mention[TimeWords], place: _Place) -> bool:
    if mention.rule in (time_terms.WEEK.name,):
        return place.alone
    name = mention.words.first.name
    if name in {"寒假", "暑假", "暑期"}:
        return place.alone or place.before.endswith(("在", "于", "利用"))
    return True


def _is_dating(words: TimeWords, place: _Place) -> bool:
    """Say whether a calendar time dates the work rather than names it: 2020年项目验收 is a name, 9月份的评比 a date."""
    first = words.first
    if words.bound is Bound.FROM and _NORM.match(place.after):
        return False
    if place.alone:
        return True
    if first.name and not (first.year or first.month or first.edge) and words.bound is Bound.IN:
        if first.name in {"春季", "夏季", "秋季", "冬季"}:
            return False
        if words.last is None and first.name not in _WHOLE_YEAR and not first.name.endswith(("季度", "学期", "明春")):
            return place.before.endswith(("在", "于", "利用"))
    if _WAS_SET.search(place.before) or _ELSEWHEN.search(place.before):
        return False
    if words.bound is not Bound.IN or not _is_wide(words) and not first.name.endswith("学期"):
        return not place.before.endswith("由")
    if first.name and not first.year:
        return not (place.after and _OBJECT_OF.search(place.before)) and not place.after.startswith("的")
    if (
        _OBJECT_OF.search(place.before)
        or _JOINS.search(place.before)
        or _TIME_NEXT.search(place.piece.partition("|")[2])
    ):
        return first.year in _RELATIVE and _OWN_WORK.match(place.after) is not None
    return (
        words.last is not None
        or _DUE_NEXT.match(place.after) is not None
        or _DUE_BEFORE.search(place.before) is not None
    )


def _opens(place: _Place) -> bool:
    """Say whether a time opens its clause, or is set by 在 or 到: 规划期内，…"""
    return place.after[:1] in ",、" or place.before.endswith(("在", "到", "至"))
