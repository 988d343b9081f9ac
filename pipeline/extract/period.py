"""The period (计划期) that a document plans or reports on, as its words tell it.

Title, headings, opening words and, where these are silent, the text's own bounds in; the best `PeriodWords` out.
A page's upload date and the date of issue are never the period.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.extract.genre import closing_genre
from pipeline.extract.title import TitleWords
from pipeline.fold import fold
from pipeline.model import Kind, PeriodForm, PeriodWords, Table
from pipeline.segment.reading import Reading

_HAN_YEAR = "[一二][〇零九八][〇零一二三四五六七八九]{2}"
_YEAR = rf"(?<![\d〇零一二三四五六七八九.])(?:(?:19|20)\s?\d\s?\d|{_HAN_YEAR})"
_TO = r"\s*年?(?:度)?\s*(?:-+|至|到|/)\s*"
_PART = (
    r"(?P<part>第?[一二12上下]学期|[上下]学期|春季学期|秋季学期|[上下]半年|第?[一二三四1234]季度"
    r"|1[0-2]月份?|[1-9]月份?|[一二三四五六七八九]月份?|十[一二]?月份?)?"
)
# 2021级 and 2012届 name pupils, 〔2011〕5号 a document.
_SCHOOL_YEAR = re.compile(rf"(?P<first>{_YEAR})(?:{_TO}(?P<last>{_YEAR}))?\s*学年(?:度)?\s*\(?{_PART}")
_DAYS = re.compile(
    rf"(?P<y1>{_YEAR})年\s?(?P<m1>\d{{1,2}})月\s?(?P<d1>\d{{1,2}})日?\s*(?:-+|至|到)\s*"
    rf"(?:(?P<y2>{_YEAR})年)?\s?(?:(?P<m2>\d{{1,2}})月)?\s?(?P<d2>\d{{1,2}})日"
)
_RANGE = re.compile(rf"(?P<first>{_YEAR}){_TO}(?P<last>{_YEAR})(?:\s*年(?:度)?)?(?!级|届|学年)")
_FIVE_YEARS = re.compile(
    r"第(?P<number>十[一二三四五六七]?|[一二三四五六七八九])个五年(?!以)|[“\"]?(?P<short>十[一二三四五六七]?|[六七八九])五[”\"]?(?=时?期?间?[\u4e00-\u9fff“”\"(\s]|$)"
)
_SINGLE = re.compile(
    rf"(?P<first>{_YEAR})\s*(?:年|(?=[\u4e00-\u9fff])(?!级|届))(?:度)?\s*(?P<half>{_PART[9:-2]})?".replace(
        "(?P<half>", "(?P<part>"
    )
)
_BARE_YEAR = re.compile(rf"(?P<first>{_YEAR})(?=\D|$)")
_PLANNED_YEAR = re.compile(
    rf"(?P<first>{_YEAR})年(?:度)?(?P<part>[上下]半年)?(?:的)?(?:各项)?(?:重点|主要|目标|工作|总体|预期|经济社会|政府|教育|学校|全[市县区省镇校局]|计划|任务|打算|思路|安排|要)"
)
_FORECAST = re.compile(
    rf"(?P<first>{_YEAR})\s*年(?=[^。,;\n]{{0,14}}(?:预期目标|主要目标|工作总体|总体要求|工作的总体|是[^。,]{{0,30}}(?:开局|收官|攻坚|关键|第一)))"
)
_OPENING = re.compile(
    rf"(?:^|\n)\s*(?P<first>{_YEAR})年(?:度|以来|来)?(?P<part>[上下]半年)?(?=[,是我全在]|[\u4e00-\u9fff]{{2,12}}(?:将|要|以))"
)
_SUMMED = re.compile(rf"(?:现将|总结|回顾|汇报)[^。]{{0,16}}?(?P<first>{_YEAR})年(?:度)?(?P<part>[上下]半年)?")
_BY = re.compile(
    rf"(?:到|力争)\s*(?P<first>{_YEAR})年(?![\d一二三四五六七八九十]+月)|(?P<last>{_YEAR})年(?:底|末|年底|内|元旦前|\d{{1,2}}月底?前|\d{{1,2}}月\d{{1,2}}日前|上半年|下半年|前)"
)
_NEW_YEAR = re.compile(rf"(?P<first>{_YEAR})年(?:元旦|春节)(?:之?前)")
_ANY_YEAR = re.compile(rf"(?<!-)(?P<first>{_YEAR})年(?!级|届)")
_ISSUED = re.compile(
    rf"(?:^|\n)[^\n,。;]{{0,40}}?(?P<y>{_YEAR})\s*年\s*(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s*月\s*(?P<d>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*日\s*\)?\s*(?=\n|$)"
)
_LATIN_MONTH_DAY = re.compile(r"(?:(?P<y>20\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日?(?:[-至到](?P<d2>\d{1,2})日)?")
_DELIVERED = re.compile(rf"(?P<first>{_YEAR})\s*年\s*(?:\d\s?\d?|[一二三四五六七八九十]{{1,2}})\s*月")
_MONTH_HEAD = re.compile(r"(?:^|[\n\t])\s*(?P<m>\d{1,2})月份?\s*[:：、(\n\t-]")
_INTAKE = re.compile(r"(?P<first>20\d\d)级新生")
_CALENDAR = re.compile("行事历|工作历|日程|安排表|周.{0,6}工作安排|时间表")
_YEARLY = re.compile("工作计划|工作要点|工作安排|工作思路|工作意见|工作打算")
_UPLOAD = re.compile(r"(?:时间|日期|上传|更新|发布|来源|点击)[^\n]{0,4}[:(][^\n]*")

# A line of at least this many characters is prose, not a head.
SHORTEST_PROSE = 30
# A plan names its own five years at least so often.
OFTEN_NAMED = 3
FIVE_YEAR_NUMBERS = tuple("一二三四五六七八九十") + tuple(f"十{ones}" for ones in "一二三四五六七")
# Years of reports further apart than this are history told, not the period reported on.
_LONGEST_REPORT = 5


def period_words(reading: Reading, title: TitleWords, kind: Kind, issued: PeriodWords | None) -> PeriodWords | None:
    """Return the period: of 2024年工作总结及2025年工作计划 the planned year, of 《教育十四五规划》 the five years."""
    own_title = fold(title.text or "")
    if _CALENDAR.search(own_title) and (days := _own_days(reading, own_title, issued)):
        return days
    for words in (own_title, *(head for head in title.heads if closing_genre(head))):
        found = list(_in_words(words, loose=words is own_title))
        if found:
            return _planned(found, words)
    if kind is Kind.OTHER:
        return None
    if "政府工作报告" in own_title and (match := _DELIVERED.search(reading.folded, 0, 300)):
        return _year(match)
    return (
        _from_headings(reading)
        or (_from_forecast(reading) if kind is Kind.MIXED else None)
        or (_from_plan_named(reading) if title.text is None or "五年" in own_title else None)
        or _from_opening(reading, kind)
        or _from_bounds(reading, kind, own_title, issued)
        or _from_months(reading)
    )


def _planned(found: list[PeriodWords], words: str) -> PeriodWords:
    """Return the planned one of a title's periods: a range or five years before a year, the later year of two."""
    wide = [
        each
        for each in found
        if each.form in (PeriodForm.FIVE_YEARS, PeriodForm.DAYS, PeriodForm.SCHOOL_YEAR) or each.first != each.last
    ]
    return wide[0] if wide else found[-1]


