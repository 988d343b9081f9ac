"""A question in SQL, on a connection on which the database itself refuses to change anything.

SQLite: the file is opened read-only, and an authorizer lets only reading through (read-only alone still allows `ATTACH`
and `VACUUM INTO`, which write other files). PostgreSQL: a read-only transaction, and the question as the query of a
cursor, prepared, so that it can be neither a command nor several statements.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from pipeline.load.database import why

# Rows fetched at a time.
_TOGETHER = 1000
_READING = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)


class RefusedQuery(Exception):
    """A question that the database does not answer, with what it said."""


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a question in SQL: the names of its columns, and its rows as the database gives them."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[object, ...]]


def ask(connection: sa.Connection, query: str) -> Table:
    """Return the answer to a query, or raise `RefusedQuery`: select region, indicator, value from targets."""
    if not connection.in_transaction():  # before the question: only reading is let through then
        connection.execute(sa.text("SELECT 1"))
    answer = _sqlite(connection, query) if connection.dialect.name == "sqlite" else _postgresql(connection, query)
    try:
        columns = next(answer)
    except sa.exc.DBAPIError as error:
        raise RefusedQuery(why(error)) from error
    return Table(tuple(map(str, columns)), _rows(answer))


def _rows(answer: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    try:
        yield from answer
    except sa.exc.DBAPIError as error:
        raise RefusedQuery(why(error)) from error


def _sqlite(connection: sa.Connection, query: str) -> Iterator[tuple[object, ...]]:
    """Yield the names of the columns, then the rows."""
    raw = connection.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)
    raw.set_authorizer(_only_reading)
    try:
        result = connection.exec_driver_sql(query.strip().rstrip(";"))
        if not result.returns_rows:  # blanks or a comment
            raise RefusedQuery("it asks for nothing; write one SELECT")
        yield tuple(result.keys())
        yield from map(tuple, result)
    finally:
        raw.set_authorizer(None)


def _only_reading(action: int, argument: str | None, *_: object) -> int:
    # FTS5 asks for data_version itself when it searches.
    reads = action in _READING or (action == sqlite3.SQLITE_PRAGMA and argument == "data_version")
    return sqlite3.SQLITE_OK if reads and argument != "load_extension" else sqlite3.SQLITE_DENY


def _postgresql(connection: sa.Connection, query: str) -> Iterator[tuple[object, ...]]:
    """Yield the names of the columns, then the rows."""
    from psycopg import Connection, Error

    raw = connection.connection.dbapi_connection
    assert isinstance(raw, Connection)
    try:
        raw.execute(f"DECLARE asked NO SCROLL CURSOR FOR {query.strip().rstrip(';')}".encode(), prepare=True)
        yield tuple(column.name for column in raw.execute("FETCH 0 FROM asked").description or ())
        while rows := raw.execute(f"FETCH {_TOGETHER} FROM asked".encode()).fetchall():
            yield from rows
        raw.execute("CLOSE asked")
    except Error as error:
        raise sa.exc.DBAPIError(query, None, error) from error
