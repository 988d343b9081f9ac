"""The grammar of time expressions: each way to write one is a rule that turns folded text into `TimeWords`.

Whether an expression is a deadline record is not asked here (extract/deadline.py); nothing is dated here either
(normalize/deadline.py).
"""

from __future__ import annotations

import re

from pipeline.lexicon import named_times
from pipeline.model import Bound, TimeForm, TimePoint, TimeWords
from pipeline.rules import Rule, one_of


def names(kind: str) -> str:
    return one_of(time.name for time in named_times().values() if time.kind == kind)


# --- pieces -----------------------------------------------------------------------------------------------------

HAN = "一二三四五六七八九"
COUNT = rf"(?:\d{{1,2}}|[{HAN}两几数十]{{1,3}})"
# 2 0 0 5年 is how scans write it; XX年 and 20XX年 are redacted and still years.
_RING = "〇零Oo0◯"
_DIGITS = rf"(?:(?<![\d.])(?:1 ?9|2 ?0) ?\d ?\d|(?<![{HAN}])(?:一九|二[{_RING}])[{_RING}{HAN}]{{2}}|(?<![A-Za-z])(?:20)?[Xx×]{{2,4}})"
_YEAR = rf"(?:{_DIGITS} ?年(?![度级届代版鉴报轻龄]))"
_RELATIVE = r"(?:[今明后来]年|本年(?![度级段]))"
# A dot before a month ends an item's number only at the head of its line: 1.12月26日.
_NUMBERED = r"(?:(?<!\.)|(?<=[\s;。]\d\.)|(?<=[\s;。]\d\d\.))"
MONTH = rf"(?:(?<![\d第个{HAN}十]){_NUMBERED}(?:1[0-2]|0?[1-9]|十[一二]?|[{HAN}元]) ?月份?(?!刊|报|三|[\d十]+%))"
DAY = rf"(?:[12]\d|3[01]|0?[1-9]|三十一?|二?十[{HAN}]?|[{HAN}]) {{0,2}}[日号](?!线|楼)"
_PART = r"(?:第?[一二三四1-4]季度|前三季度|[上下]半年|全年|[春秋]季学期|[春夏秋冬]季|今冬明春)"
_NAMED = rf"(?:[“\"]?{names('day')}[”\"]?(?:假期|长假)?(?!精神|运动|奖|讲话|大?道|社|法|周|普法|路|活动月|期间考))"
TENTH = r"(?:[上中下]旬|[底末](?!下|端)|初(?!步|中|级|心|审|评|始|高|衷))"
_EDGE = r"(?:年?[底末](?!线|子|梢)|年?初(?![步中级心审评始高衷])|年?内(?![容部外在涵需设地蒙])|年?终(?=[前,。、])|年中(?![央国心小]))"
TAIL = rf"(?:{MONTH}(?: {{0,2}}{DAY}| ?{TENTH})?|{_PART}{TENTH}?|{_NAMED})"
POINT = rf"(?:(?:{_YEAR}|{_RELATIVE})(?:(?:的| {{1,2}})?(?:{TAIL}|{_EDGE}))?|{TAIL})"
_NOT_OF_A_SPAN = rf"(?<![\d{HAN}十两几数多百半学少今明])"
_LONE = (
    rf"(?:{_NOT_OF_A_SPAN}年(?:[底末](?!线)|内(?![容部涵])|终(?=[前,。、])|初(?!预算|财政)|中(?=[前,]))"
    r"|(?:本|当)?(?<!年)月[底末](?!线))"
)
_WEEKDAY = rf"(?:\((?:周|星期)?[{HAN}日天]\))?"
_DASH = rf" ?(?:[上下]午 ?)?{_WEEKDAY}(?:-{{1,2}}|∼|至|到) ?"
# A near end may leave out the unit that the far end has: 5-6月份, 7月10-15日, 2013-2015年.
_NEAR = rf"(?:{POINT}|(?:{_YEAR})?{MONTH}\d{{1,2}}|(?:{_YEAR} ?)?(?<![\d第〔(\[-])(?:1[0-2]|[1-9]|[{HAN}])|{_DIGITS})"
_FAR = rf"(?:{POINT}|{DAY})"
_BEFORE = r"(?P<before>(?:之|以)?前(?![三五六中]|列|提|期|[沿景茅往后])夕?|止|为止|截止)"
_AROUND = r"(?P<about>前后|左右)|(?P<after>(?:之|以)?后(?!勤|续|备|期|[一二三四五年半]))"
_ONWARD = r"(?P<onward>开始(?![的前])|起(?![来步点伏草到码飞重初诉降义居家色]))"
_SUFFIX = rf"(?:(?:{_WEEKDAY}(?:之|以)?(?=[前后]))?(?:{_AROUND}|{_BEFORE}|{_ONWARD}|期间|以?内(?![容部涵外])))?"
# 到2025年 sets a term at the head of a clause; behind a verb (推迟到, 提前至) 到 only leads to the time.
_LEAD = (
    r"(?:(?P<until>(?:(?<![\u4e00-\u9fff\w])|(?<=力争)|(?<=争取)|(?<=确保)|(?<=计划)|(?<=预计)|(?<=目标)|(?<=使得))到)"
    r" ?|(?P<since>自|从(?!事)) ?)?"
)