def _in_words(words: str, *, loose: bool) -> Iterator[PeriodWords]:
    """Yield the periods that a title or head names, left to right by form."""
    for match in _DAYS.finditer(words):
        yield _days(match)
        return
    for match in _SCHOOL_YEAR.finditer(words):
        yield PeriodWords(
            match[0], PeriodForm.SCHOOL_YEAR, _digits(match["first"]), _digits(match["last"] or ""), match["part"] or ""
        )
        return
    taken = words
    for match in _RANGE.finditer(words):
        yield PeriodWords(match[0], PeriodForm.YEAR, _digits(match["first"]), _digits(match["last"]))
        taken = taken.replace(match[0], " ")
    for match in _FIVE_YEARS.finditer(taken):
        number = match["number"] or match["short"]
        yield PeriodWords(match[0], PeriodForm.FIVE_YEARS, number, number)
    for match in (_SINGLE if not loose else _SINGLE).finditer(taken):
        yield _year(match)


def _year(match: re.Match[str]) -> PeriodWords:
    year = _digits(match["first"])
    return PeriodWords(match[0], PeriodForm.YEAR, year, year, match.groupdict().get("part") or "")


def _days(match: re.Match[str]) -> PeriodWords:
    y1, m1, y2 = _digits(match["y1"]), match["m1"], _digits(match["y2"] or "")
    first = f"{y1}-{int(m1):02}-{int(match['d1']):02}"
    last = f"{y2 or y1}-{int(match['m2'] or m1):02}-{int(match['d2']):02}"
    return PeriodWords(match[0], PeriodForm.DAYS, first, last)


