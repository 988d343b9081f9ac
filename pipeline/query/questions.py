"""The questions one can ask: `Filters` in, typed answers out, one by one as the database gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from pipeline.load.schema import (
    assignments,
    deadlines,
    documents,
    goal_units,
    goals,
    issues,
    passages,
    quantities,
    quantity_units,
    sketches,
)
from pipeline.load.search import contains, passages_with
from pipeline.model import Status, member_path
from pipeline.query.answers import DeadlineAnswer, DocumentAnswer, GoalAnswer, QuantityAnswer, UnitAnswer, Where
from pipeline.query.filters import (
    Filters,
    is_duplicate,
    of_document,
    of_due,
    of_key,
    of_period,
    of_responsible,
    of_text,
    state_of,
)
from pipeline.query.ids import Letter, shown

# Rows fetched at a time; the responsible units of as many records are looked up with one question.
_TOGETHER = 500
_OF_STATUS = {
    Status.TARGET.value: Letter.TARGET,
    Status.ACTUAL.value: Letter.ACTUAL,
    Status.OTHER.value: Letter.QUANTITY,
}


def find_quantities(
    connection: sa.Connection, filters: Filters, *, limit: int | None = None
) -> Iterator[QuantityAnswer]:
    """Yield targets, or quantities of the statuses asked for: --indicator 学前三年毛入园率 --region 浙江."""
    table = quantities
    query = _facts(table, filters, connection, due=table.c.deadline)
    query = query.where(*of_responsible(table.c.id, quantity_units, filters))
    if filters.statuses:
        query = query.where(table.c.status.in_([status.value for status in filters.statuses]))
    if filters.indicator:
        query = query.where(contains(table.c.indicator_folded, filters.indicator))
    for rows in _answers(connection, query, limit):
        units = _responsible(connection, quantity_units, [row.id for row in rows])
        for row in rows:
            yield QuantityAnswer(
                shown(_OF_STATUS[row.status], row.key),
                row.indicator,
                row.value_exact,
                row.high_exact,
                row.unit,
                row.comparator,
                row.change,
                row.status,
                row.deadline,
                units.get(row.id, ()),
                row.baseline_exact,
                row.baseline_year,
                row.binding,
                row.quote,
                _where(row),
            )


def find_deadlines(
    connection: sa.Connection, filters: Filters, *, limit: int | None = None
) -> Iterator[DeadlineAnswer]:
    """Yield the times by which something is due: --due-after 2026-06-01 --due-before 2026-06-30."""
    query = _facts(deadlines, filters, connection, due=deadlines.c.last)
    if filters.unit:
        made = sa.select(assignments.c.passage_id).where(contains(assignments.c.name_folded, filters.unit))
        query = query.where(deadlines.c.passage_id.in_(made))
    for rows in _answers(connection, query, limit):
        for row in rows:
            identity = shown(Letter.DEADLINE, row.key)
            yield DeadlineAnswer(identity, row.quote, row.first, row.last, row.recurring, _where(row))


def find_units(connection: sa.Connection, filters: Filters, *, limit: int | None = None) -> Iterator[UnitAnswer]:
    """Yield who is responsible for what: --unit 教育局; the name as written finds it too."""
    query = _facts(assignments, filters, connection, due=None).where(*of_period(filters))
    if filters.unit:
        query = query.where(contains(assignments.c.name_folded, filters.unit))
    for rows in _answers(connection, query, limit):
        for row in rows:
            identity = shown(Letter.UNIT, row.key)
            yield UnitAnswer(identity, row.name, row.role, row.quote, row.scope.strip(), _where(row))


def find_goals(connection: sa.Connection, filters: Filters, *, limit: int | None = None) -> Iterator[GoalAnswer]:
    """Yield targets without a number: 建成县级零工市场."""
    query = _facts(goals, filters, connection, due=goals.c.deadline)
    query = query.where(*of_responsible(goals.c.id, goal_units, filters))
    for rows in _answers(connection, query, limit):
        units = _responsible(connection, goal_units, [row.id for row in rows])
        for row in rows:
            identity = shown(Letter.GOAL, row.key)
            yield GoalAnswer(identity, row.quote, row.deadline, units.get(row.id, ()), _where(row))


def find_documents(
    connection: sa.Connection, filters: Filters, *, limit: int | None = None
) -> Iterator[DocumentAnswer]:
    """Yield documents with how much was found in each, near-duplicates with the document that they repeat."""
    filters = replace(filters, duplicates=True)
    query = _documents().where(*of_document(filters), *of_period(filters), *of_key(documents.c.key, filters))
    if filters.text:
        held = passages_with(filters.text, connection.dialect.name).with_only_columns(passages.c.document_id)
        query = query.where(documents.c.id.in_(held))
    for rows in _answers(connection, query.order_by(documents.c.id), limit):
        for row in rows:
            yield _document(row)


def count_duplicates(connection: sa.Connection, filters: Filters) -> int:
    """Return how many documents are left out of an answer because they repeat an earlier one."""
    if filters.duplicates:
        return 0
    conditions = of_document(replace(filters, duplicates=True))
    query = sa.select(sa.func.count()).select_from(documents).where(*conditions, is_duplicate())
    return int(connection.execute(query).scalar_one())


def _documents() -> sa.Select[Any]:
    """Return the query for documents with their counts."""
    before, after, first = documents.alias(), documents.alias(), documents.alias()

    def count(table: sa.Table, *conditions: ColumnElement[bool]) -> ColumnElement[int]:
        query = sa.select(sa.func.count()).select_from(table).where(table.c.document_id == documents.c.id, *conditions)
        return query.correlate(documents).scalar_subquery()

    return (
        sa.select(
            documents,
            count(quantities, quantities.c.status == Status.TARGET.value).label("targets"),
            count(deadlines).label("deadlines"),
            count(assignments).label("units"),
            count(goals).label("goals"),
            count(issues).label("issues"),
            before.c.key.label("previous_key"),
            after.c.key.label("superseded_key"),
            first.c.key.label("first_key"),
        )
        .join_from(documents, before, before.c.id == documents.c.previous_id, isouter=True)
        .join(after, after.c.id == documents.c.superseded_by, isouter=True)
        .join(sketches, sketches.c.document_id == documents.c.id, isouter=True)
        .join(first, first.c.id == sketches.c.duplicate_of, isouter=True)
    )


def _document(row: sa.Row[Any]) -> DocumentAnswer:
    """Return a row of `_documents` as an answer."""
    named = {
        name: getattr(row, name) for name in DocumentAnswer.__dataclass_fields__ if hasattr(row, name) and name != "id"
    }
    return DocumentAnswer(
        **named
        | {
            "id": shown(Letter.DOCUMENT, row.key),
            "path": member_path(row.path, row.member),
            "part": row.part or None,
            "state": state_of(row.superseded_by, row.removed_at, row.quarantined),
            "previous": None if row.previous_key is None else shown(Letter.DOCUMENT, row.previous_key),
            "superseded_by": None if row.superseded_key is None else shown(Letter.DOCUMENT, row.superseded_key),
            "duplicate_of": None if row.first_key is None else shown(Letter.DOCUMENT, row.first_key),
        }
    )


def _facts(
    table: sa.Table, filters: Filters, connection: sa.Connection, *, due: ColumnElement[Any] | None
) -> sa.Select[Any]:
    """Return the query for records with their document and sentence, in the order of loading and of the text."""
    about = documents.c
    query = sa.select(
        table,
        passages.c.text.label("sentence"),
        about.key.label("document_key"),
        *(about.title, about.region, about.region_code, about.level, about.kind, about.issuer),
        *(
            about.period_from,
            about.period_to,
            about.path,
            about.member,
            about.superseded_by,
            about.removed_at,
            about.quarantined,
        ),
    )
    query = query.join_from(table, documents, table.c.document_id == about.id)
    query = query.join(passages, table.c.passage_id == passages.c.id, isouter=True)
    query = query.where(*of_document(filters), *of_key(table.c.key, filters))
    query = query.where(*of_text(table.c.passage_id, filters, connection.dialect.name))
    if due is not None:
        query = query.where(*of_due(due, filters))
    return query.order_by(table.c.document_id, table.c.span_start)


def _answers(connection: sa.Connection, query: sa.Select[Any], limit: int | None) -> Iterator[list[sa.Row[Any]]]:
    result = connection.execute(query.limit(limit), execution_options={"yield_per": _TOGETHER})
    for rows in result.partitions():
        yield list(rows)


def _responsible(connection: sa.Connection, link: sa.Table, owners: list[int]) -> dict[int, tuple[str, ...]]:
    """Return the names of the units responsible for each of these records."""
    query = sa.select(link.c.owner_id, link.c.name).where(link.c.owner_id.in_(owners))
    found: dict[int, tuple[str, ...]] = {}
    for row in connection.execute(query.order_by(link.c.owner_id, link.c.position)):
        found[row.owner_id] = (*found.get(row.owner_id, ()), row.name)
    return found


def _where(row: sa.Row[Any]) -> Where:
    return Where(
        row.sentence,
        shown(Letter.DOCUMENT, row.document_key),
        *(row.title, row.region, row.region_code, row.level, row.kind, row.issuer, row.period_from, row.period_to),
        *(member_path(row.path, row.member), row.page, row.box, row.cell_table, row.cell_row, row.cell_column),
        *(row.confidence, row.span_start, row.span_end, row.rule),
        state_of(row.superseded_by, row.removed_at, row.quarantined),
    )
