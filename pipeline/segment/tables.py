"""Tables as rows: which rows are heads, which heads stand above a cell, which cells name its row. `Table` in, `Row`s out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.model import Cell, Row, RowCell, Span, Table

# Words that column heads of plan tables are made of; a first row with one of them in most cells is a head.
_HEAD_WORDS = re.compile(
    "序号|编号|指标|任务|项目|内容|措施|要求|单位|部门|处室|科室|责任|负责|牵头|配合|时间|时限|日期|周次|星期|完成|进度|目标|年|"
    "基期|数值|比例|数量|名称|类别|属性|备注|标准|要点|档次|级别|分值|得分|地点|对象|方式|阶段|成果|领导|合计|总计"
)
_NUMBER = re.compile(r"[-+≥≤><]?\s*\d[\d.,/%‰]*\s*$")
LONGEST_HEAD_CELL = 24
LONGEST_ROW_HEAD = 60


def _grid(table: Table) -> dict[int, dict[int, Cell]]:
    """Return row → column → the cell that covers the place, both in their order."""
    grid: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                grid.setdefault(row, {}).setdefault(column, cell)
    return {row: dict(sorted(columns.items())) for row, columns in sorted(grid.items())}


@lru_cache(maxsize=8)
def _head_rows(table: Table, folded: str) -> frozenset[int]:
    """Return the numbers of the head rows: marked ones, else the first row that reads like heads and what it spans."""
    grid = _grid(table)
    width = max((len(columns) for columns in grid.values()), default=0)
    heads: set[int] = set()
    for number, columns in grid.items():
        cells = [cell for cell in dict.fromkeys(columns.values()) if cell.span]
        if not cells or (len(cells) == 1 and cells[0].columns >= width and width > 1):
            if heads:
                break
            heads.add(number)  # a caption over the whole width
            continue
        if number in heads:
            continue
        own = [cell for cell in cells if cell.row == number]
        if (
            all(cell.head for cell in own)
            or _reads_like_heads(own, folded)
            or (not heads and _is_bare_head(table, own, folded))
        ):
            heads.update(range(number, number + max((cell.rows for cell in own if cell.columns == 1), default=1)))
            if all(cell.columns == 1 for cell in own):
                break
            continue
        break
    return frozenset(heads) if len(heads) < len(grid) else frozenset()


def _reads_like_heads(cells: list[Cell], folded: str) -> bool:
    texts = [folded[cell.span.start : cell.span.end] for cell in cells if cell.span]
    if len(texts) < 2 or any(len(text) > LONGEST_HEAD_CELL or "。" in text for text in texts):
        return False
    return 2 * sum(bool(_HEAD_WORDS.search(text)) for text in texts) >= len(texts) and not any(
        map(_NUMBER.match, texts)
    )


def _is_bare_head(table: Table, cells: list[Cell], folded: str) -> bool:
    """Say whether a first row without head words is still one: short words above rows that hold numbers."""
    texts = [folded[cell.span.start : cell.span.end] for cell in cells if cell.span]
    first = frozenset(cells)
    rest = [folded[cell.span.start : cell.span.end] for cell in table.cells if cell.span and cell not in first]
    return (
        len(texts) >= 2
        and all(len(text) <= LONGEST_HEAD_CELL and not _NUMBER.match(text) for text in texts)
        and 3 * sum(bool(_NUMBER.match(text)) for text in rest) >= len(rest) > 0
    )


def head_cells(table: Table, folded: str) -> Iterator[Span]:
    """Yield the spans of the cells in head rows."""
    heads = _head_rows(table, folded)
    for cell in table.cells:
        if cell.row in heads and cell.span:
            yield cell.span


def body_rows(table: Table, index: int, folded: str) -> Iterator[Row]:
    """Yield the body rows with, for each cell, the column heads above and the cells that name the row."""
    heads, grid = _head_rows(table, folded), _grid(table)
    for number, columns in grid.items():
        if number in heads:
            continue
        cells: list[RowCell] = []
        names: list[Span] = []
        for column, cell in columns.items():
            if cell.span is None or (cells and cells[-1].span == cell.span):
                continue
            above = _heads_above(grid, heads, cell, number)
            cells.append(RowCell(column, cell.span, above, tuple(names), carried=cell.row < number))
            text = folded[cell.span.start : cell.span.end]
            if len(text) <= LONGEST_ROW_HEAD and not _NUMBER.match(text):
                names.append(cell.span)
        if cells:
            yield Row(index, number, tuple(cells))


def _heads_above(grid: dict[int, dict[int, Cell]], heads: frozenset[int], cell: Cell, number: int) -> tuple[Span, ...]:
    """Return the heads over a cell from the top, leaving out captions over the whole table."""
    found: dict[Span, None] = {}
    for row in sorted(heads):
        head = grid[row].get(cell.column)
        if row < number and head and head.span and (head.columns < len(grid[row]) or len(grid[row]) == 1):
            found.setdefault(head.span)
    return tuple(found)
