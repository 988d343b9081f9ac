"""Processes for hostile files: bounded in time and memory, quick to start, and gone when the one that started them is."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from types import FrameType
from typing import NoReturn

# Seconds for one file. The slowest of 400 real ones takes two; a scan or a gazetteer may take a minute.
LIMIT = 180.0
# Bytes of address space for one process: many times what the largest file needs, and it spares the machine.
_MEMORY = 6 * 2**30


class TooLong(BaseException):
    """Raised by the alarm; no `Exception`, so that no library takes it for one of its own."""


def prepare() -> None:
    """Begin to load in the background what the processes will need: called early it saves a second before the first file.

    Processes are forks of one clean process that has everything loaded, not of the caller: that may have threads (a
    progress bar, Prefect), and a fork of those can hang.
    """
    if sys.platform != "win32":
        from multiprocessing.forkserver import ensure_running, set_forkserver_preload

        set_forkserver_preload(["pipeline.warm"])
        ensure_running()


def new_pool(jobs: int) -> ProcessPoolExecutor:
    """Return a pool of so many processes."""
    prepare()
    context: BaseContext = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


@contextmanager
def within(limit: float) -> Iterator[None]:
    """Raise `TooLong` in what takes longer than so many seconds.

    The alarm stops Python code. It cannot stop a library that hangs in C: for that the system ends the process when it
    has used twice the time.
    """
    if sys.platform == "win32":
        yield
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    stop = int(used.ru_utime + used.ru_stime + 2 * limit) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (stop, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    signal.setitimer(signal.ITIMER_REAL, limit, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def peak_memory() -> int:
    """Return the most memory in bytes that this process ever took, 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _begin() -> None:
    """Prepare a new process: the interrupt key is the parent's business, memory is bounded, the alarm raises."""
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


def _ring(_: int, __: FrameType | None) -> NoReturn:
    raise TooLong
