"""The rows that answers consist of: frozen and typed; `flat` makes one a flat record of named values."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from pipeline.model import State

Value = str | int | float | Decimal | date | datetime | bool | tuple[str, ...] | tuple[float, ...] | None


@dataclass(frozen=True, slots=True)
class Where:
    """Where a record stands, so that every answer is one step from its sentence.

    `path` names a member of an archive too: 一批.zip!计划.docx. `box` is left, top, right and bottom on the page in points;
    table, row and column count from 1; `confidence` is how sure text recognition was, 0 to 1.
    """

    sentence: str | None
    document: str
    title: str | None
    region: str | None
    region_code: str | None
    level: str
    kind: str
    issuer: str | None
    period_from: date | None
    period_to: date | None
    path: str
    page: int | None
    box: tuple[float, ...] | None
    table: int | None
    row: int | None
    column: int | None
    confidence: float | None
    start: int
    end: int
    rule: str
    state: State


@dataclass(frozen=True, slots=True)
class QuantityAnswer:
    """A target, an actual or another quantity."""

    id: str
    indicator: str
    value: Decimal | None
    high: Decimal | None
    unit: str
    comparator: str
    change: str
    status: str
    deadline: date | None
    responsible: tuple[str, ...]
    baseline: Decimal | None
    baseline_year: int | None
    binding: str | None
    quote: str
    where: Where


@dataclass(frozen=True, slots=True)
class DeadlineAnswer:
    """A time by which, from which or in which planned work is done."""

    id: str
    quote: str
    first: date | None
    last: date | None
    recurring: bool
    where: Where


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """A unit that the text makes responsible, and for what."""

    id: str
    name: str
    role: str
    quote: str
    scope: str
    where: Where


@dataclass(frozen=True, slots=True)
class GoalAnswer:
    """A target without a number."""

    id: str
    quote: str
    deadline: date | None
    responsible: tuple[str, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class DocumentAnswer:
    """A document with how much was found in it."""

    id: str
    title: str | None
    kind: str
    level: str
    region: str | None
    region_code: str | None
    issuer: str | None
    period_from: date | None
    period_to: date | None
    targets: int
    deadlines: int
    units: int
    goals: int
    issues: int
    characters: int
    format: str
    encoding: str | None
    path: str
    member: str | None
    part: int | None
    sha256: str
    extractor: str
    loaded_at: datetime
    state: State
    quality: float | None
    flaws: str | None
    previous: str | None
    superseded_by: str | None
    duplicate_of: str | None


Answer = QuantityAnswer | DeadlineAnswer | UnitAnswer | GoalAnswer | DocumentAnswer


def flat(answer: Any) -> dict[str, Value]:
    """Return the named values of an answer, those of where it stands behind its own."""
    found: dict[str, Value] = {}
    for field in fields(answer):
        value = getattr(answer, field.name)
        if is_dataclass(value):
            found |= flat(value)
        else:
            found[field.name] = value.value if isinstance(value, Enum) else value
    return found


def columns(kind: type) -> tuple[str, ...]:
    """Return the names of an answer's values in order, those of `Where` behind its own."""
    names: list[str] = []
    for field in fields(kind):
        names += columns(Where) if field.name == "where" else [field.name]
    return tuple(names)
