"""The table of parts that leave no other part (互补): 男 and 女, 水田 and 旱田, the 货物, 工程 and 服务 of what is procured.

`complements.csv` has one row a division: `parts` are words in the names of the parts, `whole` a word that the name of the
whole must have where the parts leave others in other wholes, `note` what is divided.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Division:
    """A whole, if it must have a name, and words in the names of all its parts."""

    whole: str
    parts: tuple[str, ...]

    def divides(self, whole: str, names: list[str]) -> bool:
        """Say whether the names are those of all parts of a whole: 基本支出 and 项目支出 of 本年支出合计."""
        if len(names) != len(self.parts) or self.whole not in whole:
            return False
        found = [[at for at, name in enumerate(names) if part in name] for part in self.parts]
        return all(found) and len({at for places in found for at in places[:1]}) == len(names)


@cache
def divisions() -> tuple[Division, ...]:
    """Return the divisions of the table."""
    with (files("pipeline.lexicon") / "complements.csv").open(encoding="utf-8") as table:
        return tuple(Division(row["whole"], tuple(row["parts"].split())) for row in csv.DictReader(table))
