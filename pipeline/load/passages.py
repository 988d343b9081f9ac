"""A document cut into what is shown and searched as one, and where in it a record stands: page, clause, passage."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TypeVar

from pipeline.model import Clause, Document, Formal, Outline, Span

T = TypeVar("T")


class PassageKind(StrEnum):
    """What a passage is in its document."""

    HEADING = "heading"
    PROSE = "prose"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of prose, a heading, a formal line, or a whole row of a table; `section` indexes `Outline.sections`."""

    span: Span
    kind: PassageKind | Formal
    section: int | None
    page: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: the clause around it, the number of its passage, its page; None where there is none."""

    clause: Span | None
    passage: int | None
    page: int | None


@dataclass(frozen=True, slots=True)
class Places:
    """The passages of a document and what is needed to find a position in them."""

    clauses: tuple[Span, ...]
    passages: tuple[Passage, ...]
    pages: tuple[tuple[Span, int], ...]

    def find(self, span: Span) -> Place:
        """Return the place of the span's first character."""
        clause = _holder(self.clauses, span.start, lambda held: held)
        passage = _holder(self.passages, span.start, lambda held: held.span)
        return Place(None if clause is None else self.clauses[clause], passage, self.page(span))

    def page(self, span: Span) -> int | None:
        """Return the page on which the span begins, None where the source has no pages."""
        page = _holder(self.pages, span.start, lambda held: held[0])
        return None if page is None else self.pages[page][1]


def places(document: Document, outline: Outline) -> Places:
    """Return the passages of a document: each clause of prose is one, all clauses of a table row are one together."""
    pages = tuple((page.span, page.number) for page in document.pages) or tuple(
        (block.span, block.page) for block in document.blocks if block.page is not None
    )
    clauses = tuple(sorted(outline.clauses, key=lambda clause: clause.span))
    found = Places(tuple(clause.span for clause in clauses), (), pages)
    passages = []
    for _, group in groupby(
        enumerate(clauses), key=lambda pair: (pair[0] if pair[1].row is None else None, pair[1].row)
    ):
        members = [clause for _, clause in group]
        span = Span(members[0].span.start, max(clause.span.end for clause in members))
        passages.append(Passage(span, _kind(members[0]), members[0].section, found.page(span)))
    return Places(found.clauses, tuple(passages), pages)


def _kind(clause: Clause) -> PassageKind | Formal:
    if clause.formal is not None:
        return clause.formal
    if clause.row is not None:
        return PassageKind.ROW
    return PassageKind.HEADING if clause.heading else PassageKind.PROSE


def _holder(things: Sequence[T], position: int, span: Callable[[T], Span]) -> int | None:
    """Return the index of the thing whose span holds a position; things stand in text order."""
    index = bisect_right(things, position, key=lambda thing: span(thing).start) - 1
    return index if index >= 0 and position < span(things[index]).end else None
