"""Plan against report: each target of a plan found in what was reported of its year, with a verdict and the arithmetic."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.audit.compare import Judged, Verdict, judge, told
from pipeline.audit.finding import Family, Finding, Severity
from pipeline.audit.finding import Place as FoundAt
from pipeline.audit.link import AT_PRICES, VALUES, Block, Fact, Paper, headline
from pipeline.audit.scope import Scope
from pipeline.audit.subject import Aspect, Subject
from pipeline.lexicon.subject_words import related
from pipeline.model import Kind

Blocks = Mapping[tuple[Subject, Scope], Block]
# The text of a document by its key.
TextOf = Callable[[str], str]

# Years after its own in which a target that was missed may still be reached.
_LATER = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """A target with what was reported of it; `actual` is None where the report does not tell, `definition` what else it
    reports where it tells another indicator (零售物价 for 居民消费价格)."""

    target: Fact
    actual: Fact | None
    judged: Judged
    definition: str = ""

    @property
    def year(self) -> int:
        """Return the year of the target."""
        return self.target.scope.last


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the targets of a body or field were reported, and how many of these were reached."""

    name: str
    targets: int
    reported: int
    reached: int


_REACHED = frozenset({Verdict.MET, Verdict.EXCEEDED, Verdict.WITHIN_ABOUT})


def kept(found: Blocks) -> Iterator[Kept]:
    """Yield the targets whose year was reported on, the same place's, in the order of places and years."""
    reporting = _reporting(found)
    for (subject, scope), block in found.items():
        if scope.year is None:
            continue
        for place, facts in block.items():
            target = _target(facts, scope)
            if target is not None and (place, scope.last) in reporting:
                papers = [paper for paper in reporting[place, scope.last] if _follows(paper, target)]
                row = _judged(found, subject, target) if papers else None
                if row is not None and (row.actual is not None or any(_is_next(paper, target) for paper in papers)):
                    yield row


def findings(rows: Iterable[Kept]) -> Iterator[Finding]:
    """Yield the targets that were missed, each by itself, and those of a plan that were not reported, as one."""
    silent: dict[tuple[str, int], list[Kept]] = defaultdict(list)
    for row in rows:
        if row.judged.verdict is Verdict.MISSED and row.actual is not None:
            # Held against another indicator, a miss is a hint and no more: 调查失业率 promised, 登记失业率 told.
            yield _finding("未达目标", Severity.NOTICE if row.definition else Severity.WARNING, row)
        elif row.judged.verdict is Verdict.LATE and row.actual is not None:
            yield _finding("推迟达到", Severity.NOTICE, row)
        elif row.judged.verdict is Verdict.NOT_REPORTED and row.target.main and row.target.subject.known:
            silent[row.target.paper.key, row.year].append(row)
    for group in silent.values():
        yield _unreported(sorted(group, key=lambda row: row.target.stated.span.start))


def _unreported(rows: list[Kept]) -> Finding:
    first = rows[0]
    named = "、".join(f"{row.target.subject.shown}{told(row.target)}" for row in rows)
    words = f"{first.target.paper.shown}{first.year}年的主要目标中，{len(rows)}项后来的报告未提实际数：{named}"
    return Finding(Family.REPORT, "报告未提", Severity.NOTICE, words, tuple(at(row.target) for row in rows))


def rates(rows: Iterable[Kept]) -> tuple[tuple[Rate, ...], tuple[Rate, ...]]:
    """Return the rates by responsible body and by field, the ones with most targets first."""
    counts: tuple[dict[str, Counter[str]], dict[str, Counter[str]]] = (defaultdict(Counter), defaultdict(Counter))
    for row in rows:
        bodies, fields = row.target.stated.bodies, (row.target.subject.domain,)
        for names, count in zip((bodies, fields), counts, strict=True):
            for name in filter(None, names):
                count[name]["targets"] += 1
                count[name]["reported"] += row.actual is not None
                count[name]["reached"] += row.judged.verdict in _REACHED
    first, second = (
        tuple(
            sorted(
                (Rate(name, some["targets"], some["reported"], some["reached"]) for name, some in count.items()),
                key=lambda rate: (-rate.targets, rate.name),
            )
        )
        for count in counts
    )
    return first, second


def at(fact: Fact) -> FoundAt:
    """Return where a fact stands, for a finding."""
    return FoundAt(fact.paper.name, fact.paper.sha256, fact.stated.span, fact.stated.quote, fact.stated.page)


