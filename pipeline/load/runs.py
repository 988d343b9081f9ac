"""What every run did: each file it came upon ends in one named outcome, kept in the database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from pipeline.load.outcome import Outcome
from pipeline.load.schema import outcomes, runs
from pipeline.load.store import Store


def begin_run(store: Store, paths: Sequence[str]) -> int:
    """Return the number of a new run over these paths."""
    row = {
        "started_at": datetime.now(UTC),
        "extractor": store.extractor,
        "paths": json.dumps(paths, ensure_ascii=False),
    }
    with store.transaction() as connection:
        number: int = connection.scalars(sa.insert(runs).returning(runs.c.id), row).one()
    return number


def record(store: Store, run: int, ended: Sequence[Outcome]) -> None:
    """Keep the outcomes of some files."""
    rows = [
        {
            "run_id": run,
            "path": outcome.path,
            "result": outcome.result.value,
            "code": outcome.code,
            "reason": outcome.reason,
            "documents": outcome.documents,
            "characters": outcome.characters,
            "seconds": outcome.seconds,
        }
        for outcome in ended
    ]
    if rows:
        with store.transaction() as connection:
            connection.execute(sa.insert(outcomes), rows)


def finish_run(store: Store, run: int) -> None:
    """Note that the run came to its end; one without an end was cut off."""
    with store.transaction() as connection:
        connection.execute(sa.update(runs).where(runs.c.id == run).values(finished_at=datetime.now(UTC)))
