"""The audit against its seeds, and where the judged relations are at hand against them: no figure below its floor."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.audit import Severity, audit
from pipeline.audit.score import score_relations, score_seeds
from pipeline.audit.score_seeds_between import score_seeds_between
from pipeline.audit.seed_between import MAKERS, read_seeds_between, seeds_between
from pipeline.audit.seed_opened import Paper
from pipeline.audit.seeds import read_seeds, seeds
from pipeline.cli.app import app
from pipeline.verbs import extract_document, read_document

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


def test_the_seeds_of_several_documents_are_those_of_the_program() -> None:
    kept = read_seeds_between(FOLDER / "seeds_between.jsonl")
    assert kept == tuple(seeds_between())
    assert {seed.kind for seed in kept} == set(MAKERS)
    assert all(len(seed.wrong) == len(seed.right) >= 2 for seed in kept)
    assert all(sum(map(Paper.__ne__, seed.wrong, seed.right)) == 1 for seed in kept)


def test_seeds_of_several_documents() -> None:
    found = score_seeds_between(FOLDER / "seeds_between.jsonl")
    assert found.precision >= FLOORS["between.precision"], found.as_table()
    assert found.recall >= FLOORS["between.recall"], found.as_table()
    kinds = {seed.kind for seed in read_seeds_between(FOLDER / "seeds_between.jsonl") if seed.id not in found.missed}
    assert kinds == set(MAKERS), found.as_table()


@pytest.mark.skipif(not TABLE.exists(), reason="the judged relations lie beside the repository and are not here")
def test_judged_relations() -> None:
    found = score_relations(TABLE, SHARED / "corpus")
    assert found.recall >= FLOORS["relations.recall"], found.as_table()
    assert len(found.alarms) <= FLOORS["relations.alarms"], found.as_table()


REAL = SHARED / "corpus" / "seeds" / "003_c999a5b0f9dafbbf.txt"


@pytest.mark.skipif(not REAL.exists(), reason="the real documents lie beside the repository and are not here")
@pytest.mark.parametrize(
    ("told", "slip"),
    [("自评得分为98分", "自评得分为97分"), ("研修书籍26本", "研修书籍25本"), ("评估272所", "评估271所")],
)
def test_real_sums_hold_and_a_slip_in_them_is_found(told: str, slip: str) -> None:
    (document,) = (document for document in read_document(REAL) if told in document.text)
    slipped = replace(document, text=document.text.replace(told, slip))
    found = [
        [finding for finding in audit(extract_document(one)) if finding.severity is not Severity.NOTICE]
        for one in (document, slipped)
    ]
    assert found[0] == []
    assert len(found[1]) == 1


def test_score_audit_prints_the_figures(tmp_path: Path) -> None:
    run = CliRunner()
    some = tmp_path / "some"
    some.mkdir()
    for name, count in (("plan.txt", None), ("seeds.jsonl", 3), ("seeds_between.jsonl", 2)):
        lines = (FOLDER / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (some / name).write_text("".join(lines[:count]), encoding="utf-8")
    printed = run.invoke(app, ["score", "--audit", str(some)])
    assert printed.exit_code == 0
    assert "seeds: " in printed.output
    assert "seeds between documents: 2 of 2 found" in printed.output
    nothing = run.invoke(app, ["score", "--audit", str(tmp_path)])
    assert nothing.exit_code == 2
    assert "no seeds.jsonl" in nothing.output


def test_relations_of_other_documents_are_scored_and_what_is_in_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(
        "全县耕地面积6200亩，其中：水田1180亩、旱田5040亩。\n学校由100所增加到130所，增长30%。\n", encoding="utf-8"
    )
    rows = [
        ("R1", "inconsistent", "全县耕地面积6200亩，其中：水田1180亩、旱田5040亩", ("6200亩", "1180亩", "5040亩")),
        ("R2", "consistent", "学校由100所增加到130所，增长30%", ("100所", "130所", "30%")),
        ("R3", "inconsistent", "幼儿园12所", ("12所",)),
    ]
    table = [
        {
            "id": name,
            "document": "plan.txt",
            "kind": "other",
            "verdict": verdict,
            "quotes": [quote],
            "operands": [{"quote": operand} for operand in operands],
        }
        for name, verdict, quote, operands in rows
    ]
    path = tmp_path / "relations.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in table), encoding="utf-8")
    found = score_relations(path, tmp_path)
    assert (found.found, found.missed, found.alarms, found.others) == (("R1",), (), (), 1)
    assert found.nowhere == ("R3",)
    assert "1 not measured" in found.as_table()
