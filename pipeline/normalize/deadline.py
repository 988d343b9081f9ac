"""Time words as dates: `Mention[TimeWords]` and the plan's `Period` in, `Deadline`s and `Issue`s out (GUIDE §3).

A date is resolved against the plan's own period and the dates the document has told before, never against today. What
cannot be dated has no dates and an issue that says so; what an absolute date puts before the plan is no deadline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.model import Bound, Deadline, Issue, IssueCode, Kind, Period, TimeForm, TimePoint, TimeWords
from pipeline.normalize.dates import (
    CLOSING,
    Days,
    ImpossibleDateError,
    century_end,
    day_before,
    days_after,
    days_in,
    is_day,
    number,
    plan_days,
    year_of,
)
from pipeline.rules import Mention
from pipeline.segment.reading import Reading

# A plan of one year, be it a school year, is no longer than this.
ONE_YEAR = timedelta(days=366)
# What a notice plans for a month that lay so far behind its issue is planned for the next year.
LONG_PAST = timedelta(days=90)
# A yearless January or February behind November or December belongs to the next year; what starts again in March is
# another row of the same year's task table.
LATE, EARLY = 11, 2
# A day this much earlier than the one before it belongs to the next month: 30日 … 2日.
HALF_A_MONTH = 15

LAST_MONTH = 12
# Acts that happen on the document's own date of issue; what is counted from its coming into force is not dated here.
_ISSUED = frozenset({"印发", "发文", "发布", "下发", "公布", "通知", "成文", "施行", "实施"})
_NEXT_YEAR = re.compile("明年|来年|下一年度?工作|下年度?工作")

_Dates = tuple[date | None, date | None]
_NOTHING: _Dates = (None, None)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known where a time is read: the plan's period, the last day told before, the document's own date of issue,
    its kind, and whether it speaks of 明年."""

    period: Period
    before: date | None
    issued: date | None = None
    kind: Kind | None = None
    next_year: bool = False

    @property
    def year(self) -> int | None:
        """The one year that is planned, None where the plan has several or none; behind a report's year it is the next."""
        first, last = self.period.first, self.period.last
        if last and self.kind is Kind.REPORT:
            return last.year + (last.month == LAST_MONTH)
        return first.year if first and last and first.year == last.year else None

    @property
    def this_year(self) -> int | None:
        """The year that the text calls 今年: the planned one, unless it plans for 明年."""
        if self.year is None:
            return self.issued.year if self.issued else None
        written_before = self.next_year and (self.kind is Kind.MIXED or self.year != _last_year(self.period))
        return self.year - 1 if written_before else self.year


def _last_year(period: Period) -> int | None:
    return period.last.year if period.last else None


def resolve(
    mentions: Iterable[Mention[TimeWords]],
    *,
    reading: Reading,
    period: Period,
    issued: date | None = None,
    kind: Kind | None = None,
) -> tuple[tuple[Deadline, ...], tuple[Issue, ...]]:
    """Return the deadlines with their dates, and an issue for each that nothing dates: 2012年元旦前 → to 2011-12-31.

    `issued` dates 印发之日起30日内; what a report plans lies behind the year that it reports on.
    """
    deadlines: list[Deadline] = []
    issues: list[Issue] = []
    known = _Known(period, None, issued, kind, _plans_next_year(reading, kind))
    for mention in mentions:
        words, quote = mention.words, reading.quote(mention.span)
        dates = _NOTHING
        try:
            dates = _dates(words, known)
        except ImpossibleDateError as impossible:
            issues.append(Issue(IssueCode.IMPOSSIBLE_DATE, f"{quote}: {impossible}", mention.span))
        if _is_past(words, dates, period):
            continue
        recurring = words.form is TimeForm.RECURRING
        if dates == _NOTHING and not recurring and not any(issue.span == mention.span for issue in issues):
            issues.append(Issue(IssueCode.TIME_UNRESOLVED, f"nothing in the document dates {quote}", mention.span))
        if _tells_month(words):
            known = replace(known, before=dates[0] or dates[1] or known.before)
        deadlines.append(Deadline(mention.span, quote, dates[0], dates[1], recurring, mention.rule))
    return tuple(deadlines), tuple(issues)


def _tells_month(words: TimeWords) -> bool:
    """Say whether a date is near enough to the next yearless one to date it: a range of years is not."""
    return words.last is None or bool(words.first.month or words.first.day or words.last.month)


