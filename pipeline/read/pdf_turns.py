"""Tables that go on over a page's end: the tables of all pages in their places in, each table once out.

What is printed anew on the page is taken off: the head. What the page's end tore is made whole: a row of which a part
stands on either page, a merged cell that goes on, columns that only one of the pages has lines for.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.read.pdf_lines import LABEL, Line, Placed, glue
from pipeline.read.pdf_tables import SAME_EDGE, Ruled
from pipeline.read.pieces import Grid, GridCell


def join_over_pages(flow: list[Line | Ruled]) -> list[Line | Placed]:
    """Return the flow with tables that go on over a page's end as one: the same columns, and nothing between them."""
    out: list[Line | Placed] = []
    page: int | None = None
    for item in flow:
        last = out[-1] if out else None
        joined = None
        if isinstance(item, Ruled):
            if isinstance(last, Ruled) and page != item.grid.page:
                joined = _joined(last, item)
            page = item.grid.page
        if joined is None:
            out.append(item)
        else:
            out[-1] = joined
    return out


def _joined(last: Ruled, item: Ruled) -> Ruled | None:
    """Return both tables as one, None where they are two."""
    columns = _shared(last.columns, item.columns)
    if columns is None:
        return None
    above, below = _recut(last, columns), _recut(item, columns)
    if _is_head_again(above, below):
        below = [replace(cell, row=cell.row - 1) for cell in below if cell.row > 0]
    cells = _mended(above, below) if _is_torn(above, below) else _stacked(above, below)
    return replace(last, grid=Grid(tuple(cells), last.grid.page), columns=columns)


def _shared(some: tuple[float, ...], others: tuple[float, ...]) -> tuple[float, ...] | None:
    """Return the finer of two sets of columns where it has all edges of the other, outermost ones the same."""
    fine, coarse = (some, others) if len(some) >= len(others) else (others, some)
    if not (_is_same(fine[0], coarse[0]) and _is_same(fine[-1], coarse[-1])):
        return None
    return fine if all(any(_is_same(edge, other) for other in fine) for edge in coarse) else None


def _is_same(edge: float, other: float) -> bool:
    return abs(edge - other) <= SAME_EDGE


def _recut(table: Ruled, columns: tuple[float, ...]) -> list[GridCell]:
    """Return the cells counted by other columns that have all edges of their own."""
    at = [next(number for number, edge in enumerate(columns) if _is_same(edge, own)) for own in table.columns]
    return [
        replace(cell, column=at[cell.column], columns=at[cell.column + cell.columns] - at[cell.column])
        for cell in table.grid.cells
    ]


def _is_head_again(above: list[GridCell], below: list[GridCell]) -> bool:
    return [cell.text for cell in above if cell.row == 0] == [cell.text for cell in below if cell.row == 0]


def _stacked(above: list[GridCell], below: list[GridCell]) -> list[GridCell]:
    """Return the rows of one page and those of the next; a merged cell without text goes on from above."""
    down = _height(above)
    ends = {cell.column: number for number, cell in enumerate(above) if cell.row + cell.rows == down}
    cells = list(above)
    for cell in below:
        number = ends.get(cell.column) if cell.row == 0 and not cell.text else None
        if number is not None and _goes_on(cells[number], cell):
            cells[number] = replace(cells[number], rows=cells[number].rows + cell.rows)
        else:
            cells.append(replace(cell, row=cell.row + down))
    return cells


def _goes_on(above: GridCell, below: GridCell) -> bool:
    return above.columns == below.columns and bool(above.text) and max(above.rows, below.rows) > 1


def _is_torn(above: list[GridCell], below: list[GridCell]) -> bool:
    """Say whether the first row of a page is the end of a row: its first cell and half the others are empty.

    So are cells of a merged column that goes on; but in that case the rest of the row is filled.
    """
    ends = {cell.column: cell for cell in above if cell.row + cell.rows == _height(above)}
    row = [cell for cell in below if cell.row == 0]
    filled = [cell for cell in row if cell.text]
    if not row or row[0].text or row[0].column > 0 or not 0 < 2 * len(filled) <= len(row):
        return False
    if {(cell.column, cell.columns) for cell in row} != {(cell.column, cell.columns) for cell in ends.values()}:
        return False
    return all(ends[cell.column].text and not LABEL.match(cell.text) for cell in filled)


def _mended(above: list[GridCell], below: list[GridCell]) -> list[GridCell]:
    """Return the rows of both pages, of the last and the first row one."""
    down = _height(above)
    rest = {cell.column: cell for cell in below if cell.row == 0}
    cells = []
    for cell in above:
        other = rest.get(cell.column) if cell.row + cell.rows == down else None
        if other is not None:
            text = glue(cell.text, other.text) if other.text else cell.text
            cell = replace(cell, text=text, rows=cell.rows + other.rows - 1)
        cells.append(cell)
    return cells + [replace(cell, row=cell.row + down - 1) for cell in below if cell.row > 0]


def _height(cells: list[GridCell]) -> int:
    return max(cell.row + cell.rows for cell in cells)
