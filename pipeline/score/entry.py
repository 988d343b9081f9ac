"""What scoring compares: a document of the gold or an extracted one, read from JSON objects into typed entries."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

META_FIELDS = ("kind", "level", "region", "issuer", "period_from", "period_to")


class GoldError(Exception):
    """A gold folder that cannot be used, and why, in one line."""


class Kind(StrEnum):
    """The four kinds of records, by their name in the JSON objects."""

    QUANTITY = "quantities"
    DEADLINE = "deadlines"
    UNIT = "responsible_units"
    GOAL = "goals"


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of any kind, wanted or found; what its kind does not have is None.

    A wanted one is placed by `quote` and `context`, a found one by `start` and `end`.
    """

    quote: str | None
    context: str | None = None
    start: int | None = None
    end: int | None = None
    value: float | None = None
    high: float | None = None
    unit: str | None = None
    comparator: str | None = None
    change: str | None = None
    status: str | None = None
    indicator: str | None = None
    deadline: str | None = None
    responsible: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    recurring: bool = False
    role: str | None = None
    what: str | None = None


# Fields that are called the same in JSON.
_SAME_NAME = tuple(Entry.__dataclass_fields__.keys() - {"first", "last", "responsible", "recurring"})


@dataclass(frozen=True, slots=True)
class Page:
    """One document with its entries; `text` is empty for gold, which stores none."""

    name: str
    text: str
    meta: Mapping[str, str | None]
    entries: Mapping[Kind, tuple[Entry, ...]]


def _entry(record: Mapping[str, Any]) -> Entry:
    return Entry(
        **{field: record.get(field) for field in _SAME_NAME},
        first=record.get("from"),
        last=record.get("to"),
        responsible=tuple(record.get("responsible") or ()),
        recurring=bool(record.get("recurring")),
    )


def page(name: str, document: Mapping[str, Any]) -> Page:
    """Return the typed form of one gold file or of one object that `extract` prints."""
    entries = {kind: tuple(map(_entry, document.get(kind, ()))) for kind in Kind}
    return Page(name, document.get("text") or "", document.get("meta") or {}, entries)


def gold_pages(folder: Path) -> Iterator[Page]:
    """Yield the gold of a folder, one page for each `<file name>.json`, by name."""
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not files:
        raise GoldError(f"{folder}: holds no gold, wanted files named <document>.json")
    for file in files:
        try:
            document = json.loads(file.read_text(encoding="utf-8"))
        except ValueError as error:
            raise GoldError(f"{file}: is no JSON: {error}") from error
        if not isinstance(document, dict) or "meta" not in document:
            raise GoldError(f"{file}: is no gold, wanted an object with meta and lists of records")
        yield page(file.name.removesuffix(".json"), document)