def _plans_next_year(reading: Reading, kind: Kind | None) -> bool:
    """Say whether a text was written in the year before the one that it plans: a heading says 明年工作打算."""
    if kind is Kind.REPORT:
        return _NEXT_YEAR.search(reading.folded) is not None
    return kind is Kind.MIXED and any(
        _NEXT_YEAR.search(reading.words(section.title)) for section in reading.outline.sections
    )


def _is_past(words: TimeWords, dates: _Dates, period: Period) -> bool:
    """Say whether an absolute date ended, or a 自…起 began, before the plan does."""
    first, last = dates
    if period.first is None:
        return False
    if words.form is TimeForm.PLAN:
        return last is not None and last < period.first
    if words.form is not TimeForm.CALENDAR or number(words.first.year) is None:
        return False
    if words.bound is Bound.FROM:
        return first is not None and first.year < period.first.year
    return last is not None and last < period.first


def _dates(words: TimeWords, known: _Known) -> _Dates:
    if words.form is TimeForm.CALENDAR:
        return _calendar(words, known)
    if words.form is TimeForm.PLAN:
        return _plan(words, known.period)
    if words.form is TimeForm.TERM:
        return _term(words, known.period)
    if words.form is TimeForm.WITHIN:
        return _within(words, known)
    return _NOTHING


# --- calendar ---------------------------------------------------------------------------------------------------


def _calendar(words: TimeWords, known: _Known) -> _Dates:
    near = _days(words.first, known)
    if words.last is not None:
        return _between(words.first, words.last, near, known)
    if near is None or words.bound is Bound.ABOUT:
        return _NOTHING
    if words.bound is Bound.FROM:
        return near.first, None
    if words.bound is Bound.AFTER:
        return near.last + timedelta(days=1), None
    if words.bound is Bound.BY and is_day(words.first.name):
        return None, day_before(near.first)
    if words.bound is Bound.BY or words.first.edge in CLOSING:
        return None, near.last
    return near.first, near.last


def _between(first: TimePoint, last: TimePoint, near: Days | None, known: _Known) -> _Dates:
    """Return the ends of a range; the far end has the near one's year and month where it names none of its own."""
    if not first.year and last.year:
        year = year_of(last.year, known.this_year)
        near = None if year is None else days_in(first, year)
        if near is not None and year is not None and (number(first.month) or 0) > (number(last.month) or 12):
            near = days_in(first, year - 1)
    if near is None:
        return _NOTHING
    far_year = year_of(last.year, known.this_year) if last.year else near.first.year
    if far_year is None:
        return _NOTHING
    month = last.month or (str(near.first.month) if last.day else "")
    point = TimePoint(name=last.name, month=month, day=last.day, edge=last.edge)
    far = days_in(point, far_year)
    if far is not None and far.last < near.first and not last.year:
        far = _in_month(last, near.first) if last.day and not last.month else days_in(point, far_year + 1)
    return (near.first, far.last) if far is not None and far.last >= near.first else _NOTHING


def _days(point: TimePoint, known: _Known) -> Days | None:
    """Return the days of a point, in its own year, the plan's, or that of the date before."""
    if point.year:
        year = year_of(point.year, known.this_year)
        if year is None and known.period.first is not None and number(point.year) is None and point.year[0] in "今本当":
            return _inside(point, known.period)
        return None if year is None else days_in(point, year)
    if point.day and not point.month:
        return _in_month(point, known.before)
    if known.year is not None:
        return days_in(point, known.year)
    inside = _inside(point, known.period) or _behind(point, known.period)
    if inside is not None:
        return inside
    if known.before is not None:
        return _after(point, known.before)
    return _since(point, known.issued) if known.issued is not None else None


def _inside(point: TimePoint, period: Period) -> Days | None:
    """Return the days of a yearless point in the one year that puts them inside: 9月 of 2012-2013学年 is in 2012."""
    if period.first is None or period.last is None:
        return None
    found = [
        days
        for year in range(period.first.year, period.last.year + 1)
        if (days := days_in(point, year)) and days.first <= period.last and period.first <= days.last
    ]
    if len(found) == 1:
        return found[0]
    return found[-1] if found and period.last - period.first <= ONE_YEAR and not point.month else None


