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
    """The years that a figure is of, for a level the last of them; `each` where it tells their mean (年均)."""

    first: int
    last: int
    each: bool = False

    @property
    def year(self) -> int | None:
        """Return the year where it is but one."""
        return self.first if self.first == self.last and not self.each else None


@dataclass(frozen=True, slots=True)
class Opener:
    """A time that opens a sentence or a title, at its place; `year` is None where it is several years."""

    place: int
    year: int | None


@dataclass(frozen=True, slots=True)
class Times:
    """What a document tells of time before its figures do: its own year, its last one, whether it only reports, and the
    times that open its sentences and titles, in the order of the text."""

    year: int | None
    last: int | None
    reports: bool
    openers: tuple[Opener, ...]

    def before(self, place: int) -> tuple[Opener | None, bool]:
        """Return the last opener before a place, and whether it is far away."""
        at = bisect_left(self.openers, place, key=lambda opener: opener.place) - 1
        if at < 0:
            return None, True
        return self.openers[at], place - self.openers[at].place > _FAR


_HAN = str.maketrans("〇零一二三四五六七八九", "00123456789")
_DIGIT = "[〇零一二三四五六七八九]"
_YEAR = f"(?P<year>(?:19|20)\\d\\d|[一二][九〇零]{_DIGIT}{_DIGIT})年"
_COUNT = "[一二两三四五六七八九十\\d]{1,2}"
_PAST = "去年|上年|上一年|一年来|过去的?[一1]年|刚刚过去的[一1]年"
# Titles and sentences that open what is planned.
_PLANS = (
    "总体(?:要求|思路)|主要(?:目标|任务)|预期目标|工作(?:安排|任务|部署|重点|的?建议|思路|计划|目标)|重点工作|下一步"
)
# Years that are only counted, where a sentence or a piece of it opens: 五年建成铁路1.6万公里; no 三年行动, 三年级.
_COUNTED = (
    "(?:[二两三四五六七八九]?十[一二三四五六七八九]?|[二两三四五六七八九]|[2-9]|[1-3]\\d)年"
    "(?![级制期内后前生底末初度]|规划|计划|行动|滚动|方案|以[上下]|左右|多)"
)
_SEVERAL = (
    f'[“"]?(?:十[一二三四五]?|[一二三四五六七八九])五[”"]?(?:时期|期间|以来|规划)|[“"](?:十[一二三四五六]?|[一二三四五六七八九])五[”"]'
    f"|(?:过去|今后|未来|近|这|前|最近)的?(?!一年){_COUNT}年|(?!一年来){_COUNT}多?年(?:来|间|以来)|(?:19|20)\\d\\d年?(?:-|到|至)(?:19|20)\\d\\d年"
    f"|(?:19|20)\\d\\d年(?:与|和|同)(?:19|20)\\d\\d年相比|年均(?!浓度|气温|值)|平均每年|每年平均|累计|年以来|改革开放以来|连续{_COUNT}年(?=[^,;]*$)|任期|届政府"
)
_PART = (
    "上半年|下半年|前[一二三]个?季度|第?[一二三四]季度|(?<!\\d)\\d{1,2}月|[一二三四五六七八九十]月|月均|日均|目前|"
    "年初(?!确定|预定|提出|计划|预算|预期|制定|设定|下达|部署|安排)|[0-9一二三四五六七八九十]+个月"
)
# What a change is measured against is no time of the figure itself.
_BASE = re.compile(
    f"(?:比|较|与|和|同|高于|低于|快于|慢于|超过|相当于)(?:上年|去年|上一年|前年|年初|{_YEAR})(?:同期|末|底|初|实际|水平|相比)?|"
    f"在(?:上年|去年)[^,;]{{0,12}}基础上|上年(?:同期|水平)|按照?{_YEAR.replace('year', 'priced')}(?:不变|可比)?价(?:格)?"
)
# What a time begins with: a look at one character spares trying every way to tell a time at every place of a sentence.
BEGINS = '[\\d〇零一二两三四五六七八九十“"今本去上下过刚明未近这前最年平每累改连任届第月日目]'
TOLD = re.compile(
    f"(?={BEGINS})(?:(?P<several>{_SEVERAL}|(?:^|(?<=[,;:])){_COUNTED})|(?P<part>{_PART})|(?P<now>今年|本年度?)|(?P<past>{_PAST})|(?P<next>明年)|{_YEAR})"
)
_YEARLY = re.compile("比上年|比去年|较上年|较去年|同比")
_PROMISES = re.compile("要|将|力争|争取|计划|预期|目标|确保|安排|拟|努力|不低于|不超过")
# Words of promises that are as often said of what is done; close behind a past time they promise nothing.
_DOES = re.compile("控制|完成|建设|新建|实施")
_CLOSE = 200
# Characters behind which what opened a passage no longer tells that a figure is reported, where its sentence does not.
_FAR = 1500
# Without one of these characters a sentence tells no time; most do not, and looking closer takes long.
_HINT = re.compile('[年月季届均计]|改革开放|[“"][一二三四五六七八九十]{1,2}五|目前|任期')
# Characters within which a base still belongs to the change behind it.
_NEAR = 20
_MEAN = re.compile("年均(?!浓度|气温|值)|平均每年|每年平均|年平均|年递增")
_OPENER = re.compile(
    f"[ \\t]*(?:[一二三四五六七八九十]+[、是]|\\([一二三四五六七八九十]+\\)|第[一二三四五六七八九十]+[,、部分]*|-+|关于|回顾)*"
    f"[ \\t]*(?:[^。;!?,\\n]{{0,14}}的是,在?|在(?=刚刚过去))?"
    f"(?:(?P<several>{_SEVERAL}|{_COUNTED})|(?P<now>今年)|(?P<past>{_PAST})|(?:刚刚过去的)?{_YEAR}|(?P<plan>[^。;!?,\\n]{{0,20}}(?=[总主预工重下])(?:{_PLANS})))"
)
# The same behind the end of another sentence, for one scan of a whole text.
_OPENERS = re.compile(f"[。;!?\\n]{_OPENER.pattern}")


