"""Which figures are of the same thing: a loaded document's figures in, `Fact`s out that say indicator, place and year.

Facts of the same subject and year meet in a block, so that no figure is ever held against more than those it can belong to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import blake2b
from typing import NamedTuple

from pipeline.audit.scope import Scope, Times, scope_of, times_of, year
from pipeline.audit.subject import Aspect, Subject, Words, falls, name_pattern, subject_of
from pipeline.fold import fold
from pipeline.lexicon import divisions
from pipeline.lexicon.units import units
from pipeline.model import Change, Comparator, Kind, Level, Span, Status

NATION = "000000"
# Offices whose plans are not those of the place that their code names.
_INSIDE = frozenset({Level.TOWNSHIP, Level.SCHOOL, Level.COMPANY, Level.UNKNOWN})
_TURNED = {
    Comparator.GE: Comparator.LE, Comparator.GT: Comparator.LT, Comparator.LE: Comparator.GE, Comparator.LT: Comparator.GT
}  # fmt: skip
# What a sentence or its paragraph says where it sets the plan's main targets.
_MAIN = ("预期目标", "主要目标", "调控目标", "奋斗目标", "计划要求")
# Words that tell of a lowered aim themselves, and words that give a reason where their sentence speaks of the aims:
# 产业结构调整 and 规划衔接 in the work behind the aims give none, nor does 综合考虑各方面因素 before any aims.
_LOWERED = "下调|调低|放缓|留有余地|低于去年|比去年低|低于上年|比上年低"
_ABOUT_AIMS = "目标|指标|预期|增速|速度|增长|计划|这样|这一|上述"
_CONSIDERED = "考虑(?!到?(?:各方面|多方面|各种|各项|种种|方方面面的?)[因情])"
_WHY = f"调整|{_CONSIDERED}|主要是|衔接|适当|为了?[^,;。!?\\n]{{0,20}}留出?空间"
_REASON = re.compile(
    f"{_LOWERED}|(?:{_ABOUT_AIMS})[^。;!?\\n]*(?:{_WHY})|(?:{_WHY})[^。;!?\\n]*(?:{_ABOUT_AIMS})"
    f"|(?:^|[。;!?\\n])\\s*(?:这|主要|综合)?(?:主要)?(?:是|也)?{_CONSIDERED}"
)
_YEARS = re.compile('(?=[12今明十“"])(?:(?:19|20)\\d\\d年?|今年|明年|[“"]?十[一二三四五六]?五[”"]?)')
# Characters from which on two sentences hardly ever agree by chance.
_TELLING = 20
# Bytes that tell one sentence from all others.
_WORDING = 8
# What is spent or made in a year: of a plan of five years, the sum is told and not the last year's.
_FLOW = re.compile("投资|财政|造林|税收|赤字|新增")
# Characters behind a target in which reports give the reasons for their main targets.
_EXPLAINED = 900
_BEGINS = re.compile(
    "(?:左右|以上|多)?(?:和[^,。;]{0,10})?(?:降|下降|回落|提高|增加|上升|增长|减少|升|扩大|压减|降低|提升|增)[到至为]"
)
# What a change began with tells the time of that only: 从去年的2.1%提高到|2.3%; and the time of no other figure.
_BEGAN = re.compile(
    "(?:从|由)[^;。]{1,60}?,?(?=(?:降|下降|回落|提高|增加|上升|增长|减少|升|扩大|缩小|压减|降低|提升|增)[到至为]|[转减变]为)"
)
_BEGAN_IN = re.compile("(?:从|由)(?:去年|上年|(?:19|20)\\d\\d年)(?:末|底)?的?[约近]?$")
_AIMED = re.compile("(?:左右|以上|以内)?的?(?:预期|预定|计划|调控)?目标(?:任务)?[,。;、)]")
_ONCE = re.compile(
    "(?:曾提出|报告中?提出|预定的?|年初确定的?|原定的?|原计划|原来设想)[^,;]*(?:,要[^,;]*|,[^,;]*要[^,;]*)?$"
)
# What is told in money of some year, and how that year is told.
VALUES = ("总产值", "生产总值", "增加值")
AT_PRICES = "年价格"
_PRICES = re.compile("((?:19|20)\\d\\d|[一二][九〇零]..)年的?(?:不变|可比|现行)?价")
# What another figure of a list begins with.
_NEXT = re.compile("(?:左右|以上)?[和、]\\s?(?:\\d|百分之)")
_PRONOUN = re.compile("^(?:.*,)?(?:涨幅|增幅|增速|降幅)")
# Characters of the sentence before that are looked at for what a pronoun means.
_BEFORE = 60
# Characters before a figure in which its main targets are announced: the paragraphs of reports hold up to this many.
_ANNOUNCED = 400


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as the audit sees it: whose it is, of which years, and what it is called."""

    key: str
    name: str
    sha256: str
    title: str
    kind: Kind
    level: Level
    region: str | None
    code: str | None
    first: date | None
    last: date | None

    @property
    def place(self) -> str:
        """Return whose plan it is: 000000 for the nation, a code, or a code with the name of who has none of its own."""
        if self.level is Level.NATIONAL:
            return NATION
        if self.code is not None and self.level not in _INSIDE:
            return self.code
        return f"{self.code or ''}:{self.region or self.name}"

    @property
    def shown(self) -> str:
        """Return the place's name for people."""
        return "全国" if self.level is Level.NATIONAL else self.region or self.title or self.name

    @property
    def year(self) -> int | None:
        """Return the year of a yearly document, the first of a longer one."""
        known = self.first or self.last
        return None if known is None else known.year

    @property
    def yearly(self) -> bool:
        """Say whether it plans or reports on one year or less."""
        return self.first is not None and self.last is not None and (self.last - self.first).days <= 366

    @property
    def reports(self) -> bool:
        """Say whether it only reports: the figures that it tells are of its own year."""
        return self.kind is Kind.REPORT