_PARTS = re.compile(
    rf"(?P<year>{_DIGITS}) ?年|(?P<relative>{_RELATIVE})|(?P<part>{_PART})|(?P<month>1[0-2]|0?[1-9]|十[一二]?|[{HAN}元]) ?月份?"
    rf"|(?P<day>[12]\d|3[01]|0?[1-9]|三十一?|二?十[{HAN}]?|[{HAN}]) {{0,2}}[日号]|(?P<named>{names('day')})"
    rf"|(?P<edge>[上中下]旬|年?[底末]|年?初|年?内|年?终|年中)|(?P<number>{_DIGITS}|\d{{1,2}}|[{HAN}])"
)
_SLOT = {"relative": "year", "part": "name", "named": "name"}


def point(written: str, unit: str = "number") -> TimePoint:
    """Return the parts of one end of a time; a number without its own unit takes `unit`: 10 of 7月10-15日 is a day."""
    parts: dict[str, str] = {}
    for match in _PARTS.finditer(written):
        group = match.lastgroup or ""
        slot = unit if group == "number" else _SLOT.get(group, group)
        parts[slot] = match[group].replace(" ", "").removeprefix("第")
    edge = parts.get("edge", "")
    if edge.startswith("年") and edge != "年中":
        edge = edge[1:]
    return TimePoint(parts.get("year", ""), parts.get("name", ""), parts.get("month", ""), parts.get("day", ""), edge)


def bound_of(match: re.Match[str]) -> Bound:
    groups = match.groupdict()
    for name, bound in (
        ("about", Bound.ABOUT),
        ("after", Bound.AFTER),
        ("before", Bound.BY),
        ("until", Bound.BY),
        ("closing", Bound.BY),
        ("onward", Bound.FROM),
    ):
        if groups.get(name):
            return bound
    return Bound.IN


def _single(match: re.Match[str]) -> TimeWords:
    return TimeWords(TimeForm.CALENDAR, point(match["point"]), bound=bound_of(match))


def _range(match: re.Match[str]) -> TimeWords | None:
    """Return a range; a bare number before the dash has the unit with which the far end begins."""
    far = point(match["far"])
    unit = "year" if far.year else "month" if far.month else "day" if far.day else "number"
    near = point(match["near"], unit)
    if unit == "number" and not (near.name and far.name):
        return None
    if near.year and near.year[0] not in "Xx×今明后来本" and len(near.year) < 4:
        return None
    return TimeWords(TimeForm.CALENDAR, near, far, bound_of(match) if match["before"] or match["after"] else Bound.IN)


# One look that spares trying every alternative at most characters.
_MAY_BEGIN = rf"(?=[截到自从\dXx×今明后来本当年月第前上下全春夏秋冬十元〇零{HAN}])"


def _dotted(written: str, year: str | None = None) -> TimePoint:
    """Return the parts of 9.10 or 9/10; a lone number is a day."""
    month, _, day = re.sub("[./]", " ", written).rpartition(" ")
    return TimePoint(year or "", month=month, day=day)


