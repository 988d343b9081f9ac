"""Pdf files: lines joined into paragraphs, page numbers and running heads gone, ruled tables in their place, pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.model import CutReason, Document, IssueCode
from pipeline.read import read
from pipeline.read.pdf_lines import Line
from pipeline.read.pdf_tables import _cell_text

WIDTH, HEIGHT = A4
LEFT, SIZE, LINE = 72, 14, 24
# Characters that a line of the type area holds.
FULL = 32

LONG = (
    "全县学前三年毛入园率达到百分之九十二以上，小学入学率保持百分之百，初中巩固率达到百分之九十八，"
    "高中阶段毛入学率达到百分之九十，残疾儿童入学率不低于百分之九十五。"
)


class Pages:
    """Draws pages of a plan the way a word processor prints them."""

    def __init__(self, path: Path) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        self.canvas = Canvas(str(path), pagesize=A4)
        self.top = 100.0

    def line(self, text: str, *, left: float = LEFT, size: float = SIZE) -> None:
        self.canvas.setFont("STSong-Light", size)
        self.canvas.drawString(left, HEIGHT - self.top, text)
        self.top += LINE

    def paragraph(self, text: str) -> None:
        """Draw a paragraph whose first line is indented by two characters."""
        self.line(text[: FULL - 2], left=LEFT + 2 * SIZE)
        for at in range(FULL - 2, len(text), FULL):
            self.line(text[at : at + FULL])

    def table(self, rows: Sequence[Sequence[str]], *, merged: bool = False) -> None:
        """Draw a ruled table of 120 points a column; `merged` leaves out the line below the first cell of row 1."""
        top, wide = self.top - 14, 120
        for number in range(len(rows) + 1):
            start = LEFT + wide if merged and number == 2 else LEFT
            self.canvas.line(start, HEIGHT - top - number * LINE, LEFT + 3 * wide, HEIGHT - top - number * LINE)
        for column in range(4):
            across = LEFT + column * wide
            self.canvas.line(across, HEIGHT - top, across, HEIGHT - top - len(rows) * LINE)
        for row in rows:
            self.canvas.setFont("STSong-Light", 10)
            for column, text in enumerate(row):
                self.canvas.drawString(LEFT + column * wide + 6, HEIGHT - self.top, text)
            self.top += LINE

    def end(self, *, head: str = "", foot: str = "") -> None:
        for text, up in ((head, HEIGHT - 40), (foot, 40)):
            self.canvas.setFont("STSong-Light", 9)
            self.canvas.drawString(WIDTH / 2 - 20, up, text)
        self.canvas.showPage()
        self.top = 100.0

    def save(self) -> None:
        self.canvas.save()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.bin"


def _read(path: Path) -> Document:
    (document,) = read(path)
    return document


def test_lines_become_paragraphs(path: Path) -> None:
    pages = Pages(path)
    pages.line("云岭县教育工作要点", left=200, size=22)
    pages.line("一、工作目标", left=LEFT + 2 * SIZE)
    pages.paragraph(LONG)
    pages.paragraph(LONG)
    pages.line("云岭县教育局", left=380)
    pages.end()
    pages.save()
    assert _read(path).text.splitlines() == ["云岭县教育工作要点", "一、工作目标", LONG, LONG, "云岭县教育局"]


def test_paragraphs_without_indent_are_told_by_the_space_between_them(path: Path) -> None:
    """Word's own template parts paragraphs by 10 points and indents none; half of these are of one full line."""
    pages = Pages(path)
    full = LONG[:FULL]
    for _ in range(4):
        pages.line(full)
        pages.top += 14
        for at in range(0, len(LONG), FULL):
            pages.line(LONG[at : at + FULL])
        pages.top += 14
    pages.end()
    pages.save()
    assert _read(path).text.splitlines() == [full, LONG] * 4


def test_a_line_that_ends_where_the_next_figure_had_no_room_is_not_the_last(path: Path) -> None:
    pages = Pages(path)
    short = "1．" + LONG[: FULL - 5]
    for text in (short, "0.532，全市用水总量控制在定额以内。", LONG[:FULL], LONG[FULL : 2 * FULL], LONG[2 * FULL :]):
        pages.line(text)
    pages.end()
    pages.save()
    assert _read(path).text.splitlines()[0] == short + "0.532，全市用水总量控制在定额以内。"


