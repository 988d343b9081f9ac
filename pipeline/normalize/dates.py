"""The days that the parts of a time stand for: `TimePoint` and a year in, first and last day out."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.lexicon import named_times
from pipeline.model import TimePoint

_HAN = {char: value for value, chars in enumerate(("〇零Oo0◯", "一元", "二两", *"三四五六七八九")) for char in chars}
_TENTHS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
# A point that says the end of something, or its inside, bounds the work on one side: 年底, 6月底, 三季度末, 年内.
CLOSING = frozenset({"底", "末", "终", "内", "期末", "期未", "末期"})


_CENTURIES = {"二十世纪": 2000, "20世纪": 2000, "二十一世纪": 2100, "21世纪": 2100}


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day of a time, both inside."""

    first: date
    last: date


class ImpossibleDateError(ValueError):
    """A day that no calendar has, such as 2月30日."""


def number(written: str) -> int | None:
    """Return a small number: 12, 十二 → 12, 二〇一二 → 2012; None for XX and for 几."""
    if written.isdecimal():
        return int(written)
    if not written or any(char not in _HAN and char != "十" for char in written):
        return None
    if "十" not in written:
        return int("".join(str(_HAN[char]) for char in written))
    tens, _, ones = written.partition("十")
    return (_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)


def year_of(written: str, plan_year: int | None) -> int | None:
    """Return the year of 2012, 二〇一二, and with the plan's own year that of 今年 and 明年."""
    shift = {"今年": 0, "本年": 0, "当年": 0, "明年": 1, "来年": 1, "后年": 2}.get(written)
    if shift is not None:
        return None if plan_year is None else plan_year + shift
    return number(written)


def days_in(point: TimePoint, year: int) -> Days | None:
    """Return the days of a point in a year: 三月中旬 → 11 to 20 March; None where the table leaves it open (春节)."""
    if point.name:
        return _named(point.name, year)
    if point.month:
        return _of_month(point, year)
    if point.edge == "初":
        return Days(date(year, 1, 1), date(year, 1, 31))
    if point.edge == "年中":
        return Days(date(year, 6, 1), date(year, 6, 30))
    if point.edge in _TENTHS or point.day:
        return None
    return Days(date(year, 1, 1), date(year, 12, 31))


def _of_month(point: TimePoint, year: int) -> Days:
    month = number(point.month) or 0
    if not 1 <= month <= 12:
        raise ImpossibleDateError(f"month {point.month}")
    end = monthrange(year, month)[1]
    if point.day:
        day = number(point.day) or 0
        if not 1 <= day <= end:
            raise ImpossibleDateError(f"{year}-{month}-{point.day}")
        return Days(date(year, month, day), date(year, month, day))
    first, last = _TENTHS.get(point.edge, (1, end))
    return Days(date(year, month, first), date(year, month, min(last, end)))


def _named(name: str, year: int) -> Days | None:
    """Return the days of a named time; a term that ends in January ends in the next year."""
    quarter = name.translate(str.maketrans("1234", "一二三四"))
    named = named_times().get(name) or named_times().get(quarter)
    if named is None or not named.first:
        return None
    first = date.fromisoformat(f"{year}-{named.first}")
    last = date.fromisoformat(f"{year}-{named.last}")
    return Days(first, last if last >= first else last.replace(year=year + 1))


def plan_days(name: str) -> Days | None:
    """Return the days of a plan period: 十四五 → 2021 to 2025."""
    named = named_times().get(name)
    if named is None or named.kind != "plan":
        return None
    return Days(date.fromisoformat(named.first), date.fromisoformat(named.last))


def is_day(name: str) -> bool:
    """Say whether the name is that of a single day: 元旦, 教师节."""
    named = named_times().get(name)
    return named is not None and named.kind == "day"


def day_before(day: date) -> date:
    """Return the day before."""
    return day - timedelta(days=1)


def days_after(day: date, count: int, unit: str) -> date | None:
    """Return the day so many days, weeks, months or years later: 一个月 after 1月31日 is 2月28日; None for 工作日."""
    match unit:
        case "日" | "天":
            return day + timedelta(days=count)
        case "周":
            return day + timedelta(weeks=count)
        case "月" | "年":
            year, month = divmod(day.year * 12 + day.month - 1 + count * (12 if unit == "年" else 1), 12)
            return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        case _:
            return None


def century_end(written: str, near: date | None) -> date | None:
    """Return the last day of a century: 本世纪 of a text of 1986 ends with 2000, 二十世纪 too."""
    if written in _CENTURIES:
        return date(_CENTURIES[written], 12, 31)
    if near is None:
        return None
    return date((near.year - 1) // 100 * 100 + (200 if written.startswith("下") else 100), 12, 31)