SINGLE = Rule(
    name="calendar time",
    pattern=re.compile(
        rf"{_MAY_BEGIN}(?P<closing>截止(?:时间|日期)?[:为是]? ?)?(?P<quote>{_LEAD}(?P<point>{POINT}|{_LONE}){_SUFFIX})"
    ),
    build=_single,
    yes={
        "2012年底": TimeWords(TimeForm.CALENDAR, TimePoint("2012", edge="底")),
        "今年元旦前": TimeWords(TimeForm.CALENDAR, TimePoint("今年", "元旦"), bound=Bound.BY),
        ",到2020年": TimeWords(TimeForm.CALENDAR, TimePoint("2020"), bound=Bound.BY),
        "推迟到6月份": TimeWords(TimeForm.CALENDAR, TimePoint(month="6")),
        "二〇二一年三月中旬前": TimeWords(
            TimeForm.CALENDAR, TimePoint("二〇二一", month="三", edge="中旬"), bound=Bound.BY
        ),
        "从XX年秋季学期开始": TimeWords(TimeForm.CALENDAR, TimePoint("XX", "秋季学期"), bound=Bound.FROM),
        "报名截止时间:12月4日": TimeWords(TimeForm.CALENDAR, TimePoint(month="12", day="4"), bound=Bound.BY),
        "今年“七一”前夕": TimeWords(TimeForm.CALENDAR, TimePoint("今年", "七一"), bound=Bound.BY),
        "2026年 8 月 23 日": TimeWords(TimeForm.CALENDAR, TimePoint("2026", month="8", day="23")),
        "年内": TimeWords(TimeForm.CALENDAR, TimePoint(edge="内")),
        "三季度末": TimeWords(TimeForm.CALENDAR, TimePoint(name="三季度", edge="末")),
        "9月10日(周五)前": TimeWords(TimeForm.CALENDAR, TimePoint(month="9", day="10"), bound=Bound.BY),
        "9月10日前": TimeWords(TimeForm.CALENDAR, TimePoint(month="9", day="10"), bound=Bound.BY),
    },
    no=("九年义务教育", "2021年度", "2016级新生", "近年来", "三年内", "青少年内心", "3个月", "2020年级", "第3月"),
    needs=("年", "月", "季"),
)
NAMED_DAY = Rule(
    name="named day",
    pattern=re.compile(rf"(?P<quote>(?P<until>到)?(?P<since>[自从])?(?P<point>{_NAMED}){_SUFFIX})"),
    build=_single,
    yes={
        "国庆节前": TimeWords(TimeForm.CALENDAR, TimePoint(name="国庆节"), bound=Bound.BY),
        "春节期间": TimeWords(TimeForm.CALENDAR, TimePoint(name="春节")),
    },
    no=("五一路", "五四运动", "七一讲话", "节日"),
    needs=tuple(time.name for time in named_times().values() if time.kind == "day"),
)
RANGE = Rule(
    name="from one calendar time to another",
    pattern=re.compile(
        rf"(?P<quote>(?:(?:自|从(?!事)) ?)?(?P<near>{_NEAR}){_DASH}(?P<far>{_FAR})(?:{_BEFORE}|(?P<after>后)|期间)?)"
    ),
    build=_range,
    yes={
        "2013-2015年": TimeWords(TimeForm.CALENDAR, TimePoint("2013"), TimePoint("2015")),
        "5-6月份": TimeWords(TimeForm.CALENDAR, TimePoint(month="5"), TimePoint(month="6")),
        "3月-4月份": TimeWords(TimeForm.CALENDAR, TimePoint(month="3"), TimePoint(month="4")),
        "7月10-15日": TimeWords(TimeForm.CALENDAR, TimePoint(month="7", day="10"), TimePoint(day="15")),
        "2009年9月至2010年2月": TimeWords(
            TimeForm.CALENDAR, TimePoint("2009", month="9"), TimePoint("2010", month="2")
        ),
        "12月27日-31日": TimeWords(TimeForm.CALENDAR, TimePoint(month="12", day="27"), TimePoint(day="31")),
    },
    no=("2-3个", "3至5所", "第1-2章", "(2021-2023)", "由三到1957年"),
    needs=("-", "至", "到"),
)
UNTIL = Rule(
    name="a year behind a dash whose near end is lost",
    pattern=re.compile(rf"(?<=[:。段)])-+(?P<year>{_DIGITS}) ?年(?![度级届])"),
    build=lambda match: TimeWords(TimeForm.CALENDAR, TimePoint(match["year"].replace(" ", "")), bound=Bound.BY),
    yes={"阶段:-2012年": TimeWords(TimeForm.CALENDAR, TimePoint("2012"), bound=Bound.BY)},
    no=("2011-2012年", "2011年-2012年"),
    needs=("-",),
)
_DOTTED_DAY = r"(?:1[0-2]|0?[1-9])[./](?:3[01]|[12]\d|0?[1-9])"
DOTTED = Rule(
    name="day in digits",
    pattern=re.compile(
        rf"(?<![\d.〔\[-])(?:(?P<year>20\d\d)[-./])?(?P<near>{_DOTTED_DAY})"
        rf"(?: ?(?:-{{1,2}}|∼) ?(?P<far>{_DOTTED_DAY}|\d{{1,2}}(?![\d月])))?(?=\s|$|[(),、;]|[上下中]午|晚)"
    ),
    build=lambda match: TimeWords(
        TimeForm.CALENDAR, _dotted(match["near"], match["year"]), _dotted(match["far"]) if match["far"] else None
    ),
    yes={
        "3.17下午": TimeWords(TimeForm.CALENDAR, TimePoint(month="3", day="17")),
        "8.26(周三)": TimeWords(TimeForm.CALENDAR, TimePoint(month="8", day="26")),
        "2022.3.5": TimeWords(TimeForm.CALENDAR, TimePoint("2022", month="3", day="5")),
        "6.10--6.16": TimeWords(TimeForm.CALENDAR, TimePoint(month="6", day="10"), TimePoint(month="6", day="16")),
        "9.1-9.10": TimeWords(TimeForm.CALENDAR, TimePoint(month="9", day="1"), TimePoint(month="9", day="10")),
    },
    no=("95.59", "1.2.3", "3.5%", "13.2", "11.5-6月份", "8.9月", "1.2万场"),
    needs=(".", "/"),
)
DAY_ALONE = Rule(
    name="day of the month told before",
    pattern=re.compile(
        rf"(?<![^\n\t ])(?P<near>{DAY})(?:{_DASH}(?P<far>{DAY}))?(?:{_WEEKDAY}{_BEFORE}|(?=[\s(:、]|$))"
    ),
    build=lambda match: TimeWords(
        TimeForm.CALENDAR,
        point(match["near"]),
        point(match["far"]) if match["far"] else None,
        Bound.BY if match["before"] else Bound.IN,
    ),
    yes={
        "7日(日),离校": TimeWords(TimeForm.CALENDAR, TimePoint(day="7")),
        "29日(五)前": TimeWords(TimeForm.CALENDAR, TimePoint(day="29"), bound=Bound.BY),
    },
    no=("5月7日", "每日", "今日", "7日起", "(7日)"),
    needs=("日",),
)
_BARE_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
DAY_WITHIN = Rule(
    name="day whose month stands before it in the text",
    pattern=re.compile(
        rf"(?<![\d.月年周每第近约共满续过逾期/:∼-])(?<!月 )(?P<near>{_BARE_DAY})(?:日?{_DASH}(?P<far>{_BARE_DAY}))?日"
        rf"(?:{_WEEKDAY}{_BEFORE}|起(?![草步])|(?!之?内|以[内上下]|[游均产供常元语报本照期线楼后托制起]|处理))"
    ),
    build=lambda match: TimeWords(
        TimeForm.CALENDAR,
        TimePoint(day=match["near"]),
        TimePoint(day=match["far"]) if match["far"] else None,
        Bound.BY if match["before"] else Bound.FROM if match[0].endswith("起") else Bound.IN,
    ),
    yes={
        "高一13日,": TimeWords(TimeForm.CALENDAR, TimePoint(day="13")),
        "数据13日前报送": TimeWords(TimeForm.CALENDAR, TimePoint(day="13"), bound=Bound.BY),
        "(18-19日)": TimeWords(TimeForm.CALENDAR, TimePoint(day="18"), TimePoint(day="19")),
    },
    no=("5月7日", "7日内", "第20日", "每5日", "10工作日", "5.7日"),
    needs=("日",),
)
ISO_DAY = Rule(
    name="day in digits with its year",
    pattern=re.compile(
        r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>0?[1-9]|1[0-2])-(?P<day>3[01]|[12]\d|0?[1-9])(?![\d-])"
    ),
    build=lambda match: TimeWords(
        TimeForm.CALENDAR,
        TimePoint(match["year"], month=match["month"].lstrip("0"), day=match["day"].lstrip("0")),
    ),
    yes={"星期一(2017-02-13)": TimeWords(TimeForm.CALENDAR, TimePoint("2017", month="2", day="13"))},
    no=("2017-2018", "2017-13-01", "110-2017-02-134"),
    needs=("-",),
)
RULES = (SINGLE, NAMED_DAY, RANGE, UNTIL, DOTTED, DAY_ALONE, DAY_WITHIN, ISO_DAY)
