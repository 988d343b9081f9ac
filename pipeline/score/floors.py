"""The floors under the scores: what the samples of `corpus/` must reach, kept in `corpus/floors.json`.

`python -m pipeline.score.floors` checks them, `… raise` lifts each to what is reached now, `… lower` is the only word
that takes one down. A floor holds for one state of the gold, which its digest pins.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.output import as_dict
from pipeline.score import Report, score
from pipeline.verbs import extract_document, read_document

# Places kept of a figure: enough to notice one record of a thousand.
_PLACES = 4


@dataclass(frozen=True, slots=True)
class Floors:
    """What each figure must reach, and the digest of the gold for which that was found."""

    gold: str
    figures: dict[str, float]

    def broken_by(self, figures: dict[str, float]) -> dict[str, tuple[float, float]]:
        """Return the figures that lie below their floor, with the floor and what was reached."""
        reached = {name: figures.get(name, 0.0) for name in self.figures}
        return {name: (floor, reached[name]) for name, floor in self.figures.items() if reached[name] < floor}


def gold_digest(folder: Path) -> str:
    """Return a digest of all gold files, which changes with any record in them."""
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*.json")):
        digest.update(f"{file.name}\n".encode() + file.read_bytes())
    return digest.hexdigest()


def read_floors(path: Path) -> Floors:
    """Return the floors kept in a file."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Floors(kept["gold"], kept["floors"])


def predictions(corpus: Path) -> Iterator[dict[str, Any]]:
    """Yield what the pipeline extracts from each sample that has gold."""
    names = {file.name.removesuffix(".json").partition("#")[0] for file in (corpus / "gold").glob("*.json")}
    for name in sorted(names):
        for document in read_document(corpus / name):
            yield as_dict(extract_document(document))


def reached(report: Report) -> dict[str, float]:
    """Return the figures that floors are kept for, rounded down: micro F1 of each kind, accuracy of each field."""
    scale = 10**_PLACES
    figures = {name: value for name, value in report.figures().items() if not name.endswith(".macro")}
    return {name: math.floor(value * scale + 1e-9) / scale for name, value in figures.items()}


def _write(path: Path, floors: Floors) -> None:
    kept = {"gold": floors.gold, "floors": dict(sorted(floors.figures.items()))}
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _told(broken: dict[str, tuple[float, float]]) -> str:
    return "\n".join(f"{name}: {now} is below its floor {floor}" for name, (floor, now) in broken.items())


def main(given: list[str] | None = None) -> int:
    """Check, raise or lower the floors; return 1 where they do not hold."""
    options = argparse.ArgumentParser(prog="python -m pipeline.score.floors", description="Floors under the scores.")
    options.add_argument("word", nargs="?", choices=("check", "raise", "lower"), default="check")
    options.add_argument("--corpus", type=Path, default=Path("corpus"), help="folder of samples, gold and floors.json")
    chosen = options.parse_args(given)
    path: Path = chosen.corpus / "floors.json"
    now, digest = (
        reached(score(chosen.corpus / "gold", predictions(chosen.corpus))),
        gold_digest(chosen.corpus / "gold"),
    )
    kept = read_floors(path) if path.exists() else Floors(digest, {})
    broken = kept.broken_by(now)
    if chosen.word == "lower":
        _write(path, Floors(digest, now))
        print(f"{len(broken)} floors lowered\n{_told(broken)}".strip())
        return 0
    if broken:
        print(f"{_told(broken)}\nMend that, or say `lower` and in the commit why.", file=sys.stderr)
        return 1
    if chosen.word == "raise":
        _write(path, Floors(digest, now))
        lifted = {name: value for name, value in now.items() if value > kept.figures.get(name, -1.0)}
        print("\n".join([f"{len(lifted)} floors raised", *(f"{name}: {value}" for name, value in lifted.items())]))
        return 0
    if digest != kept.gold:
        print("The gold has changed since the floors were set: say `raise`.", file=sys.stderr)
        return 1
    print(f"{len(kept.figures)} floors hold")
    return 0


if __name__ == "__main__":
    sys.exit(main())
