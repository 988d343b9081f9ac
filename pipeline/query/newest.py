"""The targets that came in last, for the page that an operator reads in the morning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from pipeline.load.database import open_reader
from pipeline.load.schema import documents, quantities
from pipeline.model import Status, member_path
from pipeline.query.ids import Letter, shown


@dataclass(frozen=True, slots=True)
class NewTarget:
    """A target in a line: what, how much, by when, and in which document."""

    id: str
    indicator: str
    quote: str
    deadline: date | None
    title: str | None
    path: str


def newest_targets(place: str, *, since: datetime, limit: int) -> tuple[NewTarget, ...]:
    """Return targets of documents loaded since then, those of the last document first, in the order of the text."""
    query = (
        sa.select(quantities, documents.c.title, documents.c.path, documents.c.member)
        .join(documents, documents.c.id == quantities.c.document_id)
        .where(quantities.c.status == Status.TARGET.value, documents.c.loaded_at >= since, ~documents.c.quarantined)
        .order_by(documents.c.loaded_at.desc(), documents.c.id.desc(), quantities.c.span_start)
        .limit(limit)
    )
    engine = open_reader(place)
    try:
        with engine.connect() as connection:
            rows = connection.execute(query).all()
    finally:
        engine.dispose()
    return tuple(
        NewTarget(
            *(shown(Letter.TARGET, row.key), row.indicator, row.quote, row.deadline, row.title),
            member_path(row.path, row.member),
        )
        for row in rows
    )
