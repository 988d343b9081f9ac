"""What a file may cost before it is given up: the limits, each with its reason, and how they are set and told.

A limit is named in the reason of every outcome that it ends, so that whoever wants more knows what to allow:
MUBIAO_ALLOW="seconds=600 memory=4GB", `--allow seconds=600` of the commands that read files, or `allow` in mubiao.toml.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields, replace
from typing import Any

from pipeline.model import ReadError

MB = 2**20
GB = 2**30
# The variable of the environment that allows more, or less, for all commands.
VARIABLE = "MUBIAO_ALLOW"
_SIZES = {"": 1, "K": 2**10, "KB": 2**10, "M": MB, "MB": MB, "G": GB, "GB": GB}
_WRITTEN = re.compile(r"([a-z]+)=(\d{1,12})\s*([KMG]?B?)", re.IGNORECASE)
# Limits counted in bytes, which may be written with a unit.
_IN_BYTES = frozenset(("file", "unpacked", "xml", "memory"))


class LimitsError(ValueError):
    """A limit that cannot be set, with what is wrong and what to write, in one line."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits on one file. Sizes in bytes."""

    # While it is read a file is held three or four times over (raw, decoded, parsed); of 400 real documents the largest
    # has less than 1 MB, scans of yearbooks some ten.
    file: int = 100 * MB
    # At 30 ms a page this is a minute; a longer file is no plan and would hold up all that wait behind it.
    pages: int = 2000
    # All members of a package or archive unpacked: documents of the collections have less than 1 MB, pictures included.
    unpacked: int = 200 * MB
    # The XML among them, whose tree takes ten times as much.
    xml: int = 50 * MB
    # Times that the whole packs; documents of the collections have 6 to 22, a sheet of zeros some 200.
    ratio: int = 400
    # Members of a package or archive: a year of a county's documents has some hundred.
    members: int = 10_000
    # Containers one inside another: a zip of mails with attachments is 2.
    nesting: int = 2
    # Cells of all tables; a county's largest has some ten thousand. A million take minutes and gigabytes.
    cells: int = 300_000
    # Characters of text; the longest plan of the collections has 200,000, a gazetteer of a city two million.
    characters: int = 10_000_000
    # Dots of a picture: an A3 page at 600 dots an inch has 70 million; more is unpacked to gigabytes.
    dots: int = 80_000_000
    # Seconds from the first byte to the last record. The slowest of 400 real ones takes two; scans take one or two a page.
    seconds: float = 180.0
    # Bytes that the process takes for itself: real documents take up to 300 MB, text recognition 0.9 GB.
    memory: int = 2 * GB

    def __post_init__(self) -> None:
        for field in fields(self):
            if getattr(self, field.name) <= 0:
                raise LimitsError(f"{field.name} must be more than nothing; write {field.name}=1 or more")


_in_force: ContextVar[Limits | None] = ContextVar("limits", default=None)
# Pages read so far, and all pages, of the file under way.
_pages: ContextVar[tuple[int, int] | None] = ContextVar("pages", default=None)
# Time that is allowed on a second try, for each second that it should take; told in whole minutes.
_SPARE = 1.5
_TOLD_IN = 60


def limits() -> Limits:
    """Return the limits in force here: those of `under`, else the defaults with what the environment allows."""
    return _in_force.get() or allowed(())


@contextmanager
def under(given: Limits) -> Iterator[None]:
    """Have these limits in force."""
    token = _in_force.set(given)
    _pages.set(None)
    try:
        yield
    finally:
        _in_force.reset(token)


def allowed(written: Iterable[str]) -> Limits:
    """Return the defaults, changed by the environment and then by what is written: seconds=600, memory=4GB.

    Raises `LimitsError` where a name or number is none.
    """
    found = Limits()
    for one in (*os.environ.get(VARIABLE, "").replace(",", " ").split(), *written):
        found = _changed(found, one)
    return found


def page_read(number: int, of: int) -> None:
    """Note that so many of the file's pages are read, for whoever must tell why it took too long."""
    _pages.set((number, of))


def too_slow(given: Limits) -> str:
    """Return why the file just given up was too slow and what to allow: 18 of its 64 pages were read in that time …"""
    pages = _pages.get()
    read, of = pages or (1, 2)
    wanted = given.seconds * of / max(1, read) * _SPARE
    seconds = math.ceil(wanted / _TOLD_IN) * _TOLD_IN
    told = "" if pages is None else f"; {read} of its {of} pages could be read in that time"
    most = f"the {shown('seconds', given)} seconds that a file may take (limit “seconds”{told})"
    return f"it takes longer than {most}; split it, or allow more: --allow seconds={seconds}"


def exceeded(path: str, name: str, found: str) -> ReadError:
    """Return the error that says which limit a file is beyond: the pdf has 3000 pages, more than …"""
    most = shown(name, limits())
    reason = f"{found}, more than the {most} that a file may have (limit “{name}”); split it, or allow more"
    return ReadError(path, reason, code="too-large")


def shown(name: str, given: Limits) -> str:
    """Return a limit for a person: 100 MB, 2000."""
    value = getattr(given, name)
    if name not in _IN_BYTES:
        return f"{value:g}" if isinstance(value, float) else str(value)
    return size(value)


def size(count: int) -> str:
    """Return a number of bytes for a person: 2 GB, 100 MB."""
    for unit, name in ((GB, "GB"), (MB, "MB")):
        if count >= unit:
            return f"{round(count / unit, 1):g} {name}"
    return f"{count} bytes"


def _changed(given: Limits, written: str) -> Limits:
    names = [field.name for field in fields(Limits)]
    match = _WRITTEN.fullmatch(written.strip())
    if match is None or match[1].lower() not in names:
        raise LimitsError(f"“{written}” is no limit; write NAME=NUMBER, where NAME is one of {', '.join(names)}")
    name, unit = match[1].lower(), match[3].upper()
    if unit and name not in _IN_BYTES:
        raise LimitsError(f"“{written}”: {name} is not counted in {unit}; write {name}=NUMBER")
    if unit not in _SIZES:
        raise LimitsError(f"“{written}”: write sizes as {name}=500MB or {name}=2GB")
    value = int(match[2]) * _SIZES[unit]
    changes: dict[str, Any] = {name: float(value) if name == "seconds" else value}
    return replace(given, **changes)
