"""Bounds that are promised without a number, and reports that tell without one: 物价涨幅低于去年, 赤字控制在预算之内.

A document's text in; `Pledge`s out (what it promises for its own year) and `Saying`s (what it says became of the year before).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.audit.compare import ABOUT, Judged, Verdict, plain, told
from pipeline.audit.link import Fact, Paper, Stated, headline, times_in
from pipeline.audit.report import Blocks
from pipeline.audit.scope import Scope
from pipeline.audit.subject import Aspect, Subject, Words, name_pattern, subject_of
from pipeline.fold import fold
from pipeline.lexicon.indicators import Direction
from pipeline.lexicon.subject_words import related
from pipeline.model import Change, Comparator, Span, Status


class Bound(StrEnum):
    """What is promised instead of a number."""

    BELOW_LAST_YEAR = "低于上年"
    WITHIN_PLAN = "不超过计划"
    NOT_ABOVE_LAST_YEAR = "不高于上年"
    WITH_GROWTH = "与经济增长同步"
    ABOVE_GROWTH = "高于经济增长"


# What grows in step with the economy, or faster than it.
_GROWING = frozenset({Bound.WITH_GROWTH, Bound.ABOVE_GROWTH})
_ECONOMY = Subject("地区生产总值", Aspect.GROWTH)


@dataclass(frozen=True, slots=True)
class Pledge:
    """A bound without a number that a document promises for its year."""

    paper: Paper
    subject: Subject
    scope: Scope
    bound: Bound
    stated: Stated


@dataclass(frozen=True, slots=True)
class Saying:
    """What a document says, without a number, became of the year before: reached (在预算目标之内) or missed (比计划扩大)."""

    paper: Paper
    subject: Subject
    scope: Scope
    verdict: Verdict
    stated: Stated


@dataclass(frozen=True, slots=True)
class PledgeKept:
    """A promised bound with what was reported of it."""

    target: Pledge
    actual: Fact | Saying | None
    judged: Judged

    @property
    def year(self) -> int:
        """Return the year of the promise."""
        return self.target.scope.last


_LAST = "(?:去年|上年|(?P<year>(?:19|20)\\d\\d)年)"
_CUE = "低于|小于|不突破|不超过|控制在|扩大|增加|回落|低一些|低一点|同步|高于|快于"
_CUES = re.compile(_CUE)
_MIDDLE = "[^,;。:]{0,12}?"
_BELOW = re.compile(
    f"^{_MIDDLE}(?:(?:明显|显著|大大)?(?:低于|小于){_LAST}|比(?:去年|上年){_MIDDLE}(?:明显|有所)?(?:低一些|低一点|回落|下降|降低|缩小))"
)
_WITHIN = re.compile(f"^{_MIDDLE}(?:不突破|不超过|控制在){_MIDDLE}(?:计划|预算)")
_NOT_ABOVE = re.compile(f"^{_MIDDLE}(?:不能|不得|不再|不)(?:比(?:去年|上年))?(?:有所)?(?:扩大|增加)(?!到)")
_GROWTH = "(?:经济|国内生产总值|地区生产总值|生产总值|GDP)(?:增长|增速|发展)?(?:速度|率)?"
_STEP = re.compile(
    f"^(?:实际|名义)?(?:增长|增速|增幅)?(?:(?P<with>[和与同]{_GROWTH}(?:保持|基本|大体|实现)*同步)|(?:高于|快于|超过){_GROWTH})"
)
_OVER = re.compile(f"^{_MIDDLE}(?:比|超过|突破)(?:年初)?(?:计划|预算){_MIDDLE}(?:扩大|增加|多)")
# Words of one who wants something; and of one who tells what was.
_WANTS = re.compile("要(?!求)|使|把|确保|力争|必须|努力|争取|调控目标|今年")
_TELLS = re.compile("^(?:去年|上年|全年|过去)|没有实现|已经")
_FAILED = re.compile("(?:没有|未能?)(?:完全)?(?:实现|完成|达到)[^,;。]{0,16}(?:要求|目标|计划)")
_SENTENCE = re.compile("[^。;!?\\n]+")


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    sentence: str
    lead: str
    behind: str


def pledges(paper: Paper, text: str) -> Iterator[Pledge]:
    """Yield the bounds without a number that a document promises for its own year: 使赤字不突破预算."""
    if paper.year is None or paper.reports:
        return
    scope = Scope(paper.year, paper.year)
    folded = fold(text)
    for found in _named(folded):
        bound = _bound(found, paper.year)
        if bound is None or _TELLS.search(found.sentence):
            continue
        if not (_of_the_year(paper, folded, found.start) if bound in _GROWING else _WANTS.search(found.sentence)):
            continue
        made = _subject(found, bound)
        if made is not None and made.direction is not Direction.NONE:
            yield Pledge(paper, made, scope, bound, _stated(text, found, Status.TARGET))


def sayings(paper: Paper, text: str) -> Iterator[Saying]:
    """Yield what a document says without a number of the year before its own: 财政收支差额比计划有所扩大."""
    if paper.year is None:
        return
    year = paper.year if paper.reports else paper.year - 1
    for found in _named(fold(text)):
        within = _WITHIN.search(found.behind) and not _WANTS.search(found.sentence)
        verdict = Verdict.MISSED if _OVER.search(found.behind) else Verdict.MET if within else None
        made = None if verdict is None else _subject(found, Bound.WITHIN_PLAN)
        if made is not None and verdict is not None:
            yield Saying(paper, made, Scope(year, year), verdict, _stated(text, found, Status.ACTUAL))


def failed(fact: Fact, text: str) -> bool:
    """Say whether the sentence of a reported figure says itself that the aim was missed: 虽然没有实现…的要求."""
    begin = fact.stated.sentence.start
    return _FAILED.search(fold(text[begin : fact.stated.sentence.end])) is not None


def keep(pledge: Pledge, found: Blocks, said: list[Saying], failures: frozenset[tuple[str, int]]) -> PledgeKept:
    """Return what became of a promised bound: below last year's 6.1%, reported 0.8%, is met."""
    saying = next((one for one in said if _same(one, pledge)), None)
    if pledge.bound is Bound.WITHIN_PLAN:
        if saying is not None:
            words = "报告称在计划以内" if saying.verdict is Verdict.MET else "报告称超过计划"
            return PledgeKept(pledge, saying, Judged(saying.verdict, f"目标{pledge.bound}，{words}"))
        return _unreported(pledge)
    if pledge.bound in _GROWING:
        return _against_growth(pledge, found)
    actual = _figure(pledge, found, pledge.scope.last)
    base = _figure(pledge, found, pledge.scope.last - 1)
    if actual is None or base is None:
        return _unreported(pledge)
    kept = actual.low < base.low or (pledge.bound is Bound.NOT_ABOVE_LAST_YEAR and actual.low == base.low)
    gap = f"实际{told(actual)}，上年{told(base)}：{plain(actual.low)}-{plain(base.low)}={plain(actual.low - base.low)}个百分点"
    if kept and (actual.paper.key, actual.stated.span.start) in failures:
        return PledgeKept(pledge, actual, Judged(Verdict.MISSED, f"目标{pledge.bound}，{gap}；报告自称没有实现"))
    verdict = Verdict.MET if kept else Verdict.MISSED
    return PledgeKept(pledge, actual, Judged(verdict, f"目标{pledge.bound}，{gap}"))


