"""Goals (目标 without a number): outcomes that can be ticked off, and deliverables with a time of their own.

A reading, its kind, its resolved deadlines and the places of its numeric targets in; `Mention[GoalWords]` out. GUIDE
§5, rulings 9, 12, 17, 31, 32, 35.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from pipeline.extract.goal_completed import completed
from pipeline.extract.goal_dated import stretches
from pipeline.extract.goal_dates import Reach, Stretch, dates
from pipeline.extract.goal_horizon import is_reached, may_be_reached
from pipeline.extract.goal_piece import (
    deed_at,
    is_degree,
    is_measure,
    is_named,
    is_result,
    is_routine,
    is_state,
    pieces,
    puts_in_force,
    states_outcome,
)
from pipeline.extract.goal_plan import Plan
from pipeline.extract.tense import Tense, Tenses, tenses
from pipeline.model import Deadline, GoalWords, Kind, Span
from pipeline.rules import Mention
from pipeline.segment.reading import Reading

# The cell that names an indicator is no longer than this; one that tells a task beside its number is.
LONGEST_NAME = 24
# A deed in a task table names its object: 完成调研报告, not 完成调研 beside the task that says of what.
LEAST_DEED = 6


def goals(
    reading: Reading,
    *,
    kind: Kind,
    deadlines: tuple[Deadline, ...],
    taken: tuple[Span, ...],
    tense: Tenses | None = None,
) -> tuple[Mention[GoalWords], ...]:
    """Return the goals of a document in text order: 实现乡镇中心幼儿园全覆盖, 6月底前印发实施方案.

    `taken` are the places of the numeric targets: a piece that holds one gives no goal (GUIDE ruling 32);
    `tense` is what is known of the document's tenses, found from its kind where it is not given.
    """
    known = tenses(reading, kind) if tense is None else tense
    plan = Plan(reading, dates(reading, deadlines), known, tuple(sorted(taken)))
    dated = tuple(stretches(plan.known))
    found = _apart([*completed(plan), *_dated(plan, dated)])
    return tuple(_under_headings(found, dated))


def _under_headings(found: tuple[Mention[GoalWords], ...], dated: tuple[Stretch, ...]) -> Iterator[Mention[GoalWords]]:
    """Yield the mentions with the date that heads the narrowest list around each."""
    lists = sorted((stretch for stretch in dated if stretch.due), key=lambda stretch: stretch.span.start)
    open_lists: list[Stretch] = []
    at = 0
    for mention in found:
        while at < len(lists) and lists[at].span.start <= mention.span.start:
            open_lists.append(lists[at])
            at += 1
        open_lists = [stretch for stretch in open_lists if stretch.span.end > mention.span.start]
        if not open_lists:
            yield mention
            continue
        narrowest = min(open_lists, key=lambda stretch: stretch.span.end - stretch.span.start)
        yield Mention(mention.span, GoalWords(mention.words.outcome, narrowest.due), mention.rule)


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


def _dated(plan: Plan, dated: tuple[Stretch, ...]) -> Iterator[Mention[GoalWords]]:
    """Yield the activities that have a time of their own."""
    for stretch in dict.fromkeys(dated):  # of several dates in one piece each gives it
        if _is_indicator(plan, stretch):
            continue
        for clause in _clauses(plan, stretch.span):
            yield from _activities(plan, stretch, clause)


def _is_indicator(plan: Plan, stretch: Stretch) -> bool:
    """Say whether a cell only names what the cell beside it counts: 新建公办幼儿园 | 3所."""
    cell = stretch.span
    if stretch.reach not in (Reach.DEEDS, Reach.RESULTS) or cell.end - cell.start > LONGEST_NAME or plan.is_taken(cell):
        return False
    return any(map(plan.is_taken, stretch.beside))


def _clauses(plan: Plan, span: Span) -> Iterator[Span]:
    """Yield the parts of the clauses that lie in a stretch, headings above items left out."""
    clauses = plan.reading.outline.clauses
    at = max(bisect_right(clauses, span.start, key=lambda clause: clause.span.start) - 1, 0)
    while at < len(clauses) and clauses[at].span.start < span.end:
        clause = clauses[at]
        start, end = max(span.start, clause.span.start), min(span.end, clause.span.end)
        if start < end and not plan.is_title(clause):
            yield Span(start, end)
        at += 1


def _activities(plan: Plan, stretch: Stretch, clause: Span) -> Iterator[Mention[GoalWords]]:
    folded = plan.reading.folded
    every = pieces(folded, clause.start, clause.end)
    if stretch.reach is Reach.OUTCOMES:
        every = (piece for piece in every if may_be_reached(folded, piece))
    parts = [part for piece in every if (part := plan.after_dates(piece))]
    if stretch.reach in (Reach.CALENDAR, Reach.DAYS):
        parts = [part for part in parts if not plan.is_time(part)]
    for number, part in enumerate(parts):
        done = _activity(stretch, folded, part, alone=len(parts) == 1, first=number == 0)
        if done is None or is_measure(folded, part) or is_degree(folded, part) or plan.is_taken(part):
            continue
        if not plan.known.only_wide(part) and plan.tense.at(part).tense is not Tense.REPORTED:
            yield plan.goal(done, f"goal-{stretch.reach.value}")


def _activity(stretch: Stretch, folded: str, part: Span, *, alone: bool, first: bool) -> Span | None:
    """Return where a piece tells an activity: from its deed on, or as a whole where the stretch is read freely."""
    deed = deed_at(folded, part) if stretch.reach is not Reach.OUTCOMES else None
    if deed is None:
        return part if _is_free(stretch, folded, part, alone=alone, first=first) else None
    named = stretch.reach not in (Reach.DEEDS, Reach.RESULTS) or part.end - deed >= LEAST_DEED
    return Span(deed, part.end) if named else None


def _is_free(stretch: Stretch, folded: str, part: Span, *, alone: bool, first: bool) -> bool:
    """Say whether a piece without a deed at its head is an activity where it stands: 长跑比赛 in a calendar is."""
    if stretch.reach is Reach.PIECE or (stretch.reach is Reach.FIRST and first):
        return (not is_routine(folded, part) and states_outcome(folded, part)) or puts_in_force(folded, part)
    if is_routine(folded, part):
        return False
    match stretch.reach:
        case Reach.DAYS:
            return first and is_named(folded, part) and not is_state(folded, part)
        case Reach.CALENDAR:
            return is_named(folded, part) and not is_state(folded, part)
        case Reach.ITEMS:
            return alone and is_named(folded, part)
        case Reach.OUTCOMES:
            return is_reached(folded, part)
        case Reach.RESULTS:
            return is_result(folded, part)
        case _:
            return False
