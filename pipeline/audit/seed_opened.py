"""What makers of seeds of several documents share: documents with one open place, and lists of aims and results."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.audit.seed_passages import GROWING, LIMITED, Indicator, Where, aim, report, told, value_of

OPEN = "@"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a seed: its file's name and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Opened:
    """Documents with one open place, and what stands there in the wrong and in the right ones."""

    papers: tuple[Paper, ...]
    wrong: str
    right: str

    def filled(self, words: str) -> tuple[Paper, ...]:
        """Return the documents with words in the open place."""
        return tuple(Paper(paper.name, paper.text.replace(OPEN, words)) for paper in self.papers)


Maker = Callable[[random.Random, Where], Opened]


def paper_of(place: str, year: int, text: str, what: str = "政府工作报告") -> Paper:
    return Paper(f"{place}{year}年{what}.txt", text)


def reported(rng: random.Random, place: str, year: int, *, aims: str = "", review: str = "") -> Paper:
    return paper_of(place, year, report(rng, place, year, aims=aims, review=review))


def values_of(rng: random.Random, indicators: Sequence[Indicator]) -> dict[Indicator, Decimal]:
    return {indicator: value_of(rng, indicator) for indicator in indicators}


def aims_of(rng: random.Random, values: dict[Indicator, Decimal], opened: Indicator | None = None) -> str:
    """Return the aims as a list, that of one indicator left open."""
    return "，".join(aim(rng, one, OPEN if one is opened else value) for one, value in values.items())


def results_of(values: dict[Indicator, Decimal], opened: Indicator | None = None) -> str:
    """Return that all aims were reached, each a little better than promised; that of one indicator is left open."""
    return "，".join(told(one, OPEN if one is opened else moved(one, value, 1)) for one, value in values.items())


def moved(indicator: Indicator, value: Decimal, steps: int) -> Decimal:
    """Return a value so many steps better, worse where steps are below zero."""
    return value + steps * indicator.better * Decimal(indicator.step)


def written(value: Decimal) -> str:
    return f"{value.normalize():f}"


def some_main(rng: random.Random, count: int = 3) -> list[Indicator]:
    """Return main indicators of a yearly plan."""
    return [*rng.sample(GROWING, count), *rng.sample(LIMITED, 1)]


def again(rng: random.Random, before: dict[Indicator, Decimal]) -> dict[Indicator, Decimal]:
    return {one: moved(one, value, rng.randrange(2)) for one, value in before.items()}


def missed_and_met(rng: random.Random, indicator: Indicator, value: Decimal) -> tuple[str, str]:
    """Return a value that is missed by more than 左右 forgives, and one that is reached."""
    steps = int(value / 5 / Decimal(indicator.step)) + rng.randrange(1, 6)
    return written(moved(indicator, value, -steps)), written(moved(indicator, value, rng.randrange(3)))
