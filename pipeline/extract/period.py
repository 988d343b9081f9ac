"""The period (计划期) that a document plans or reports on, as its words tell it.

Title, headings, opening words and, where these are silent, the text's own bounds in; the best `PeriodWords` out.
A page's upload date and the date of issue are never the period.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from pipeline.extract.bounds import MONTH_HEAD, UPLOAD, from_bounds, from_measures, from_months, own_days
from pipeline.extract.genre import closing_genre
from pipeline.extract.title import TitleWords
from pipeline.extract.years import FIVE_YEARS, YEAR, five_year_number, periods_in, year
from pipeline.fold import fold
from pipeline.model import Kind, PeriodForm, PeriodWords
from pipeline.segment.reading import Reading

_PLANNED_YEAR = re.compile(
    rf"(?P<first>{YEAR})年(?:度)?(?P<part>[上下]半年)?(?:的)?(?:各项)?(?:重点|主要|目标|工作|总体|预期|经济社会|政府|教育|学校"
    r"|全[市县区省镇校局]|计划|任务|打算|思路|安排|要)"
)
_LOOKS_BACK = re.compile("情况|回顾|总结")
# Behind these a heading's year is a due one or a name's: 到2012年全区…, 印发《2017年工作要点》.
_DUE_BEFORE = re.compile("[到至于前《]$|力争|确保|阶段|第.步")
_FORECAST = re.compile(
    rf"(?P<first>{YEAR})\s*年(?=[^。,;\n]{{0,14}}(?:预期目标|主要目标|工作总体|总体要求|工作的总体"
    r"|是[^。,]{0,30}(?:开局|收官|攻坚|关键|第一)))"
)
_OPENING = re.compile(
    rf"(?:^|\n)\s*(?P<first>{YEAR})年(?:度|以来|来)?(?P<part>[上下]半年)?"
    r"(?=[,是我全在]|[\u4e00-\u9fff]{2,12}(?:将|要|以)|[^。,]{0,12}(?:总体|指导思想|工作思路))"
)
_SUMMED = re.compile(rf"(?:现将|总结|回顾|汇报)[^。]{{0,16}}?(?P<first>{YEAR})年(?:度)?(?P<part>[上下]半年)?")
_DELIVERED = re.compile(rf"(?P<first>{YEAR})\s*年\s*(?:\d\s?\d?|[一二三四五六七八九十]{{1,2}})\s*月")
# 关于第七个五年计划的报告, perhaps under the title of a yearly report.
_FIVE_YEAR_REPORT = re.compile(
    rf"关于[^\n。]{{0,24}}?(?:{FIVE_YEARS.pattern})(?:计划|规划)?(?![^\n。]{{0,6}}(?:执行|完成|实施)情况)[^\n。]{{0,14}}的?(?:报告|说明)"
)
_CALENDAR = re.compile("行事历|工作历|日程|安排表|周.{0,6}工作安排|时间表")

# A line of at least this many characters is prose, not a head; the first two of them open the text.
SHORTEST_PROSE = 30
OPENING_LINES = 2
# The line of a report's delivery stands right under its title.
DELIVERY_REACH = 300
# A plan names its own five years at least so often.
OFTEN_NAMED = 3
FIVE_YEAR_NUMBERS = tuple("一二三四五六七八九十") + tuple(f"十{ones}" for ones in "一二三四五六七")


def period_words(reading: Reading, title: TitleWords, kind: Kind, issued: PeriodWords | None) -> PeriodWords | None:
    """Return the period: of 2024年工作总结及2025年工作计划 the planned year, of 《教育十四五规划》 the five years."""
    own_title = fold(title.text or "")
    if match := _FIVE_YEAR_REPORT.search(f"{own_title}\n{reading.folded[:DELIVERY_REACH]}"):
        number = five_year_number(match)
        return PeriodWords(number, PeriodForm.FIVE_YEARS, number, number)
    if _CALENDAR.search(own_title) and (days := own_days(reading, own_title, issued)):
        return days
    for words in (own_title, *(head for head in title.heads if closing_genre(head) and not MONTH_HEAD.match(head))):
        if found := list(periods_in(words)):
            return _planned(found, words)
    if kind is Kind.OTHER:
        return None
    if "政府工作报告" in own_title and (match := _DELIVERED.search(reading.folded, 0, DELIVERY_REACH)):
        return year(match)
    return (
        _from_headings(reading)
        or (_from_forecast(reading) if kind is Kind.MIXED else None)
        or (_from_plan_named(reading) if title.text is None or "五年" in own_title else None)
        or _from_opening(reading, kind)
        or (from_measures(reading) if kind is Kind.PLAN else None)
        or from_bounds(reading, kind, own_title, issued)
        or from_months(reading)
    )


def _planned(found: list[PeriodWords], words: str) -> PeriodWords:
    """Return the planned one of a title's periods: a range before a year, the later of two years or halves."""
    wide = [each for each in found if each.form is not PeriodForm.YEAR or each.first != each.last]
    if wide:
        return wide[0]
    last = found[-1]
    second_half = last.part == "上半年" and "下半年" in words[words.rfind(last.quote) :]
    return replace(last, part="下半年") if second_half else last


def _from_headings(reading: Reading) -> PeriodWords | None:
    """Return the year that a heading plans for: 三、2026年重点工作."""
    found = []
    for section in reading.outline.sections:
        words = reading.words(section.title)
        match = _PLANNED_YEAR.search(words[:60])
        if match and not _LOOKS_BACK.search(words) and not _DUE_BEFORE.search(words, 0, match.start()):
            found.append(year(match))
    return max(found, key=lambda each: each.first) if found else None


def _from_forecast(reading: Reading) -> PeriodWords | None:
    """Return the year whose forecast a report with two halves gives: 2009年经济社会发展主要预期目标是."""
    found = Counter(year(match) for match in _FORECAST.finditer(reading.folded))
    return max(found, key=lambda each: (found[each], each.first)) if found else None


def _from_plan_named(reading: Reading) -> PeriodWords | None:
    """Return the five years that a plan without a title of its own speaks of all along: “十二五”."""
    found = Counter(five_year_number(match) for match in FIVE_YEARS.finditer(reading.folded))
    often = [number for number, count in found.items() if count >= max(OFTEN_NAMED, max(found.values()) / 3)]
    if not often:
        return None
    latest = max(often, key=FIVE_YEAR_NUMBERS.index)
    return PeriodWords(latest, PeriodForm.FIVE_YEARS, latest, latest)


def _from_opening(reading: Reading, kind: Kind) -> PeriodWords | None:
    """Return the year that the opening words plan or sum up: 2009年,…局将认真贯彻."""
    lines = [line for line in UPLOAD.sub("", reading.folded[:2500]).split("\n") if len(line) >= SHORTEST_PROSE][
        :OPENING_LINES
    ]
    for line in lines:
        for pattern in (_SUMMED, _OPENING) if kind is Kind.REPORT else (_OPENING, _SUMMED):
            match = pattern.search(line)
            if match:
                return year(match)
    return None
