"""The table of indicators (指标) that plans set targets for: canonical name, synonyms, unit, and which way is better.

`indicators.csv` has one row an indicator: `direction` is `higher`, `lower` or `none`; `ceiling` is the most that the
value can reach (100 for shares of a group, empty where it may pass: a 毛入学率 counts pupils of any age).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Direction(StrEnum):
    """Which way an indicator is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: its canonical name, how else it is written, its usual unit, direction and highest possible value."""

    name: str
    synonyms: tuple[str, ...]
    unit: str
    direction: Direction
    ceiling: Decimal | None
    domain: str


@cache
def indicators() -> dict[str, Indicator]:
    """Return the indicators by every name that they have: 毛入园率 → 学前三年毛入园率."""
    named: dict[str, Indicator] = {}
    with (files("pipeline.lexicon") / "indicators.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            found = Indicator(
                row["indicator"],
                tuple(row["synonyms"].split()),
                row["unit"],
                Direction(row["direction"]),
                Decimal(row["ceiling"]) if row["ceiling"] else None,
                row["domain"],
            )
            named |= dict.fromkeys((found.name, *found.synonyms), found)
    return named
