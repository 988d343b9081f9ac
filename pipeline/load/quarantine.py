"""Documents read too badly to be believed: kept with all that was found in them, and left out of answers until admitted."""

from __future__ import annotations

import sqlalchemy as sa

from pipeline.load.records import Row
from pipeline.load.schema import documents
from pipeline.model import Quality


def gate(connection: sa.Connection, quality: Quality | None, known: int | None) -> Row:
    """Return the columns that say how well a document was read; one that a person admitted stays admitted."""
    if quality is None:
        return {"quality": None, "flaws": None, "quarantined": False}
    admitted = (
        known is not None and connection.scalars(sa.select(documents.c.admitted).where(documents.c.id == known)).one()
    )
    barred = not quality.is_trusted and not admitted
    return {"quality": quality.score, "flaws": quality.told if quality.flaws else None, "quarantined": barred}


def admit(connection: sa.Connection, key: str) -> int:
    """Admit the quarantined documents whose key begins so; return how many there were."""
    found = documents.c.key.startswith(key) & documents.c.quarantined
    changed = connection.execute(sa.update(documents).where(found).values(quarantined=False, admitted=True))
    return changed.rowcount
