"""Findings in the database: saved once and found again, with what a person says of each, which no re-run changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

import sqlalchemy as sa

from pipeline.audit.finding import Family, Finding, Severity
from pipeline.load.schema import audited, documents, finding_places, findings, passages
from pipeline.model import member_path
from pipeline.query.filters import Filters, of_document, of_period
from pipeline.query.ids import UnknownId

T = TypeVar("T")

_PREFIX = "F-"
# Hexadecimal digits shown of a key, as many as of every other record's.
_SHOWN = 8
# Keys or rows handed to the database at a time; SQLite takes 32766 values in one statement.
_TOGETHER = 500


class Status(StrEnum):
    """What a person says of a finding (处理状态)."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Side:
    """One place of a stored finding, with its sentence."""

    document: str
    path: str
    title: str
    region: str
    start: int
    end: int
    page: int | None
    quote: str
    sentence: str
    sentence_start: int


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding as it is stored."""

    id: str
    family: str
    rule: str
    severity: str
    status: str
    reason: str | None
    arithmetic: str
    found_at: datetime
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are asked for: of documents, families, rules, severities and statuses; empty asks for all."""

    documents: Filters = field(default_factory=Filters)
    families: tuple[Family, ...] = ()
    rules: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()
    statuses: tuple[Status, ...] = ()


def save(
    connection: sa.Connection, found: Iterable[Finding], *, families: Sequence[Family], documents_in: Sequence[int]
) -> int:
    """Store the findings of an audit of these families over these documents and return how many stand; those of earlier
    audits over the same that are found no more are marked so. What a person said of any stays."""
    numbers = _numbers(connection)
    standing = {one.id: one for one in found if all(_key(place) in numbers for place in one.places)}
    known = _known(connection, families, documents_in)
    now = datetime.now(UTC)
    new = [one for key, one in standing.items() if key not in known]
    new = _reopened(connection, new, now)
    for part in _parts(new):
        connection.execute(
            sa.insert(findings), [_row(one) | {"found_at": now, "status": Status.OPEN.value} for one in part]
        )
        _places(connection, part, numbers)
    for part in _parts([one for key, one in standing.items() if key in known]):
        connection.execute(
            sa.update(findings).where(findings.c.key == sa.bindparam("known")),
            [_row(one) | {"known": one.id, "gone_at": None} for one in part],
        )
    for gone in _parts([key for key in known if key not in standing]):
        connection.execute(
            sa.update(findings).where(findings.c.key.in_(gone), findings.c.gone_at.is_(None)).values(gone_at=now)
        )
    return len(standing)


def note_audited(connection: sa.Connection, document: int, extractor: str) -> None:
    """Note that a document was audited by itself, as this extractor reads it."""
    connection.execute(sa.delete(audited).where(audited.c.document_id == document))
    connection.execute(sa.insert(audited), {"document_id": document, "extractor": extractor})


def set_status(connection: sa.Connection, identity: str, status: Status, reason: str | None) -> str:
    """Set what a person says of a finding and return its identity, or raise `UnknownId`."""
    beginning = identity.strip().lower().removeprefix(_PREFIX.lower())
    if len(beginning) < 4 or set(beginning) - set("0123456789abcdef"):
        raise UnknownId(
            f"{identity}: a finding's identity looks like F-3f9a2c81; the first column of every audit holds them"
        )
    query = sa.select(findings.c.key).where(findings.c.key >= beginning, findings.c.key < f"{beginning}g").limit(2)
    keys = connection.scalars(query).all()
    if len(keys) != 1:
        raise UnknownId(
            f"{identity}: {'names more than one finding; give more digits' if keys else 'there is no such finding'}"
        )
    connection.execute(
        sa.update(findings)
        .where(findings.c.key == keys[0])
        .values(status=status.value, reason=reason, set_at=datetime.now(UTC))
    )
    return shown(keys[0])


def find(connection: sa.Connection, wanted: Wanted, *, limit: int | None = None) -> Iterator[StoredFinding]:
    """Yield the findings asked for that still stand, the gravest first."""
    table = findings.c
    of = [*of_document(wanted.documents), *of_period(wanted.documents)]
    about = sa.select(finding_places.c.finding_id).join(documents, documents.c.id == finding_places.c.document_id)
    query = sa.select(findings).where(table.gone_at.is_(None), table.id.in_(about.where(*of)))
    for column, values in (
        (table.family, wanted.families),
        (table.severity, wanted.severities),
        (table.status, wanted.statuses),
    ):
        if values:
            query = query.where(column.in_([value.value for value in values]))
    if wanted.rules:
        query = query.where(table.rule.in_(wanted.rules))
    grave = sa.case({severity.value: rank for rank, severity in enumerate(Severity)}, value=table.severity)
    rows = connection.execute(query.order_by(grave, table.family, table.rule, table.id).limit(limit)).all()
    for start in range(0, len(rows), _TOGETHER):
        part = rows[start : start + _TOGETHER]
        sides = _sides(connection, [row.id for row in part])
        for row in part:
            yield StoredFinding(
                shown(row.key),
                *(row.family, row.rule, row.severity, row.status, row.reason, row.arithmetic, row.found_at),
                tuple(sides.get(row.id, ())),
            )


