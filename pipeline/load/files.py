"""Which bytes stand at which path, and what follows from it for documents: current, superseded by another, or removed.

Of the same bytes at two paths one document is kept; it is current as long as one of the two files is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import sqlalchemy as sa

from pipeline.load.schema import documents
from pipeline.load.schema import files as table

_standing = sa.select(table.c.id, table.c.path, table.c.sha256).where(
    table.c.replaced_by.is_(None), table.c.removed_at.is_(None)
)


def standing_at(connection: sa.Connection, paths: Iterable[str]) -> dict[str, str]:
    """Return the digest of the bytes last loaded from each path, for paths not marked removed."""
    query = _standing.where(table.c.path.in_(set(paths)))
    return {row.path: row.sha256 for row in connection.execute(query)}


def standing_under(connection: sa.Connection, folder: str) -> list[str]:
    """Return the paths loaded from a folder and not marked removed."""
    query = _standing.where(table.c.path.startswith(folder.rstrip("/") + "/", autoescape=True))
    return sorted(row.path for row in connection.execute(query))


def register(connection: sa.Connection, path: str, digest: str) -> None:
    """Note that these bytes stand at this path; documents of the bytes that stood there before are superseded."""
    versions = connection.execute(sa.select(table).where(table.c.path == path)).all()
    same = next((row for row in versions if row.sha256 == digest), None)
    last = next((row for row in versions if row.replaced_by is None), None)
    now = datetime.now(UTC)
    if same is None:
        new = {"path": path, "sha256": digest, "seen_at": now}
        number = connection.scalars(sa.insert(table).returning(table.c.id), new).one()
    else:
        number = same.id
        back = {"replaced_by": None, "removed_at": None, "seen_at": now}
        connection.execute(sa.update(table).where(table.c.id == number), back)
    if last is not None and last.id != number:
        connection.execute(sa.update(table).where(table.c.id == last.id).values(replaced_by=number))
    for row in versions:
        if row.sha256 != digest:
            _settle(connection, row.sha256)
    _settle(connection, digest)


def remove(connection: sa.Connection, path: str) -> None:
    """Note that the file is gone."""
    row = connection.execute(_standing.where(table.c.path == path)).one_or_none()
    if row is not None:
        connection.execute(sa.update(table).where(table.c.id == row.id).values(removed_at=datetime.now(UTC)))
        _settle(connection, row.sha256)


def _settle(connection: sa.Connection, digest: str) -> None:
    """Write on the documents of these bytes what follows from the files that hold or held them."""
    held = connection.execute(sa.select(table).where(table.c.sha256 == digest).order_by(table.c.seen_at)).all()
    mine = sa.update(documents).where(documents.c.sha256 == digest)
    standing = [row.path for row in held if row.replaced_by is None and row.removed_at is None]
    if standing:
        connection.execute(mine.values(superseded_by=None, removed_at=None))
        connection.execute(mine.where(documents.c.path.not_in(standing)).values(path=standing[0]))
        return
    heirs = [row.replaced_by for row in held if row.replaced_by is not None]
    if not heirs:
        connection.execute(mine.values(removed_at=max(row.removed_at for row in held)))
        return
    new = connection.scalars(sa.select(table.c.sha256).where(table.c.id == heirs[-1])).one()
    for old, heir in _pairs(connection, digest, new):
        known = sa.update(documents).where(documents.c.id == old)
        if heir is None:
            connection.execute(known.where(documents.c.removed_at.is_(None)).values(removed_at=datetime.now(UTC)))
        connection.execute(known.values({"superseded_by": heir} | ({} if heir is None else {"removed_at": None})))
    for new_one, old_one in _pairs(connection, new, digest):
        unlinked = sa.update(documents).where(documents.c.id == new_one, documents.c.previous_id.is_(None))
        connection.execute(unlinked.values(previous_id=old_one))


def _pairs(connection: sa.Connection, digest: str, other: str) -> list[tuple[int, int | None]]:
    """Return each document of these bytes with that of the other bytes which is its other version.

    Of an archive it is the document of the same number in the member of the same name, None where there is no such
    member; else that of the same number in the file, or the file's first.
    """

    def members(bytes_of: str) -> dict[str | None, list[int]]:
        query = sa.select(documents.c.member, documents.c.id).where(documents.c.sha256 == bytes_of)
        found: dict[str | None, list[int]] = {}
        for row in connection.execute(query.order_by(documents.c.part)):
            found.setdefault(row.member, []).append(row.id)
        return found

    theirs = members(other)
    if not theirs:
        return []
    found: list[tuple[int, int | None]] = []
    for member, mine in members(digest).items():
        heirs = theirs.get(member, [])
        found += [(one, heirs[at] if at < len(heirs) else next(iter(heirs), None)) for at, one in enumerate(mine)]
    return found
