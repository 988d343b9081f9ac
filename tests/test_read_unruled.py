"""Tables of a pdf without vertical lines: read where a head, aligned rows and numbers are; all else in columns is none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.model import Document
from pipeline.read import read

HEIGHT = A4[1]
LEFTS = (80, 220, 300, 380)
HEAD = ("指标名称", "单位", "2024年", "2025年")
BODY = (
    ("造林面积", "亩", "1500", "1600"),
    ("改造农村公路", "公里", "42.5", "55"),
    ("城镇登记失业率", "%", "3.1", "3.0"),
    ("新增学位", "个", "900", "1200"),
)
PROSE = "全县要把造林绿化摆在突出位置，层层压实责任，加强督促检查，确保各项任务按期完成，年终进行考核。"


class Page:
    """One page on which lines of pieces are drawn, each at its own place."""

    def __init__(self, path: Path) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        self.path = path
        self.canvas = Canvas(str(path), pagesize=A4)
        self.top = 100.0

    def row(self, texts: Sequence[str], lefts: Sequence[float] = LEFTS, *, step: float = 22) -> None:
        self.canvas.setFont("STSong-Light", 12)
        for text, left in zip(texts, lefts, strict=False):
            self.canvas.drawString(left, HEIGHT - self.top, text)
        self.top += step

    def rule(self) -> None:
        self.canvas.line(80, HEIGHT - self.top + 16, 440, HEIGHT - self.top + 16)

    def read(self) -> Document:
        self.canvas.save()
        (document,) = read(self.path)
        return document


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return Page(tmp_path / "plan.pdf")


def _lines(*rows: Sequence[str]) -> str:
    return "".join("\t".join(row) + "\n" for row in rows)


@pytest.mark.parametrize("ruled", [True, False], ids=["三线表", "无线表"])
def test_aligned_rows_below_a_head_are_a_table(page: Page, ruled: bool) -> None:
    page.row(("一、主要目标",), (104,))
    page.row(("表1", "主要指标", "单位：见表"), (120, 220, 340))
    for number, row in enumerate((HEAD, *BODY)):
        if ruled and number < 2:
            page.rule()
        page.row(row)
    if ruled:
        page.rule()
    page.top += 20
    page.row(("注：2024年为预计数。",), (80,))
    document = page.read()
    assert document.text == "一、主要目标\n表1 主要指标 单位：见表\n" + _lines(HEAD, *BODY) + "注：2024年为预计数。\n"
    (table,) = document.tables
    assert {(cell.row, cell.column) for cell in table.cells} == {
        (row, column) for row in range(5) for column in range(4)
    }


def test_numbers_set_to_the_right_below_names_set_in_the_middle(page: Page) -> None:
    page.row(HEAD, (100, 220, 296, 376))
    for row in BODY:
        lefts = (80, 222, *(left + 40 - 6 * len(text) for left, text in zip((296, 376), row[2:], strict=True)))
        page.row(row, lefts)
    assert page.read().text == _lines(HEAD, *BODY)


def test_empty_cells_keep_their_place(page: Page) -> None:
    page.row(HEAD)
    page.row(("农业", "", "", ""))
    for row in (*BODY[:2], ("开行班列", "", "12", ""), *BODY[2:], ("新增床位", "", "", "80")):
        page.row(row)
    document = page.read()
    assert document.text.splitlines()[1] == "农业\t\t\t"
    assert document.text.splitlines()[4] == "开行班列\t\t12\t"
    assert document.text.splitlines()[7] == "新增床位\t\t\t80"


def test_a_cell_goes_on_in_the_next_line(page: Page) -> None:
    head = ("序号", "工作任务", "数量", "责任单位")
    page.row(head)
    for number in range(1, 5):
        page.row((str(number), "改造老旧小", str(10 * number), "县住房城"), step=14)
        page.row(("", "区并验收", "", "乡建设局"))
    rows = [(str(number), "改造老旧小区并验收", str(10 * number), "县住房城乡建设局") for number in range(1, 5)]
    assert page.read().text == _lines(head, *rows)


def test_a_row_of_one_cell_that_is_no_end_of_a_cell_is_a_row(page: Page) -> None:
    rows = [*((f"县区{at}", "12.5", f"{name}、支出", "30") for at, name in enumerate("一二三四"))]
    rows += [("", "", f"{name}、支出", "") for name in "五六"] + [("合计", "50", "合计", "120")]
    for row in (("项目", "收入", "科目", "金额"), *rows):
        page.row(row)
    assert page.read().text == _lines(("项目", "收入", "科目", "金额"), *rows)


def test_a_table_with_its_head_on_the_next_page_too_is_one(page: Page) -> None:
    for _ in range(2):
        for row in (HEAD, *BODY):
            page.row(row)
        page.canvas.showPage()
        page.top = 100.0
    document = page.read()
    assert document.text == _lines(HEAD, *BODY, *BODY)
    assert len(document.tables) == 1


NAMES = [("张明", "李红", "王强", "赵敏")] * 6
NO_TABLES: dict[str, list[Sequence[str]]] = {
    "names": [("组长", "副组长", "成员", "秘书"), *NAMES],
    "contents": [(f"第{name}章", "总体要求", "……", str(page)) for page, name in enumerate("一二三四五六", 3)],
    "contents without dots": [
        (f"第{name}章", "总体要求", "概述", str(page)) for page, name in enumerate("一二三四五六", 3)
    ],
    "contents with a head": [("章", "名称", "节", "页码"), *((name, "总体要求", "概述", "3") for name in "一二三四五")],
    "signatures": [("甲方：", "乙方：", "丙方："), *[("县林业局", "县财政局", "2025年")] * 5],
    "numbers without a head": [*BODY, *BODY],
    "three rows": [HEAD, *BODY[:2]],
    "words alone": [("任务", "单位", "时限", "备注"), *[("造林", "县林业局", "年内", "续建")] * 5],
    "two columns": [("指标", "目标"), *((name, number) for name, _, number, _ in BODY)],
}


@pytest.mark.parametrize("rows", NO_TABLES.values(), ids=NO_TABLES.keys())
def test_other_things_in_columns_are_no_tables(page: Page, rows: list[Sequence[str]]) -> None:
    for row in rows:
        page.row(row)
    page.row((PROSE[:30],), step=40)
    document = page.read()
    assert not document.tables
    held = document.text + "".join(cut.text for cut in document.cuts)
    assert all(text in held for row in rows for text in row)


def test_prose_in_two_and_in_three_columns_is_no_table(page: Page) -> None:
    for lefts, wide in (((80, 320), 16), ((60, 230, 400), 11)):
        for at in range(0, 3 * wide, 3):
            page.row([PROSE[at % 30 : at % 30 + wide]] * len(lefts), lefts, step=18)
        page.top += 60
    assert not page.read().tables


def test_a_signature_below_a_table_is_no_part_of_it(page: Page) -> None:
    for row in (HEAD, *BODY):
        page.row(row)
    page.row(("云岭县统计局",), (370,))
    page.row(("2025年1月8日",), (370,))
    document = page.read()
    (table,) = document.tables
    assert table.span.of(document.text) + "\n" == _lines(HEAD, *BODY)
    assert document.text.replace("\n", "").endswith("云岭县统计局2025年1月8日")


def test_a_sentence_right_below_a_table_ends_it(page: Page) -> None:
    for row in (HEAD, *BODY):
        page.row(row)
    page.row((PROSE[:30],), (104,))
    document = page.read()
    assert document.text == _lines(HEAD, *BODY) + PROSE[:30] + "\n"
