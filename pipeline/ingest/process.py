"""One file to its extractions; many files in processes of their own, where a file that kills one costs only itself."""

from __future__ import annotations

import time
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pipeline.ingest.discover import readable
from pipeline.load.outcome import Outcome, Result
from pipeline.model import Extraction, ReadError
from pipeline.read.limits import Limits, allowed, shown, too_slow, under
from pipeline.read.limits import limits as limits_here
from pipeline.workers import Bounds, Died, TooLong, Workers, peak_memory, within

# Files under way for each process, so that a slow one does not keep the others waiting.
_AHEAD = 8
# Share of the memory that a process may have taken and still be given another file: Python gives little back.
_GROWN = 0.5


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
        failure = _beyond_memory(path)
    except Exception as error:  # the one broad catch: a bug met by one document must not stop the thousands behind it
        failure = Outcome(readable(path), Result.FAILED, "bug", f"a bug of mubiao: {_place(error)}; please report it")
    return Processed(path, extractions, failure, time.perf_counter() - started, peak_memory())


def process_all(
    items: Iterable[Path | Outcome], *, jobs: int, limits: Limits | None = None
) -> Iterator[Processed | Outcome]:
    """Yield what became of each file, in order; outcomes that stand already pass through in their place.

    Each file is read in a process with limits, those of the environment where none are given. One that is beyond them,
    or ends its process, fails with the limit's name; the others do not notice.
    """
    given = limits or allowed(())
    waiting: deque[Outcome | tuple[Path, Future[Processed | Died]]] = deque()
    source = iter(items)
    workers = Workers(jobs, Bounds(given.seconds, given.memory), partial(_work, given))
    try:
        while True:
            while len(waiting) < jobs * _AHEAD and (item := next(source, None)) is not None:
                waiting.append((item, workers.submit(item)) if isinstance(item, Path) else item)
            if not waiting:
                return
            head = waiting.popleft()
            yield head if isinstance(head, Outcome) else _ended(head[0], head[1].result(), given)
    finally:
        workers.close()


def _extractions(path: Path) -> tuple[Extraction, ...]:
    from pipeline.verbs import extract_document, read_document  # heavy: only where files are read

    documents = read_document(path)
    name = readable(path)
    return tuple(
        extract_document(replace(document, source=replace(document.source, path=name))) for document in documents
    )


def _beyond_memory(path: Path) -> Outcome:
    reason = f"it takes more memory than {_most('memory', limits_here())}; split it, or allow more"
    return Outcome(readable(path), Result.FAILED, "memory", reason)


def _place(error: Exception) -> str:
    """Return what was raised and where: KeyError at pipeline/extract/bind.py:41 (尺)."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    parts = Path(frame.filename).parts
    where = Path(*parts[parts.index("pipeline") :]) if "pipeline" in parts else Path(frame.filename).name
    said = " ".join(str(error).split())[:200]
    return f"{type(error).__name__} at {where}:{frame.lineno} ({said})"


def process_within(path: Path, given: Limits) -> Processed:
    """Process a file in this process of its own, or return that it takes too long."""
    try:
        with under(given), within(given.seconds):
            return process(path)
    except TooLong:
        return _failed(path, "too-slow", too_slow(given), given.seconds)


def _work(given: Limits, path: Path) -> tuple[Processed, bool]:
    """Process a file; the process is fit for the next where nothing was broken off and it has not grown too large."""
    processed = process_within(path, given)
    code = processed.failure.code if processed.failure else None
    return processed, code not in ("too-slow", "memory") and processed.peak < given.memory * _GROWN


def _ended(path: Path, answer: Processed | Died, given: Limits) -> Processed:
    """Return what became of a file; where its process died, that, with the limit that most likely ended it."""
    if isinstance(answer, Processed):
        return answer
    if answer.code is None or answer.is_out_of_time:
        reason = f"reading it hangs for longer than {_most('seconds', given)}; split it"
        return _failed(path, "too-slow", reason, given.seconds)
    reason = (
        f"the process that read it broke down ({answer.said}): a library crashed on what is in the file, or needed more "
        f"memory than {_most('memory', given)}; save or print it anew, or allow more"
    )
    return _failed(path, "worker-died", reason, 0.0)


def _failed(path: Path, code: str, reason: str, seconds: float) -> Processed:
    return Processed(path, (), Outcome(readable(path), Result.FAILED, code, reason), seconds, peak_memory())


def _most(name: str, given: Limits) -> str:
    """Return a limit in words: the 180 seconds that a file may (limit “seconds”)."""
    unit = " seconds" if name == "seconds" else ""
    return f"the {shown(name, given)}{unit} that a file may take (limit “{name}”)"