def _reporting(found: Blocks) -> dict[tuple[str, int], list[Paper]]:
    """Return the documents that tell what became of a year, by place and year."""
    papers: dict[tuple[str, int], dict[str, Paper]] = defaultdict(dict)
    for (_, scope), block in found.items():
        for place, facts in block.items():
            for fact in facts:
                if not fact.promised and scope.year is not None:
                    papers[place, scope.last][fact.paper.key] = fact.paper
    return {key: list(some.values()) for key, some in papers.items()}


def _target(facts: list[Fact], scope: Scope) -> Fact | None:
    """Return the target for a year: that of the year's own plan before that of a longer one."""
    promised = [fact for fact in facts if fact.promised]
    own = [fact for fact in promised if fact.paper.year == scope.last]
    return headline(own or promised)


def _follows(paper: Paper, target: Fact) -> bool:
    """Say whether a document can report on a target: another one, of a later year, or a report on the target's own."""
    if paper.key == target.paper.key or paper.year is None:
        return False
    return paper.year > target.scope.last or (paper.reports and paper.year == target.scope.last)


def _is_next(paper: Paper, target: Fact) -> bool:
    """Say whether a document is the report on the target's year: that of the next year, or one on the year itself."""
    return paper.kind is not Kind.OTHER and paper.year in (target.scope.last, target.scope.last + 1)


def _judged(found: Blocks, subject: Subject, target: Fact) -> Kept:
    actual = _actual(found, subject, target)
    if actual is not None and _at_other_prices(target):
        return _apart(target, actual, "规划所用价格")
    if actual is not None:
        return Kept(target, actual, _or_late(found, subject, target, judge(target, actual)))
    for name in related().get(subject.name, ()) if subject.known else ():
        actual = _actual(found, replace(subject, name=name), target)
        if actual is not None:
            return Kept(target, actual, judge(target, actual), definition=actual.subject.shown)
    priced = [word for word in subject.qualifiers if word.endswith(AT_PRICES)]
    if priced:
        actual = _actual(found, replace(subject, qualifiers=tuple(set(subject.qualifiers) - set(priced))), target)
        if actual is not None:
            return _apart(target, actual, priced[0])
    return Kept(target, None, Judged(Verdict.NOT_REPORTED, f"目标{told(target)}，后来的报告未提实际数"))


def _at_other_prices(target: Fact) -> bool:
    """Say whether a target is a value that a longer plan reckons at prices of before, as reports do not."""
    subject = target.subject
    longer = target.paper.year is not None and target.paper.year < target.scope.last
    return longer and subject.aspect is Aspect.LEVEL and subject.name.endswith(VALUES)


def _apart(target: Fact, actual: Fact, prices: str) -> Kept:
    """Return a row of two values at different prices, of which neither is more."""
    words = f"目标{told(target)}按{prices}计算，实际{told(actual)}的价格不同，不能相减"
    return Kept(target, actual, Judged(Verdict.DIFFERS, words), definition=actual.subject.shown)


def _actual(found: Blocks, subject: Subject, target: Fact) -> Fact | None:
    """Return what the first report that follows tells of the target's year."""
    facts = found.get((subject, target.scope), {}).get(target.paper.place, [])
    reported = [fact for fact in facts if not fact.promised and _follows(fact.paper, target)]
    if not reported:
        return None
    first = min(fact.paper.year or 0 for fact in reported)
    return headline([fact for fact in reported if fact.paper.year == first])


def _or_late(found: Blocks, subject: Subject, target: Fact, judged: Judged) -> Judged:
    """Return the verdict, or that a level which was missed in its year was reached in a later one."""
    if judged.verdict is not Verdict.MISSED or subject.aspect is not Aspect.LEVEL:
        return judged
    for year in range(target.scope.last + 1, target.scope.last + 1 + _LATER):
        later = found.get((subject, Scope(year, year)), {}).get(target.paper.place, [])
        reached = headline([fact for fact in later if not fact.promised])
        if reached is not None and judge(target, reached).verdict in _REACHED:
            return Judged(Verdict.LATE, f"{judged.arithmetic}；{year}年才达到（{reached.stated.quote}）")
    return judged


def _finding(rule: str, severity: Severity, row: Kept) -> Finding:
    where = f"{row.target.paper.shown}{row.year}年{row.target.subject.shown}"
    other = f"（报告用的是{row.definition}）" if row.definition else ""
    places = (at(row.target),) if row.actual is None else (at(row.target), at(row.actual))
    return Finding(Family.REPORT, rule, severity, f"{where}：{row.judged.arithmetic}{other}", places)
