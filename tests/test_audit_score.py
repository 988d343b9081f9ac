"""The audit against its seeds, and where the judged relations are at hand against them: no figure below its floor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.audit.score import score_relations, score_seeds
from pipeline.audit.seeds import read_seeds, seeds

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
FOLDER = ROOT / "corpus" / "audit"
FLOORS = json.loads((FOLDER / "floors.json").read_text(encoding="utf-8"))
TABLE = SHARED / "gold" / "audit" / "relations.jsonl"


def test_the_seeds_are_those_of_the_program() -> None:
    kept = read_seeds(FOLDER / "seeds.jsonl")
    assert kept == tuple(seeds())
    assert len(kept) >= 150
    assert all(seed.wrong != seed.right for seed in kept)


def test_seeds() -> None:
    found = score_seeds(FOLDER)
    assert found.precision >= FLOORS["seeds.precision"], found.as_table()
    assert found.recall >= FLOORS["seeds.recall"], found.as_table()


@pytest.mark.skipif(not TABLE.exists(), reason="the judged relations lie beside the repository and are not here")
def test_judged_relations() -> None:
    found = score_relations(TABLE, SHARED / "corpus")
    assert found.recall >= FLOORS["relations.recall"], found.as_table()
    assert len(found.alarms) <= FLOORS["relations.alarms"], found.as_table()
