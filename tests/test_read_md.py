"""Markdown: headings, lists and tables without the signs that mark them."""

from __future__ import annotations

from pathlib import Path

from pipeline.model import BlockKind, Document, Format
from pipeline.read import read


def _read(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "plan.txt"
    path.write_text(text, encoding="utf-8")
    (document,) = read(path)
    return document


def test_headings_lists_and_tables(tmp_path: Path) -> None:
    document = _read(
        tmp_path,
        "# 柳河县2025年工作计划\n\n## 一、目标\n\n- **新建**幼儿园3所\n1. 造林1200亩\n> 详见[附件](a.docx)\n\n"
        "| 指标 | 2025年 |\n|------|:-----:|\n| 入园率 | **95%** |\n| 巩固率 |  |\n\n---\n\n**特此通知**\n",
    )
    assert document.source.format is Format.MD
    assert document.text == (
        "柳河县2025年工作计划\n一、目标\n新建幼儿园3所\n1. 造林1200亩\n详见附件\n指标\t2025年\n入园率\t95%\n巩固率\t\n特此通知\n"
    )
    assert [(block.kind, block.level) for block in document.blocks][:2] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
    ]
    (table,) = document.tables
    assert [cell.head for cell in table.cells] == [True, True, False, False, False, False]


def test_underlined_headings(tmp_path: Path) -> None:
    document = _read(tmp_path, "工作计划\n====\n\n目标\n----\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n")
    assert [block.level for block in document.blocks if block.kind is BlockKind.HEADING] == [1, 2]


def test_a_plain_text_with_dashes_and_stars_is_plain(tmp_path: Path) -> None:
    text = "工作计划\n------\n新建**所幼儿园|3所\n# 备注\n"
    document = _read(tmp_path, text)
    assert (document.source.format, document.text) == (Format.TXT, text)