def _against_growth(pledge: Pledge, found: Blocks) -> PledgeKept:
    """Return whether what should grow with the economy did: 7.4% against 6.9% is met, 6.3% against 6.7% about so.

    A part of the people, whose income alone is told, does not answer for all of them.
    """
    actual, economy = (
        headline([one for one in found.get((kind, pledge.scope), {}).get(pledge.paper.place, ()) if not one.promised])
        for kind in (pledge.subject, _ECONOMY)
    )
    if actual is None or economy is None:
        return _unreported(pledge)
    gap = actual.low - economy.low
    kept = gap > 0 or (gap == 0 and pledge.bound is Bound.WITH_GROWTH)
    near = pledge.bound is Bound.WITH_GROWTH and -gap <= economy.low * ABOUT
    verdict = Verdict.MET if kept else Verdict.WITHIN_ABOUT if near else Verdict.MISSED
    words = (
        f"实际{told(actual)}，经济增长{told(economy)}：{plain(actual.low)}-{plain(economy.low)}={plain(gap)}个百分点"
    )
    return PledgeKept(pledge, actual, Judged(verdict, f"目标{pledge.bound}，{words}"))


def _unreported(pledge: Pledge) -> PledgeKept:
    return PledgeKept(pledge, None, Judged(Verdict.NOT_REPORTED, f"目标{pledge.bound}，后来的报告未提实际数"))


