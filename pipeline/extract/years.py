"""Years as plans write them, and the periods a title or heading names with them.

Folded words in, `PeriodWords` out, left to right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import PeriodForm, PeriodWords

_HAN_YEAR = "[一二][〇零九八][〇零一二三四五六七八九]{2}"
# Four digits, perhaps spaced (1 9 9 8), or four Chinese ones (二〇一一).
YEAR = rf"(?<![\d〇零一二三四五六七八九.])(?:(?:19|20)\s?\d\s?\d|{_HAN_YEAR})"
_TO = r"\s*年?(?:度)?\s*(?:-+|至|到|/)\s*"
_PART_WORDS = (
    r"第?[一二12上下]学期|春季学期|秋季学期|[上下]半年|第?[一二三四1234]季度"
    r"|(?:1[0-2]|[1-9])月份?(?!\d)|(?:十[一二]?|[一二三四五六七八九])月份?"
)
_PART = rf"(?P<part>{_PART_WORDS})?"
SCHOOL_YEAR = re.compile(rf"(?P<first>{YEAR}|(?<!\d)\d\d)(?:{_TO}(?P<last>{YEAR}|\d\d))?\s*学年(?:度)?\s*\(?{_PART}")
_DAYS = re.compile(
    rf"(?P<y1>{YEAR})年\s?(?P<m1>\d{{1,2}})月\s?(?P<d1>\d{{1,2}})日?\s*(?:-+|至|到)\s*"
    rf"(?:(?P<y2>{YEAR})年)?\s?(?:(?P<m2>\d{{1,2}})月)?\s?(?P<d2>\d{{1,2}})日"
)
_RANGE = re.compile(rf"(?P<first>{YEAR}){_TO}(?P<last>{YEAR})(?:\s*年(?:度)?)?(?!级|届|学年)")
# “七五”普法 counts campaigns, 十五项 things, 十五大 congresses.
FIVE_YEARS = re.compile(
    r"第(?P<number>十[一二三四五六七]?|[一二三四五六七八九])个五年(?!以)"
    r"|[“\"](?P<quoted>十[一二三四五六七]?|[六七八九])五[”\"](?!普法)"
    r"|(?<![一二三四五六七八九十〇零○·.])(?P<short>十[一二三四五六七]|[八九])五(?![一二三四五六七八九十〇零○])(?=[\u4e00-\u9fff(\s]|$)(?![大年个项届天人万亿岁所次名条]|普法)"
    r"|(?P<plain>十|[六七])五(?=时期|期间|计划|规划|末)"
)
# 2021级 and 2012届 name pupils.
_SINGLE = re.compile(
    rf"(?P<first>{YEAR}|(?<![\d-])[01]\d(?=年))\s*(?:年|(?=[\u4e00-\u9fff])(?!级|届))(?:度)?\s*{_PART}"
)


def periods_in(words: str) -> Iterator[PeriodWords]:
    """Yield the periods that a title names: 2012-2013学年第一学期; 2024年 and 2025年; 2021-2023年; 十四五."""
    if match := _DAYS.search(words):
        yield _days(match)
        return
    if match := SCHOOL_YEAR.search(words):
        last = digits(match["last"]) if match["last"] else ""
        yield PeriodWords(match[0], PeriodForm.SCHOOL_YEAR, digits(match["first"]), last, match["part"] or "")
        return
    for match in _RANGE.finditer(words):
        yield PeriodWords(match[0], PeriodForm.YEAR, digits(match["first"]), digits(match["last"]))
    rest = _RANGE.sub(" ", words)
    for match in FIVE_YEARS.finditer(rest):
        yield PeriodWords(match[0], PeriodForm.FIVE_YEARS, five_year_number(match), five_year_number(match))
    for match in _SINGLE.finditer(rest):
        yield year(match)


def year(match: re.Match[str]) -> PeriodWords:
    """Return the year of a match, with its half, quarter or month where the match has one."""
    written = digits(match["first"])
    return PeriodWords(match[0], PeriodForm.YEAR, written, written, match.groupdict().get("part") or "")


def five_year_number(match: re.Match[str]) -> str:
    """Return which five-year plan a match of FIVE_YEARS names: 十四."""
    return match["number"] or match["quoted"] or match["short"] or match["plain"]


def digits(written: str) -> str:
    """Return a year's four digits: 二〇一一 is 2011, 09 is 2009."""
    plain = written.replace(" ", "").translate(str.maketrans("〇零一二三四五六七八九", "00123456789"))
    return f"20{plain}" if len(plain) == 2 else plain


def _days(match: re.Match[str]) -> PeriodWords:
    first_year, first_month = digits(match["y1"]), match["m1"]
    last_year = digits(match["y2"]) if match["y2"] else first_year
    first = f"{first_year}-{int(first_month):02}-{int(match['d1']):02}"
    last = f"{last_year}-{int(match['m2'] or first_month):02}-{int(match['d2']):02}"
    return PeriodWords(match[0], PeriodForm.DAYS, first, last)
