"""Documents into the database: each `Extraction` in one transaction, whole or not at all, never twice.

A document is known by its bytes (and its number, where a file holds several). What a newer extractor makes of the same
bytes takes the place of what an older one made; other bytes at the same path are a new version, the old one is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import sqlalchemy as sa

from pipeline.load import duplicates, files
from pipeline.load.database import DatabaseError, open_writer, shown, why
from pipeline.load.quarantine import admit, gate
from pipeline.load.records import RefusedRecord, Row, Rows, responsible, rows
from pipeline.load.schema import (
    RECORDS,
    assignments,
    cuts,
    deadlines,
    documents,
    goal_units,
    goals,
    issues,
    passages,
    quantities,
    quantity_units,
    sections,
    texts,
)
from pipeline.load.search import forget_passages, index_passages
from pipeline.model import Extraction

__all__ = ["DatabaseError", "Loaded", "RefusedRecord", "Store", "open_store"]


class Loaded(StrEnum):
    """What became of a document that was brought to the store."""

    LOADED = "loaded"
    UNCHANGED = "unchanged"
    QUARANTINED = "quarantined"


def open_store(place: str, *, extractor: str) -> Store:
    """Return the store at a file or URL, made or brought up to date where need be, or raise `DatabaseError`."""
    return Store(place, open_writer(place), extractor)


@dataclass(frozen=True, slots=True)
class Store:
    """A database to load into, and the version of the extractor whose records are brought to it."""

    place: str
    engine: sa.Engine
    extractor: str

    def load(self, extraction: Extraction, *, path: str, parts: int) -> Loaded:
        """Load one of the `parts` documents of the file at a path; raise `RefusedRecord` if it misquotes its text.

        What the same extractor loaded before is left as it is.
        """
        made = rows(extraction)
        digest = extraction.document.source.sha256
        with self.transaction() as connection:
            _lock(connection, digest, path)
            known = _known(connection, digest, extraction.document.source.part or 0)
            if known is not None and known[1:] == (self.extractor, parts):
                files.register(connection, path, digest)
                return Loaded.UNCHANGED
            _forget_other_split(connection, digest, parts)
            before = None if known is None else known[0]
            barred = gate(connection, extraction.document.quality, before)
            row = made.document | barred | {"path": path, "parts": parts, "extractor": self.extractor}
            document = _document(connection, row, before)
            connection.execute(sa.insert(texts), {"document_id": document, "text": extraction.document.text})
            _records(connection, document, made)
            files.register(connection, path, digest)
            duplicates.link(connection, document, extraction.document.text, made)
        return Loaded.QUARANTINED if barred["quarantined"] else Loaded.LOADED

    def admit(self, key: str) -> int:
        """Take the documents whose key begins so out of quarantine, for good; return how many there were."""
        with self.transaction() as connection:
            return admit(connection, key)

    def known(self, digests: Iterable[str]) -> set[str]:
        """Return those digests of which this extractor has loaded every document."""
        query = (
            sa.select(documents.c.sha256)
            .where(documents.c.sha256.in_(set(digests)), documents.c.extractor == self.extractor)
            .group_by(documents.c.sha256)
            .having(sa.func.count() >= sa.func.max(documents.c.parts))
        )
        with self.transaction() as connection:
            return set(connection.scalars(query))

    def digests_at(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the digest of what was last loaded from each path, for those not marked removed."""
        with self.transaction() as connection:
            return files.standing_at(connection, paths)

    def register(self, path: str, digest: str) -> None:
        """Note that a file holds bytes that are loaded already: a copy, a renamed file, an earlier version again."""
        with self.transaction() as connection:
            _lock(connection, digest, path)
            files.register(connection, path, digest)

    def paths_under(self, folder: str) -> list[str]:
        """Return the paths loaded from a folder and not marked removed."""
        with self.transaction() as connection:
            return files.standing_under(connection, folder)

    def mark_removed(self, path: str) -> None:
        """Note that a file is gone; its documents are kept and marked, unless a copy stands elsewhere."""
        with self.transaction() as connection:
            _lock(connection, path)
            files.remove(connection, path)

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """Give a connection in a transaction; what the database cannot do is raised as `DatabaseError`."""
        try:
            with self.engine.begin() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise DatabaseError(shown(self.place), why(error)) from error


