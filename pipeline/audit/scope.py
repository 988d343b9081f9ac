"""Which time a figure is of: the sentence before it in, the first and last year out; never a guess where the text is silent.

比上年增长 tells a base, not a time; 年均, 累计 and 过去五年 tell several years; 上半年 and 1-9月 are no whole year: no time is told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from pipeline.model import Status


@dataclass(frozen=True, slots=True)
class Scope:
    """The years that a figure is of; `each` where it tells the mean of them (年均)."""

    first: int
    last: int
    each: bool = False

    @property
    def year(self) -> int | None:
        """Return the year where it is but one."""
        return self.first if self.first == self.last and not self.each else None


@dataclass(frozen=True, slots=True)
class Times:
    """What a document tells of time before its figures do: its own year, its period, and the times that open its sentences
    and titles, by their places; for each the year, or None for several years or part of one."""

    year: int | None
    last: int | None
    reports: bool
    places: tuple[int, ...]
    openers: tuple[int | None, ...]

    def before(self, place: int) -> tuple[int | None] | None:
        """Return what the last opener before a place tells, None where nothing opens."""
        at = bisect_left(self.places, place) - 1
        return None if at < 0 else (self.openers[at],)


_HAN = str.maketrans("〇零一二三四五六七八九", "00123456789")
_DIGIT = "[〇零一二三四五六七八九]"
_YEAR = f"(?P<year>(?:19|20)\\d\\d|[一二][九〇零]{_DIGIT}{_DIGIT})年"
_COUNT = "[一二两三四五六七八九十\\d]{1,2}"
_SEVERAL = (
    f"[“\"]?(?:十[一二三四五]?|[一二三四五六七八九])五[”\"]?(?:时期|期间|以来|规划)|[“\"](?:十[一二三四五六]?|[一二三四五六七八九])五[”\"]"
    f"|(?:过去|今后|未来|近|这|前|最近)的?{_COUNT}年|{_COUNT}多?年(?:来|间|以来)|(?:19|20)\\d\\d年?(?:-|到|至)(?:19|20)\\d\\d年"
    f"|(?:19|20)\\d\\d年(?:与|和|同)(?:19|20)\\d\\d年相比|年均|平均每年|每年平均|累计|年以来|改革开放以来|连续{_COUNT}年|任期|届政府"
)
_PART = (
    "上半年|下半年|前[一二三]个?季度|第?[一二三四]季度|(?<!\\d)\\d{1,2}月|[一二三四五六七八九十]月|月均|日均|目前|年初|"
    "[0-9一二三四五六七八九十]+个月"
)
# What a change is measured against is no time of the figure itself.
_BASE = re.compile(
    f"(?:比|较|与|和|同|高于|低于|快于|慢于|超过|相当于)(?:上年|去年|上一年|前年|年初|{_YEAR})(?:同期|末|底|初|实际|水平|相比)?|"
    "在(?:上年|去年)[^,;]{0,12}基础上|上年(?:同期|水平)"
)
_TOLD = re.compile(f"(?P<several>{_SEVERAL})|(?P<part>{_PART})|(?P<now>今年|本年度?)|(?P<past>去年|上年|上一年|一年来)|(?P<next>明年)|{_YEAR}")
_MEAN = re.compile("年均|平均每年|每年平均|年平均|年递增")
_OPENER = re.compile(
    f"(?:^|(?<=[。;!?\\n]))[ \\t]*(?:[一二三四五六七八九十]+[、是]|\\([一二三四五六七八九十]+\\)|第[一二三四五六七八九十]+[,、部分]*|-+|关于|回顾)*[ \\t]*"
    f"(?:(?P<several>{_SEVERAL})|(?P<now>今年)|(?P<past>去年|一年来)|{_YEAR})"
)
_BOTH = re.compile(f"^[^。;!?\\n]{{0,30}}(?:{_SEVERAL})")


def times_of(folded: str, *, year: int | None, last: int | None, reports: bool) -> Times:
    """Return what a document tells of time, its text folded; `year` is its own, `reports` where it tells only of that year."""
    places: list[int] = []
    openers: list[int | None] = []
    for match in _OPENER.finditer(folded):
        places.append(match.start())
        openers.append(_year_of(match, year))
    return Times(year, last, reports, tuple(places), tuple(openers))


def scope_of(lead: str, *, status: Status, deadline: date | None, place: int, times: Times) -> Scope | None:
    """Return the years of a figure behind `lead`, its sentence so far, folded and without blanks, or None where they are
    not told or are part of a year: 去年经济增长|8.8% in a report of 1998 → 1997."""
    if _has_far_base(lead, times.year):
        return None
    told = None
    for told in _TOLD.finditer(_BASE.sub("", lead)):  # noqa: B007 -- the last one counts
        pass
    if _MEAN.search(lead[-30:]):
        return _mean(status, deadline, times)
    if told is not None:
        if told["part"]:
            return None
        if told["several"]:
            return _by(deadline, times) if status is Status.TARGET and not told["several"].endswith("累计") else None
        year = _year_of(told, times.year)
        return None if year is None else Scope(year, year)
    return _silent(status, deadline, place, times)


def _silent(status: Status, deadline: date | None, place: int, times: Times) -> Scope | None:
    """Return the time of a figure whose sentence tells none."""
    opener = times.before(place)
    if status is Status.TARGET:
        if opener is not None and opener[0] is not None and times.year is not None and opener[0] < times.year:
            near = deadline is None or deadline.year <= times.year or times.last != times.year
            if near and times.last != times.year:
                return Scope(opener[0], opener[0])
        return _by(deadline, times)
    if opener is not None:
        return None if opener[0] is None else _past(opener[0], times)
    if times.year is None:
        return None
    year = times.year if times.reports else times.year - 1
    return None if times.reports and times.last != times.year else Scope(year, year)


def _past(year: int, times: Times) -> Scope:
    """Return the year that a reported figure is of, where the last time told is this year's: it is the year before's."""
    if times.year is not None and year >= times.year and not times.reports:
        year = times.year - 1
    return Scope(year, year)


def _by(deadline: date | None, times: Times) -> Scope | None:
    if deadline is not None:
        return Scope(deadline.year, deadline.year) if (deadline.month, deadline.day) == (12, 31) else None
    return None if times.year is None or times.year != times.last else Scope(times.year, times.year)


def _mean(status: Status, deadline: date | None, times: Times) -> Scope | None:
    if status is not Status.TARGET or deadline is None or times.year is None or deadline.year < times.year:
        return None
    return Scope(times.year, deadline.year, each=True)


def _has_far_base(lead: str, year: int | None) -> bool:
    """Say whether the last base is further back than the year before: 比2002年增长|65.5%."""
    bases = [found for found in _BASE.finditer(lead) if found["year"]]
    if not bases or year is None:
        return False
    tail = lead[bases[-1].end() :]
    return len(tail) < 20 and int(bases[-1]["year"].translate(_HAN)) < year - 2


def _year_of(match: re.Match[str], own: int | None) -> int | None:
    if match["year"]:
        return int(match["year"].translate(_HAN))
    if own is None or match["several"]:
        return None
    return own if match["now"] else own - 1 if match["past"] else own + 1
