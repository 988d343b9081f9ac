"""Tables of a pdf that go on over a page's end: heads printed again, rows torn in two, merged cells, missing lines."""

from __future__ import annotations

from pipeline.read.pdf_tables import Ruled
from pipeline.read.pdf_turns import join_over_pages
from pipeline.read.pieces import Grid, GridCell

HEAD = ("类别", "指标", "2025年", "属性")
EDGES = (0.0, 100.0, 200.0, 300.0, 400.0)


def _table(*rows: tuple[str, ...], page: int, columns: tuple[float, ...] = EDGES) -> Ruled:
    """Return a table in its place; `^` goes on in the cell above."""
    cells = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text != "^":
                high = 1
                while row + high < len(rows) and rows[row + high][column] == "^":
                    high += 1
                cells.append(GridCell(row, column, text, high))
    return Ruled(Grid(tuple(cells), page), 0.0, 700.0, columns[0], columns[-1], columns)


def _rows(*tables: Ruled) -> list[list[tuple[int, str, int]]]:
    """Return column, text and height of the cells of each row of the one table that is left."""
    (joined,) = join_over_pages(list(tables))
    found: dict[int, list[tuple[int, str, int]]] = {}
    for cell in joined.grid.cells:  # type: ignore[union-attr]
        found.setdefault(cell.row, []).append((cell.column, cell.text, cell.rows))
    return [found[row] for row in sorted(found)]


def _plain(*texts: str) -> list[tuple[int, str, int]]:
    return [(column, text, 1) for column, text in enumerate(texts)]


def test_a_head_that_is_printed_again_stands_once() -> None:
    first = _table(HEAD, ("经济", "总产值", "130", "预期性"), page=1)
    second = _table(HEAD, ("民生", "就业", "900", "预期性"), page=2)
    assert _rows(first, second) == [
        _plain(*HEAD),
        _plain("经济", "总产值", "130", "预期性"),
        _plain("民生", "就业", "900", "预期性"),
    ]


def test_a_row_torn_by_the_page_end_is_one() -> None:
    first = _table(HEAD, ("民生", "居民人均可", "3万元", "预期性"), page=1)
    second = _table(HEAD, ("", "支配收入", "", ""), ("生态", "森林覆盖率", "79%", "约束性"), page=2)
    assert _rows(first, second)[1:] == [
        _plain("民生", "居民人均可支配收入", "3万元", "预期性"),
        _plain("生态", "森林覆盖率", "79%", "约束性"),
    ]


def test_a_row_longer_than_a_page_is_one() -> None:
    first = _table(HEAD, ("1", "制定办法，", "全年", "教育局"), page=1)
    torn = [_table(("", "", text, ""), page=page) for page, text in ((2, "完善制度，"), (3, "建立台账。"))]
    last = _table(("", "", "", "财政局"), ("2", "开展检查", "6月", "住建局"), page=4)
    assert _rows(first, *torn, last)[1] == _plain("1", "制定办法，", "全年完善制度，建立台账。", "教育局财政局")


def test_a_merged_cell_goes_on_over_the_page() -> None:
    first = _table(HEAD, ("民生", "就业", "900", "预期性"), ("^", "体检率", "70%", "预期性"), page=1)
    second = _table(("", "参保率", "95%", "预期性"), ("生态", "森林覆盖率", "79%", "约束性"), page=2)
    rows = _rows(first, second)
    assert rows[1][0] == (0, "民生", 3)
    assert rows[3] == [(1, "参保率", 1), (2, "95%", 1), (3, "预期性", 1)]


def test_an_empty_cell_of_an_ordinary_row_stays() -> None:
    first = _table(HEAD, ("民生", "就业", "900", "预期性"), page=1)
    second = _table(("", "参保率", "95%", "预期性"), page=2)
    assert _rows(first, second)[2] == _plain("", "参保率", "95%", "预期性")


def test_columns_that_one_page_has_no_lines_for_are_cells_over_several() -> None:
    first = _table(HEAD, ("民生", "就业", "900", "预期性"), page=1)
    second = _table(("合计", "900", "—"), ("增长", "7%", "—"), page=2, columns=(0.0, 200.0, 300.0, 401.0))
    (joined,) = join_over_pages([first, second])
    last = [(cell.column, cell.columns, cell.text) for cell in joined.grid.cells if cell.row == 3]  # type: ignore[union-attr]
    assert last == [(0, 2, "增长"), (2, 1, "7%"), (3, 1, "—")]


def test_tables_of_other_columns_or_of_one_page_are_two() -> None:
    first = _table(HEAD, ("民生", "就业", "900", "预期性"), page=1)
    for other in (
        _table(HEAD, ("民生", "就业", "900", "预期性"), page=1),
        _table(
            ("河段", "长度", "河长", "单位"),
            ("上段", "9", "县长", "水利局"),
            page=2,
            columns=(0.0, 60.0, 200.0, 300.0, 400.0),
        ),
        _table(
            ("河段", "长度", "河长", "单位"),
            ("上段", "9", "县长", "水利局"),
            page=2,
            columns=(0.0, 100.0, 200.0, 300.0, 440.0),
        ),
    ):
        assert len(join_over_pages([first, other])) == 2


def test_the_second_of_two_tables_on_a_page_is_no_part_of_the_one_that_ends_there() -> None:
    first = _table(HEAD, ("民生", "就业", "900", "预期性"), page=1)
    second = _table(HEAD, ("生态", "森林覆盖率", "79%", "约束性"), page=2)
    assert len(join_over_pages([first, second, second])) == 2
