"""The tables of the lexicon: one fact a row, a note of its source in each; CSV in, frozen records out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.model import Level


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table, each by its column heads."""
    with files(__name__).joinpath(name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@dataclass(frozen=True, slots=True)
class Division:
    """A place with an office of its own (行政区划): `code` of GB/T 2260, empty for functional areas without one.

    `current` is false for what was merged or renamed; older plans still name it.
    """

    code: str
    name: str
    short: str
    level: Level
    current: bool


@cache
def divisions() -> tuple[Division, ...]:
    """Return every province, prefecture and county, today's and those of 2002 to 2014, and the functional areas."""
    return tuple(
        Division(row["code"], row["name"], row["short"], Level(row["level"]), "no longer" not in row["note"])
        for row in rows("divisions.csv")
    )
