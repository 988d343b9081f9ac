"""A record in its place: the sentence it stands in with its neighbours, and the headings above it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from pipeline.load.schema import assignments, deadlines, documents, goals, passages, quantities, sections
from pipeline.model import Formal, State
from pipeline.query.answers import Answer, DocumentAnswer
from pipeline.query.filters import Filters, of_key
from pipeline.query.ids import Letter, UnknownId, parse
from pipeline.query.questions import find_deadlines, find_documents, find_goals, find_quantities, find_units

# Sentences shown before and behind the one that is asked for.
_NEIGHBOURS = 2
# Candidates named when the beginning of a key is not enough.
_NAMED = 5

Find = Callable[[sa.Connection, Filters], Iterator[Answer]]
_FACTS: dict[Letter, tuple[sa.Table, Find]] = {
    Letter.TARGET: (quantities, find_quantities),
    Letter.ACTUAL: (quantities, find_quantities),
    Letter.QUANTITY: (quantities, find_quantities),
    Letter.DEADLINE: (deadlines, find_deadlines),
    Letter.UNIT: (assignments, find_units),
    Letter.GOAL: (goals, find_goals),
}


@dataclass(frozen=True, slots=True)
class InPlace:
    """A record with the text around it; `start` and `end` are the record's place in `sentence`."""

    answer: Answer
    headings: tuple[str, ...]
    before: tuple[str, ...]
    sentence: str
    start: int
    end: int
    after: tuple[str, ...]


def show(connection: sa.Connection, identity: str) -> InPlace | DocumentAnswer:
    """Return the record that an identity names in its place, or the document; raise `UnknownId` where it names none."""
    letter, beginning = parse(identity)
    table, find = (documents, None) if letter is Letter.DOCUMENT else _FACTS[letter]
    key = _key(connection, table, letter, beginning)
    filters = Filters(key=key, states=tuple(State))
    if find is None:
        return next(find_documents(connection, filters))
    return _in_place(connection, table, key, next(find(connection, filters)))


def formal_lines(connection: sa.Connection, identity: str) -> dict[str, str]:
    """Return the formal lines (抬头、落款) of a document by their kind: addressee → 各乡镇人民政府: ; those of a kind together."""
    kinds = [kind.value for kind in Formal]
    query = sa.select(passages.c.kind, passages.c.text).where(
        passages.c.document_id == document_of(connection, identity), passages.c.kind.in_(kinds)
    )
    found: dict[str, str] = {}
    for row in connection.execute(query.order_by(passages.c.number)):
        found[row.kind] = f"{found[row.kind]} {row.text}" if row.kind in found else row.text
    return found


def document_of(connection: sa.Connection, identity: str) -> int:
    """Return the number of a document, or of the one that holds a record; raise `UnknownId` where there is none."""
    letter, beginning = parse(identity)
    table = documents if letter is Letter.DOCUMENT else _FACTS[letter][0]
    holder = documents.c.id if letter is Letter.DOCUMENT else table.c.document_id
    key = _key(connection, table, letter, beginning)
    return int(connection.execute(sa.select(holder).where(table.c.key == key)).scalar_one())


def _key(connection: sa.Connection, table: sa.Table, letter: Letter, beginning: str) -> str:
    """Return the one key that begins so."""
    query = sa.select(table.c.key).where(*of_key(table.c.key, Filters(key=beginning))).order_by(table.c.key)
    keys = connection.scalars(query.limit(_NAMED)).all()
    if not keys:
        raise UnknownId(f"{letter}-{beginning}: there is no such record; was it loaded into this database?")
    if len(keys) > 1:
        named = ", ".join(f"{letter}-{key}" for key in keys)
        raise UnknownId(f"{letter}-{beginning}: more than one record begins so: {named}")
    return str(keys[0])


def _in_place(connection: sa.Connection, table: sa.Table, key: str, answer: Answer) -> InPlace:
    fact = connection.execute(sa.select(table).where(table.c.key == key)).one()
    around = connection.execute(_around(fact)).all()
    here = next((row for row in around if row.id == fact.passage_id), None)
    if here is None:  # a record outside all sentences: shown by itself
        return InPlace(answer, (), (), fact.quote, 0, len(fact.quote), ())
    return InPlace(
        answer,
        _headings(connection, fact.document_id, here.section),
        tuple(row.text for row in around if row.number < here.number),
        here.text,
        fact.span_start - here.span_start,
        min(fact.span_end - here.span_start, len(here.text)),
        tuple(row.text for row in around if row.number > here.number),
    )


def _around(fact: sa.Row[Any]) -> sa.Select[Any]:
    """Return the query for the passage of a record and its neighbours."""
    number = sa.select(passages.c.number).where(passages.c.id == fact.passage_id).scalar_subquery()
    near = passages.c.number.between(number - _NEIGHBOURS, number + _NEIGHBOURS)
    return sa.select(passages).where(passages.c.document_id == fact.document_id, near).order_by(passages.c.number)


def _headings(connection: sa.Connection, document: int, section: int | None) -> tuple[str, ...]:
    """Return the headings above a passage, the outermost first."""
    query = sa.select(sections.c.number, sections.c.parent, sections.c.title).where(sections.c.document_id == document)
    known = {row.number: row for row in connection.execute(query)}
    found: list[str] = []
    while section is not None:
        found.append(known[section].title)
        section = known[section].parent
    return tuple(reversed(found))