def _digits(year: str) -> str:
    """Return a year's four digits: 二〇一一 is 2011."""
    return year.replace(" ", "").translate(str.maketrans("〇零一二三四五六七八九", "00123456789"))


def _from_headings(reading: Reading) -> PeriodWords | None:
    """Return the year that a heading plans for: 三、2026年重点工作."""
    found = []
    for section in reading.outline.sections:
        words = reading.words(section.title)
        match = _PLANNED_YEAR.search(words[:60])
        if match and not re.search("情况|回顾|总结", words):
            found.append(_year(match))
    return max(found, key=lambda each: each.first) if found else None


def _from_forecast(reading: Reading) -> PeriodWords | None:
    """Return the year whose forecast a report with two halves gives: 2009年经济社会发展主要预期目标是."""
    found = Counter(_year(match) for match in _FORECAST.finditer(reading.folded))
    return max(found, key=lambda each: (found[each], each.first)) if found else None


def _from_plan_named(reading: Reading) -> PeriodWords | None:
    """Return the five years that a plan without a title of its own speaks of all along: “十二五”."""
    found = Counter(match["number"] or match["short"] for match in _FIVE_YEARS.finditer(reading.folded))
    often = [number for number, count in found.items() if count >= max(OFTEN_NAMED, max(found.values()) / 3)]
    if not often:
        return None
    latest = max(often, key=FIVE_YEAR_NUMBERS.index)
    return PeriodWords(latest, PeriodForm.FIVE_YEARS, latest, latest)


def _from_opening(reading: Reading, kind: Kind) -> PeriodWords | None:
    """Return the year that the opening words plan or sum up: 2009年,…局将认真贯彻."""
    lines = [line for line in _UPLOAD.sub("", reading.folded[:2500]).split("\n") if len(line) >= SHORTEST_PROSE][:2]
    for line in lines:
        for pattern in (_SUMMED, _OPENING) if kind is Kind.REPORT else (_OPENING, _SUMMED):
            match = pattern.search(line)
            if match:
                return _year(match)
    return None


def _from_bounds(reading: Reading, kind: Kind, title: str, issued: PeriodWords | None) -> PeriodWords | None:
    """Return the period between the text's own bounds: 2015年底实现均衡 ends it, its first dated year begins it."""
    folded = _UPLOAD.sub("", reading.folded)
    if kind is Kind.REPORT:
        return _reported(folded)
    if match := _NEW_YEAR.search(folded):
        year = str(int(_digits(match["first"])) - 1)
        return PeriodWords(match[0], PeriodForm.YEAR, year, year)
    due = [(match[0], _digits(match["first"] or match["last"])) for match in _BY.finditer(folded)]
    if not due:
        return None
    counts = Counter(year for _, year in due)
    last = max(counts, key=lambda year: (counts[year], year)) if len(due) > 4 else max(counts)
    quote = next(words for words, year in due if year == last)
    known = issued.first[:4] if issued else ""
    first = min((year for year in counts if known and year >= known), default="")
    if first == last and not _YEARLY.search(title):
        first = ""
    if _YEARLY.search(title) and len(counts) == 1:
        first = last
    return PeriodWords(quote, PeriodForm.YEAR, min(first, last) if first else "", last)


