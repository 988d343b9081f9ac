"""Documents as they were loaded: some of their numbers in the database in, their texts and figures out, asked for together.

A query costs as much as some fifty of its rows, so documents are not asked for one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from sys import intern
from typing import Any

import sqlalchemy as sa

from pipeline.audit.link import Paper, Stated
from pipeline.load.schema import quantities, quantity_units, texts
from pipeline.model import Change, Comparator, Span, Status

_CHANGES = {one.value: one for one in Change}
_COMPARATORS = {one.value: one for one in Comparator}
_STATUSES = {one.value: one for one in (Status.TARGET, Status.ACTUAL)}


# Documents asked for together, with their numbers in the database.
Share = Sequence[tuple[int, Paper]]
# Documents of a share: enough that one query for all costs little for each, few enough that all processes have work.
TOGETHER = 64


@dataclass(frozen=True, slots=True)
class Told:
    """A document with all that the audit links: its text, and its targets and actuals that have a value, in text order."""

    paper: Paper
    text: str
    figures: tuple[Stated, ...]


def shares(papers: Sequence[tuple[int, Paper]]) -> list[Share]:
    """Return documents in shares, in their order."""
    return [papers[start : start + TOGETHER] for start in range(0, len(papers), TOGETHER)]


def told(connection: sa.Connection, share: Share) -> Iterator[Told]:
    """Yield the documents of a share, in their order."""
    numbers = [number for number, _ in share]
    found = _texts(connection, numbers)
    figures = _figures(connection, numbers)
    for number, paper in share:
        if number in found:
            yield Told(paper, found[number], figures.get(number, ()))


def _texts(connection: sa.Connection, numbers: list[int]) -> dict[int, str]:
    query = sa.select(texts.c.document_id, texts.c.text).where(texts.c.document_id.in_(numbers))
    return {row.document_id: row.text for row in connection.execute(query)}


def _figures(connection: sa.Connection, numbers: list[int]) -> dict[int, tuple[Stated, ...]]:
    about = quantities.c
    query = (
        sa.select(
            *(about.document_id, about.id, about.span_start, about.span_end, about.clause_start, about.clause_end),
            *(about.quote, about.page, about.status, about.indicator, _digits(about.value_exact)),
            *(_digits(about.high_exact), about.unit, about.comparator, about.change, about.deadline),
        )
        .where(
            about.document_id.in_(numbers),
            about.value_exact.is_not(None),
            about.status.in_(list(_STATUSES)),
        )
        .order_by(about.document_id, about.span_start, about.id)
    )
    bodies = _bodies(connection, numbers)
    days: dict[date | None, date | None] = {}
    rows = connection.execute(query).all()
    return {
        number: tuple(_stated(row, bodies, days) for row in group) for number, group in groupby(rows, itemgetter(0))
    }


def _digits(value: sa.Column[Decimal]) -> sa.ColumnElement[str]:
    """Return a decimal as its digits: the database's type would take as long as the rest of the row."""
    return sa.type_coerce(value, sa.Text)


def _stated(row: Iterable[Any], bodies: dict[int, tuple[str, ...]], days: dict[date | None, date | None]) -> Stated:
    """Return a figure; what many figures have is kept once: words, days."""
    # fmt: off
    (
        _, number, start, end, clause_start, clause_end, quote, page,
        status, indicator, value, high, unit, comparator, change, deadline,
    ) = row
    # fmt: on
    begin, stop = start if clause_start is None else clause_start, end if clause_end is None else clause_end
    return Stated(
        Span(start, end),
        Span(min(begin, start), max(stop, end)),
        quote,
        page,
        _STATUSES[status],
        intern(indicator),
        Decimal(value),
        None if high is None else Decimal(high),
        intern(unit),
        _COMPARATORS[comparator],
        _CHANGES[change],
        days.setdefault(deadline, deadline),
        bodies.get(number, ()),
    )


def _bodies(connection: sa.Connection, numbers: list[int]) -> dict[int, tuple[str, ...]]:
    """Return the names of who is responsible, by the number of the figure."""
    query = (
        sa.select(quantity_units.c.owner_id, quantity_units.c.name)
        .join(quantities, quantities.c.id == quantity_units.c.owner_id)
        .where(quantities.c.document_id.in_(numbers))
        .order_by(quantity_units.c.owner_id, quantity_units.c.position)
    )
    rows = connection.execute(query)
    return {owner: tuple(intern(name) for _, name in group) for owner, group in groupby(rows, itemgetter(0))}
