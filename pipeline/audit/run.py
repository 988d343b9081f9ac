"""The audit of a database: every document by itself, and all of them against each other; findings are stored, not printed.

A document is read again from its file only when it was not audited by itself since it was loaded; what needs no file, the
comparison of documents, is done anew every time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path

import sqlalchemy as sa

from pipeline.audit import between, copies, report, years
from pipeline.audit.blocks import Found, without_collecting
from pipeline.audit.facts import papers_of
from pipeline.audit.finding import Family, Finding
from pipeline.audit.inside import audit as inside
from pipeline.audit.loaded import shares
from pipeline.audit.shards import Stored, linked
from pipeline.audit.shown import Shown, gather
from pipeline.audit.store import Status, StoredFinding, Wanted, find, note_audited, save
from pipeline.ingest import Processed, process_all
from pipeline.load.database import open_reader, open_writer
from pipeline.load.schema import audited, documents, texts
from pipeline.model import Extraction, State
from pipeline.query.filters import Filters, of_document

# Families that hold documents against each other; the others look inside one.
ACROSS = (Family.BETWEEN, Family.YEARS, Family.REPORT, Family.COPIES)
_INSIDE = tuple(family for family in Family if family not in ACROSS)
_STANDING = Filters(states=(State.CURRENT,))
# Documents from which on it pays to start processes for linking: they take a second to begin, as long as it takes for these.
_MANY = 500


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit did: documents compared, documents audited by themselves, those whose file is gone or changed, and how
    many findings of each sort stand."""

    documents: int
    read: int
    unread: int
    inside: int
    across: int


def audit_database(place: str, *, jobs: int) -> Audit:
    """Audit a database and store what is found, with so many processes to read files."""
    engine, source = open_writer(place), Stored(place)
    try:
        with engine.connect() as connection:
            waiting = _waiting(connection)
        read_again, unread, found_inside = 0, 0, 0
        files = _files(waiting)
        for done in process_all(files, jobs=jobs):
            if isinstance(done, Processed) and done.failure is None:
                with engine.begin() as connection:
                    found_inside += _save_inside(connection, done.extractions, waiting)
                read_again += len(done.extractions)
        unread = len(waiting) - read_again
        with engine.connect() as connection:
            papers = papers_of(connection, _STANDING)
        ids = [number for number, _ in papers]
        with without_collecting():
            found = linked(source, shares(papers), jobs=jobs if len(papers) >= _MANY else 1)
            with engine.begin() as connection:
                told = chain(across(found, _texts(connection)), copies.findings(connection))
                count = save(connection, told, families=ACROSS, documents_in=ids)
    finally:
        source.close()
        engine.dispose()
    return Audit(len(ids), read_again, max(0, unread), found_inside, count)


def across(found: Found, text_of: report.TextOf) -> Iterator[Finding]:
    """Yield what does not hold together between documents; `text_of` gives the text of one by its key."""
    rows = tuple(report.kept(found))
    yield from between.findings(found, text_of)
    yield from years.findings(found, rows, text_of)
    yield from report.findings(rows)


def _texts(connection: sa.Connection) -> report.TextOf:
    """Return what gives the text of a document; few are looked at."""

    def text_of(key: str) -> str:
        query = sa.select(texts.c.text).join(documents, documents.c.id == texts.c.document_id)
        return connection.scalars(query.where(documents.c.key == key)).first() or ""

    return text_of


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A document that is still to be audited by itself."""

    number: int
    path: str
    sha256: str
    part: int
    extractor: str


def _waiting(connection: sa.Connection) -> list[_Waiting]:
    about = documents.c
    query = (
        sa.select(about.id, about.path, about.sha256, about.part, about.extractor)
        .join(audited, audited.c.document_id == about.id, isouter=True)
        .where(*of_document(_STANDING), sa.or_(audited.c.extractor.is_(None), audited.c.extractor != about.extractor))
        .order_by(about.id)
    )
    return [_Waiting(*row) for row in connection.execute(query)]


def _files(waiting: list[_Waiting]) -> Iterator[Path]:
    """Yield the files that still hold what was loaded from them."""
    for path, digest in dict.fromkeys((one.path, one.sha256) for one in waiting):
        file = Path(path)
        if file.is_file() and sha256(file.read_bytes()).hexdigest() == digest:
            yield file


def _save_inside(connection: sa.Connection, extractions: tuple[Extraction, ...], waiting: list[_Waiting]) -> int:
    by_key = {(one.sha256, one.part): one for one in waiting}
    count = 0
    for extraction in extractions:
        source = extraction.document.source
        known = by_key.get((source.sha256, source.part or 0))
        if known is not None:
            count += save(connection, inside(extraction), families=_INSIDE, documents_in=[known.number])
            note_audited(connection, known.number, known.extractor)
    return count


def standing(place: str, *, limit: int) -> tuple[StoredFinding, ...]:
    """Return the findings of a database that nobody has judged yet, the gravest first."""
    engine = open_reader(place)
    try:
        with engine.connect() as connection:
            return tuple(find(connection, Wanted(statuses=(Status.OPEN,)), limit=limit))
    finally:
        engine.dispose()


def gathered(place: str) -> Shown:
    """Return all that the audit's page shows of a database."""
    engine = open_reader(place)
    try:
        with engine.connect() as connection:
            return gather(connection, Wanted())
    finally:
        engine.dispose()
