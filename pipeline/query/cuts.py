"""What was cut out of a document's text, so that nobody need trust that it was right to cut it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from pipeline.load.schema import cuts, texts
from pipeline.query.place import document_of

# Characters of the text shown before a cut.
_BEFORE = 20


@dataclass(frozen=True, slots=True)
class CutAnswer:
    """A menu, a page number, a watermark; `at` is where in the text it stood, `after` are the characters before that."""

    reason: str
    page: int | None
    at: int
    after: str
    text: str


def find_cuts(connection: sa.Connection, identity: str) -> Iterator[CutAnswer]:
    """Yield what was cut out of a document, or of the one that holds a record; raise `UnknownId` where there is none."""
    document = document_of(connection, identity)
    before = sa.func.substr(
        texts.c.text,
        sa.case((cuts.c.place > _BEFORE, cuts.c.place - _BEFORE + 1), else_=1),
        sa.case((cuts.c.place > _BEFORE, _BEFORE), else_=cuts.c.place),
    )
    query = (
        sa.select(cuts.c.reason, cuts.c.page, cuts.c.place, before, cuts.c.text)
        .join(texts, texts.c.document_id == cuts.c.document_id)
        .where(cuts.c.document_id == document)
        .order_by(cuts.c.place, cuts.c.position)
    )
    for row in connection.execute(query):
        yield CutAnswer(*row)
