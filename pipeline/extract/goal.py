"""Goals (目标 without a number): outcomes that can be ticked off, and deliverables with a time of their own.

A reading, its kind, its resolved deadlines and the places of its numeric targets in; `Mention[GoalWords]` out. GUIDE
§5, rulings 9, 12, 17, 31, 32, 35.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.goal_dated import stretches
from pipeline.extract.goal_dates import Dates, Reach, Stretch, dates
from pipeline.extract.goal_piece import (
    REACH,
    SHORTEST,
    deed_at,
    is_degree,
    is_named,
    is_routine,
    is_state,
    piece_around,
    pieces,
    states_outcome,
    trim,
    unguided,
)
from pipeline.extract.goal_prose import COVERAGE, RID, completions
from pipeline.extract.names import outside, zones
from pipeline.extract.tense import Tense, Tenses, tenses
from pipeline.model import Clause, Deadline, GoalWords, Kind, Span
from pipeline.rules import Mention
from pipeline.segment.reading import Reading

# The cell that names an indicator is no longer than this; one that tells a task beside its number is.
LONGEST_NAME = 24
# A deed in a task table names its object: 完成调研报告, not 完成调研 beside the task that says of what.
LEAST_DEED = 6
# A completion behind a number says by itself what is reached: 7个乡镇实现基本均衡.
_REACHES = ("实现", "基本实现", "全面实现")
# 61个村全覆盖 is reached whatever the number; 覆盖率达到90% is the number.
_RATE = re.compile("[%‰]|百分之")
# Clauses that serve another end (为完成任务打好基础), name a condition (任务完成后) or promise effort (提高完成任务的能力).
_PURPOSE = re.compile(
    r"(?:努力|而)?(?:作|做|是)?为(?:了|着)?(?!\S{2,8}创建)|如果|由于|因|是[^,]{0,30}年$|这(?:样|些|个)|要想|想|除|原计划|[对在][^,]{0,30}(?:的\S{0,2}|下|后|中)$"
    r"|(?:不断)?(?:提高|增强|提升|加快|健全)|按照|把[^,]{2,20}建成|深刻|一定能|才能|不能|[^,]*(?:能力|前提下|以?后|时|进展|成效|作用|典范|高地|桥头堡|枢纽|地方|学习|谈判)$"
    r"|[^,]*(?:统一大业|历史使命|硬任务|抢险救灾)"
)


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
                found
                for found in self.known.inside(trimmed.start, trimmed.start + 3)
                if not self.reading.folded[trimmed.start : found.span.start].strip("在于自从到至截止 ")
            ]
            if not opening or trimmed.end - opening[0].span.end < SHORTEST:
                return trimmed
            start = opening[0].span.end
            while start < trimmed.end and self.reading.folded[start] in "前后内起、,()和及 的":
                start += 1
            trimmed = trim(self.reading.folded, Span(start, trimmed.end)) if start < trimmed.end else None
        return None


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
    plan = _Plan(reading, dates(reading, deadlines), known, tuple(sorted(taken)))
    dated = tuple(stretches(plan.known))
    found = _apart([*_completed(plan), *_dated(plan, dated)])
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


def _completed(plan: _Plan) -> Iterator[Mention[GoalWords]]:
    """Yield the planned completions, each widened to its piece."""
    folded = plan.reading.folded
    mentions = completions(folded)
    for number, mention in enumerate(mentions):
        clause = plan.clause(mention.span.start)
        if clause is None or _is_title(plan.reading, clause) or _is_name(folded, mention.span, clause.span):
            continue
        piece = piece_around(folded, mention.span, clause.span)
        near = [other.span for other in mentions[max(number - 1, 0) : number + 2] if other is not mention]
        outcome = _outcome(plan, mention, _item(folded, mention.span, piece, near))
        if outcome is not None and plan.tense.at(mention.span).tense is Tense.PLANNED:
            yield _goal(plan, outcome, mention.rule)


def _is_name(folded: str, span: Span, clause: Span) -> bool:
    """Say whether words of completion belong to a name: 《…全覆盖实施方案》, a slogan, a line of page furniture."""
    start, end = max(clause.start, span.start - REACH), min(clause.end, span.end + REACH)
    first = Span(span.start - start, span.start - start + 1)
    return not outside((first,), zones(folded[start:end]))[0]


def _item(folded: str, span: Span, piece: Span, near: list[Span]) -> Span:
    """Return the part of a piece that belongs to one completion: A全覆盖、B全部利用 are two."""
    start, end = piece.start, piece.end
    for other in near:
        if piece.start < other.end <= span.start:
            start = max(start, folded.rfind("、", other.end, span.start) + 1)
        elif span.end <= other.start < piece.end and folded[span.end] == "、":
            end = span.end
    return Span(start, end)


def _outcome(plan: _Plan, mention: Mention[GoalWords], item: Span) -> Span | None:
    """Return the clause that states a completion, or where a number opens it (7个乡镇实现…) what follows the number."""
    outcome = plan.after_dates(item)
    if outcome is None or outcome.end <= mention.span.start or _PURPOSE.match(plan.reading.words(outcome)):
        return None
    start = unguided(plan.reading.folded, outcome)
    outcome = Span(start, outcome.end) if start <= mention.span.start else outcome
    if not plan.is_taken(outcome) or (mention.rule == COVERAGE and not _RATE.search(plan.reading.words(outcome))):
        return outcome
    own = Span(mention.span.start, item.end)
    stands_alone = mention.rule == RID or mention.words.outcome.startswith(_REACHES)
    return own if stands_alone and not plan.is_taken(own) else None


def _is_title(reading: Reading, clause: Clause) -> bool:
    """Say whether a clause is a heading above items, not an item that ends in a stop (1.完成校舍改造。)."""
    if not clause.heading:
        return False
    section = reading.outline.sections[clause.section] if clause.section is not None else None
    return section is None or not section.label.strip("().、,:").isdigit()


def _dated(plan: _Plan, dated: tuple[Stretch, ...]) -> Iterator[Mention[GoalWords]]:
    """Yield the activities that have a time of their own."""
    for stretch in dated:
        if _is_indicator(plan, stretch):
            continue
        for clause in _clauses(plan, stretch.span):
            yield from _activities(plan, stretch, clause)


def _is_indicator(plan: _Plan, stretch: Stretch) -> bool:
    """Say whether a cell only names what the cell beside it counts: 新建公办幼儿园 | 3所."""
    cell = stretch.span
    if stretch.reach is not Reach.DEEDS or cell.end - cell.start > LONGEST_NAME or plan.is_taken(cell):
        return False
    return any(map(plan.is_taken, stretch.beside))


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
        if (
            plan.known.only_wide(part)
            or plan.is_taken(part)
            or is_degree(folded, part)
            or plan.tense.at(part).tense is Tense.REPORTED
        ):
            continue
        deed = deed_at(folded, part)
        if deed is not None:
            part = Span(deed, part.end)
            if stretch.reach is Reach.DEEDS and part.end - part.start < LEAST_DEED:
                continue
        elif not _is_free(stretch, folded, part, alone=len(parts) == 1, first=number == 0):
            continue
        yield _goal(plan, part, f"goal-{stretch.reach.value}")


def _is_free(stretch: Stretch, folded: str, part: Span, *, alone: bool, first: bool) -> bool:
    """Say whether a piece without a deed at its head is an activity where it stands: 长跑比赛 in a calendar is."""
    if is_routine(folded, part):
        return False
    match stretch.reach:
        case Reach.CALENDAR:
            return is_named(folded, part) and not is_state(folded, part)
        case Reach.ITEMS:
            return alone and is_named(folded, part)
        case Reach.FIRST:
            return first and states_outcome(folded, part)
        case Reach.PIECE:
            return states_outcome(folded, part)
        case Reach.DEEDS:
            return False


def _goal(plan: _Plan, span: Span, rule: str) -> Mention[GoalWords]:
    return Mention(span, GoalWords(plan.reading.words(span)), rule)
