"""The measuring: figures worked out by hand on a small document, and those of the guide's own scorer on real gold."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.score import GoldError, score
from pipeline.score.phrase import likeness, same_number, same_unit, squeeze

CORPUS = Path(__file__).parent.parent / "corpus"
SHARED = Path(__file__).parent.parent.parent / "shared" / "gold"
TEXT = "二〇二四年底前，入学率达 95%以上，新建学校2所（县教育局负责）。"


def quantity(quote: str, **fields: Any) -> dict[str, Any]:
    plain = {"high": None, "comparator": "eq", "change": "level", "status": "target", "deadline": "2024-12-31"}
    return {"quote": quote, "responsible": ["县教育局"], **plain, **fields}


def placed(record: dict[str, Any]) -> dict[str, Any]:
    start = TEXT.index(record["quote"])
    return {**record, "start": start, "end": start + len(record["quote"])}


RATE = quantity("95%", value=95, unit="%", comparator="ge", indicator="入学率")
SCHOOLS = quantity("2所", value=2, unit="所", indicator="新建学校")
DUE = {"quote": "二〇二四年底前", "from": None, "to": "2024-12-31", "recurring": False, "what": "新建学校"}
BODY = {"quote": "县教育局", "role": "responsible", "what": "新建学校"}
META = {
    "title": "计划",
    "kind": "plan",
    "level": "county",
    "region": None,
    "issuer": "县教育局",
    "period_from": None,
    "period_to": None,
}
WANTED = {"meta": META, "quantities": [RATE, SCHOOLS], "deadlines": [DUE], "responsible_units": [BODY], "goals": []}


@pytest.fixture
def gold_dir(tmp_path: Path) -> Path:
    (tmp_path / "计划.txt.json").write_text(json.dumps(WANTED), encoding="utf-8")
    return tmp_path


def found(**changed: Any) -> dict[str, Any]:
    """Return a prediction that is right in all, but for what is changed."""
    right = {kind: [placed(record) for record in WANTED[kind]] for kind in WANTED if kind != "meta"}
    return {"source": {"path": "来源/计划.txt"}, "meta": META, "text": TEXT, **right, **changed}


def test_all_right_is_one_everywhere(gold_dir: Path) -> None:
    report = score(gold_dir, [found()])
    assert report.overall == 1.0
    assert {name: rate.mean for name, rate in report.rates.items()} == dict.fromkeys(report.rates, 1.0)
    assert (report.slips, report.missing, report.unmatched) == ((), (), ())


def test_a_missing_document_finds_nothing(gold_dir: Path) -> None:
    report = score(gold_dir, [found(source={"path": "别的.txt"})])
    assert (report.missing, report.unmatched) == (("计划.txt",), ("别的.txt",))
    assert (report.overall, report.rows["quantity"].tally.wanted) == (0.0, 2)


@pytest.mark.parametrize(
    ("changes", "hits", "targets"),
    [
        ({"value": 94}, 1, 1),
        ({"unit": "‰"}, 1, 1),
        ({"unit": "％"}, 2, 2),
        ({"comparator": "eq"}, 2, 1),
        ({"indicator": "巩固水平"}, 2, 1),
        ({"status": "actual"}, 2, 1),
        ({"deadline": None, "responsible": []}, 2, 2),
        ({"start": 0}, 1, 1),
    ],
    ids=str,
)
def test_one_field_read_wrong(gold_dir: Path, changes: dict[str, Any], hits: int, targets: int) -> None:
    rows = score(gold_dir, [found(quantities=[{**placed(RATE), **changes}, placed(SCHOOLS)])]).rows
    assert (rows["quantity"].tally.hit, rows["target"].tally.hit) == (hits, targets)


def test_precision_and_recall_part_ways(gold_dir: Path) -> None:
    report = score(gold_dir, [found(quantities=[placed(RATE)], responsible_units=[placed(BODY), {**BODY, "start": 0}])])
    recall, precision = report.rows["quantity"].tally, report.rows["responsible unit"].tally
    assert (recall.precision, recall.recall, recall.f1) == (1.0, 0.5, pytest.approx(2 / 3))
    assert (precision.precision, precision.recall) == (0.5, 1.0)


def test_errors_are_named(gold_dir: Path) -> None:
    late = {**placed(DUE), "to": "2024-11-30"}
    report = score(gold_dir, [found(quantities=[{**placed(RATE), "value": 94}], deadlines=[late])])
    assert [(slip.sort, slip.quote) for slip in report.slips] == [
        ("quantity missed", "2所"),
        ("quantity misread", "95%"),
        ("deadline.resolved", "二〇二四年底前"),
    ]
    assert "quantity misread: 1" in report.as_table(errors=5)


def test_gained_and_lost_against_an_earlier_run(gold_dir: Path) -> None:
    earlier = score(gold_dir, [found(quantities=[placed(RATE)])]).as_dict()
    saved = json.loads(json.dumps(earlier))
    difference = score(gold_dir, [found(quantities=[placed(SCHOOLS)])]).against(saved)
    assert difference.gained == ("计划.txt | quantity | 2所 | ", "计划.txt | target | 2所 | ")
    assert difference.lost == ("计划.txt | quantity | 95% | ", "计划.txt | target | 95% | ")
    assert difference.as_text().splitlines()[0] == "gained 2, lost 2"


@pytest.mark.parametrize("content", ["", "[]", '{"quantities": []}'])
def test_gold_that_is_none_is_told_in_one_line(tmp_path: Path, content: str) -> None:
    (tmp_path / "坏.json").write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=r"坏\.json"):
        score(tmp_path, [])


def test_a_folder_without_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="holds no gold"):
        score(tmp_path / "空", [])


def test_words_are_compared_blind_to_blanks_width_and_script() -> None:
    assert squeeze("１ 所 | 學校\t").text == "1所學校"
    assert likeness("縣財政局", "县 财政局") == 1.0
    assert likeness("入学率", "小学入学率") == pytest.approx(0.75)
    assert (likeness(None, ""), likeness(None, "率")) == (1.0, 0.0)
    assert same_unit("㎡", "平方米")
    assert (same_number(None, None), same_number(None, 0), same_number(66.67, 66.67)) == (True, False, True)


def _imperfect(document: dict[str, Any]) -> dict[str, Any]:
    """Return a prediction made from gold alone: its quotes are the text, every third record is lost or bent."""
    text, made = "", {}
    for kind in ("quantities", "deadlines", "responsible_units", "goals"):
        kept = []
        for number, record in enumerate(document[kind]):
            context = record.get("context") or record["quote"]
            start = len(text) + context.index(record["quote"])
            text += context + "\n"
            if number % 3:
                kept.append({**record, "start": start, "end": start + len(record["quote"]), "comparator": "eq"})
        made[kind] = kept
    return {"meta": {**document["meta"], "level": "county"}, "text": text, **made}


def _both(gold: Path, made: list[dict[str, Any]], folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the figures of the guide's scorer and ours over the same predictions."""
    lines = folder / "predictions.jsonl"
    lines.write_text("\n".join(json.dumps(prediction) for prediction in made), encoding="utf-8")
    command = [sys.executable, str(SHARED / "score.py"), str(gold), str(lines), "--json"]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(told.stdout), score(gold, made).as_dict()


@pytest.mark.skipif(not (SHARED / "score.py").exists(), reason="the guide's own scorer, ../shared/gold, is not here")
@pytest.mark.parametrize("gold", [CORPUS / "gold", SHARED / "dev"], ids=["corpus", "dev"])
def test_figures_are_those_of_the_guides_scorer(gold: Path, tmp_path: Path) -> None:
    made = []
    for file in sorted(gold.glob("*.json"))[1:]:
        document = json.loads(file.read_text(encoding="utf-8"))
        made.append({"source": {"path": file.name.removesuffix(".json")}, **_imperfect(document)})
    theirs, ours = _both(gold, made, tmp_path)
    assert ours["overall"] == pytest.approx(theirs["overall"])
    assert 0.2 < ours["overall"] < 0.9
    for kind, row in theirs["rows"].items():
        assert ours["rows"][kind] == pytest.approx(row), kind
    for field, (mean, count) in theirs["rates"].items():
        assert ours["rates"][field] == pytest.approx([mean, count]), field
    assert (ours["missing"], ours["unmatched"]) == (theirs["missing"], theirs["unmatched"])
