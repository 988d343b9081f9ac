"""The tables of the lexicon: one fact a row, a note of its source in each; CSV in, frozen records out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pipeline.model import Kind, Level


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table, each by its column heads."""
    with files(__name__).joinpath(name).open(encoding="utf-8") as file:
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

    @property
    def names(self) -> tuple[str, ...]:
        """The full ways to write it: 红河哈尼族彝族自治州 is 红河州 too."""
        if self.name == self.short or not self.name.endswith(("自治州", "自治县", "自治旗")):
            return (self.name,)
        return (self.name, self.short + self.name[-1])


@cache
def divisions() -> tuple[Division, ...]:
    """Return every province, prefecture and county, today's and those of 2002 to 2014, and the functional areas."""
    return tuple(
        Division(row["code"], row["name"], row["short"], Level(row["level"]), "no longer" not in row["note"])
        for row in rows("divisions.csv")
    )


@dataclass(frozen=True, slots=True)
class Genre:
    """A noun that closes a title and tells the kind (文种): 工作要点 is a plan; a carrier (通知) may issue another."""

    noun: str
    kind: Kind
    carrier: bool


@cache
def genres() -> tuple[Genre, ...]:
    """Return the nouns that tell a document's kind."""
    return tuple(Genre(row["noun"], Kind(row["kind"]), row["carrier"] == "yes") for row in rows("genres.csv"))


class BodyKind(StrEnum):
    """What a row of the table of bodies is: a full name (部委 or local 部门), or a piece that names are made of."""

    MINISTRY = "ministry"
    DEPARTMENT = "department"
    HEAD = "head"
    SUFFIX = "suffix"
    AREA = "area"
    PERSON = "person"
    FIELD = "field"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class BodyWord:
    """A word of the names of bodies (责任单位); `canonical` is the full name where the word is a short one."""

    word: str
    kind: BodyKind
    canonical: str


@cache
def bodies() -> tuple[BodyWord, ...]:
    """Return the names of bodies and the pieces they are made of."""
    return tuple(BodyWord(row["word"], BodyKind(row["kind"]), row["canonical"]) for row in rows("bodies.csv"))


@dataclass(frozen=True, slots=True)
class NamedTime:
    """A time with a name (十四五, 元旦, 第一学期): its days as the table has them, empty where they differ by year."""

    name: str
    kind: str
    first: str
    last: str


@cache
def named_times() -> dict[str, NamedTime]:
    """Return the named times by name: plan periods, parts of the year, days and terms."""
    return {row["name"]: NamedTime(row["name"], row["kind"], row["from"], row["to"]) for row in rows("periods.csv")}
