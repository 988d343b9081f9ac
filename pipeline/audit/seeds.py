"""Seeds of the audit: words whose arithmetic is wrong, each with a twin of the same wording that is right.

`python -m pipeline.audit.seeds corpus/audit` writes `seeds.jsonl` and `seeds_between.jsonl` anew, the same for the same program. Most seeds stand
in a plan that holds together (`plan.txt`), so that a finding elsewhere in it is a false alarm as well.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from pipeline.audit import seed_amounts, seed_counts, seed_plans, seed_rates, seed_sums, seed_tables, seed_values
from pipeline.audit.seed import Form, Maker, Seed
from pipeline.audit.seed_between import write_seeds_between

# The seeds are the same wherever they are made.
_SEED = 20250101
_EACH, _TRIES = 6, 60
MAKERS: tuple[tuple[Form, dict[str, Maker]], ...] = (
    (Form.WORDS, seed_sums.MAKERS),
    (Form.WORDS, seed_rates.MAKERS),
    (Form.WORDS, seed_amounts.MAKERS),
    (Form.WORDS, seed_counts.MAKERS),
    (Form.WORDS, seed_values.MAKERS),
    (Form.MARKDOWN, seed_tables.MAKERS),
    (Form.DOCUMENT, seed_plans.MAKERS),
)


def seeds() -> Iterator[Seed]:
    """Yield the seeds, six of each kind, the same in every run."""
    for form, makers in MAKERS:
        for kind, maker in makers.items():
            rng = random.Random(f"{_SEED} {kind}")
            made = {pair for _ in range(_TRIES) if (pair := maker(rng))[0] != pair[1]}
            for number, (wrong, right) in enumerate(sorted(made)[:: max(1, len(made) // _EACH)][:_EACH], 1):
                yield Seed(f"{kind} {number}", kind, wrong, right, form)


def read_seeds(path: Path) -> tuple[Seed, ...]:
    """Return the seeds kept in a file."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return tuple(Seed(**row | {"form": Form(row["form"])}) for row in rows)


def main(given: list[str] | None = None) -> None:
    """Write the seeds into a folder."""
    options = argparse.ArgumentParser(prog="python -m pipeline.audit.seeds", description="Write the audit's seeds.")
    options.add_argument("folder", type=Path)
    folder: Path = options.parse_args(given).folder
    lines = [json.dumps(asdict(seed), ensure_ascii=False) for seed in seeds()]
    (folder / "seeds.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    write_seeds_between(folder / "seeds_between.jsonl")


if __name__ == "__main__":
    main()