def shown(key: str) -> str:
    """Return the identity to show: F-3f9a2c81."""
    return f"{_PREFIX}{key[:_SHOWN]}"


def _key(place: Any) -> tuple[str, int]:
    """Return what tells a document: its digest and its number in the file, which its name ends with."""
    part = place.document.rpartition("#")[2] if "#" in place.document else ""
    return place.sha256, int(part) if part.isdecimal() else 0


def _numbers(connection: sa.Connection) -> dict[tuple[str, int], int]:
    rows = connection.execute(sa.select(documents.c.id, documents.c.sha256, documents.c.part))
    return {(row.sha256, row.part): row.id for row in rows}


def _known(connection: sa.Connection, families: Sequence[Family], documents_in: Sequence[int]) -> set[str]:
    """Return the keys of the standing findings of these families whose first place is in these documents."""
    query = (
        sa.select(findings.c.key, finding_places.c.document_id)
        .join(finding_places, finding_places.c.finding_id == findings.c.id)
        .where(
            findings.c.family.in_([family.value for family in families]),
            finding_places.c.position == 0,
            findings.c.gone_at.is_(None),
        )
    )
    inside = set(documents_in)
    return {row.key for row in connection.execute(query) if row.document_id in inside}


def _reopened(connection: sa.Connection, new: list[Finding], now: datetime) -> list[Finding]:
    """Return those never seen before; the others stand again, with what a person said of them."""
    old: set[str] = set()
    for part in _parts([one.id for one in new]):
        old |= set(connection.scalars(sa.select(findings.c.key).where(findings.c.key.in_(part))))
    for part in _parts(sorted(old)):
        connection.execute(sa.update(findings).where(findings.c.key.in_(part)).values(gone_at=None))
    return [one for one in new if one.id not in old]


def _row(one: Finding) -> dict[str, object]:
    return {
        "key": one.id,
        "family": one.family.value,
        "rule": one.rule,
        "severity": one.severity.value,
        "arithmetic": one.arithmetic,
    }


def _places(connection: sa.Connection, part: Sequence[Finding], numbers: dict[tuple[str, int], int]) -> None:
    query = sa.select(findings.c.key, findings.c.id).where(findings.c.key.in_([one.id for one in part]))
    owners = {row.key: row.id for row in connection.execute(query)}
    rows = [
        {
            "finding_id": owners[one.id],
            "position": position,
            "document_id": numbers[_key(place)],
            "span_start": place.span.start,
            "span_end": place.span.end,
            "quote": place.quote,
            "page": place.page,
        }
        for one in part
        for position, place in enumerate(one.places)
    ]
    if rows:
        connection.execute(sa.insert(finding_places), rows)


def _sides(connection: sa.Connection, owners: list[int]) -> dict[int, list[Side]]:
    table = finding_places.c
    sentence = sa.and_(
        passages.c.document_id == table.document_id,
        passages.c.span_start <= table.span_start,
        passages.c.span_end > table.span_start,
    )
    query = (
        sa.select(
            finding_places,
            *(
                documents.c.key,
                documents.c.path,
                documents.c.member,
                documents.c.title,
                documents.c.region,
                documents.c.level,
            ),
            passages.c.text,
            passages.c.span_start.label("sentence_start"),
        )
        .join(documents, documents.c.id == table.document_id)
        .join(passages, sentence, isouter=True)
        .where(table.finding_id.in_(owners))
        .order_by(table.finding_id, table.position)
    )
    found: dict[int, list[Side]] = {}
    for row in connection.execute(query):
        own = found.setdefault(row.finding_id, [])
        if len(own) > row.position:
            continue  # a passage inside another one
        own.append(
            Side(
                f"D-{row.key[:_SHOWN]}",
                member_path(row.path, row.member),
                row.title or "",
                "全国" if row.level == "national" else row.region or "",
                *(row.span_start, row.span_end, row.page, row.quote),
                row.text or row.quote,
                row.span_start if row.sentence_start is None else row.sentence_start,
            )
        )
    return found


def _parts(things: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(things), _TOGETHER):
        yield things[start : start + _TOGETHER]
