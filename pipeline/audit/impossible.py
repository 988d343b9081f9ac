"""Values that cannot be (不可能的值): rates above 100 %, ranges upside down, dates that do not exist, deadlines outside the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.audit.figures import Figure, Ground
from pipeline.audit.finding import Family, Finding, Severity
from pipeline.lexicon.indicators import indicators
from pipeline.model import Change, Comparator, IssueCode, Kind, Span, Status

_ODD = {
    IssueCode.RANGE_BACKWARDS: "区间上下限颠倒",
    IssueCode.IMPOSSIBLE_DATE: "日期不存在",
}
# Rates of a group or a whole; completion, growth and gross enrolment may pass 100 %.
_CAPPED = re.compile(
    r"(?:入学|入园|入户|巩固|毕业|普及|覆盖|合格|及格|达标|处理|处置|净化|绿化|城镇化|参保|参合|接种|建档|签约|满意|到位|就业|升学|持证|"
    r"出勤|优良|优秀|整改|办结|办复|回复|知晓|安装|使用|开课|开齐|受益|上岗|参与|参训|检出|抽检|通过|治愈|命中|自给|利用|回收|化肥利用|成活|保存|完好|准确|及时|回访|签订|建成|硬化|通车|通电|通水|入托|普惠|公办|缴费|录取|上线|受训|报到|到课|规范化|标准化|机械化|电气化|辍学|流失|死亡|贫困发生|失业|占有)率"
)
_GROWTH = re.compile(
    r"毛入|增长|完成率|增速|产销|负债|回报|周转|投入产出|同比|提高|上升|增加|超额|利用外资|保证|充足|覆盖率为贷款|拨备|产能|担保|偿|备付|上座|出租|渗透|翻|床位|病床"
)
_MINUS = re.compile(r"[达到为是]\s?-$")
_YEARS = re.compile(r"(?:由|从)(?:19|20)(\d\d)年[^,。;\d]{0,6}[\d,.]+[^,。;\d]{0,12}(?:到|至|为|成)(?P<late>\d{4})年")
_DAY = re.compile(r"(?<![\d.])(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_SPAN = re.compile(
    r"(?<!\d)(?P<first>(?:19|20)\d\d)年(?P<month>\d{1,2}月)?(?:\d{1,2}日)?\s?[-至到]\s?(?P<last>(?:19|20)\d\d)年(?P<late>\d{1,2}月)?"
)
# Days of the longest month by number; February has 29 where no year tells.
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# A plan's work may outrun it a little: steps that end within a year of the plan's end are no error.
_OUTRUN = 366
_AFTER = re.compile("为|奠定|远景|展望|目标|战略|前后|打好|基础")


def check(ground: Ground) -> Iterator[Finding]:
    """Yield the values that cannot be: 小学入学率达100%以上; 2月30日前完成."""
    for figure in ground.figures:
        yield from _above_all(ground, figure)
        yield from _below_none(ground, figure)
    for issue in ground.extraction.issues:
        if issue.code in _ODD and issue.span is not None and not _known_otherwise(ground, issue.span):
            yield ground.finding(
                Family.IMPOSSIBLE, _ODD[issue.code], f"“{issue.span.of(ground.document.text)}”不成立", issue.span
            )
    yield from _days(ground)
    yield from _backwards(ground)
    yield from _deadlines(ground)


def _known_otherwise(ground: Ground, span: Span) -> bool:
    """Say whether a day is told by its own check, or a range is a code, an angle, a temperature below zero or half a year."""
    words = ground.folded[span.start : span.end]
    below = "℃" in words and (words.count("-") > 1 or "零下" in ground.folded[max(0, span.start - 4) : span.end])
    odd = (
        below
        or _DAY.search(words)
        or re.search("[:/度°分]", words)
        or ground.folded[span.start - 1 : span.start] == "-"
    )
    return (
        bool(odd) or re.match("[〇零一二三四五六七八九十百千]|年", ground.folded[span.end : span.end + 1]) is not None
    )


def _above_all(ground: Ground, figure: Figure) -> Iterator[Finding]:
    """Yield a share of a whole above 100 %: 入学率达100%以上 asks for more than all."""
    quantity = figure.quantity
    if figure.key != "%" or quantity.change is not Change.LEVEL or figure.value < 100:
        return
    label = ground.label(figure)
    if not _capped(label, quantity.indicator) or _GROWTH.search(label) or _GROWTH.search(quantity.indicator):
        return
    quote = figure.span.of(ground.document.text)
    if figure.value > 100 and quantity.comparator is not Comparator.LE:
        words = f"{label or quantity.indicator}{quote}，超过全部（100%）"
        # Who is insured may live elsewhere: a rate that is reported can pass 100 % by its base.
        reported = re.search("参保|参合", label) and quantity.status is not Status.TARGET
        severity = Severity.NOTICE if reported else Severity.ERROR
        yield ground.finding(Family.IMPOSSIBLE, "比率超过100%", words, figure.span, severity=severity)
    elif quantity.comparator in (Comparator.GT, Comparator.GE) and re.match(
        r"\s?以上", ground.folded[figure.span.end :][:4]
    ):
        words = f"{label or quantity.indicator}{quote}以上，最多只能是100%"
        yield ground.finding(Family.IMPOSSIBLE, "比率超过100%", words, figure.span, severity=Severity.WARNING)


def _below_none(ground: Ground, figure: Figure) -> Iterator[Finding]:
    """Yield a share of a whole below nothing: 覆盖率达到-5%; the sign stands before what was read as the number."""
    quantity = figure.quantity
    sign = _MINUS.search(ground.folded, max(0, figure.span.start - 4), figure.span.start)
    if figure.key != "%" or sign is None or quantity.change is not Change.LEVEL:
        return
    label = re.sub("[达到为是]+$", "", ground.folded[max(0, sign.start() - 16) : sign.start() + 1])
    label = re.split(r"[,。;:、()\n\t]", label)[-1]
    if _CAPPED.search(label[-8:]) and not _GROWTH.search(label):
        words = f"{label}为-{figure.span.of(ground.document.text)}，低于0"
        yield ground.finding(Family.IMPOSSIBLE, "比率低于0", words, figure.span)


def _capped(label: str, indicator: str) -> bool:
    known = next((found for name, found in indicators().items() if label.endswith(name)), None) or indicators().get(
        indicator
    )
    if known is not None:
        return known.ceiling is not None
    return _CAPPED.search(label[-12:]) is not None or (not label and _CAPPED.search(indicator) is not None)


def _days(ground: Ground) -> Iterator[Finding]:
    """Yield days that no calendar has: 2月30日, 13月5日, 2023年2月29日."""
    for match in _DAY.finditer(ground.folded):
        month, day = int(match["month"]), int(match["day"])
        if 1 <= month <= 12 and 1 <= day <= _LONGEST[month - 1]:
            leap = month != 2 or day != 29 or match["year"] is None or _is_leap(int(match["year"]))
            if leap:
                continue
        words = f"{match[0]}：{month}月没有{day}日" if 1 <= month <= 12 else f"{match[0]}：没有{month}月"
        yield ground.finding(Family.IMPOSSIBLE, "日期不存在", words, Span(*match.span()))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _backwards(ground: Ground) -> Iterator[Finding]:
    """Yield times that run backwards: 由1988年的150天缩短到1089年的141天; 2023年至2020年."""
    for match in _YEARS.finditer(ground.folded):
        first = int(match[0][1:5])
        if int(match["late"]) < first:
            words = f"由{first}年到{match['late']}年：后一年份早于前一年份{first - int(match['late'])}年"
            yield ground.finding(
                Family.IMPOSSIBLE, "年份先后颠倒", words, Span(match.start("late"), match.end("late") + 1)
            )
    for match in _SPAN.finditer(ground.folded):
        first, last = int(match["first"]), int(match["last"])
        months = [int(found[:-1]) for found in (match["month"], match["late"]) if found]
        if last < first or (first == last and len(months) == 2 and months[1] < months[0]):
            words = f"{match[0]}：止期早于起期"
            yield ground.finding(Family.IMPOSSIBLE, "起止时间颠倒", words, Span(*match.span()))


def _deadlines(ground: Ground) -> Iterator[Finding]:
    """Yield deadlines of a plan that lie before it begins or long after it ends; steps of reports and pages' stamps are none."""
    meta = ground.extraction.meta
    first, last = meta.period.first, meta.period.last
    if meta.kind is not Kind.PLAN or first is None or last is None:
        return
    targets = {due for q in ground.extraction.quantities if (due := q.deadline)}
    for deadline in ground.extraction.deadlines:
        due = deadline.last or deadline.first
        if (
            due is None
            or deadline.recurring
            or not re.search(r"(?:19|20)\d\d年", ground.folded[deadline.span.start : deadline.span.end])
        ):
            continue
        if due < first and due in targets:
            words = f"时限{deadline.quote}（{due}）早于计划起始日{first}，早{(first - due).days}天"
            yield ground.finding(Family.IMPOSSIBLE, "时限早于计划期", words, deadline.span, severity=Severity.WARNING)
        elif _long_after(due, first, last) and due in targets and not _beyond(ground, deadline.span):
            words = f"时限{deadline.quote}（{due}）晚于计划截止日{last}，晚{(due - last).days}天"
            yield ground.finding(Family.IMPOSSIBLE, "时限晚于计划期", words, deadline.span, severity=Severity.NOTICE)


def _beyond(ground: Ground, span: Span) -> bool:
    """Say whether a time looks beyond the plan on purpose: 为到2010年翻一番奠定基础."""
    sentence = ground.sentence(span.start)
    return _AFTER.search(ground.folded, sentence.start, sentence.end) is not None


def _long_after(due: date, first: date, last: date) -> bool:
    return (due - last).days > max(_OUTRUN, (last - first).days)
