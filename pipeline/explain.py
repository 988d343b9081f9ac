"""A document clause by clause with what was found in each, by which rule, and the numerals that nothing claimed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pipeline.extract.unclaimed import Reason, Unclaimed, unclaimed
from pipeline.fold import fold
from pipeline.model import Assignment, Clause, Deadline, Extraction, Goal, Quantity, Span


class MarkKind(StrEnum):
    """What a mark marks."""

    QUANTITY = "quantity"
    DEADLINE = "deadline"
    UNIT = "unit"
    GOAL = "goal"
    ISSUE = "issue"
    UNCLAIMED = "unclaimed"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something found, or found missing, at a place: what it is, the rule behind it, and what was understood."""

    span: Span
    kind: MarkKind
    rule: str
    says: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A clause with its marks in text order; `depth` counts the sections around it."""

    span: Span
    depth: int
    heading: bool
    marks: tuple[Mark, ...]


def explain(extraction: Extraction) -> tuple[Explained, ...]:
    """Return the clauses of a document with all that was found in each; what begins between two counts with the first."""
    clauses = extraction.outline.clauses or (Clause(Span(0, max(1, len(extraction.document.text)))),)
    starts = [clause.span.start for clause in clauses]
    marks: list[list[Mark]] = [[] for _ in clauses]
    for mark in sorted(_marks(extraction), key=lambda mark: (mark.span, mark.kind)):
        marks[max(0, bisect_right(starts, mark.span.start) - 1)].append(mark)
    return tuple(
        Explained(clause.span, len(extraction.outline.ancestors(clause.section)), clause.heading, tuple(found))
        for clause, found in zip(clauses, marks, strict=True)
    )


def left_over(extraction: Extraction) -> tuple[Unclaimed, ...]:
    """Return the numerals that neither a record nor an issue of the document claims; a goal claims none of its words."""
    claimed = [quantity.span for quantity in extraction.quantities]
    claimed += [deadline.span for deadline in extraction.deadlines]
    claimed += [assignment.span for assignment in extraction.assignments]
    claimed += [issue.span for issue in extraction.issues if issue.span is not None]
    labels = [
        Span(section.title.start, section.title.start + len(section.label))
        for section in extraction.outline.sections
        if section.label
    ]
    return unclaimed(fold(extraction.document.text), claimed, labels)


def as_dict(extraction: Extraction) -> dict[str, Any]:
    """Return the explanation as an object: the document, and its clauses with their marks, quoted and placed."""
    text = extraction.document.text
    return {
        "source": {"path": extraction.document.source.name, "sha256": extraction.document.source.sha256},
        "clauses": [
            {
                **_placed(clause.span, text),
                "depth": clause.depth,
                "heading": clause.heading,
                "marks": [
                    {**_placed(mark.span, text), "kind": mark.kind.value, "rule": mark.rule, "says": mark.says}
                    for mark in clause.marks
                ],
            }
            for clause in explain(extraction)
        ],
    }


def _placed(span: Span, text: str) -> dict[str, int | str]:
    return {"start": span.start, "end": span.end, "quote": span.of(text)}


def _marks(extraction: Extraction) -> Iterator[Mark]:
    for quantity in extraction.quantities:
        yield Mark(quantity.span, MarkKind.QUANTITY, quantity.rule, _quantity(quantity))
    for deadline in extraction.deadlines:
        yield Mark(deadline.span, MarkKind.DEADLINE, deadline.rule, _deadline(deadline))
    for assignment in extraction.assignments:
        yield Mark(assignment.span, MarkKind.UNIT, assignment.rule, _assignment(assignment, extraction.document.text))
    for goal in extraction.goals:
        yield Mark(goal.span, MarkKind.GOAL, goal.rule, _goal(goal))
    for issue in extraction.issues:
        if issue.span is not None:
            yield Mark(issue.span, MarkKind.ISSUE, issue.code.value, issue.detail)
    for found in left_over(extraction):
        if found.reason not in (Reason.LABEL, Reason.WORD):
            yield Mark(found.span, MarkKind.UNCLAIMED, found.reason.value, "")


def _quantity(quantity: Quantity) -> str:
    amount = quantity.amount
    value = "?" if amount.value is None else _number(amount.value)
    high = "" if amount.high is None else f"-{_number(amount.high)}"
    parts = [quantity.status, quantity.comparator, f"{value}{high} {amount.unit}".strip(), quantity.change]
    return _joined([" ".join(parts), f"“{quantity.indicator}”", *_tied(quantity.deadline, quantity.responsible)])


def _deadline(deadline: Deadline) -> str:
    return _joined([f"{_day(deadline.first)} to {_day(deadline.last)}", "recurring" if deadline.recurring else ""])


def _assignment(assignment: Assignment, text: str) -> str:
    scope = assignment.scope.of(text)
    return _joined(
        [assignment.role, assignment.name, f"for “{scope[:12]}…{scope[-8:]}”" if len(scope) > 24 else f"for “{scope}”"]
    )


def _goal(goal: Goal) -> str:
    return _joined(_tied(goal.deadline, goal.responsible))


def _tied(due: date | None, responsible: Iterable[str]) -> tuple[str, ...]:
    names = "、".join(responsible)
    return ("" if due is None else f"due {due}", f"by {names}" if names else "")


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(" ".join(part.split()) for part in parts if part)


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _day(day: date | None) -> str:
    return "…" if day is None else day.isoformat()
