"""The bounds (起止) that a text gives itself where neither title nor headings tell its period (GUIDE ruling 36).

`Reading` in, `PeriodWords` out: due years of a plan, years told of by a report, days of a calendar, months of a table.
"""

from __future__ import annotations

import re
from collections import Counter

from pipeline.extract.years import SCHOOL_YEAR, YEAR, digits
from pipeline.model import Kind, PeriodForm, PeriodWords
from pipeline.segment.reading import Reading

_BY = re.compile(
    rf"(?:到|力争)\s*(?P<first>{YEAR})年(?![\d一二三四五六七八九十]+月)"
    rf"|(?P<last>{YEAR})年(?:年?底|末|内|元旦前|\d{{1,2}}月底?前|\d{{1,2}}月\d{{1,2}}日前|上半年|下半年|前)"
)
_NEW_YEAR = re.compile(rf"(?P<first>{YEAR})年(?:元旦|春节)(?:之?前)")
_ANY_YEAR = re.compile(rf"(?<!-)(?P<first>{YEAR})年(?!级|届)")
_ISSUED = re.compile(
    rf"(?:^|\n)[^\n,。;]{{0,40}}?(?P<y>{YEAR})\s*年\s*(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s*月"
    r"\s*(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日\s*\)?\s*(?=\n|$)"
)
_MONTH_DAY = re.compile(r"(?:(?P<y>20\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日?(?:[-至到](?P<d2>\d{1,2})日)?")
MONTH_HEAD = re.compile(r"(?:^|[\n\t])\s*(?P<month>\d{1,2})月份?\s*[:、(\n\t-]")
_INTAKE = re.compile(r"(?P<first>20\d\d)级新生")
_WHOLE_YEAR = re.compile(r"(?:^|[\n\t(])\s*全年\s*(?:$|[\n\t):、])")
_RUNS = re.compile(
    rf"(?P<y1>{YEAR})年(?P<m1>1[0-2]|0?[1-9])月(?P<d1>3[01]|[12]\d|0?[1-9])日(?:起)?\s?(?:-+|至|到)"
    rf"\s?(?:(?P<y2>{YEAR})年)?(?P<m2>1[0-2]|0?[1-9])月(?P<d2>3[01]|[12]\d|0?[1-9])日"
)
_YEARLY = re.compile("工作计划|工作要点|工作安排|工作思路|工作意见|工作打算")
_YEARS_LONG = re.compile("(?P<years>[两二三四五六七八九十])年(?:行动|规划|计划|攻坚|提升|发展|建设)")
# Dates of uploads and sources are the page's, not the document's.
UPLOAD = re.compile(r"(?:时间|日期|上传|更新|发布|来源|点击)[^\n]{0,4}[:(][^\n]*")

# Years of a report further apart than this are history told, not the period reported on.
LONGEST_REPORT = 5
# A plan with more due years than this is dated by the most frequent one; the others are its exceptions.
MANY_DUE = 4
# A table of this many months, a calendar of this many days, is one.
FEWEST_MONTHS = 3
# A calendar's own heading stands under the page's title.
HEAD_REACH = 200
FEWEST_DAYS = 3
# A term's months before July belong to the year after its start.
_MIDYEAR = 7


def from_bounds(reading: Reading, kind: Kind, title: str, issued: PeriodWords | None) -> PeriodWords | None:
    """Return the period between the text's own bounds: 2015年底实现均衡 ends it, its first dated year begins it."""
    folded = UPLOAD.sub("", reading.folded)
    if kind is Kind.REPORT:
        return _reported(folded)
    if match := _NEW_YEAR.search(folded):
        year = str(int(digits(match["first"])) - 1)
        return PeriodWords(match[0], PeriodForm.YEAR, year, year)
    due = [(match[0], digits(match["first"] or match["last"])) for match in _BY.finditer(folded)]
    if not due:
        return None
    counts = Counter(year for _, year in due)
    last = max(counts, key=lambda year: (counts[year], year)) if len(due) > MANY_DUE else max(counts)
    quote = next(words for words, year in due if year == last)
    return PeriodWords(quote, PeriodForm.YEAR, _first_due(counts, last, title, issued), last)


def _first_due(counts: Counter[str], last: str, title: str, issued: PeriodWords | None) -> str:
    """Return the year a plan begins in: a yearly plan's only one, the first of 三年行动, the first since issue."""
    if _YEARLY.search(title) and len(counts) == 1:
        return last
    if match := _YEARS_LONG.search(title):
        return str(int(last) + 1 - _han_number(match["years"].replace("两", "二")))
    since = [each for each in counts if issued is not None and issued.first[:4] <= each < last]
    return min(since, default="")


