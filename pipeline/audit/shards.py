"""Linking by several processes: documents in, in shares, and their facts out, as and in the order that one would link them.

Each process links whole documents. What it sends back are columns of plain values, since a million records that are
pickled one by one take longer to send than to make.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial

import sqlalchemy as sa

from pipeline.audit.blocks import Found, no_blocks, put, without_collecting
from pipeline.audit.link import Paper, link
from pipeline.audit.loaded import Share, Told, told
from pipeline.audit.packed import pack, unpack
from pipeline.load.database import open_reader

# Returns the documents of a share; it and its shares are sent to other processes.
Source = Callable[[Share], Iterable[Told]]


@dataclass(frozen=True, slots=True)
class Stored:
    """The documents of a database, by their numbers there."""

    place: str

    def __call__(self, share: Share) -> Iterator[Told]:
        """Yield the documents of a share."""
        with _engine(self.place).connect() as connection:
            yield from told(connection, share)

    def close(self) -> None:
        """Close the connections of this process; those of others end with them."""
        if _engine.cache_info().currsize:
            _engine(self.place).dispose()
            _engine.cache_clear()


@cache
def _engine(place: str) -> sa.Engine:
    """Return an engine that a process keeps for all of its shares."""
    return open_reader(place)


def linked(source: Source, parts: Sequence[Share], *, jobs: int) -> Found:
    """Return the facts of all shares in their blocks, linked by so many processes beside the caller's; of one job it is the
    caller itself."""
    found = no_blocks()
    with without_collecting():
        if jobs == 1 or len(parts) < 2:
            for part in parts:
                for one in source(part):
                    put(found, link(one.paper, one.text, one.figures))
            return found
        with _processes(min(jobs, len(parts))) as pool:
            for part, sent in zip(parts, pool.map(partial(_linked, source), parts), strict=True):
                _put_packed(found, sent, [paper for _, paper in part])
    return found


def _linked(source: Source, part: Share) -> bytes:
    """Return the facts of a share, packed; in another process."""
    facts = (fact for one in source(part) for fact in link(one.paper, one.text, one.figures))
    return pack(facts, [paper for _, paper in part])


def _put_packed(found: Found, sent: bytes, papers: Sequence[Paper]) -> None:
    keys, facts = unpack(sent, papers)
    where = [found[key] for key in keys]
    for number, fact in facts:
        where[number][fact.paper.place].append(fact)


@contextmanager
def _processes(count: int) -> Iterator[ProcessPoolExecutor]:
    """Yield processes that begin from nothing, since a fork of a program with threads can hang, and end with the caller."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context, initializer=_begin) as pool:
        yield pool


def _begin() -> None:
    """Prepare a process: the interrupt key is the caller's business, and it ends when the caller is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # its records refer to each other one way only
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
