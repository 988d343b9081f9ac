"""The public verbs end to end, on a small plan whose every record is known by hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import pipeline
from pipeline import as_dict, extract_document, extract_text, read_document
from pipeline.model import Kind, Level, Role

PLAN = """安溪县教育局2023年工作要点

一、学前教育
年内新建公办幼儿园4所，6月底前全部开工，学前三年毛入园率达到97.5%以上。（责任单位：基教科；配合单位：财务科）

二、义务教育
秋季开学前完成12所薄弱学校改造。由县教育局牵头，各乡镇人民政府配合。
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="gb18030")
    return path


def test_a_plan_end_to_end(plan: Path) -> None:
    (document,) = read_document(plan)
    found = extract_document(document)
    assert (found.meta.kind, found.meta.level, found.meta.region) == (Kind.PLAN, Level.COUNTY, "安溪县")
    assert (found.meta.period.first, found.meta.period.last) == (date(2023, 1, 1), date(2023, 12, 31))
    assert [(q.quote, q.indicator, q.deadline, q.responsible) for q in found.quantities[:2]] == [
        ("4所", "新建公办幼儿园", date(2023, 12, 31), ("基教科", "财务科")),
        ("97.5%", "学前三年毛入园率", date(2023, 12, 31), ("基教科", "财务科")),
    ]
    assert {(body.quote, body.role) for body in found.assignments} == {
        ("基教科", Role.RESPONSIBLE),
        ("财务科", Role.SUPPORT),
        ("县教育局", Role.LEAD),
        ("各乡镇人民政府", Role.SUPPORT),
    }


def test_every_record_slices_back(plan: Path) -> None:
    (document,) = read_document(plan)
    printed = as_dict(extract_document(document))
    records = [record for kind in ("quantities", "deadlines", "responsible_units", "goals") for record in printed[kind]]
    assert len(records) >= 10
    assert all(printed["text"][record["start"] : record["end"]] == record["quote"] for record in records)
    json.dumps(printed, ensure_ascii=False)


def test_a_piece_of_text_takes_the_period_that_is_given() -> None:
    (target,) = extract_text("年底前入园率达95%。", period=(None, date(2030, 12, 31))).quantities
    assert target.deadline == date(2030, 12, 31)


def test_an_empty_text_yields_nothing() -> None:
    found = extract_text("")
    assert (found.quantities, found.deadlines, found.assignments, found.goals) == ((), (), (), ())


def test_the_door_holds_what_it_names() -> None:
    assert all(hasattr(pipeline, name) for name in pipeline.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        pipeline.nothing  # noqa: B018