def _reported(folded: str) -> PeriodWords | None:
    """Return the years that a report tells of: few years give first to last, many the latest of the frequent ones."""
    years = Counter(_digits(match["first"]) for match in _ANY_YEAR.finditer(folded))
    if not years:
        return None
    if len(years) <= 3 and int(max(years)) - int(min(years)) <= _LONGEST_REPORT:
        return PeriodWords(f"{max(years)}年", PeriodForm.YEAR, min(years), max(years))
    often = max(years.values()) / 3
    latest = max(year for year, count in years.items() if count >= often)
    return PeriodWords(f"{latest}年", PeriodForm.YEAR, latest, latest)


def _own_days(reading: Reading, title: str, issued: PeriodWords | None) -> PeriodWords | None:
    """Return the first to the last day of a calendar's own dates; a month that runs back begins the next year.

    The year is the title's or, where it names none, that of the date under the calendar.
    """
    year = next((_digits(match["first"]) for match in _ANY_YEAR.finditer(title)), None)
    school = _SCHOOL_YEAR.search(title)
    found = [
        (match["y"], int(match["m"]), int(day))
        for match in _LATIN_MONTH_DAY.finditer(_UPLOAD.sub("", reading.folded))
        for day in (match["d"], match["d2"])
        if day
    ]
    base = _digits(school["first"]) if school else year or (issued.first[:4] if issued else None)
    if base is None or len(found) < 3:
        return None
    second = bool(school and school["part"] and re.search("二|2|下|春", school["part"]))
    start = int(base) + (1 if second or (school and found[0][1] < 8) else 0)
    days = [
        (int(written) if written else start + (1 if month < 7 <= found[0][1] else 0), month, day)
        for written, month, day in found
    ]
    first, last = min(days), max(days)
    return PeriodWords(title, PeriodForm.DAYS, "{}-{:02}-{:02}".format(*first), "{}-{:02}-{:02}".format(*last))


def _from_months(reading: Reading) -> PeriodWords | None:
    """Return the months of a task table whose year only an intake tells: 2016级新生 enrol in 2016."""
    intake = _INTAKE.search(reading.folded)
    months = [int(match["m"]) for match in _MONTH_HEAD.finditer(reading.folded) if 1 <= int(match["m"]) <= 12]
    if intake is None or len(set(months)) < 3:
        return None
    year = intake["first"]
    return PeriodWords(intake[0], PeriodForm.MONTHS, f"{year}-{min(months):02}", f"{year}-{max(months):02}")


def issued_words(reading: Reading) -> PeriodWords | None:
    """Return the date at the document's foot or under its cover letter: 2018年12月29日 on a line of its own."""
    found = list(_ISSUED.finditer(_UPLOAD.sub(lambda match: " " * len(match[0]), reading.folded)))
    for match in found:
        month, day = (_han_number(match[name]) for name in "md")
        if 1 <= month <= 12 and 1 <= day <= 31:
            date = f"{_digits(match['y'])}-{month:02}-{day:02}"
            return PeriodWords(match[0].strip(), PeriodForm.DAYS, date, date)
    return None


def _han_number(written: str) -> int:
    """Return a number below 40: 十二, 二十九, 12."""
    if written.isdecimal():
        return int(written)
    digits = {char: value for value, char in enumerate("〇一二三四五六七八九")}
    tens, ten, ones = written.rpartition("十")
    return (digits.get(tens, 1) * 10 if ten else 0) + digits.get(ones, 0)