def _lock(connection: sa.Connection, *names: str) -> None:
    """Let nobody else load these bytes or this path meanwhile; SQLite has one writer at a time anyway."""
    if connection.dialect.name == "postgresql":
        for name in sorted(names):  # always in the same order: two who want the same two locks cannot block each other
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


def _known(connection: sa.Connection, digest: str, part: int) -> tuple[int, str, int] | None:
    """Return the id of a document with the extractor that made it and the number of documents its file then held."""
    query = sa.select(documents.c.id, documents.c.extractor, documents.c.parts)
    row = connection.execute(query.where(documents.c.sha256 == digest, documents.c.part == part)).one_or_none()
    return None if row is None else (row.id, row.extractor, row.parts)


def _forget_other_split(connection: sa.Connection, digest: str, parts: int) -> None:
    """Take out what an older extractor made of the same file when it cut it into another number of documents."""
    other = sa.select(documents.c.id).where(documents.c.sha256 == digest, documents.c.parts != parts)
    keep = range(1, parts + 1) if parts > 1 else (0,)
    for document in connection.scalars(other.where(documents.c.part.not_in(keep))).all():
        forget_passages(connection, document)
        connection.execute(sa.delete(documents).where(documents.c.id == document))


def _document(connection: sa.Connection, row: Row, known: int | None) -> int:
    """Return the id of a document's row: a new one, or the one it had, emptied of what an older extractor found."""
    row = row | {"loaded_at": datetime.now(UTC)}
    if known is None:
        new: int = connection.scalars(sa.insert(documents).returning(documents.c.id), row).one()
        return new
    forget_passages(connection, known)
    for table in RECORDS:
        connection.execute(sa.delete(table).where(table.c.document_id == known))
    connection.execute(sa.update(documents).where(documents.c.id == known), row)
    return known


def _records(connection: sa.Connection, document: int, made: Rows) -> None:
    passage_ids = _insert(connection, passages, document, made.passages)
    index_passages(connection, zip(passage_ids, (str(row["folded"]) for row in made.passages), strict=True))

    by_number: dict[object, int] = dict(enumerate(passage_ids))

    def placed(facts: list[Row]) -> list[Row]:
        return [fact | {"passage_id": by_number.get(fact["passage_id"])} for fact in facts]

    for table, found in (
        (sections, made.sections),
        (issues, made.issues),
        (cuts, made.cuts),
        (deadlines, placed(made.deadlines)),
        (assignments, placed(made.assignments)),
    ):
        if found:
            connection.execute(sa.insert(table), [row | {"document_id": document} for row in found])
    for table, link, facts, units in (
        (quantities, quantity_units, made.quantities, made.quantity_responsible),
        (goals, goal_units, made.goals, made.goal_responsible),
    ):
        owners = _insert(connection, table, document, placed(facts))
        links = responsible(owners, units)
        if links:
            connection.execute(sa.insert(link), links)


def _insert(connection: sa.Connection, table: sa.Table, document: int, found: list[Row]) -> list[int]:
    """Insert rows and return their ids in the same order."""
    if not found:
        return []
    ids = _next_ids(connection, table, len(found))
    numbered = [row | {"id": number, "document_id": document} for number, row in zip(ids, found, strict=True)]
    connection.execute(sa.insert(table), numbered)
    return ids


def _next_ids(connection: sa.Connection, table: sa.Table, count: int) -> list[int]:
    """Return ids for new rows. Asking for them first is three times as fast as having each row tell its own."""
    if connection.dialect.name == "sqlite":  # this transaction holds the write lock: nobody else takes the same
        last: int = connection.execute(sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0))).scalar_one()
        return list(range(last + 1, last + 1 + count))
    draw = "SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)"
    return list(connection.scalars(sa.text(draw), {"name": table.name, "count": count}))
