"""A process that reads hostile files has no network and writes to one folder of its own; the process itself gives it up.

Two walls. The kernel refuses every socket but those inside the machine, for libraries in C and for programs that this
process starts too (Linux, seccomp). Python refuses to connect anywhere and to write elsewhere, on every system.
"""

from __future__ import annotations

import ctypes
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

# What asks the network, by the names under which Python tells of it (audit events).
_ASKING = frozenset(
    (
        *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"),
        *("socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request"),
    )
)
_CHANGING = frozenset(
    ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown")
)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Files of the system that hold nothing.
_NOTHING = frozenset((os.devnull, "/dev/tty"))

# Linux's own numbers: prctl's commands, the audit names of the machines, and those of socket(2) on them.
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
# Instructions of the kernel's packet filter: load a word, compare, return.
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_REFUSE, _ALLOW = 0x00050000 | 1, 0x7FFF0000  # 1 is EPERM
# Where the number of the call, the machine and the first argument stand in what the filter looks at.
_NUMBER, _MACHINE, _FIRST = 0, 4, 16
_AF_UNIX = 1


def confine(folder: Path) -> None:
    """Give up the network and all writing outside the folder, for this process and for good."""
    os.environ.update(TMPDIR=str(folder), HTTP_PROXY="", HTTPS_PROXY="")
    tempfile.tempdir = str(folder)
    sys.addaudithook(_hook(folder.resolve()))
    _refuse_sockets()


def _hook(folder: Path) -> Callable[[str, tuple[Any, ...]], None]:
    inside = f"{folder}{os.sep}"

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _ASKING and not _is_local(event, arguments):
            raise PermissionError(f"{event}: reading a file asks no network")
        if (event == "open" and _is_writing(arguments)) or event in _CHANGING:
            _check(arguments[0])

    def _check(path: object) -> None:
        if isinstance(path, int) or path is None:
            return
        name = os.fsdecode(os.fspath(path))  # type: ignore[call-overload]
        where = os.path.realpath(name)
        if name not in _NOTHING and where != str(folder) and not where.startswith(inside):
            raise PermissionError(f"{name}: reading a file writes nothing outside {folder}")

    return refuse


def _is_local(event: str, arguments: tuple[object, ...]) -> bool:
    """Say whether a socket stays inside the machine's file system: its address is then a path and no pair."""
    return event.startswith("socket.") and len(arguments) > 1 and isinstance(arguments[-1], str | bytes)


def _is_writing(arguments: tuple[object, ...]) -> bool:
    _, mode, flags = arguments
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return isinstance(flags, int) and bool(flags & _WRITES)


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint))


class _Program(ctypes.Structure):
    _fields_ = (("size", ctypes.c_ushort), ("first", ctypes.POINTER(_Instruction)))


def _refuse_sockets() -> bool:
    """Have the kernel refuse sockets of every family but AF_UNIX; False where it knows no such filter."""
    known = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    machine, socket = known
    program = (
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 0, 5, machine),  # each jump counts the instructions that are left out
        (_LOAD, 0, 0, _NUMBER),
        (_EQUAL, 0, 3, socket),
        (_LOAD, 0, 0, _FIRST),
        (_EQUAL, 1, 0, _AF_UNIX),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    )
    written = (_Instruction * len(program))(*(_Instruction(*line) for line in program))
    system = ctypes.CDLL(None, use_errno=True)
    if system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(system.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(_Program(len(program), written)), 0, 0) == 0)
