"""Processes for hostile files: bounded in time and memory, without network, gone when the one that started them is.

Each has a thread of the caller's that hands it one file after another and waits. So what ends a process is known to be
the file it had, and a process that hangs where no alarm reaches it is ended from outside.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from pipeline.confine import confine

# Seconds beyond the limit until a process that its alarm did not stop is ended: it may be writing out what it has.
_GRACE = 5.0
# Seconds for a new process to be there: it is a fork of one that is loaded, but the first waits for that one.
_START = 300.0
# Bytes of addresses beyond those of its own data: shared libraries and mapped files, of which most is never touched.
_MAPPED = 4 * 2**30
# Bytes of one file that a process may write: what a converter makes of a document.
_WRITTEN = 2**30
# Processes are started and looked after one at a time: only one may learn how a process ended.
_ONE_AT_A_TIME = threading.Lock()
# Set in a process when its alarm rings.
_RANG = threading.Event()


class TooLong(BaseException):
    """Raised by the alarm; no `Exception`, so that no library takes it for one of its own."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a process may take: seconds for each item, bytes of memory."""

    seconds: float
    memory: int


# Returns the answer to an item, and whether the process is fit for the next one.
Work = Callable[[Any], tuple[Any, bool]]


@dataclass(frozen=True, slots=True)
class Died:
    """How a process ended that did not answer: its exit code, minus a signal's number, None where it hung."""

    code: int | None

    @property
    def is_out_of_time(self) -> bool:
        """Whether the system ended it for the time that it used."""
        return sys.platform != "win32" and self.code == -signal.SIGXCPU

    @property
    def said(self) -> str:
        """The end in words: signal SIGSEGV."""
        if self.code is not None and self.code < 0:
            with suppress(ValueError):
                return f"signal {signal.Signals(-self.code).name}"
        return f"exit code {self.code}"


def prepare() -> None:
    """Begin to load in the background what the processes will need: called early it saves a second before the first file.

    Processes are forks of one clean process that has everything loaded, not of the caller: that may have threads (a
    progress bar, Prefect), and a fork of those can hang.
    """
    if sys.platform != "win32":
        from multiprocessing.forkserver import ensure_running, set_forkserver_preload

        set_forkserver_preload(["pipeline.warm"])
        ensure_running()


class Workers:
    """So many processes that do one kind of work; `work` and what it takes and returns can be pickled."""

    def __init__(self, jobs: int, bounds: Bounds, work: Work) -> None:
        self._bounds = bounds
        self._work = work
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="mubiao")
        self._idle: queue.SimpleQueue[_Process] = queue.SimpleQueue()
        self._all: set[_Process] = set()
        self._closed = False

    def submit(self, item: object) -> Future[Any]:
        """Return the future answer to an item: what `work` returns, or how its process died."""
        return self._threads.submit(self._answer, item)

    def close(self) -> None:
        """End all processes at once, whatever they are doing, and take away what they wrote."""
        with _ONE_AT_A_TIME:
            self._closed = True
            for process in self._all:
                process.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for process in self._all:
            process.end()

    def _answer(self, item: object) -> object:
        process = self._take()
        answer, is_sound = process.answer(item, self._bounds.seconds + _GRACE)
        if is_sound:
            self._idle.put(process)
        else:
            with _ONE_AT_A_TIME:
                self._all.discard(process)
            process.end()
        return answer

    def _take(self) -> _Process:
        with suppress(queue.Empty):
            return self._idle.get_nowait()
        with _ONE_AT_A_TIME:
            process = _Process(self._bounds, self._work)
            self._all.add(process)
            if self._closed:
                process.kill()
        return process


class _Process:
    """One process, the pipe to it, and the folder that it may write to."""

    def __init__(self, bounds: Bounds, work: Work) -> None:
        prepare()
        context: BaseContext = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
        self._folder = Path(tempfile.mkdtemp(prefix="mubiao-"))
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, bounds, work, self._folder), daemon=True)  # type: ignore[attr-defined]
        self._process.start()
        theirs.close()

    def answer(self, item: object, seconds: float) -> tuple[object, bool]:
        """Return the answer and whether the process is fit for the next item; where it died, how."""
        try:
            if self._pipe.poll(_START):
                self._pipe.recv()  # it is there
                self._pipe.send(item)
                if self._pipe.poll(seconds):
                    answer, is_sound = self._pipe.recv()
                    return answer, bool(is_sound)
        except (EOFError, ConnectionError):
            return Died(self._code()), False
        return Died(None), False

    def kill(self) -> None:
        """End the process and all that it started."""
        if sys.platform != "win32" and self._process.pid is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        with suppress(ProcessLookupError):
            self._process.kill()

    def end(self) -> None:
        """End the process and take away what it wrote."""
        self.kill()
        self._code()
        self._pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _code(self) -> int | None:
        with _ONE_AT_A_TIME:
            self._process.join(_GRACE)
            code: int | None = self._process.exitcode
        return code


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise `TooLong` in what takes longer than so many seconds, again each second until it gives way.

    The alarm stops Python code. It cannot stop a library that hangs in C: that is ended from outside. What a library
    makes of the alarm, an error of its own or nothing, is `TooLong` at the end all the same.
    """
    if sys.platform == "win32":
        yield
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    # A second net, should the one who ends it be gone or stopped: each processor for the whole time.
    most = int(used.ru_utime + used.ru_stime + (seconds + _GRACE) * (os.cpu_count() or 1)) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    _RANG.clear()
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    if _RANG.is_set():
        raise TooLong


def peak_memory() -> int:
    """Return the most memory in bytes that this process ever took, 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _serve(pipe: Connection, bounds: Bounds, work: Work, folder: Path) -> None:
    """Answer items until the caller is gone; `True` goes first each time: ready for the next one."""
    _begin(bounds.memory, folder)
    with suppress(EOFError, ConnectionError):
        while True:
            pipe.send(True)
            pipe.send(work(pipe.recv()))


def _begin(memory: int, folder: Path) -> None:
    """Prepare a new process: the interrupt key is the caller's business, memory is bounded, the alarm raises."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if sys.platform != "win32":
        import resource

        os.setpgid(0, 0)
        signal.signal(signal.SIGALRM, _ring)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (_WRITTEN, _WRITTEN))
        if sys.platform == "linux":
            resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
            resource.setrlimit(resource.RLIMIT_AS, (memory + _MAPPED, memory + _MAPPED))
    confine(folder)


def _end_with_parent() -> None:
    """End this process, and all that it started, when the one that started it is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        if sys.platform != "win32":
            os.killpg(0, signal.SIGKILL)
        os._exit(1)


def _ring(_: int, __: FrameType | None) -> NoReturn:
    _RANG.set()
    raise TooLong