def test_paragraph_goes_on_over_the_page_and_frames_are_gone(path: Path) -> None:
    pages = Pages(path)
    first, second, third = LONG[: FULL - 2], LONG[FULL - 2 : 2 * FULL - 2], LONG[2 * FULL - 2 :]
    pages.line(first, left=LEFT + 2 * SIZE)
    pages.line(second)
    pages.end(head="云岭县人民政府公报", foot="- 1 -")
    pages.line(third)
    pages.paragraph(LONG)
    pages.end(head="云岭县人民政府公报", foot="- 2 -")
    pages.save()
    document = _read(path)
    assert document.text == f"{LONG}\n{LONG}\n"
    assert [(page.number, page.span.of(document.text)) for page in document.pages] == [
        (1, first + second),
        (2, f"{third}\n{LONG}\n"),
    ]


def test_ruled_table_stands_in_its_place(path: Path) -> None:
    pages = Pages(path)
    pages.line("主要指标如下：", left=LEFT + 2 * SIZE)
    pages.table([("领域", "指标", "目标"), ("教育", "入学率（%）", "99.5"), ("", "幼儿园（所）", "36")], merged=True)
    pages.top += LINE
    pages.line("各镇要抓好落实。", left=LEFT + 2 * SIZE)
    pages.end()
    pages.save()
    document = _read(path)
    assert (
        document.text
        == "主要指标如下：\n领域\t指标\t目标\n教育\t入学率（%）\t99.5\n幼儿园（所）\t36\n各镇要抓好落实。\n"
    )
    (table,) = document.tables
    text = document.text
    assert [(c.row, c.column, c.rows, c.span.of(text) if c.span else "") for c in table.cells] == [
        (0, 0, 1, "领域"),
        (0, 1, 1, "指标"),
        (0, 2, 1, "目标"),
        (1, 0, 2, "教育"),
        (1, 1, 1, "入学率（%）"),
        (1, 2, 1, "99.5"),
        (2, 1, 1, "幼儿园（所）"),
        (2, 2, 1, "36"),
    ]


def test_table_goes_on_over_the_page_as_one(path: Path) -> None:
    pages = Pages(path)
    head = ("任务", "单位", "时限")
    pages.table([head, ("造林", "县林业局", "4月底前")])
    pages.end(foot="1")
    pages.table([head, ("修路", "县交通局", "年内")])
    pages.end(foot="2")
    pages.save()
    document = _read(path)
    assert document.text == "任务\t单位\t时限\n造林\t县林业局\t4月底前\n修路\t县交通局\t年内\n"
    assert len(document.tables) == 1


def test_columns_are_read_one_after_the_other(path: Path) -> None:
    pages = Pages(path)
    pages.line("云岭县人民政府办公室关于做好二〇二四年春季造林绿化和森林防火工作的通知", left=90, size=12)
    for left in (LEFT, LEFT + 240):
        pages.top = 150.0
        text = LONG if left == LEFT else LONG[::-1]
        for _ in range(3):
            pages.line(text[:13], left=left + 2 * SIZE)
            for at in range(13, len(text), 15):
                pages.line(text[at : at + 15], left=left)
    pages.end()
    pages.save()
    lines = _read(path).text.splitlines()
    assert lines[1:] == [LONG] * 3 + [LONG[::-1]] * 3


def test_white_shading_behind_lines_is_no_table(path: Path) -> None:
    """Word shades each line of a paragraph that was taken from a web page white."""
    pages = Pages(path)
    pages.canvas.setFillColorRGB(1, 1, 1)
    for at in range(5):
        left = LEFT - (2 if at == 2 else 8)
        pages.canvas.rect(left, HEIGHT - 104 - LINE * at, 530 - left, LINE, stroke=0, fill=1)
    pages.canvas.setFillColorRGB(0, 0, 0)
    pages.paragraph(LONG)
    pages.end()
    pages.save()
    document = _read(path)
    assert (document.tables, document.text) == ((), f"{LONG}\n")


