"""One file to its extractions; many files in processes of their own, where a file that kills one costs only itself."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import NoReturn

from pipeline.ingest.discover import readable
from pipeline.load.outcome import Outcome, Result
from pipeline.model import Extraction, ReadError

# Seconds for one file. The slowest of 400 real ones takes two; a scan or a gazetteer may take a minute.
LIMIT = 180
# Bytes of address space for one process: many times what the largest file needs, and it spares the machine.
_MEMORY = 6 * 2**30
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
    return Processed(path, extractions, failure, time.perf_counter() - started, _peak())


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
                    pool = pool or _pool(jobs, limit)
                    waiting.append((item, _submit(pool, item)))
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
            pool = pool or _pool(1, limit)
            again = _submit(pool, path)
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


# --- processes --------------------------------------------------------------------------------------------------


class _TooLong(BaseException):
    """Raised by the alarm; no `Exception`, so that no library takes it for one of its own."""


def _pool(jobs: int, limit: float) -> ProcessPoolExecutor:
    # Not "fork": the caller may have threads (a progress bar, Prefect), and a fork of those can hang.
    context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    if sys.platform != "win32":
        context.set_forkserver_preload(["pipeline.verbs"])
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(limit,))


def _close(pool: ProcessPoolExecutor | None) -> None:
    if pool is not None:
        pool.shutdown(wait=False, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, path: Path) -> Future[Processed]:
    try:
        return pool.submit(_work, path)
    except BrokenProcessPool as error:
        failed: Future[Processed] = Future()
        failed.set_exception(error)
        return failed


def _died(future: Future[Processed]) -> bool:
    """Wait for a file to be done and say whether its process died."""
    return isinstance(future.exception(), BrokenProcessPool)


_limit = float(LIMIT)


def _begin(limit: float) -> None:
    """Prepare a new process: the interrupt key is the parent's business, memory is bounded, the alarm raises."""
    global _limit
    _limit = limit
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if sys.platform != "win32":
        import resource

        signal.signal(signal.SIGALRM, _ring)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(path: Path) -> Processed:
    """Process a file within its time.

    The alarm stops Python code. It cannot stop a library that hangs in C: for that the system ends the process when it
    has used twice the time.
    """
    if sys.platform == "win32":
        return process(path)
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    stop = int(used.ru_utime + used.ru_stime + 2 * _limit) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (stop, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    signal.setitimer(signal.ITIMER_REAL, _limit, 1)
    try:
        return process(path)
    except _TooLong:
        reason = f"it takes longer than the {_limit:g} seconds that a file may; split it"
        return Processed(path, (), Outcome(readable(path), Result.FAILED, "too-slow", reason), _limit, _peak())
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _ring(_: int, __: FrameType | None) -> NoReturn:
    raise _TooLong


def _peak() -> int:
    """Return the most memory in bytes that this process ever took, 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