# The two records that a million figures have are named tuples: those are made in a seventh of the time of a data class.
class Stated(NamedTuple):
    """A figure as it was loaded; `value` is None where a bound is promised without one (低于去年)."""

    span: Span
    sentence: Span
    quote: str
    page: int | None
    status: Status
    indicator: str
    value: Decimal | None
    high: Decimal | None
    unit: str
    comparator: Comparator
    change: Change
    deadline: date | None
    bodies: tuple[str, ...] = ()


class Fact(NamedTuple):
    """A figure that is linked: of which subject and years. Values are in the base unit, falls below zero.

    `main` stands where the main targets are set, `reasoned` where the text gives a reason; equal `wording` is the same
    sentence but for its years, 0 where it is too short to tell.
    """

    paper: Paper
    subject: Subject
    scope: Scope
    promised: bool
    main: bool
    reasoned: bool
    wording: int
    low: Decimal
    high: Decimal
    comparator: Comparator
    stated: Stated


def link(paper: Paper, text: str, figures: Iterable[Stated]) -> Iterator[Fact]:
    """Yield the figures of a document whose subject and time its text tells."""
    folded = fold(text)
    times, own = times_in(paper, folded), _own(paper)
    for stated in figures:
        if stated.status is Status.OTHER or stated.value is None:
            continue
        fact = _fact(paper, folded, stated, times, own)
        if fact is not None:
            yield fact


def _fact(paper: Paper, folded: str, stated: Stated, times: Times, own: tuple[str, ...]) -> Fact | None:
    lead = _BEGAN.sub("", "".join(folded[stated.sentence.start : stated.span.start].split()))
    scope = scope_of(lead, status=stated.status, deadline=stated.deadline, place=stated.sentence.start, times=times)
    if scope is None or _is_only_told(lead, folded[stated.span.end : stated.span.end + 12]):
        return None
    words = Words(
        _with_what_it_means(lead, folded, stated)[-160:],
        _bare(stated.indicator),
        stated.unit,
        stated.change,
        own,
        _NEXT.match(folded, stated.span.end) is not None,
    )
    subject = subject_of(words)
    if subject is None:
        return None
    subject = _at_prices(subject, folded, stated)
    at_end = not _FLOW.search(subject.name) or str(scope.last) in lead
    if subject.aspect is Aspect.LEVEL and at_end and not scope.each:
        scope = Scope(scope.last, scope.last)  # a level is reached at the end
    promised = stated.status is Status.TARGET and (times.year is None or scope.last >= times.year)
    ahead = _ahead(folded, stated) if promised else ""
    low, high, comparator = _bounds(stated, words, subject)
    main = any(word in ahead for word in _MAIN)
    sentence = folded[stated.sentence.start : stated.sentence.end] if promised else ""
    reasoned = main and _REASON.search(ahead + folded[stated.span.end : stated.span.end + _EXPLAINED]) is not None
    return Fact(paper, subject, scope, promised, main, reasoned, _wording(sentence), low, high, comparator, stated)


