"""The floors: the samples reach them, and no change of gold or drop of a figure passes unnoticed."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path

import pytest

from pipeline.score import floors, score

CORPUS = Path(__file__).parent.parent / "corpus"


@cache
def reached() -> dict[str, float]:
    """Return what the pipeline reaches on the samples now."""
    return floors.reached(score(CORPUS / "gold", floors.predictions(CORPUS)))


def test_no_figure_is_below_its_floor() -> None:
    assert floors.read_floors(CORPUS / "floors.json").broken_by(reached()) == {}


def test_the_floors_are_those_of_this_gold() -> None:
    kept, now = floors.read_floors(CORPUS / "floors.json").gold, floors.gold_digest(CORPUS / "gold")
    assert kept == now, "the gold has changed: python -m pipeline.score.floors raise"


def test_every_figure_has_a_floor() -> None:
    assert floors.read_floors(CORPUS / "floors.json").figures.keys() == reached().keys()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a corpus of one sample, with its gold and without floors."""
    (tmp_path / "gold").mkdir()
    name = "city-water-bureau-2024.txt"
    shutil.copy(CORPUS / name, tmp_path / name)
    shutil.copy(CORPUS / "gold" / f"{name}.json", tmp_path / "gold")
    return tmp_path


def _floors(corpus: Path) -> dict[str, float]:
    kept: dict[str, float] = json.loads((corpus / "floors.json").read_text(encoding="utf-8"))["floors"]
    return kept


def _set(corpus: Path, figure: str, value: float) -> None:
    kept = json.loads((corpus / "floors.json").read_text(encoding="utf-8"))
    kept["floors"][figure] = value
    (corpus / "floors.json").write_text(json.dumps(kept), encoding="utf-8")


def test_raising_lifts_and_lowering_needs_its_own_word(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(word: str) -> int:
        return floors.main([word, "--corpus", str(small)])

    assert run("raise") == 0
    first = _floors(small)
    _set(small, "overall", 0.01)
    assert (run("raise"), _floors(small)) == (0, first)
    _set(small, "overall", 1.01)
    assert run("check") == 1
    assert "overall: " in capsys.readouterr().err
    assert (run("raise"), _floors(small)["overall"]) == (1, 1.01)
    assert (run("lower"), _floors(small)) == (0, first)
    assert run("check") == 0


def test_a_change_of_gold_is_noticed(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert floors.main(["raise", "--corpus", str(small)]) == 0
    gold = small / "gold" / "city-water-bureau-2024.txt.json"
    gold.write_text(gold.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert floors.main(["check", "--corpus", str(small)]) == 1
    assert "gold has changed" in capsys.readouterr().err
