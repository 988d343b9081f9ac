"""Goals (目标 without a number): outcomes that can be ticked off, and deliverables with a time of their own.

A reading, its kind, its resolved deadlines and the places of its numeric targets in; `Mention[GoalWords]` out. GUIDE §5,
rulings 9, 12, 17, 31, 32, 35.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.goal_dated import Dates, Reach, Stretch, dates, stretches
from pipeline.extract.goal_piece import deed_at, is_degree, is_routine, is_state, piece_around, pieces, trim
from pipeline.extract.goal_prose import RULES as RULES
from pipeline.extract.names import outside, zones
from pipeline.extract.tense import Tense, Tenses, tenses
from pipeline.model import Clause, Deadline, GoalWords, Kind, Span
from pipeline.rules import Mention, run
from pipeline.segment.reading import Reading


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is known of a document while its goals are looked for."""

    reading: Reading
    known: Dates
    tense: Tenses
    taken: tuple[Span, ...]

    def is_taken(self, span: Span) -> bool:
        """Say whether a numeric target stands in the span."""
        at = bisect_left(self.taken, span.start, key=lambda taken: taken.start)
        return at < len(self.taken) and self.taken[at].start < span.end

    def clause(self, position: int) -> Clause | None:
        clauses = self.reading.outline.clauses
        at = bisect_right(clauses, position, key=lambda clause: clause.span.start) - 1
        return clauses[at] if at >= 0 and position < clauses[at].span.end else None

    def after_dates(self, span: Span) -> Span | None:
        """Return the span without label, intent and the dates that open it: 6月底前力争建成新馆 → 建成新馆."""
        trimmed = trim(self.reading.folded, span)
        while trimmed is not None:
            opening = [
                found for found in self.known.inside(trimmed.start, trimmed.start + 3) if found.span.end < trimmed.end
            ]
            if not opening:
                return trimmed
            start = opening[0].span.end
            while start < trimmed.end and self.reading.folded[start] in "前后内起、,()和及 的":
                start += 1
            trimmed = trim(self.reading.folded, Span(start, trimmed.end)) if start < trimmed.end else None
        return None


def goals(
    reading: Reading, *, kind: Kind, deadlines: tuple[Deadline, ...], taken: tuple[Span, ...]
) -> tuple[Mention[GoalWords], ...]:
    """Return the goals of a document in text order: 实现乡镇中心幼儿园全覆盖, 6月底前印发实施方案.

    `taken` are the places of the numeric targets: a piece that holds one gives no goal (GUIDE ruling 32).
    """
    plan = _Plan(reading, dates(reading, deadlines), tenses(reading, kind), tuple(sorted(taken)))
    found = [*_completed(plan), *_dated(plan)]
    return _apart(found)


def _apart(found: list[Mention[GoalWords]]) -> tuple[Mention[GoalWords], ...]:
    """Return the mentions in text order, the first found of those that overlap."""
    kept: list[Mention[GoalWords]] = []
    for mention in found:
        at = bisect_left(kept, mention.span.start, key=lambda other: other.span.start)
        if (at and kept[at - 1].span.end > mention.span.start) or (
            at < len(kept) and kept[at].span.start < mention.span.end
        ):
            continue
        kept.insert(at, mention)
    return tuple(kept)


def _completed(plan: _Plan) -> Iterator[Mention[GoalWords]]:
    """Yield the planned completions, each widened to its piece."""
    reading = plan.reading
    mentions = run(RULES, reading.folded)
    free = outside((mention.span for mention in mentions), zones(reading.folded))
    for mention, is_free in zip(mentions, free, strict=True):
        clause = plan.clause(mention.span.start)
        if clause is None or not is_free or _is_title(reading, clause):
            continue
        piece = plan.after_dates(piece_around(reading.folded, mention.span, clause.span))
        if piece is None or piece.end <= mention.span.start or plan.is_taken(piece):
            continue
        if plan.tense.at(mention.span).tense is not Tense.PLANNED:
            continue
        yield _goal(plan, piece, mention.rule, dated=bool(plan.known.own(clause.span.start, clause.span.end)))


def _is_title(reading: Reading, clause: Clause) -> bool:
    """Say whether a clause is a heading above items, not an item that ends in a stop (1.完成校舍改造。)."""
    if not clause.heading:
        return False
    section = reading.outline.sections[clause.section] if clause.section is not None else None
    return section is None or not section.label.strip("().、,:").isdigit()


def _dated(plan: _Plan) -> Iterator[Mention[GoalWords]]:
    """Yield the activities that have a time of their own."""
    for stretch in stretches(plan.known):
        for clause in _clauses(plan, stretch.span):
            yield from _activities(plan, stretch, clause)


def _clauses(plan: _Plan, span: Span) -> Iterator[Span]:
    """Yield the parts of the clauses that lie in a stretch, headings above items left out."""
    clauses = plan.reading.outline.clauses
    at = max(bisect_right(clauses, span.start, key=lambda clause: clause.span.start) - 1, 0)
    while at < len(clauses) and clauses[at].span.start < span.end:
        clause = clauses[at]
        start, end = max(span.start, clause.span.start), min(span.end, clause.span.end)
        if start < end and not _is_title(plan.reading, clause):
            yield Span(start, end)
        at += 1


def _activities(plan: _Plan, stretch: Stretch, clause: Span) -> Iterator[Mention[GoalWords]]:
    folded = plan.reading.folded
    parts = [part for piece in pieces(folded, clause.start, clause.end) if (part := plan.after_dates(piece))]
    for number, part in enumerate(parts):
        if plan.is_taken(part) or is_degree(folded, part) or plan.tense.at(part).tense is Tense.REPORTED:
            continue
        deed = deed_at(folded, part)
        if deed is not None:
            part = Span(deed, part.end)
        elif not _is_free(stretch, folded, part, alone=len(parts) == 1, first=number == 0):
            continue
        yield _goal(plan, part, f"goal-{stretch.reach.value}", dated=True)


def _is_free(stretch: Stretch, folded: str, part: Span, *, alone: bool, first: bool) -> bool:
    """Say whether a piece without a deed at its head is an activity where it stands: 长跑比赛 in a calendar is."""
    if is_routine(folded, part):
        return False
    match stretch.reach:
        case Reach.CALENDAR:
            return not is_state(folded, part)
        case Reach.ITEMS:
            return alone
        case Reach.FIRST:
            return first
        case Reach.PIECE:
            return True
        case Reach.DEEDS:
            return False


def _goal(plan: _Plan, span: Span, rule: str, *, dated: bool) -> Mention[GoalWords]:
    return Mention(span, GoalWords(plan.reading.words(span), dated), rule)
