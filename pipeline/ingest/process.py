"""One file to its extractions; many files in processes of their own, where a file that kills one costs only itself."""

from __future__ import annotations

import time
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.ingest.discover import readable
from pipeline.load.outcome import Outcome, Result
from pipeline.model import Extraction, ReadError
from pipeline.workers import LIMIT, TooLong, new_pool, peak_memory, within

# Files under way for each process, so that a slow one does not keep the others waiting.
_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Processed:
    """What became of a file: its extractions, or the outcome that says why there are none."""

    path: Path
    extractions: tuple[Extraction, ...]
    failure: Outcome | None
    seconds: float
    peak: int


def process(path: Path) -> Processed:
    """Return the extractions of a file, or the named failure; never raises for what a file may hold."""
    started = time.perf_counter()
    extractions: tuple[Extraction, ...] = ()
    failure: Outcome | None = None
    try:
        extractions = _extractions(path)
    except ReadError as error:
        result = Result.SKIPPED if error.code == "unsupported-format" else Result.FAILED
        failure = Outcome(readable(path), result, error.code, error.reason)
    except MemoryError:
        failure = Outcome(readable(path), Result.FAILED, "memory", "it takes more memory than a file may; split it")
    except Exception as error:  # the one broad catch: a bug met by one document must not stop the thousands behind it
        failure = Outcome(readable(path), Result.FAILED, "bug", f"a bug of mubiao: {_place(error)}; please report it")
    return Processed(path, extractions, failure, time.perf_counter() - started, peak_memory())


def process_all(items: Iterable[Path | Outcome], *, jobs: int, limit: float = LIMIT) -> Iterator[Processed | Outcome]:
    """Yield what became of each file, in order; outcomes that stand already pass through in their place.

    A file that takes longer than `limit` seconds fails. When a process dies, the files that were under way are tried
    again one by one, and the one that kills its process again is the one that fails.
    """
    waiting: deque[Outcome | tuple[Path, Future[Processed]]] = deque()
    source, pool = iter(items), None
    try:
        while True:
            while len(waiting) < jobs * _AHEAD and (item := next(source, None)) is not None:
                if isinstance(item, Path):
                    pool = pool or new_pool(jobs)
                    waiting.append((item, _submit(pool, item, limit)))
                else:
                    waiting.append(item)
            if not waiting:
                return
            head = waiting.popleft()
            if isinstance(head, Outcome):
                yield head
            elif not _died(head[1]):
                yield head[1].result()
            else:
                yield from _one_by_one([head, *waiting], limit)
                waiting.clear()
                _close(pool)
                pool = None
    finally:
        _close(pool)


def _one_by_one(
    items: Iterable[Outcome | tuple[Path, Future[Processed]]], limit: float
) -> Iterator[Processed | Outcome]:
    """Yield what was finished before the process died, and the rest from a process that works on one file at a time."""
    pool = None
    try:
        for item in items:
            if isinstance(item, Outcome):
                yield item
                continue
            path, future = item
            if not _died(future):
                yield future.result()
                continue
            pool = pool or new_pool(1)
            again = _submit(pool, path, limit)
            if not _died(again):
                yield again.result()
                continue
            _close(pool)
            pool = None
            reason = "reading it ended the process that did it (out of memory or time, or a crash of a library)"
            yield Processed(path, (), Outcome(readable(path), Result.FAILED, "worker-died", reason), 0.0, 0)
    finally:
        _close(pool)


def _extractions(path: Path) -> tuple[Extraction, ...]:
    from pipeline.verbs import extract_document, read_document  # heavy: only where files are read

    documents = read_document(path)
    name = readable(path)
    return tuple(
        extract_document(replace(document, source=replace(document.source, path=name))) for document in documents
    )


def _place(error: Exception) -> str:
    """Return what was raised and where: KeyError at pipeline/extract/bind.py:41 (尺)."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    parts = Path(frame.filename).parts
    where = Path(*parts[parts.index("pipeline") :]) if "pipeline" in parts else Path(frame.filename).name
    said = " ".join(str(error).split())[:200]
    return f"{type(error).__name__} at {where}:{frame.lineno} ({said})"


def process_within(path: Path, limit: float) -> Processed:
    """Process a file in this process of its own, or return that it takes too long."""
    try:
        with within(limit):
            return process(path)
    except TooLong:
        reason = f"it takes longer than the {limit:g} seconds that a file may; split it"
        return Processed(path, (), Outcome(readable(path), Result.FAILED, "too-slow", reason), limit, peak_memory())


def _submit(pool: ProcessPoolExecutor, path: Path, limit: float) -> Future[Processed]:
    try:
        return pool.submit(process_within, path, limit)
    except BrokenProcessPool as error:
        failed: Future[Processed] = Future()
        failed.set_exception(error)
        return failed


def _died(future: Future[Processed]) -> bool:
    """Wait for a file to be done and say whether its process died."""
    return isinstance(future.exception(), BrokenProcessPool)


def _close(pool: ProcessPoolExecutor | None) -> None:
    if pool is not None:
        pool.shutdown(wait=False, cancel_futures=True)