def _at_prices(subject: Subject, folded: str, stated: Stated) -> Subject:
    """Return the subject with the year at whose prices it is told: 以1957年的价格计算…农业总产值|537亿元; amounts at prices
    of different years are not compared."""
    if subject.aspect is not Aspect.LEVEL or not subject.name.endswith(VALUES):
        return subject
    found = _PRICES.findall(_ahead(folded, stated) + folded[stated.span.end : stated.sentence.end])
    return replace(subject, qualifiers=(*subject.qualifiers, f"{year(found[-1])}{AT_PRICES}")) if found else subject


def _ahead(folded: str, stated: Stated) -> str:
    """Return the paragraph so far."""
    return folded[max(0, stated.span.start - _ANNOUNCED) : stated.span.start].rpartition("\n")[2]


def _bare(indicator: str) -> str:
    return "".join(fold(indicator).split())


def _wording(sentence: str) -> int:
    """Return a number that is the same, in every process, for sentences that differ but in their years and blanks."""
    bare = _YEARS.sub("", "".join(sentence.split()))
    if len(bare) < _TELLING:
        return 0
    return int.from_bytes(blake2b(bare.encode(), digest_size=_WORDING).digest(), "big")


def _is_only_told(lead: str, behind: str) -> bool:
    """Say whether a figure is where a change began (从14.8%降到), or what was once aimed at (高于8%左右的预期目标)."""
    piece = lead.rpartition(",")[2]
    if _BEGINS.match(behind) and ("从" in piece or "由" in piece) and not _BEGAN_IN.search(piece):
        return True
    return _AIMED.match(behind) is not None or _ONCE.search(lead) is not None


def _with_what_it_means(lead: str, folded: str, stated: Stated) -> str:
    """Return the sentence so far, with the one before where only a pronoun names what rises: 涨幅仍然高达|21.7%."""
    if not _PRONOUN.search(lead) or name_pattern().search(lead):
        return lead
    before = folded[max(0, stated.sentence.start - _BEFORE) : stated.sentence.start].rpartition("\n")[2]
    return "".join(before.split()) + lead


def _bounds(stated: Stated, words: Words, subject: Subject) -> tuple[Decimal, Decimal, Comparator]:
    factor, value = base_factor(stated.unit), stated.value or Decimal(0)
    low = value * factor
    high = low if stated.high is None else stated.high * factor
    if subject.aspect is not Aspect.LEVEL and falls(words):
        return -high, -low, _TURNED.get(stated.comparator, stated.comparator)
    return low, high, stated.comparator


@cache
def base_factor(unit: str) -> Decimal:
    """Return the size of a unit in the base unit of what it measures: 吨 → 1000 (kilograms)."""
    found = units().get(unit)
    if found is None or found.dimension in ("share", "rate", "count"):
        return Decimal(1)
    return Decimal(found.factor.numerator) / Decimal(found.factor.denominator)


def times_in(paper: Paper, folded: str) -> Times:
    """Return what a document tells of time, its text folded."""
    return times_of(folded, year=paper.year, last=_last(paper), reports=paper.reports)


def _last(paper: Paper) -> int | None:
    return None if paper.last is None else paper.last.year


def _own(paper: Paper) -> tuple[str, ...]:
    """Return the names of the document's own place, which may stand before any indicator: 湖南省, 湖南."""
    if paper.level is Level.NATIONAL or paper.region is None:
        return ()
    found = place_names().get(paper.code or "", ())
    return tuple(dict.fromkeys((fold(paper.region), *found)))


@cache
def place_names() -> Mapping[str, tuple[str, ...]]:
    """Return the names of places by code, the full one first."""
    return {found.code: (found.name, found.short) for found in divisions() if found.code and found.current}


@cache
def above(place: str) -> tuple[str, ...]:
    """Return the places that hold a place, the nearest first: 330122 → 330100, 330000, 000000."""
    code, inside, _ = place.partition(":")
    chain = [code] if inside and code else []
    if len(code) == 6:
        chain += [code[:4] + "00", code[:2] + "0000"]
    return tuple(one for one in dict.fromkeys((*chain, NATION)) if one != place)


Block = dict[str, list[Fact]]


def headline(facts: Iterable[Fact]) -> Fact | None:
    """Return the fact that speaks for its document, of several that say the same: that of the main targets, else the first."""
    ranked = sorted(facts, key=lambda fact: (not fact.main, fact.stated.span.start))
    return ranked[0] if ranked else None
