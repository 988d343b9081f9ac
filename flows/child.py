"""Programs that run beside this one and end with it: the Prefect server, and the schedule.

Each has a session of its own, so that the interrupt key is for this program alone, which then ends them in order; one that
does not end when told to is ended with all that it started. On Linux they are told to end even where this program is killed.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

# Seconds a program may take to end before it is ended.
GRACE = 10
# prctl(2): the signal that a process gets when its parent is gone.
_PARENT_DEATH_SIGNAL = 1


@contextmanager
def running(module: str, arguments: Sequence[str], *, quiet: bool = False) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Python module beside this program until the block is left; `quiet` keeps what it prints to itself."""
    output = subprocess.DEVNULL if quiet else None
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
        preexec_fn=_end_with_parent if sys.platform == "linux" else None,
    )
    try:
        yield process
    finally:
        _end(process)


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(GRACE)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # what it started, and itself where it did not end
    process.wait()
