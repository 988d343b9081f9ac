"""The table of units and measure words (量词): how each is written, its canonical form, its dimension and its size.

`units.csv` has one row a unit: `factor` is the exact size in the base unit of its dimension, `han` tells whether a
Chinese numeral may stand before it (三所, but not 三度), `not_before` what makes another word of it (三个 but not
三个体), `note` the source.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit as it may be written, its canonical form, and its exact size in `base`."""

    written: str
    canonical: str
    dimension: str
    base: str
    factor: Fraction
    after_han: bool
    not_before: tuple[str, ...]


@cache
def units() -> dict[str, Unit]:
    """Return the units by how they are written: 平米 → 平方米, 亩 → 2000/3 平方米."""
    with (files("pipeline.lexicon") / "units.csv").open(encoding="utf-8") as table:
        return {row["unit"]: _unit(row) for row in csv.DictReader(table)}


def _unit(row: dict[str, str]) -> Unit:
    factor, not_before = Fraction(row["factor"]), tuple(row["not_before"].split())
    return Unit(row["unit"], row["canonical"], row["dimension"], row["base"], factor, row["han"] == "yes", not_before)
