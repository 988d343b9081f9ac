"""The words that may stand around an indicator's name without making another indicator of it, and those that do.

`subject_words.csv` has one row a word: `before` words may lead in (今年全省), `between` words may stand between the name and
its figure (比上年增长), a `qualifier` names the part of the population that is meant (城镇, 小学). `related.csv` has what is
often reported in place of an indicator, which is to be told: 零售物价 for 居民消费价格.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from pipeline.lexicon import rows


class Stand(StrEnum):
    """Where a word stands, seen from the indicator's name."""

    BEFORE = "before"
    BETWEEN = "between"
    QUALIFIER = "qualifier"
    PLACE = "place"


@cache
def subject_words(stand: Stand) -> tuple[str, ...]:
    """Return the words of one sort, the longest first, so that alternations made of them find the longest."""
    found = {row["word"] for row in rows("subject_words.csv") if row["place"] == stand}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def related() -> dict[str, tuple[str, ...]]:
    """Return for an indicator what may be reported in its place, the nearest first: 居民消费价格涨幅 → 零售物价总水平."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("related.csv"):
        found[row["indicator"]] = (*found.get(row["indicator"], ()), row["related"])
    return found
