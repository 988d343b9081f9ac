"""Copies of other places' plans: found with the name that was left in them, and not where a plan only follows the same pattern."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.audit.run import audit_database, standing
from pipeline.audit.store import StoredFinding
from pipeline.ingest import ingest
from pipeline.load.outcome import Result
from pipeline.load.store import open_store

_HEAD = "{own}水利局2024年工作计划\n2024年，全县水利工作以提升防洪能力为重点，补齐短板，压实责任，确保完成全年任务。\n"
_PLAN = """一、总体要求
坚持节水优先、空间均衡、系统治理的思路，统筹水资源、水环境和水安全，推动水利事业稳步发展。
二、主要任务
（一）加快工程建设。年内完成病险水库除险加固{number}座，治理中小河流{length}公里，6月底前完成主体工程。
（二）强化河湖管护。全面落实河长制，每月开展巡查，及时清理乱占、乱采、乱堆、乱建问题，保持河道畅通。
（三）保障农村供水。12月底前改造老旧管网{length}公里，农村自来水普及率达到95%，让群众喝上放心水。
（四）抓好防汛抗旱。修订应急预案，储备防汛物资，落实二十四小时值班制度，做到早预警、早转移、早处置。
三、保障措施
加强组织领导，明确责任分工，强化督查考核，定期通报进度，确保{name}各项水利任务落到实处。
{own}水利局
"""


def _plan(own: str, name: str, number: int) -> str:
    return (_HEAD + _PLAN).format(own=own, name=name, number=number, length=3 * number)


def _found(folder: Path, *plans: str) -> list[StoredFinding]:
    files = folder / "plans"
    files.mkdir()
    for at, plan in enumerate(plans):
        (files / f"{at}.txt").write_text(plan, encoding="utf-8")
    place = str(folder / "plans.db")
    store = open_store(place, extractor="1")
    assert [outcome.result for outcome in ingest([files], store, jobs=1)] == [Result.LOADED] * len(plans)
    store.close()
    audit_database(place, jobs=1)
    return [found for found in standing(place, limit=50) if found.family == "copies"]


def test_a_copy_with_the_name_left_in_it_is_a_warning(tmp_path: Path) -> None:
    (found,) = _found(tmp_path, _plan("淳安县", "淳安县", 6), _plan("庆元县", "淳安县", 4))
    assert found.severity == "warning"
    assert "“淳安县”1处" in found.arithmetic
    assert found.sides[0].quote == "淳安县"


def test_a_copy_without_the_name_is_a_notice(tmp_path: Path) -> None:
    (found,) = _found(tmp_path, _plan("淳安县", "淳安县", 6), _plan("庆元县", "庆元县", 4))
    assert found.severity == "notice"
    assert {place.quote for place in found.sides[::2]} == {place.quote for place in found.sides[1::2]}


@pytest.mark.parametrize(
    "other",
    [
        _plan("淳安县", "淳安县", 9),
        "关于转发工作计划的通知\n现将县水利局计划转发给你们，请认真执行。\n" + _plan("庆元县", "庆元县", 4),
        _HEAD.format(own="庆元县")
        + "一、开展农田灌溉渠系配套改造，完善计量设施，推进农业水价综合改革。\n二、实施水土流失治理，营造水土保持林，"
        "推广坡耕地改梯田，落实封禁措施，提高植被覆盖。\n三、推进水文站网建设，更新观测设备，提升预报精度，发布汛情公报。"
        "\n四、加强水行政执法，查处非法采砂，规范取水许可，征收水资源费，开展节水型社会宣传活动，普及节水知识。\n",
    ],
    ids=["the same issuer", "handed on", "the same pattern only"],
)
def test_what_is_no_copy_of_another(tmp_path: Path, other: str) -> None:
    assert _found(tmp_path, _plan("淳安县", "淳安县", 6), other) == []
