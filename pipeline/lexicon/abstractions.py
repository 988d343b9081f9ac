"""The nouns whose Chinese-numeral counts only number parts: 四个维度, 三项工作 (GUIDE ruling 1)."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def abstractions() -> tuple[str, ...]:
    """Return the abstract nouns: 方面, 环节, 维度 …"""
    with (files("pipeline.lexicon") / "abstractions.csv").open(encoding="utf-8") as table:
        return tuple(row["noun"] for row in csv.DictReader(table))
