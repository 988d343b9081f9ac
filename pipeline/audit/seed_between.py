"""Seeds of the audit between documents: a few small documents that do not hold together, each with twins that do.

A seed differs from its twin in one figure, year, name or clause; its places are its own, so that all seeds fit one database.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.audit import seed_above, seed_copies, seed_years
from pipeline.audit.seed_opened import Maker, Paper
from pipeline.audit.seed_passages import places

# The seeds are the same wherever they are made.
_SEED = 20250202
_EACH = 6
# Each kind with the rule that finds it.
MAKERS: dict[str, tuple[str, Maker]] = seed_above.MAKERS | seed_years.MAKERS | seed_copies.MAKERS


@dataclass(frozen=True, slots=True)
class BetweenSeed:
    """Documents that do not hold together, and their twins that do; `kind` says what is wrong."""

    id: str
    kind: str
    wrong: tuple[Paper, ...]
    right: tuple[Paper, ...]


def seeds_between() -> Iterator[BetweenSeed]:
    """Yield the seeds of several documents, six of each kind, the same in every run, no two of the same place."""
    free = places(random.Random(_SEED))
    for kind, (_, maker) in MAKERS.items():
        rng = random.Random(f"{_SEED} {kind}")
        for number in range(1, _EACH + 1):
            made = maker(rng, next(free))
            yield BetweenSeed(f"{kind} {number}", kind, made.filled(made.wrong), made.filled(made.right))


def read_seeds_between(path: Path) -> tuple[BetweenSeed, ...]:
    """Return the seeds of several documents kept in a file."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return tuple(
        BetweenSeed(row["id"], row["kind"], *(tuple(Paper(**one) for one in row[side]) for side in ("wrong", "right")))
        for row in rows
    )


def write_seeds_between(path: Path) -> None:
    """Write the seeds of several documents into a file, one a line."""
    lines = [json.dumps(asdict(seed), ensure_ascii=False) for seed in seeds_between()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