def test_watermark_is_left_out(path: Path) -> None:
    pages = Pages(path)
    pages.paragraph(LONG)
    pages.canvas.saveState()
    pages.canvas.rotate(30)
    pages.canvas.drawString(300, 300, "内部资料")
    pages.canvas.restoreState()
    pages.end()
    pages.save()
    assert _read(path).text == f"{LONG}\n"


def test_page_without_text_is_named(path: Path) -> None:
    pages = Pages(path)
    pages.paragraph(LONG)
    pages.end()
    pages.end()
    pages.save()
    assert [(issue.code, issue.detail[:6]) for issue in _read(path).issues] == [(IssueCode.PAGE_WITHOUT_TEXT, "page 2")]


def _cell(*texts: str, width: float) -> str:
    """Return the text of a cell of that width whose lines are printed in characters of 10 points."""
    wide = [sum(5 if char.isascii() else 10 for char in text) for text in texts]
    lines = [
        Line(text, 5.5, 12.0 * at, 5.5 + across, 12.0 * at + 10, 10, 1, False)
        for at, (text, across) in enumerate(zip(texts, wide, strict=True))
    ]
    return _cell_text(lines, width)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("清退岸线二点六", "公里"), "清退岸线二点六公里"),
        (("设施配套率不低", "于95%"), "设施配套率不低于95%"),
        (("配套率达到", "98%，销号"), "配套率达到98%，销号"),
        (("用水量较", "2020年减少"), "用水量较2020年减少"),
        (("治理约一百公", "里，造林"), "治理约一百公里，造林"),
        (("县教育局", "县财政局"), "县教育局\n县财政局"),
        (("造林", "管护"), "造林\n管护"),
    ],
    ids=lambda given: given if isinstance(given, str) else None,
)
def test_lines_of_a_cell_are_one_where_the_next_word_had_no_room(lines: tuple[str, ...], text: str) -> None:
    assert _cell(*lines, width=11 + 70) == text