def _behind(point: TimePoint, period: Period) -> Days | None:
    """Return the days of a month that a term's plan names behind its end: 2月 of 2009-09 to 2010-01 is in 2010."""
    first, last = period.first, period.last
    if first is None or last is None or last - first > ONE_YEAR or not point.month:
        return None
    days = days_in(point, last.year)
    return days if days is not None and days.first > last else None


def _in_month(point: TimePoint, before: date | None) -> Days | None:
    """Return the day in the month told before, or in the next where the days have started again: 30日 … 2日."""
    if before is None:
        return None
    turned = (number(point.day) or 31) + HALF_A_MONTH <= before.day
    year, month = divmod(before.year * 12 + before.month - 1 + turned, 12)
    return days_in(TimePoint(month=str(month + 1), day=point.day), year)


def _after(point: TimePoint, before: date) -> Days | None:
    """Return the days of a yearless point in the year of the date before it, or the next where the year has turned."""
    if not point.month:
        return days_in(point, before.year)
    turned = before.month >= LATE and (number(point.month) or 12) <= EARLY
    return days_in(point, before.year + turned)


def _since(point: TimePoint, issued: date) -> Days | None:
    """Return the days of a yearless point in the year of the document's issue, or the next where they were long past."""
    days = days_in(point, issued.year)
    return days_in(point, issued.year + 1) if days is not None and days.last < issued - LONG_PAST else days


# --- plan periods, terms, spans ---------------------------------------------------------------------------------


def _plan(words: TimeWords, period: Period) -> _Dates:
    if words.first.name.endswith("世纪"):
        end = century_end(words.first.name, period.last or period.first)
        return (None, end) if words.first.edge in CLOSING else _NOTHING
    named = plan_days(words.first.name)
    first, last = (named.first, named.last) if named else (period.first, period.last)
    edge = words.first.edge
    if first is None or last is None:
        return (None, last) if words.bound is Bound.BY or edge in CLOSING or words.first.name == "规划期" else _NOTHING
    if edge.startswith("前") and (years := number(edge[1])):
        return first, date(first.year + years - 1, 12, 31)
    if edge.startswith("后") and (years := number(edge[1])):
        return date(last.year - years + 1, 1, 1), last
    if words.bound is Bound.BY or edge in CLOSING:
        return None, last
    return _NOTHING if edge else (first, last)


def _term(words: TimeWords, period: Period) -> _Dates:
    """Return the days of a term (GUIDE ruling 40): 第一学期 is September to January, 第二学期 February to August."""
    name, year = words.first.name, number(words.first.year)
    if year is None and name in {"本学期", "本学年"}:
        first, last = period.first, period.last
        if first is None or last is None or last - first > ONE_YEAR:
            return _NOTHING
        days: Days | None = Days(first, last) if name == "本学年" or last - first < ONE_YEAR / 1.5 else None
    else:
        days = _term_days(name, year, period)
    if days is None:
        return _NOTHING
    return (None, days.last) if words.bound is Bound.BY or words.first.edge in CLOSING else (days.first, days.last)


def _term_days(name: str, year: int | None, period: Period) -> Days | None:
    """Return the days of a term in the school year that begins in `year`, or that the plan's period begins."""
    if year is None:
        if period.first is None or period.last is None or period.last - period.first > ONE_YEAR:
            return None
        if period.first.month < 8:
            return days_in(TimePoint(name=name), period.first.year) if name[0] in "春秋" else None
        year = period.first.year
    if name == "学年":
        return Days(date(year, 9, 1), date(year + 1, 8, 31))
    spring = name in {"第二学期", "下学期", "春季学期"}
    return days_in(TimePoint(name=name), year + spring)


def _within(words: TimeWords, known: _Known) -> _Dates:
    """Return the bounds of a span of years, the plan's first year counted as year 1 (GUIDE ruling 40)."""
    count, name, first = number(words.first.year), words.first.name, known.period.first
    if name in _ISSUED:
        return (None, days_after(known.issued, count, words.first.edge)) if known.issued and count else _NOTHING
    if count is None or first is None or words.first.edge != "年":
        return _NOTHING
    if name == "后" and known.period.last is not None:
        return date(known.period.last.year - count + 1, 1, 1), known.period.last
    last = date(first.year + count - 1, 12, 31)
    return (None if words.bound is Bound.BY else first), last
