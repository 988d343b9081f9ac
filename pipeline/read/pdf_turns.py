"""Tables that go on over a page's end: the tables of all pages in their places in, each table once out.

What is printed anew on the page is taken off and kept apart: the head, and lines such as 续表 above it. What the page's
end tore is made whole: a row of which a part stands on either page, a merged cell that goes on, columns that only one
of the pages has lines for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.read.pdf_again import MOST_LINES, goes_on, may_go_on
from pipeline.read.pdf_cells import SAME_EDGE
from pipeline.read.pdf_lines import LABEL, Line, Placed, glue
from pipeline.read.pdf_tables import Again, Ruled
from pipeline.read.pieces import Grid, GridCell

# One row: column, columns, rows and text of each of its cells.
_Row = tuple[tuple[int, int, int, str], ...]


def join_over_pages(flow: Sequence[Line | Ruled]) -> list[Line | Placed]:
    """Return the flow with tables that go on over a page's end as one: the same columns, and nothing new between them."""
    out: list[Line | Placed] = []
    whole: _Whole | None = None
    between: list[Line] = []
    for item in flow:
        if isinstance(item, Line):
            if whole is not None and len(between) < MOST_LINES and may_go_on(item.text, whole.above):
                between.append(item)
                continue
        elif whole is not None and whole.takes(item, between):
            between = []
            continue
        if whole is not None:
            out += [whole.table(), *between]
            whole, between = None, []
        if isinstance(item, Line):
            out.append(item)
        else:
            whole = _Whole(item, _captions(out))
    return [*out, whole.table(), *between] if whole is not None else out


def _captions(out: Sequence[Line | Placed]) -> tuple[str, ...]:
    """Return the lines right above a table."""
    lines = takewhile(lambda item: isinstance(item, Line), reversed(out[-MOST_LINES:]))
    return tuple(line.text for line in lines if isinstance(line, Line))


class _Whole:
    """A table that grows page by page: a plan's longest has hundreds, so that only its last row is looked at again."""

    def __init__(self, first: Ruled, above: tuple[str, ...]) -> None:
        self.first = first
        self.above = above
        self.again: list[Again] = []
        self.page = first.grid.page
        self.columns = first.columns
        self.cells = list(first.grid.cells)
        self.head = _head(self.cells)
        self.height = _height(self.cells)
        self.ends = self._ends(range(len(self.cells)))

    def table(self) -> Ruled:
        """Return the table as far as it has grown."""
        grid = Grid(tuple(self.cells), self.first.grid.page)
        return replace(self.first, grid=grid, columns=self.columns, again=tuple(self.again))

    def takes(self, item: Ruled, between: Sequence[Line]) -> bool:
        """Take in the part of the table that stands on the next page below these lines; say whether this is one."""
        if self.page == item.grid.page:
            return False
        below = list(item.grid.cells)
        has_head = _printed_again(self.head, below) > 0
        if between and not goes_on([line.text for line in between], self.above, has_head=has_head):
            return False
        columns = _shared(self.columns, item.columns)
        if columns is not None:
            below = _recut(below, item.columns, columns)
            if len(columns) > len(self.columns):
                self.cells = _recut(self.cells, self.columns, columns)
                self.head = _head(self.cells)
                self.ends = self._ends(sorted(self.ends.values()))
            self.columns = columns
        elif len(self.columns) != len(item.columns) or not has_head:
            return False
        again = _printed_again(self.head, below)
        self.again += [Again(line.text, line.page) for line in between]
        if again:
            head = ("\t".join(cell.text for cell in below if cell.row == row) for row in range(again))
            self.again.append(Again("\n".join(head), item.grid.page or 0))
        below = [replace(cell, row=cell.row - again) for cell in below if cell.row >= again]
        self.page = item.grid.page
        if below:
            self._grow(below)
        return True

    def _grow(self, below: list[GridCell]) -> None:
        before, ends = len(self.cells), self.ends
        torn = self._is_torn(below)
        if torn:
            self._mend(below)
        else:
            self._stack(below)
        self.height += _height(below) - (1 if torn else 0)
        self.ends = self._ends([*sorted(ends.values()), *range(before, len(self.cells))])

    def _ends(self, numbers: Iterable[int]) -> dict[int, int]:
        """Return the places of those cells that reach down to the table's end, by column."""
        reach = ((number, self.cells[number]) for number in numbers)
        return {cell.column: number for number, cell in reach if cell.row + cell.rows == self.height}

    def _stack(self, below: list[GridCell]) -> None:
        """Put the rows of the next page below; a merged cell without text goes on from above."""
        for cell in below:
            number = self.ends.get(cell.column) if cell.row == 0 and not cell.text else None
            if number is not None and _goes_on(self.cells[number], cell):
                above = self.cells[number]
                self.cells[number] = replace(above, rows=above.rows + cell.rows)
            else:
                self.cells.append(replace(cell, row=cell.row + self.height))

    def _is_torn(self, below: list[GridCell]) -> bool:
        """Say whether the first row of a page is the end of a row: its first cell and half the others are empty.

        So are cells of a merged column that goes on; but in that case the rest of the row is filled.
        """
        ends = {column: self.cells[number] for column, number in self.ends.items()}
        row = [cell for cell in below if cell.row == 0]
        filled = [cell for cell in row if cell.text]
        if not row or row[0].text or row[0].column > 0 or not 0 < 2 * len(filled) <= len(row):
            return False
        if {(cell.column, cell.columns) for cell in row} != {(cell.column, cell.columns) for cell in ends.values()}:
            return False
        return all(ends[cell.column].text and not LABEL.match(cell.text) for cell in filled)

    def _mend(self, below: list[GridCell]) -> None:
        """Put the rows of the next page below, the first of them into the last."""
        for cell in below:
            if cell.row > 0:
                self.cells.append(replace(cell, row=cell.row + self.height - 1))
                continue
            number = self.ends[cell.column]
            above = self.cells[number]
            text = glue(above.text, cell.text) if cell.text else above.text
            self.cells[number] = replace(above, text=text, rows=above.rows + cell.rows - 1)


