"""Formal lines: letterhead, addressees, signature and distribution are told from the text, and nothing in them is bidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.fold import fold
from pipeline.load.passages import places
from pipeline.model import Document, Formal, Format, Source
from pipeline.segment import segment
from pipeline.segment.formal import is_addressee
from pipeline.verbs import extract_document, read_document

NOTICE = """特急
青禾县人民政府文件
青政发〔2026〕5号\t签发人：王某
青禾县人民政府2026年工作计划
各乡镇人民政府，县直各单位，在青各企业：
为做好今年工作，现将有关事项通知如下：
一、年底前新建幼儿园3所，由县教育局牵头。
二、全年造林1200亩。
附件：1.2026年新建幼儿园3所任务分解表
2.县林业局造林1200亩计划
青禾县人民政府
二〇二六年二月二十日
（此件公开发布）
抄送：县委办公室，县人大常委会办公室，由县财政局负责经费。
青禾县人民政府办公室　2026年2月21日印发
附件1
2026年新建幼儿园任务分解表
年底前东街镇新建幼儿园2所。
""".replace("\t", "　")


def document(text: str) -> Document:
    return Document(Source("a.txt", "a" * 64, Format.TXT), text)


def formal(text: str) -> list[tuple[Formal, str]]:
    clauses = segment(document(text)).outline.clauses
    return [(clause.formal, clause.span.of(text)) for clause in clauses if clause.formal is not None]


def test_a_notice_is_told_apart_from_its_form() -> None:
    assert formal(NOTICE) == [
        (Formal.URGENCY, "特急"),
        (Formal.LETTERHEAD, "青禾县人民政府文件"),
        (Formal.NUMBER, "青政发〔2026〕5号　签发人：王某"),
        (Formal.ADDRESSEE, "各乡镇人民政府，县直各单位，在青各企业："),
        (Formal.ANNEXES, "附件：1.2026年新建幼儿园3所任务分解表"),
        (Formal.ANNEXES, "2.县林业局造林1200亩计划"),
        (Formal.SIGNATURE, "青禾县人民政府"),
        (Formal.DATE, "二〇二六年二月二十日"),
        (Formal.NOTE, "（此件公开发布）"),
        (Formal.COPIES, "抄送：县委办公室，县人大常委会办公室，由县财政局负责经费。"),
        (Formal.PRINTED, "青禾县人民政府办公室　2026年2月21日印发"),
    ]


def test_nothing_formal_is_bidden_and_the_text_is() -> None:
    found = extract_document(document(NOTICE))
    assert [one.quote for one in found.quantities if one.status.value == "target"] == ["3所", "1200亩", "2所"]
    assert [one.name for one in found.assignments] == ["青禾县教育局"]
    assert not [one for one in found.deadlines if "二〇二六" in one.quote or "2月" in one.quote]
    assert found.meta.issued is not None
    assert (found.meta.issued.isoformat(), found.meta.number) == ("2026-02-20", "青政发〔2026〕5号")


def test_formal_lines_are_passages_of_their_kind() -> None:
    held = document(NOTICE)
    kinds = [passage.kind for passage in places(held, segment(held).outline).passages if passage.kind in list(Formal)]
    assert kinds == [kind for kind, _ in formal(NOTICE)]


@pytest.mark.parametrize(
    "line",
    [
        "各县（区）人民政府，市直各单位：",
        "各省、自治区、直辖市教育厅（教委），新疆生产建设兵团教育局，部属各高等学校：",
        "教育部：",
        "青禾县人民政府、省发展改革委：",
        "县级机关各部门、各有关单位：",
        "各处室、教研组、年段，全体教工：",
        "张某某、李某委员：",
        "省长 王某某各位代表：",
        "同志们：",
    ],
)
def test_addressees(line: str) -> None:
    assert is_addressee(fold(line))


@pytest.mark.parametrize(
    "line",
    [
        "责任单位：",
        "项目牵头单位：",
        "牵头单位、配合单位：",
        "现将有关事项通知如下：",
        "各部门要做好以下工作：",
        "全县主要目标：",
        "一、各单位职责：",
        "副主任委员：",
        "（一）成立工作领导小组：",
        "县教育局负责下列工作：",
        "各县（区）人民政府，市直各单位",
    ],
)
def test_labels_and_lead_ins_are_no_addressees(line: str) -> None:
    assert not is_addressee(fold(line))


def test_a_table_that_lost_its_lines_is_not_signed() -> None:
    rows = "".join(f"新建幼儿园{n}所\n县教育局\n2026年{n}月30日\n" for n in range(3, 9))
    assert formal(f"青禾县2026年任务分解表\n{rows}") == []


def test_what_is_annexed_begins_with_a_heading() -> None:
    text = "青禾县教育局关于印发工作要点的通知\n附件：青禾县2026年教育工作要点\n一、年底前新建幼儿园3所。\n"
    assert formal(text) == []


def test_an_office_above_a_title_is_no_letterhead() -> None:
    text = "青禾县人民政府办公室\n关于印发工作要点的通知\n青政办发〔2026〕7号\n为做好今年工作，制定本要点。\n"
    assert formal(text) == [(Formal.NUMBER, "青政办发〔2026〕7号")]


def test_a_distribution_list_between_ruled_lines_is_formal(tmp_path: Path) -> None:
    copies = "<tr><td>抄送：县委办公室，由县财政局负责经费。</td></tr>"
    page = f"<table>{copies}<tr><td>县教育局办公室</td><td>2026年2月21日印发</td></tr></table>"
    (tmp_path / "a.html").write_text(
        f"<html><body><p>{'年底前新建幼儿园3所，由县教育局牵头。' * 3}</p>{page}</body></html>"
    )
    (read,) = read_document(tmp_path / "a.html")
    assert len(read.tables) == 1
    found = extract_document(read)
    kinds = [
        (clause.formal, clause.span.of(read.text)) for clause in found.outline.clauses if clause.formal is not None
    ]
    assert kinds == [
        (Formal.COPIES, "抄送：县委办公室，由县财政局负责经费。"),
        (Formal.PRINTED, "2026年2月21日印发"),
    ]
    assert {one.name for one in found.assignments} == {"县教育局"}