def _figure(pledge: Pledge, found: Blocks, year: int) -> Fact | None:
    names = (pledge.subject.name, *related().get(pledge.subject.name, ()))
    for name in names:
        subject = Subject(name, pledge.subject.aspect, pledge.subject.qualifiers)
        facts = found.get((subject, Scope(year, year)), {}).get(pledge.paper.place, [])
        fact = headline([one for one in facts if not one.promised])
        if fact is not None:
            return fact
    return None


def _same(saying: Saying, pledge: Pledge) -> bool:
    same = saying.paper.place == pledge.paper.place and saying.scope == pledge.scope
    return same and saying.subject.name == pledge.subject.name and saying.paper.key != pledge.paper.key


def _named(folded: str) -> Iterator[_Place]:
    """Yield the names of indicators behind which a bound may stand, with their sentence."""
    if not _CUES.search(folded):
        return
    for match in _SENTENCE.finditer(folded):
        if not _CUES.search(match.group()):
            continue
        for name in name_pattern().finditer(match.group()):
            behind = "".join(match.group()[name.end() : name.end() + 40].split())
            lead = "".join(match.group()[: name.end()].split())
            yield _Place(match.start() + name.start(), "".join(match.group().split()), lead, behind)


def _bound(found: _Place, year: int) -> Bound | None:
    below = _BELOW.search(found.behind)
    if below is not None and (below["year"] is None or int(below["year"]) == year - 1):
        return Bound.BELOW_LAST_YEAR
    if _NOT_ABOVE.search(found.behind):
        return Bound.NOT_ABOVE_LAST_YEAR
    step = _STEP.search(found.behind)
    if step is not None:
        return Bound.WITH_GROWTH if step["with"] else Bound.ABOVE_GROWTH
    return Bound.WITHIN_PLAN if _WITHIN.search(found.behind) else None


def _of_the_year(paper: Paper, folded: str, place: int) -> bool:
    """Say whether a passage is of the document's own year, not of a longer plan that it tells of too."""
    opener, far = times_in(paper, folded).before(place)
    return opener is not None and opener.year == paper.year and not far


def _subject(found: _Place, bound: Bound) -> Subject | None:
    unit = "%" if "价" in found.lead[-12:] or bound in _GROWING else "元"
    change = Change.INCREASE if bound in _GROWING else Change.LEVEL
    made = subject_of(Words(found.lead[-120:], "", unit, change))
    return made if made is not None and made.known and made.aspect in (Aspect.LEVEL, Aspect.GROWTH) else None


def _stated(text: str, found: _Place, status: Status) -> Stated:
    end = min(len(text), found.start + len(found.behind))
    for stop in "，。；,;\n":
        at = text.find(stop, found.start + 4, end)
        end = at if at > 0 else end
    span = Span(found.start, end)
    return Stated(span, span, span.of(text), None, status, "", None, None, "", Comparator.LT, Change.LEVEL, None)