def _reported(folded: str) -> PeriodWords | None:
    """Return the years that a report tells of: few years give first to last, many the latest of the frequent ones."""
    years = Counter(digits(match["first"]) for match in _ANY_YEAR.finditer(folded))
    if not years:
        return None
    if len(years) <= 3 and int(max(years)) - int(min(years)) <= LONGEST_REPORT:
        return PeriodWords(f"{max(years)}年", PeriodForm.YEAR, min(years), max(years))
    often = max(years.values()) / 3
    latest = max(year for year, count in years.items() if count >= often)
    return PeriodWords(f"{latest}年", PeriodForm.YEAR, latest, latest)


def own_days(reading: Reading, title: str, issued: PeriodWords | None) -> PeriodWords | None:
    """Return the first to the last day of a calendar's own dates; a month that runs back begins the next year.

    The year is the title's or, where it names none, that of the date under the calendar.
    """
    year = next((digits(match["first"]) for match in _ANY_YEAR.finditer(title)), None)
    school = SCHOOL_YEAR.search(title) or SCHOOL_YEAR.search(reading.folded, 0, HEAD_REACH)
    found = [
        (match["y"], int(match["m"]), int(day))
        for match in _MONTH_DAY.finditer(UPLOAD.sub("", reading.folded))
        for day in (match["d"], match["d2"])
        if day
    ]
    base = digits(school["first"]) if school else year or (issued.first[:4] if issued else None)
    if base is None or len(found) < FEWEST_DAYS:
        return None
    second = bool(school and school["part"] and re.search("二|2|下|春", school["part"]))
    start = int(base) + (1 if second or (school and found[0][1] <= _MIDYEAR) else 0)
    days = [
        (int(written) if written else start + (1 if month < _MIDYEAR <= found[0][1] else 0), month, day)
        for written, month, day in found
    ]
    first, last = min(days), max(days)
    return PeriodWords(title, PeriodForm.DAYS, "{}-{:02}-{:02}".format(*first), "{}-{:02}-{:02}".format(*last))


def from_months(reading: Reading) -> PeriodWords | None:
    """Return the months of a task table whose year an intake tells (2016级新生 enrol in 2016), or the works it names."""
    months = [int(match["month"]) for match in MONTH_HEAD.finditer(reading.folded) if 1 <= int(match["month"]) <= 12]
    if len(set(months)) < FEWEST_MONTHS:
        return None
    named = _INTAKE.search(reading.folded) or _often_named(UPLOAD.sub("", reading.folded))
    if named is None:
        return None
    year = digits(named["first"])
    if _WHOLE_YEAR.search(reading.folded):
        return PeriodWords(named[0], PeriodForm.YEAR, year, year)
    return PeriodWords(named[0], PeriodForm.MONTHS, f"{year}-{min(months):02}", f"{year}-{max(months):02}")


def _often_named(folded: str) -> re.Match[str] | None:
    """Return the year that most of a table's works are named for: 2017年工作要点, 2017年计划."""
    found = list(_ANY_YEAR.finditer(folded))
    counts = Counter(digits(match["first"]) for match in found)
    return max(found, key=lambda match: (counts[digits(match["first"])], digits(match["first"])), default=None)


def from_measures(reading: Reading) -> PeriodWords | None:
    """Return the days between which a notice's measures run: 自2019年1月1日至2020年12月31日 (GUIDE ruling 36)."""
    found = list(_RUNS.finditer(UPLOAD.sub("", reading.folded)))
    days = [(_iso(match, 1), _iso(match, 2)) for match in found]
    days = [(first, last) for first, last in days if first < last]
    if not days:
        return None
    first, last = min(first for first, _ in days), max(last for _, last in days)
    return PeriodWords(found[0][0], PeriodForm.DAYS, first, last)


def _iso(match: re.Match[str], end: int) -> str:
    """Return one end of a run of days as 2019-01-01; the far end has the near one's year where it names none."""
    year = match[f"y{end}"] or match["y1"]
    return f"{digits(year)}-{int(match[f'm{end}']):02}-{int(match[f'd{end}']):02}"


def issued_words(reading: Reading) -> PeriodWords | None:
    """Return the date at the document's foot or under its cover letter: 2018年12月29日 on a line of its own."""
    found = list(_ISSUED.finditer(UPLOAD.sub(lambda match: " " * len(match[0]), reading.folded)))
    for match in found:
        month, day = (_han_number(match[name]) for name in "md")
        if 1 <= month <= 12 and 1 <= day <= 31:
            date = f"{digits(match['y'])}-{month:02}-{day:02}"
            return PeriodWords(match[0].strip(), PeriodForm.DAYS, date, date)
    return None


def _han_number(written: str) -> int:
    """Return a number below 40: 十二, 二十九, 12."""
    if written.isdecimal():
        return int(written)
    digits = {char: value for value, char in enumerate("〇一二三四五六七八九")}
    tens, ten, ones = written.rpartition("十")
    return (digits.get(tens, 1) * 10 if ten else 0) + digits.get(ones, 0)
