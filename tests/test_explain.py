"""Explaining a document: every mention with its rule, every numeral that nothing claims with what is known of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.explain import explain, left_over
from pipeline.verbs import extract_text

TEXT = "青禾县2026年就业工作计划\n一、目标任务\n年底前城镇新增就业9000人以上，由县人社局牵头。\n执行《“十四五”就业规划》，统一口径。\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_clause_tells_what_was_found_in_it_and_by_which_rule() -> None:
    extraction = extract_text(TEXT)
    clause = next(clause for clause in explain(extraction) if "9000" in clause.span.of(TEXT))
    found = {(mark.kind.value, mark.span.of(TEXT)) for mark in clause.marks}
    assert {("deadline", "年底前"), ("quantity", "9000人"), ("unit", "县人社局")} <= found
    assert all(mark.rule for mark in clause.marks)
    said = next(mark.says for mark in clause.marks if mark.kind == "quantity")
    assert said.startswith("target ge 9000 人") and "due 2026-12-31" in said


@pytest.mark.parametrize(
    ("text", "numeral", "reason"),
    [
        (TEXT, "一", "label"),
        (TEXT, "十四五", "name"),
        ("县政府办公室\n2026年2月26日\n", "26", "time"),
        ("各部门要统一口径。\n", "一", "word"),
        ("编号ABC77的文件。\n", "77", "none"),
    ],
)
def test_a_numeral_that_nothing_claims_is_listed_with_what_is_known_of_it(text: str, numeral: str, reason: str) -> None:
    found = [(left.span.of(text), left.reason.value) for left in left_over(extract_text(text))]
    assert (numeral, reason) in found


def test_what_is_claimed_is_not_listed() -> None:
    assert "9000" not in [left.span.of(TEXT) for left in left_over(extract_text(TEXT))]


def test_the_command_prints_clauses_marks_and_counts(plan: Path) -> None:
    done = CliRunner().invoke(app, ["explain", str(plan)])
    assert done.exit_code == 0
    assert "年底前城镇新增就业9000人以上，由县人社局牵头。" in done.output
    assert "9000人  target ge 9000 人" in done.output
    assert done.output.rstrip().splitlines()[-1].count("1 quantity") == 1


def test_the_command_prints_one_object_a_document(plan: Path) -> None:
    done = CliRunner().invoke(app, ["explain", str(plan), "--format", "json"])
    told = json.loads(done.output)
    assert told["source"]["path"] == str(plan)
    marks = [mark for clause in told["clauses"] for mark in clause["marks"]]
    assert all(TEXT[mark["start"] : mark["end"]] == mark["quote"] for mark in marks)


def test_a_file_that_cannot_be_read_is_told_in_a_line(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["explain", str(tmp_path / "none.txt")])
    assert done.exit_code == 1
    assert "there is no such file" in done.output