def _turned(path: Path, turn: int, rotate: int) -> Document:
    """Read a page of text and a table that is drawn turned by `turn` degrees, on a page that is shown turned by `rotate`."""
    pages = Pages(path)
    canvas = pages.canvas
    # The size is that of the page as it is shown.
    canvas.setPageSize((WIDTH, HEIGHT) if (turn - rotate) % 180 == 0 else (HEIGHT, WIDTH))
    canvas.setPageRotation(rotate)
    corner = {0: (0, 0), 90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[turn]
    canvas.translate(*corner)
    canvas.rotate(turn)
    pages.paragraph(LONG)
    pages.table([("任务", "单位", "时限"), ("造林", "县林业局", "4月底前"), ("修路", "县交通局", "年内")])
    canvas.showPage()
    canvas.save()
    return _read(path)


@pytest.mark.parametrize(
    ("turn", "rotate"), [(0, 0), (90, 90), (180, 180), (270, 270), (90, 0), (180, 0), (270, 0), (0, 90)]
)
def test_turned_page_reads_as_an_upright_one(path: Path, turn: int, rotate: int) -> None:
    document = _turned(path, turn, rotate)
    assert document.text == f"{LONG}\n任务\t单位\t时限\n造林\t县林业局\t4月底前\n修路\t县交通局\t年内\n"
    assert len(document.tables) == 1


@pytest.mark.parametrize(
    ("turn", "rotate", "shown"),
    [
        (0, 0, (LEFT + 2 * SIZE, 86, 520, 100)),
        (90, 90, (LEFT + 2 * SIZE, 86, 520, 100)),
        (270, 270, (LEFT + 2 * SIZE, 86, 520, 100)),
        # On its side, running up: what is the line's left is further down, its top is further left.
        (90, 0, (86, WIDTH - 520, 100, WIDTH - LEFT - 2 * SIZE)),
        (0, 270, (86, WIDTH - 520, 100, WIDTH - LEFT - 2 * SIZE)),
        (180, 0, (WIDTH - 520, HEIGHT - 100, WIDTH - LEFT - 2 * SIZE, HEIGHT - 86)),
        (270, 0, (HEIGHT - 100, LEFT + 2 * SIZE, HEIGHT - 86, 520)),
        (0, 90, (HEIGHT - 100, LEFT + 2 * SIZE, HEIGHT - 86, 520)),
    ],
)
def test_the_place_of_a_line_is_that_on_the_page_as_it_is_shown(
    path: Path, turn: int, rotate: int, shown: tuple[float, float, float, float]
) -> None:
    document = _turned(path, turn, rotate)
    # The first line has 30 characters from the indent on and stands on a height of 100.
    assert document.printed[0].box == pytest.approx(shown, abs=5)
    last = document.printed[-1].box
    wide, high = (WIDTH, HEIGHT) if (turn - rotate) % 180 == 0 else (HEIGHT, WIDTH)
    assert 0 < last[0] < last[2] < wide and 0 < last[1] < last[3] < high


def test_head_of_two_rows_is_not_repeated_inside_a_table(path: Path) -> None:
    pages = Pages(path)
    head = [("指标", "目标", ""), ("", "2024年", "2025年")]
    pages.table([*head, ("造林（亩）", "500", "600")], merged=False)
    pages.end(foot="1")
    pages.table([*head, ("修路（公里）", "12", "15")])
    pages.end(foot="2")
    pages.save()
    assert [line.split("\t")[0] for line in _read(path).text.splitlines()].count("指标") == 1


def test_table_goes_on_where_left_and_right_pages_have_other_margins(path: Path) -> None:
    pages = Pages(path)
    pages.table([("任务", "单位", "时限"), ("造林", "县林业局", "4月底前")])
    pages.end(foot="1")
    pages.canvas.translate(20, 0)
    pages.table([("修路", "县交通局", "年内"), ("引水", "县水利局", "6月底前")])
    pages.end(foot="2")
    pages.save()
    document = _read(path)
    assert document.text.splitlines() == [
        "任务\t单位\t时限",
        "造林\t县林业局\t4月底前",
        "修路\t县交通局\t年内",
        "引水\t县水利局\t6月底前",
    ]
    assert len(document.tables) == 1


def test_long_table_takes_each_page_once(path: Path) -> None:
    pages = Pages(path)
    for page in range(12):
        pages.table([("任务", "单位", "时限"), *((f"第{page}项之{row}", "县林业局", "年内") for row in range(3))])
        pages.end(foot=str(page + 1))
    pages.save()
    (table,) = _read(path).tables
    rows = {cell.row for cell in table.cells}
    assert (len(table.cells), rows) == (3 * (1 + 36), set(range(37)))


HEAD = ("指标", "2024年", "2025年")


def _parted(path: Path, above: Sequence[str], between: Sequence[str], head: Sequence[str] = HEAD) -> Document:
    """Read a table below some lines that goes on over the page below others."""
    pages = Pages(path)
    pages.paragraph(LONG)
    for number, (lines, row) in enumerate(((above, ("造林", "500", "600")), (between, ("修路", "12", "15"))), start=1):
        for line in lines:
            pages.line(line, left=250)
        pages.table([HEAD if number == 1 else head, row])
        pages.end(foot=str(number))
    pages.save()
    return _read(path)


@pytest.mark.parametrize(
    ("above", "between"),
    [
        (("表2 主要指标", "单位：万元"), ("续表",)),
        (("表2 主要指标", "单位：万元"), ("续表2", "单位：万元")),
        (("表2 主要指标",), ("表2 主要指标（续）",)),
        (("附件1", "主要指标"), ("主要指标（续表）",)),
        (("主要指标",), ("（续上表）",)),
        (("主要指标", "（单位：亩）"), ("（单位：亩）",)),
        (("附件1", "主要指标", "单位：亩"), ("附件1", "主要指标", "单位：亩")),
        ((), ("单位：万元",)),
    ],
    ids="".join,
)
def test_lines_between_two_parts_of_a_table_say_that_it_goes_on(
    path: Path, above: tuple[str, ...], between: tuple[str, ...]
) -> None:
    document = _parted(path, above, between)
    rows = ["指标\t2024年\t2025年", "造林\t500\t600", "修路\t12\t15"]
    assert document.text.splitlines() == [LONG, *above, *rows]
    second = document.text.index("修路")
    assert [(cut.text, cut.at, cut.page) for cut in document.cuts if cut.reason is CutReason.REPEATED] == [
        *((line, second, 2) for line in between),
        (rows[0], second, 2),
    ]
    assert [(page.number, page.span.start) for page in document.pages] == [(1, 0), (2, second)]


@pytest.mark.parametrize(
    ("above", "between", "head"),
    [
        (("表2 主要指标",), ("表3 主要指标",), HEAD),
        (("表2 主要指标",), ("续表3",), HEAD),
        (("主要指标",), ("续建项目",), HEAD),
        (("主要指标", "单位：亩"), ("单位：公里",), HEAD),
        (("主要指标", "单位：亩"), ("单位：亩",), ("项目", "上半年", "下半年")),
        (
            ("主要指标",),
            (
                "主要指标",
                "其中农业部分如下：",
            ),
            HEAD,
        ),
        ((), ("责任单位：县林业局",), HEAD),
    ],
    ids=lambda given: "".join(given),
)
def test_a_table_with_a_name_of_its_own_is_another(
    path: Path, above: tuple[str, ...], between: tuple[str, ...], head: tuple[str, ...]
) -> None:
    document = _parted(path, above, between, head)
    assert len(document.tables) == 2
    assert all(line in document.text for line in between)
    assert not [cut for cut in document.cuts if cut.reason is CutReason.REPEATED]


# Six paragraphs of which no two share a line, so that none is a running head.
OTHERS = [LONG[3 * at :] for at in range(6)]


def _marked(path: Path, text: str, *, grey: float, size: float, only: int | None = None, up: float = 652) -> Document:
    """Read three pages of paragraphs; a text is drawn over them, or over one of them alone."""
    pages = Pages(path)
    for number in range(3):
        for text_number in (2 * number, 2 * number + 1):
            pages.paragraph(OTHERS[text_number])
        if only in (None, number):
            pages.canvas.setFillGray(grey)
            pages.canvas.setFont("STSong-Light", size)
            pages.canvas.drawString(150, up, text)
            pages.canvas.setFillGray(0)
        pages.end(foot=str(number + 1))
    pages.save()
    return _read(path)


@pytest.mark.parametrize(("grey", "size"), [(0.8, 14), (0.8, 40), (0, 40)], ids=["pale", "pale and large", "large"])
@pytest.mark.parametrize("text", ["内部资料", "征求意见稿", "仅供参考 请勿外传"])
def test_watermark_straight_across_the_lines_is_cut(path: Path, text: str, grey: float, size: float) -> None:
    document = _marked(path, text, grey=grey, size=size)
    assert document.text.splitlines() == OTHERS
    cuts = [(cut.text, cut.page) for cut in document.cuts if cut.reason is CutReason.WATERMARK]
    assert cuts == [(text, 1), (text, 2), (text, 3)]


@pytest.mark.parametrize(
    ("only", "up"),
    [(1, 300), (None, 300), (1, 652)],
    ids=["one page", "every page, over nothing", "one page, over text"],
)
def test_large_or_pale_print_that_is_no_watermark_stays(path: Path, only: int | None, up: float) -> None:
    document = _marked(path, "云岭县教育工作要点", grey=0.6, size=28, only=only, up=up)
    assert not [cut for cut in document.cuts if cut.reason is CutReason.WATERMARK]
    held = document.text + "".join(cut.text for cut in document.cuts)
    assert all(char in held for char in "云岭县教育工作要点")


def test_pale_heads_of_a_table_on_each_page_stay(path: Path) -> None:
    pages = Pages(path)
    for number in range(3):
        pages.canvas.setFillGray(0.7)
        pages.line("任务清单", size=24)
        pages.canvas.setFillGray(0)
        pages.table([HEAD, (f"造林{number}", "500", "600")])
        pages.end()
    pages.save()
    assert not [cut for cut in _read(path).cuts if cut.reason is CutReason.WATERMARK]
