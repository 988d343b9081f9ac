"""Processes for hostile files: no network, nothing written, and no end of one that costs another its answer."""

from __future__ import annotations

import ctypes
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PosixPath
from typing import Any

import pytest

from pipeline.ingest import Processed, process_all
from pipeline.read.limits import MB, Limits, LimitsError, allowed, shown
from pipeline.workers import Bounds, Died, TooLong, Workers, within

BOUNDS = Bounds(2, 400 * MB)


def answer_of(work: Callable[[Any], tuple[Any, bool]], item: object, bounds: Bounds = BOUNDS) -> Any:
    workers = Workers(1, bounds, work)
    try:
        return workers.submit(item).result()
    finally:
        workers.close()


def _refused(asking: Callable[[], object]) -> str:
    try:
        asking()
    except PermissionError:
        return "refused"
    except OSError as error:
        return str(error)
    return "allowed"


def ask(port: int) -> tuple[dict[str, object], bool]:
    """Ask the network by Python, by C, and by a program."""
    system = ctypes.CDLL(None, use_errno=True)
    program = f"exec 3<>/dev/tcp/127.0.0.1/{port}"
    return {
        "connect": _refused(lambda: socket.create_connection(("127.0.0.1", port))),
        "resolve": _refused(lambda: socket.getaddrinfo("example.org", 80)),
        "c": (
            system.socket(socket.AF_INET, socket.SOCK_STREAM, 0),
            system.socket(socket.AF_INET6, socket.SOCK_DGRAM, 0),
        ),
        "program": os.system(f"bash -c '{program}' 2>/dev/null") != 0,
    }, True


def test_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        told = answer_of(ask, server.getsockname()[1])
        with pytest.raises(BlockingIOError):
            server.accept()
    assert told == {"connect": "refused", "resolve": "refused", "c": (-1, -1), "program": True}


def write(folder: str) -> tuple[list[str], bool]:
    """Write, make, rename and remove in a folder."""
    beside = Path(folder)
    return [
        _refused(lambda: (beside / "new").write_text("x")),
        _refused(lambda: os.open(beside / "new", os.O_CREAT | os.O_WRONLY)),
        _refused(lambda: (beside / "folder").mkdir()),
        _refused(lambda: (beside / "plan.txt").unlink()),
        _refused(lambda: (beside / "plan.txt").rename(beside / "other")),
        _refused(lambda: (beside / "link").symlink_to("/etc/passwd")),
        _refused(lambda: (beside / "plan.txt").read_text()),
        _refused(lambda: Path(os.environ["TMPDIR"], "own").write_text("x")),
    ], True


def test_nothing_is_written_but_in_a_folder_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("x")
    assert answer_of(write, str(tmp_path)) == ["refused"] * 6 + ["allowed"] * 2
    assert [path.name for path in tmp_path.iterdir()] == ["plan.txt"]


def test_what_is_written_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert answer_of(write, "/nowhere")[-1] == "allowed"
    assert list(tmp_path.iterdir()) == []


def eat(_: object) -> tuple[str, bool]:
    try:
        return str(len([b"x" * 2**26 for _ in range(1000)])), True
    except MemoryError:
        return "no memory", False


def test_memory_is_bounded() -> None:
    assert answer_of(eat, None) == "no memory"


def crash(_: object) -> tuple[None, bool]:
    return ctypes.string_at(0), True  # type: ignore[return-value]


def test_a_crash_is_told_by_its_signal() -> None:
    died = answer_of(crash, None)
    assert isinstance(died, Died)
    assert died.said == "signal SIGSEGV"


class Hanging(PosixPath):
    """The path of a file that hangs in C, with the lock of Python held, so that no alarm reaches it."""

    def __reduce__(self) -> Any:
        return _hang, (str(self),)


def _hang(_: str) -> None:
    ctypes.PyDLL(None).sleep(600)


def test_what_hangs_costs_itself_and_is_told_by_its_limit(tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text("青禾县2026年工作计划\n年底前建成幼儿园3所。\n")
    found = list(process_all([Hanging("b.pdf"), good], jobs=1, limits=Limits(seconds=1)))
    failures = [item.failure for item in found if isinstance(item, Processed)]
    assert failures[0] is not None
    assert failures[0].code == "too-slow"
    assert "1 seconds that a file may take (limit “seconds”)" in str(failures[0].reason)
    assert failures[1] is None or failures[1].code == "too-slow"  # a machine that is busy


def swallow(_: object) -> tuple[str, bool]:
    """Do as libraries do that take every exception for one of their own."""
    try:
        with within(0.1), suppress(BaseException):
            while True:
                pass
    except TooLong:
        return "too long", False
    return "in time", True


def test_an_alarm_that_a_library_swallows_rings_all_the_same() -> None:
    assert answer_of(swallow, None) == "too long"


@pytest.mark.parametrize(
    ("written", "name", "means"),
    [
        ("seconds=600", "seconds", "600"),
        ("memory=4GB", "memory", "4 GB"),
        ("FILE=500mb", "file", "500 MB"),
        ("pages=5", "pages", "5"),
        ("file=1500", "file", "1500 bytes"),
    ],
)
def test_a_limit_is_set(written: str, name: str, means: str) -> None:
    assert shown(name, allowed([written])) == means


def test_the_environment_sets_limits_and_what_is_typed_goes_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUBIAO_ALLOW", "seconds=600, pages=5")
    found = allowed(["pages=7"])
    assert (found.seconds, found.pages, found.file) == (600.0, 7, Limits().file)


@pytest.mark.parametrize(
    "written", ["second=5", "seconds", "seconds=5MB", "memory=-1", "memory=5B", "pages=0", "pages=x"]
)
def test_what_is_no_limit_is_refused(written: str) -> None:
    with pytest.raises(LimitsError):
        allowed([written])
