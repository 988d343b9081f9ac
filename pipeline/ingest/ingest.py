"""Folders and files into the store: what is known is not read again, what is gone is marked."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from pipeline.ingest.discover import Discovery, absolute, discover, readable
from pipeline.ingest.process import Processed, process_all
from pipeline.load.outcome import Outcome, Result
from pipeline.load.runs import begin_run, finish_run, record
from pipeline.load.store import Loaded, RefusedRecord, Store
from pipeline.model import Extraction, IssueCode
from pipeline.read.limits import Limits

# Files whose bytes are looked up in the database with one question.
_LOOKED_UP_TOGETHER = 64
# Outcomes kept with one transaction, or as many as a second brings.
_KEPT_TOGETHER = 200
_KEPT_EVERY = 1.0


def cores() -> int:
    """Return how many processes this one may use at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def ingest(paths: Iterable[str | Path], store: Store, *, jobs: int, limits: Limits | None = None) -> Iterator[Outcome]:
    """Bring files and folders into the store and yield how each file ended; a second run changes nothing."""
    return ingest_found(discover(paths), store, jobs=jobs, limits=limits)


def ingest_found(found: Discovery, store: Store, *, jobs: int, limits: Limits | None = None) -> Iterator[Outcome]:
    """Do as `ingest` does with what `discover` found."""
    run = begin_run(store, [readable(path) for path in (*found.folders, *found.files[:100])])
    yield from _kept(_outcomes(found, store, jobs, limits), store, run)
    finish_run(store, run)


def new_files(files: Iterable[Path], store: Store) -> Iterator[Path | Outcome]:
    """Yield the files to read, and in their place the outcomes of those whose bytes are loaded already."""
    source = iter(files)
    while batch := list(islice(source, _LOOKED_UP_TOGETHER)):
        digests = [_digest(path) for path in batch]
        known = store.known(digest for digest in digests if digest is not None)
        seen = store.digests_at(_key(path) for path in batch)
        for path, digest in zip(batch, digests, strict=True):
            if digest not in known:
                yield path
                continue
            yield _unchanged(path, digest, store, same=seen.get(_key(path)) == digest)


def load(processed: Processed, store: Store) -> Outcome:
    """Load the documents of a file, each in one transaction, and return how the file ended."""
    name = readable(processed.path)
    if processed.failure is not None:
        return replace(processed.failure, seconds=processed.seconds, peak=processed.peak)
    refused, new, barred = [], [], []
    for extraction in processed.extractions:
        try:
            loaded = store.load(extraction, path=_key(processed.path), parts=len(processed.extractions))
        except RefusedRecord as error:
            refused.append(_of_member(extraction, error.reason))
            continue
        if loaded is Loaded.QUARANTINED and extraction.document.quality is not None:
            barred.append(_of_member(extraction, extraction.document.quality.told))
        if loaded is not Loaded.UNCHANGED:
            new.append(len(extraction.document.text))
    ended = Outcome(name, Result.LOADED, None, None, len(new), sum(new), processed.seconds, processed.peak)
    if refused:
        return replace(ended, result=Result.FAILED, code="refused", reason=f"the store refused it: {refused[0]}")
    if barred:
        return replace(ended, result=Result.QUARANTINED, code="low-quality", reason=barred[0])
    if not processed.extractions:
        return replace(ended, result=Result.SKIPPED, code="no-document", reason="there is no document in it")
    unread = [
        issue.detail
        for extraction in processed.extractions
        for issue in extraction.document.issues
        if issue.code is IssueCode.MEMBER_UNREAD
    ]
    if unread and new:
        return replace(ended, code="members-unread", reason=f"{len(unread)} in it could not be read: {unread[0]}")
    return ended if new else replace(ended, result=Result.UNCHANGED)


def _of_member(extraction: Extraction, reason: str) -> str:
    """Return a reason with the member of the archive that it is about: 计划.docx: read quality 0.20 …"""
    member = extraction.document.source.member
    return reason if member is None else f"{member}: {reason}"


def vanished(found: Discovery, store: Store) -> Iterator[Outcome]:
    """Mark what was once loaded from the folders and is no longer there; yield an outcome for each."""
    seen = {_key(path) for path in found.files}
    for folder in found.folders:
        for path in store.paths_under(_key(folder)):
            if path not in seen and _is_gone(path):
                store.mark_removed(path)
                yield Outcome(path, Result.REMOVED, "gone", "the file is gone; what it said is kept")


def _outcomes(found: Discovery, store: Store, jobs: int, limits: Limits | None) -> Iterator[Outcome]:
    yield from found.outcomes
    for item in process_all(new_files(found.files, store), jobs=jobs, limits=limits):
        yield load(item, store) if isinstance(item, Processed) else item
    yield from vanished(found, store)


def _kept(outcomes: Iterable[Outcome], store: Store, run: int) -> Iterator[Outcome]:
    """Yield the outcomes and keep them in the database, some at a time."""
    waiting: list[Outcome] = []
    last = time.monotonic()
    try:
        for outcome in outcomes:
            waiting.append(replace(outcome, path=_key(Path(outcome.path))))
            if len(waiting) >= _KEPT_TOGETHER or time.monotonic() - last >= _KEPT_EVERY:
                record(store, run, waiting)
                waiting, last = [], time.monotonic()
            yield outcome
    finally:
        record(store, run, waiting)


def _unchanged(path: Path, digest: str | None, store: Store, *, same: bool) -> Outcome:
    if same or digest is None:
        return Outcome(readable(path), Result.UNCHANGED)
    store.register(_key(path), digest)
    return Outcome(
        readable(path), Result.UNCHANGED, "known-bytes", "the same bytes were loaded from another place or time"
    )


def _key(path: Path) -> str:
    """Return the name by which a file is known in the database."""
    return readable(absolute(path))


def _digest(path: Path) -> str | None:
    """Return the digest of a file's bytes, None where it cannot be read: the reader will say why."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _is_gone(path: str) -> bool:
    """Say whether nothing stands at a path; where we may not look, something may."""
    try:
        Path(path).lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
