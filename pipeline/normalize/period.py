"""Periods: words such as 2012-2013学年第一学期 or 十四五 become their first and last day."""

from __future__ import annotations

import calendar
import re
from datetime import date

from pipeline.model import Period, PeriodForm, PeriodWords

# The first five-year plan began in 1953, the third in 1966 (three years of adjustment lie between).
_FIRST_YEARS = {1: 1953, 2: 1958}
_THIRD_BEGAN = 1966
_HAN = {char: value for value, char in enumerate("〇一二三四五六七八九")}
# Months of the parts of a year; the school terms are those of GUIDE ruling 40.
_HALVES = {"上": (1, 6), "下": (7, 12)}


def resolve_period(words: PeriodWords | None) -> Period:
    """Return the days of a period: 2012-2013学年第一学期 is 2012-09-01 to 2013-01-31; nothing where nothing is told."""
    if words is None:
        return Period(None, None)
    match words.form:
        case PeriodForm.SCHOOL_YEAR:
            return _school_year(int(words.first), int(words.last or int(words.first) + 1), words.part)
        case PeriodForm.FIVE_YEARS:
            return _five_years(_number(words.first))
        case PeriodForm.DAYS:
            return _ordered(_day(words.first), _day(words.last))
        case PeriodForm.MONTHS:
            return _ordered(_day(f"{words.first}-01"), _month_end(*map(int, words.last.split("-"))))
        case PeriodForm.YEAR:
            return _years(words)


def _years(words: PeriodWords) -> Period:
    first = int(words.first) if words.first else None
    last = int(words.last)
    if "学期" in words.part:
        return _school_year(last - ("春" in words.part), last, words.part)
    if words.part:
        low, high = _months(words.part)
        return Period(date(last, low, 1), _month_end(last, high))
    if first is not None and first > last:
        first = last
    return Period(date(first, 1, 1) if first else None, date(last, 12, 31))


def _months(part: str) -> tuple[int, int]:
    """Return the months of a part of a year: 上半年 1 to 6, 第一季度 1 to 3, 3月份 3."""
    if "半年" in part:
        return _HALVES[part[0]]
    if "季度" in part:
        quarter = _number(re.sub("第|季度", "", part))
        return 3 * quarter - 2, 3 * quarter
    if "月" in part:
        month = _number(re.sub("月份?", "", part))
        return month, month
    return 1, 12


def _school_year(first: int, last: int, part: str) -> Period:
    if re.search("一|1|上|秋", part):
        return Period(date(first, 9, 1), date(first + 1, 1, 31))
    if re.search("二|2|下|春", part):
        return Period(date(first + 1, 2, 1), date(first + 1, 8, 31))
    return Period(date(first, 9, 1), date(max(last, first + 1), 8, 31))


def _five_years(number: int) -> Period:
    """Return the years of the Nth five-year plan: the 14th is 2021 to 2025."""
    first = _FIRST_YEARS.get(number, _THIRD_BEGAN + 5 * (number - 3))
    return Period(date(first, 1, 1), date(first + 4, 12, 31))


def _number(written: str) -> int:
    """Return a number below 100: 十四, 三, 12."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (_HAN.get(tens, 1) * 10 if ten else 0) + _HAN.get(ones, 0)


def _day(written: str) -> date | None:
    """Return a day, None where the calendar has no such day (2月30日)."""
    year, month, day = map(int, written.split("-"))
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1] else None


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _ordered(first: date | None, last: date | None) -> Period:
    return Period(first, last) if first is None or last is None or first <= last else Period(None, last)


def resolve_day(words: PeriodWords | None) -> date | None:
    """Return the day of a date of issue (成文日期)."""
    return None if words is None else _day(words.first)
