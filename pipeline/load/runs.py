"""What every run did: each file it came upon ends in one named outcome, kept in the database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import sqlalchemy as sa

from pipeline.load.schema import outcomes, runs
from pipeline.load.store import Store


class Result(StrEnum):
    """How a file ended."""

    LOADED = "loaded"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one file of a run ended. `code` is to count by, `reason` is for a person; None where nothing is to say."""

    path: str
    result: Result
    code: str | None = None
    reason: str | None = None
    documents: int = 0
    characters: int = 0
    seconds: float = 0.0


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
