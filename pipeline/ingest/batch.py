"""Files in batches, for an orchestrator that hands them out: a batch is brought into the store by itself, anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy.exc import OperationalError

from pipeline.ingest.discover import Discovery, absolute, readable
from pipeline.ingest.ingest import load, new_files, vanished
from pipeline.ingest.process import Processed, process_all
from pipeline.load.database import DatabaseError
from pipeline.load.outcome import Outcome, Result
from pipeline.load.runs import begin_run, finish_run, record
from pipeline.load.store import Store, open_store
from pipeline.read.limits import Limits
from pipeline.version import extractor_version

# What a batch may weigh. A text weighs 1 and takes 10-20 ms: a batch is some seconds of work, so that what it costs to
# hand out (4-75 ms with Prefect) is nothing, and an interrupted run has little to do again.
BATCH = 400
# How many texts take as long as one file of a heavy format. The name only guesses: a wrong guess costs balance alone.
_WEIGHTS = {".pdf": 20, ".doc": 20, ".wps": 20, ".docx": 4, ".xls": 4, ".xlsx": 4, ".ofd": 8}
_WEIGHTS |= dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"), 80)


def batches(files: Iterable[Path]) -> Iterator[tuple[Path, ...]]:
    """Yield the files in batches of like weight: 400 texts, or 20 pdf files, or some of each, in order."""
    batch: list[Path] = []
    weight = 0
    for path in files:
        heavy = _WEIGHTS.get(path.suffix.lower(), 1)
        if batch and weight + heavy > BATCH:
            yield tuple(batch)
            batch, weight = [], 0
        batch.append(path)
        weight += heavy
    if batch:
        yield tuple(batch)


def check(place: str) -> None:
    """Raise a `DatabaseError` where the database at a file or URL cannot be used; make it where it is not there yet."""
    with _store(place):
        pass


def begin(found: Discovery, place: str) -> int:
    """Return the number of a new run, over what was found, in the database at a file or URL."""
    with _store(place) as store:
        return begin_run(store, [readable(path) for path in (*found.folders, *found.files[:100])])


def ingest_batch(
    files: Iterable[Path], place: str, *, run: int, jobs: int, limits: Limits | None = None
) -> tuple[Outcome, ...]:
    """Bring a batch into the database, keep its outcomes with the run, and return them.

    What it needs can be pickled, and doing it twice is doing it once: it may run in a thread or on another machine.
    """
    with _store(place) as store:
        items = process_all(new_files(files, store), jobs=jobs, limits=limits)
        ended = tuple(load(item, store) if isinstance(item, Processed) else item for item in items)
        record(store, run, _named(ended))
    return ended


def finish(found: Discovery, place: str, *, run: int) -> tuple[Outcome, ...]:
    """End the run: mark what has gone, keep and return the outcomes of that and of all that was never read."""
    with _store(place) as store:
        ended = (*found.outcomes, *vanished(found, store))
        record(store, run, _named(ended))
        finish_run(store, run)
    return ended


def failed(files: Iterable[Path], error: BaseException) -> tuple[Outcome, ...]:
    """Return the outcomes of a batch that could not be brought in, each file's by its name."""
    reason = " ".join(str(error).split()) or type(error).__name__
    return tuple(Outcome(readable(path), Result.FAILED, "batch-failed", reason) for path in files)


def _named(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Return the outcomes under the names by which files are known from run to run."""
    return tuple(replace(outcome, path=readable(absolute(Path(outcome.path)))) for outcome in outcomes)


def is_away(error: object) -> bool:
    """Say whether the database could not be reached or was busy, so that it helps to try again later."""
    return isinstance(error, DatabaseError) and isinstance(error.__cause__, OperationalError)


@contextmanager
def _store(place: str) -> Iterator[Store]:
    store = open_store(place, extractor=extractor_version())
    try:
        yield store
    finally:
        store.close()