def year(written: str) -> int:
    """Return a year written in either digits: 一九五七 → 1957."""
    return int(written.translate(_HAN))


def times_of(folded: str, *, year: int | None, last: int | None, reports: bool) -> Times:
    """Return what a document tells of time, its text folded; `year` is its own, `reports` where it tells only of that year."""
    found = [Opener(match.start() + 1, _year_of(match, year)) for match in _OPENERS.finditer(folded)]
    first = _OPENER.match(folded)
    if first is not None:
        found.insert(0, Opener(0, _year_of(first, year)))
    return Times(year, last, reports, tuple(found))


def scope_of(lead: str, *, status: Status, deadline: date | None, place: int, times: Times) -> Scope | None:
    """Return the years of a figure behind `lead`, its sentence so far, folded and without blanks, or None where they are
    not told or are part of a year: 去年经济增长|8.8% in a report of 1998 → 1997."""
    if not _HINT.search(lead):
        return _silent(lead, status, deadline, place, times)
    if _has_far_base(lead, times.year):
        return None
    told = None
    for told in TOLD.finditer(_BASE.sub("", lead)):  # noqa: B007 -- the last one counts
        pass
    if _MEAN.search(lead.rpartition(",")[2]):
        return _mean(status, deadline, times)
    if told is not None:
        if told["part"]:
            return None
        if told["several"]:
            return _through(deadline, times) if status is Status.TARGET else None
        year = _year_of(told, times.year)
        if year is not None and status is Status.ACTUAL and _has_far_base(lead, year + 1):
            return None
        ahead = status is Status.TARGET and year is not None and times.year is not None and year > times.year
        return None if year is None else Scope(times.year if ahead and times.year else year, year)
    base = [int(found["year"].translate(_HAN)) for found in _BASE.finditer(lead) if found["year"]]
    if base and status is Status.ACTUAL:
        return Scope(base[-1] + 1, base[-1] + 1)
    return _silent(lead, status, deadline, place, times)


def _silent(lead: str, status: Status, deadline: date | None, place: int, times: Times) -> Scope | None:
    """Return the time of a figure whose sentence tells none."""
    opener, far = times.before(place)
    if status is Status.TARGET:
        year = None if opener is None or far else opener.year
        if opener is not None and year is not None and times.year is not None and year < times.year:
            done = not _DOES.search(lead) or place - opener.place <= _CLOSE
            if done and not _PROMISES.search(lead):
                return Scope(year, year)
        return _by(deadline, times)
    if opener is not None and (opener.year is not None or not _YEARLY.search(lead)):
        return None if opener.year is None else _past(opener.year, times)
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
        if (deadline.month, deadline.day) != (12, 31):
            return None
        begins = times.year if times.year is not None and times.year < deadline.year else deadline.year
        return Scope(begins, deadline.year)
    return None if times.year is None or times.year != times.last else Scope(times.year, times.year)


def _through(deadline: date | None, times: Times) -> Scope | None:
    """Return the years from the document's own to the deadline."""
    if deadline is None or times.year is None or deadline.year < times.year:
        return None
    return Scope(times.year, deadline.year)


def _mean(status: Status, deadline: date | None, times: Times) -> Scope | None:
    if status is not Status.TARGET or deadline is None or times.year is None or deadline.year <= times.year:
        return None
    return Scope(times.year, deadline.year, each=True)


def _has_far_base(lead: str, year: int | None) -> bool:
    """Say whether the last base is further back than the year before: 比2002年增长|65.5%."""
    bases = [found for found in _BASE.finditer(lead) if found["year"]]
    if not bases or year is None:
        return False
    near = bases[-1].group().endswith("相比") or len(lead) - bases[-1].end() < _NEAR
    return near and int(bases[-1]["year"].translate(_HAN)) < year - 2


def _year_of(match: re.Match[str], own: int | None) -> int | None:
    if match["year"]:
        return int(match["year"].translate(_HAN))
    if own is None or match["several"]:
        return None
    if match["past"]:
        return own - 1
    return own + 1 if match.re is TOLD and match["next"] else own