def _shared(some: tuple[float, ...], others: tuple[float, ...]) -> tuple[float, ...] | None:
    """Return the finer of two sets of columns where it has all edges of the other, outermost ones the same.

    They are counted from the table's own edge: left and right pages of a bound volume have other margins.
    """
    fine, coarse = (some, others) if len(some) >= len(others) else (others, some)
    if not _is_same(fine[-1] - fine[0], coarse[-1] - coarse[0]):
        return None
    found = all(any(_is_same(edge - fine[0], other - coarse[0]) for edge in fine) for other in coarse)
    return fine if found else None


def _is_same(edge: float, other: float) -> bool:
    return abs(edge - other) <= SAME_EDGE


def _recut(cells: list[GridCell], own: tuple[float, ...], columns: tuple[float, ...]) -> list[GridCell]:
    """Return the cells counted by other columns that have all edges of their own."""
    if len(own) == len(columns):
        return cells
    left = [edge - own[0] for edge in own]
    at = [next(number for number, edge in enumerate(columns) if _is_same(edge - columns[0], one)) for one in left]
    return [
        replace(cell, column=at[cell.column], columns=at[cell.column + cell.columns] - at[cell.column])
        for cell in cells
    ]


def _head(cells: list[GridCell]) -> list[_Row]:
    """Return the rows of a grid that are its head: the first, what stands beside its merged cells, and below a caption."""
    columns = max(cell.column + cell.columns for cell in cells)
    depth, at = 1, 0
    while at < depth:
        row = [cell for cell in cells if cell.row == at]
        depth = max([depth, *(at + cell.rows for cell in row)])
        if len(row) == 1 and row[0].columns == columns:
            depth = max(depth, at + 2)
        at += 1
    return [tuple((c.column, c.columns, c.rows, c.text) for c in cells if c.row == at) for at in range(depth)]


def _printed_again(head: list[_Row], below: list[GridCell]) -> int:
    """Return how many rows at the top of a page are the table's head: all of it, or the first row with its words."""
    other = _head(below)
    if head == other:
        return len(head)
    words, again = ([cell[-1] for cell in rows[0]] for rows in (head, other))
    return 1 if words == again and any(words) else 0


def _goes_on(above: GridCell, below: GridCell) -> bool:
    return above.columns == below.columns and bool(above.text) and max(above.rows, below.rows) > 1


def _height(cells: list[GridCell]) -> int:
    return max(cell.row + cell.rows for cell in cells)
