"""Workbooks: sheets as they are shown, titles and notes out of the table, merged heads, hidden sheets left out."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model import BlockKind, Document, Format, IssueCode, ReadError
from pipeline.read import read
from pipeline.read.number_format import shown
from pipeline.verbs import extract_document

ROOT = Path(__file__).parent.parent


def _saved(tmp_path: Path, book: openpyxl.Workbook) -> Document:
    path = tmp_path / "plan.bin"
    book.save(path)
    (document,) = read(path)
    return document


def _targets(sheet: Worksheet) -> None:
    """Write a table of targets with a title, its unit, a head of two storeys and a note."""
    for row in (
        ("青禾县“十四五”教育发展规划主要指标",),
        (),
        ("指标", "规模与水平", None, "年均增长（%）", "属性"),
        (None, "2020年", "2025年", None, None),
        ("学前三年毛入园率（%）", 0.884, 0.95, None, "预期性"),
        ("九年义务教育巩固率（%）", 0.9613, 0.97, None, "约束性"),
        ("注：年均增长为五年平均数。",),
    ):
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("B3:C3")
    for cell in ("B5", "C5"):
        sheet[cell].number_format = "0.0%"
    for cell in ("B6", "C6"):
        sheet[cell].number_format = "0.0"
        sheet[cell].value *= 100


def test_title_head_body_and_note(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    _targets(book.active)
    document = _saved(tmp_path, book)
    assert document.source.format is Format.XLSX
    assert document.text == (
        "青禾县“十四五”教育发展规划主要指标\n"
        "指标\t规模与水平\t年均增长（%）\t属性\n"
        "2020年\t2025年\t\t\n"
        "学前三年毛入园率（%）\t88.4%\t95.0%\t\t预期性\n"
        "九年义务教育巩固率（%）\t96.1\t97.0\t\t约束性\n"
        "注：年均增长为五年平均数。\n"
    )
    assert [block.kind for block in document.blocks] == [BlockKind.HEADING, BlockKind.TABLE, BlockKind.PARAGRAPH]
    (table,) = document.tables
    merged = {
        (cell.row, cell.column): (cell.rows, cell.columns) for cell in table.cells if cell.rows * cell.columns > 1
    }
    assert merged == {(0, 0): (2, 1), (0, 1): (1, 2)}


def test_prose_above_and_below_a_table_is_no_row_of_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    lead = [
        "青禾县教育发展规划",
        "为推进教育现代化，制定本规划如下。",
        *(f"{at}、加强第{at}方面工作" for at in range(1, 9)),
    ]
    for text in lead:
        book.active.append([text])
    for row in (("指标", "2025年"), ("入园率（%）", 95), ("新建学校（所）", 12), ("各乡镇要按年度分解落实上述指标。",)):
        book.active.append(row)
    document = _saved(tmp_path, book)
    assert [table.span.of(document.text) for table in document.tables] == [
        "指标\t2025年\n入园率（%）\t95\n新建学校（所）\t12"
    ]
    assert document.text.splitlines()[: len(lead)] == lead


def test_a_table_of_targets_yields_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    _targets(book.active)
    found = extract_document(_saved(tmp_path, book)).quantities
    assert {(each.quote, each.status.value) for each in found} >= {("97.0", "target"), ("96.1", "actual")}


def test_hidden_sheets_are_left_out_and_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "任务分解"
    book.active.append(("任务", "时限"))
    book.active.append(("修建水渠12公里", "6月底前"))
    hidden = book.create_sheet("选项")
    hidden.append(("是", "否"))
    hidden.sheet_state = "veryHidden"
    document = _saved(tmp_path, book)
    assert document.text == "任务分解\n任务\t时限\n修建水渠12公里\t6月底前\n"
    assert [(issue.code, issue.detail) for issue in document.issues] == [
        (IssueCode.SHEET_HIDDEN, "the hidden sheet 选项 with 2 cells is left out")
    ]


def test_sheets_have_their_names_and_empty_rows_part_tables_with_titles(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    first.title = "造林"
    for row in (
        ("乡镇", "面积（亩）"),
        ("柳河镇", 1200),
        (),
        ("表二 抚育",),
        ("乡镇", "面积（亩）"),
        (),
        ("柳河镇", 800),
    ):
        first.append(row)
    second = book.create_sheet("Sheet2")
    second["B3"] = "说明：各乡镇于6月底前完成。"
    document = _saved(tmp_path, book)
    assert document.text == (
        "造林\n乡镇\t面积（亩）\n柳河镇\t1200\n表二 抚育\n乡镇\t面积（亩）\n柳河镇\t800\n说明：各乡镇于6月底前完成。\n"
    )
    assert len(document.tables) == 2


def test_days_and_formulas_nobody_computed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(("任务", "时限", "数量"))
    book.active.append(("验收", date(2025, 6, 30), "=1+1"))
    book.active["B2"].number_format = 'yyyy"年"m"月"d"日"'
    document = _saved(tmp_path, book)
    assert "验收\t2025年6月30日\t" in document.text
    assert [issue.code for issue in document.issues] == [IssueCode.TABLE_IRREGULAR]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.985, "0.0%", "98.5%"),
        (0.95, "0%", "95%"),
        (0.125, "0.00%", "12.50%"),
        (24.1, "General", "24.1"),
        (0.1 + 0.2, "General", "0.3"),
        (9000, "General", "9000"),
        (12345.678, "#,##0.00", "12,345.68"),
        (2.5, "0", "3"),
        (7, "000", "007"),
        (3.5, "0.0#", "3.5"),
        (36, '0"所"', "36所"),
        (1.25, '0.00\\ "万亩"_ ', "1.25 万亩"),
        (-3.2, "0.0;[Red](0.0)", "(3.2)"),
        (-3.2, "0.0_);[Red]0.0", "3.2"),
        (5600000, "0.0,,", "5.6"),
        (45838, 'yyyy"年"m"月"d"日"', "2025年6月30日"),
        (45838, "yyyy/m/d", "2025/6/30"),
        (45838, "[$-804]yyyy\"年\"m\"月\";@", "2025年6月"),
        (0.5, "# ?/?", "0.5"),
        (1e30, "yyyy/m/d", "1000000000000000000000000000000"),
    ],
)  # fmt: skip
def test_numbers_as_they_are_shown(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


def _workbook(sheet: str) -> bytes:
    """Return a workbook with one sheet of this XML."""
    file = io.BytesIO()
    book = openpyxl.Workbook()
    book.save(file)
    out = io.BytesIO()
    with zipfile.ZipFile(file) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            body = given.read(name) if name != "xl/worksheets/sheet1.xml" else sheet.encode()
            made.writestr(name, body)
    return out.getvalue()


_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'


def test_gigantic_dimensions_cost_nothing(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>指标</t></is></c><c r="XFD1"><v>1</v></c></row>'
        '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>入园率</t></is></c><c r="XFD1048576"><v>95</v></c></row>'
    )
    merged = '<mergeCells><mergeCell ref="B2:XFC1048575"/><mergeCell ref="A1:A1048575"/></mergeCells>'
    path = tmp_path / "plan.xlsx"
    path.write_bytes(_workbook(_SHEET.format(rows, merged)))
    (document,) = read(path)
    assert document.text == "指标\t1\n入园率\t95\n"


def test_more_cells_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUBIAO_ALLOW", "cells=100")
    rows = "".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c><c r="B{r}"><v>2</v></c></row>' for r in range(1, 60))
    path = tmp_path / "plan.xlsx"
    path.write_bytes(_workbook(_SHEET.format(rows, "")))
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.code == "too-large"


def test_an_old_workbook_shows_the_same() -> None:
    path = ROOT.parent / "shared" / "corpus" / "hospital_uploads" / "20220908155521595.xls"
    if not path.is_file():
        pytest.skip("../shared/corpus is not there")
    (document,) = read(path)
    assert document.source.format is Format.XLS
    (table,) = document.tables
    assert (max(cell.row for cell in table.cells), max(cell.column for cell in table.cells)) == (9, 11)
    assert document.text.count("1:2") >= 1
    assert document.text.startswith("盐城市第一人民医院2022年")
