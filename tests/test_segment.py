"""Outlines, clauses and table rows, from texts and small tables written out here."""

from __future__ import annotations

import pytest

from pipeline.model import Cell, Document, Format, Source, Span, Table
from pipeline.segment import Reading, segment


def reading_of(text: str, *tables: Table) -> Reading:
    return segment(Document(Source("test", "0" * 64, Format.TXT), text, tables=tables))


def outline_of(text: str) -> list[str]:
    """The outline as lines, each heading indented by its level."""
    reading = reading_of(text)
    return ["  " * (section.level - 1) + reading.quote(section.title) for section in reading.outline.sections]


PLAN = "某县教育局工作要点\n为做好全年各项工作，结合我县教育实际，现将本年度的主要工作安排如下，请各校遵照执行。\n"


@pytest.mark.parametrize(
    ("body", "outline"),
    [
        (
            "一、总体目标\n办好教育。\n二、重点工作\n（一）学前教育\n1.扩大资源。新建园舍。\n2.提高质量。\n（二）义务教育\n",
            [
                "一、总体目标",
                "二、重点工作",
                "  （一）学前教育",
                "    1.扩大资源",
                "    2.提高质量",
                "  （二）义务教育",
            ],
        ),
        (
            "1、改善条件\n（一）抓校舍。\n（二）抓设备。\n2、培训教师\n",
            ["1、改善条件", "（一）抓校舍", "（二）抓设备", "  2、培训教师"],
        ),
        ("第一章 总则\n第一条 为规范管理，制定本规定。\n第二条 适用于全县。\n第二章 职责\n", None),
        (
            "一、保障措施。一是加强领导。二是落实经费，纳入预算。\n",
            ["一、保障措施", "  一是加强领导", "  二是落实经费，纳入预算"],
        ),
        ("1-2月份\n1.制定计划。\n3月份\n1.召开会议。\n", ["1-2月份", "  1.制定计划", "3月份", "  1.召开会议"]),
    ],
    ids=["一、（一）1.", "1、（一）", "第一章第一条", "一是二是", "月份"],
)
def test_outline(body: str, outline: list[str] | None) -> None:
    found = outline_of(PLAN + body)
    if outline is None:
        outline = ["第一章 总则", "  第一条", "  第二条", "第二章 职责"]
        found = [line[: len(want)] for line, want in zip(found, outline, strict=True)]
    assert found == outline


@pytest.mark.parametrize(
    "line",
    [
        "2011年，全县完成投资3.5亿元。",
        "1.5亿元资金已经到位。",
        "一要素一政策。",
        "时间：2022-01-08",
        "12月31日前上报。",
    ],
)
def test_what_numbers_nothing(line: str) -> None:
    assert outline_of(PLAN + line + "\n") == []


def test_flattened_pages_keep_their_outline() -> None:
    text = (
        PLAN
        + "现将有关情况报告如下：一、工作开展情况（一）抓好党建。开展学习。（二）抓好项目。二、2025年工作计划（一）再接再厉。"
    )
    assert outline_of(text) == [
        "一、工作开展情况",
        "  （一）抓好党建",
        "  （二）抓好项目",
        "二、2025年工作计划",
        "  （一）再接再厉",
    ]


def test_clauses_are_sentences_and_headings_are_marked() -> None:
    reading = reading_of(PLAN + "一、学前教育。入园率达95%；新建园3所。\n")
    assert [(reading.quote(clause.span), clause.heading) for clause in reading.outline.clauses[-3:]] == [
        ("一、学前教育。", True),
        ("入园率达95%；", False),
        ("新建园3所。", False),
    ]


def test_rows_know_their_heads_and_carry_merged_cells_down() -> None:
    text = "指标\t2020年\t2025年目标\n入学率\t小学\t99.1\t99.5\n初中\t98.2\t99\n"
    at = {word: Span(text.index(word), text.index(word) + len(word)) for word in text.split()}
    table = Table(
        Span(0, len(text)),
        (
            Cell(0, 0, columns=2, span=at["指标"]),
            Cell(0, 2, span=at["2020年"]),
            Cell(0, 3, span=at["2025年目标"]),
            Cell(1, 0, rows=2, span=at["入学率"]),
            Cell(1, 1, span=at["小学"]),
            Cell(1, 2, span=at["99.1"]),
            Cell(1, 3, span=at["99.5"]),
            Cell(2, 1, span=at["初中"]),
            Cell(2, 2, span=at["98.2"]),
            Cell(2, 3, span=Span(text.rindex("99"), text.rindex("99") + 2)),
        ),
    )
    reading = reading_of(text, table)
    last = reading.outline.rows[-1].cells[-1]
    assert reading.quote(last.span) == "99"
    assert [reading.quote(head) for head in last.heads] == ["2025年目标"]
    assert [reading.quote(head) for head in last.row_heads] == ["入学率", "初中"]
    assert [cell.carried for cell in reading.outline.rows[-1].cells] == [True, False, False, False]
