"""The samples and their gold: every record stands where its context says, has the values the guide allows, and the
samples that are built can be built again."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline.read import read
from pipeline.score.phrase import squeeze

CORPUS = Path(__file__).parent.parent / "corpus"
GOLD = {file.name.removesuffix(".json"): file for file in sorted((CORPUS / "gold").glob("*.json"))}
SAMPLES = [file for file in sorted(CORPUS.iterdir()) if file.suffix in (".txt", ".html", ".docx", ".pdf")]
SOURCES = sorted((CORPUS / "sources").glob("*.md"))
ALLOWED = {
    "quantities": {
        "comparator": {"ge", "gt", "le", "lt", "approx", "range", "eq"},
        "change": {"level", "increase", "decrease", "multiple"},
        "status": {"target", "actual", "other"},
    },
    "deadlines": {"recurring": {True, False}},
    "responsible_units": {"role": {"lead", "support", "responsible"}},
    "goals": {},
}
FIELDS = {
    "quantities": {
        *("quote", "value", "high", "unit", "comparator", "change"),
        *("status", "indicator", "deadline", "responsible"),
    },
    "deadlines": {"quote", "from", "to", "recurring", "what"},
    "responsible_units": {"quote", "role", "what"},
    "goals": {"quote", "deadline", "responsible"},
}
META = {"title", "kind", "level", "region", "issuer", "period_from", "period_to"}


@cache
def texts() -> dict[str, str]:
    """Return the text of every document of the samples, by the name that gold knows it by."""
    return {Path(found.source.name).name: found.text for sample in SAMPLES for found in read(sample)}


@cache
def gold(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(GOLD[name].read_text(encoding="utf-8"))
    return loaded


def records(name: str) -> list[tuple[str, dict[str, Any]]]:
    return [(kind, record) for kind in FIELDS for record in gold(name)[kind]]


def test_every_document_has_gold_and_every_gold_a_document() -> None:
    assert texts().keys() == GOLD.keys()


def test_the_readme_tells_of_every_sample() -> None:
    told = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert [sample.name for sample in SAMPLES if f"`{sample.name}`" not in told] == []


@pytest.mark.parametrize("name", GOLD)
def test_every_record_stands_at_one_place_of_its_own(name: str) -> None:
    text = squeeze(texts()[name]).text
    places: Counter[tuple[str, int]] = Counter()
    for kind, record in records(name):
        quote, context = squeeze(record["quote"]).text, squeeze(record.get("context", record["quote"])).text
        assert (text.count(context), context.count(quote)) == (1, 1), (kind, record)
        places[kind, text.index(context) + context.index(quote)] += 1
    assert [place for place, count in places.items() if count > 1] == []


@pytest.mark.parametrize("name", GOLD)
def test_every_record_has_the_fields_and_values_of_the_guide(name: str) -> None:
    assert gold(name)["meta"].keys() == META
    for kind, record in records(name):
        assert record.keys() - {"context"} == FIELDS[kind], record
        for field, values in ALLOWED[kind].items():
            assert record[field] in values, record
        for field in record.keys() & {"deadline", "from", "to"}:
            assert record[field] is None or date.fromisoformat(record[field]), record


@pytest.mark.parametrize("name", GOLD)
def test_what_belongs_to_targets_is_said_of_targets_alone(name: str) -> None:
    bodies = {squeeze(record["quote"]).text for record in gold(name)["responsible_units"]}
    for kind, record in records(name):
        if kind == "quantities":
            assert (record["high"] is not None) == (record["comparator"] == "range"), record
            assert record["status"] == "target" or not (record["deadline"] or record["responsible"]), record
        assert {squeeze(body).text for body in record.get("responsible", ())} <= bodies, record


@pytest.mark.parametrize("name", GOLD)
def test_units_are_simplified_and_without_scale(name: str) -> None:
    units = {record["unit"] for record in gold(name)["quantities"]}
    assert [unit for unit in units if re.search(r"[\d万亿余多萬個戶]|^个百", unit)] == []


def builder() -> ModuleType:
    """Return `corpus/build.py`, which is a script and no module of the package."""
    spec = importlib.util.spec_from_file_location("corpus_build", CORPUS / "build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their own module up while it is being made.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_a_built_sample_reads_as_the_one_that_is_kept(source: Path, tmp_path: Path) -> None:
    build = builder()
    if source.stem.endswith(".pdf"):
        pytest.importorskip("reportlab", reason="reportlab, which builds the pdf, is not installed")
        if not build.FONT.exists():
            pytest.skip(f"the font that the pdf is built with, {build.FONT.name}, is not installed")
    made = tmp_path / source.stem
    made.write_bytes(build.build(source))
    assert [found.text for found in read(made)] == [found.text for found in read(CORPUS / source.stem)]


def test_the_samples_in_chinese_encodings_are_no_utf8() -> None:
    for name in ("city-water-bureau-2024.txt", "county-economic-plan-1986.txt", "school-calendar-2024.html"):
        with pytest.raises(UnicodeDecodeError):
            (CORPUS / name).read_bytes().decode("utf-8")
