"""Tables of an html page: the rows of a `<table>` in, its cells with their merged rows and columns out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml.html import HtmlElement

from pipeline.read.pieces import GridCell, is_table

# Spans beyond these are slips of the hand or malice; no table on paper has them.
_MOST_ROWS = 1000
_MOST_COLUMNS = 100
# Digits of a span that are looked at: more mean the most.
_SPAN_DIGITS = 9
# A table that holds another with this share of its text, or a cell of prose this long beside next to nothing, is a
# frame that lays out a page. Of 16,000 cells in
# real documents the longest has 687 characters, one in a thousand more than 239.
_FRAMED = 0.5
_LONG_CELL = 800
# Rows that are looked at to tell a table from a frame; the rest of a long table is like them.
_DECIDING_ROWS = 60
_LONG_SHARE = 0.8


def rows_of(table: HtmlElement) -> list[HtmlElement]:
    """Return the rows of the table itself, not those of tables inside it."""
    return [row for row in table.iter("tr") if _owner(row) is table]


def _owner(row: HtmlElement) -> HtmlElement | None:
    return next(row.iterancestors("table"), None)


def _span(cell: HtmlElement, name: str, most: int) -> int:
    written = (cell.get(name) or "1").strip()
    if not (written.isascii() and written.isdecimal()):
        return 1
    return max(1, min(most, int(written[:_SPAN_DIGITS])))


def cells_of(rows: Sequence[HtmlElement], text_of: Callable[[HtmlElement], str]) -> tuple[GridCell, ...]:
    """Return the cells row by row, a merged one once; `text_of` reads what stands in a cell.

    A cell is a column head where it stands in `<thead>`, or in a row that has nothing but `<th>`.
    """
    taken: set[tuple[int, int]] = set()
    cells = []
    for number, row in enumerate(rows):
        own = [cell for cell in row if cell.tag in ("td", "th")]
        head = next(row.iterancestors("thead"), None) is not None or all(cell.tag == "th" for cell in own)
        column = 0
        for cell in own:
            while (number, column) in taken:
                column += 1
            wide = _span(cell, "colspan", _MOST_COLUMNS)
            high = min(_span(cell, "rowspan", _MOST_ROWS), len(rows) - number)
            taken.update((number + down, column + right) for down in range(high) for right in range(wide))
            cells.append(GridCell(number, column, text_of(cell), high, wide, head))
            column += wide
    return tuple(cells)


def is_data_table(table: HtmlElement) -> bool:
    """Say whether a table holds data and does not merely lay out the page: 指标 | 2025年 does."""
    cells = cells_of(rows_of(table)[:_DECIDING_ROWS], lambda cell: "".join(cell.itertext()).strip())
    if not is_table(cells):
        return False
    if table.find(".//table") is not None:
        whole = _size(table)
        return not any(_size(inner) > _FRAMED * whole for inner in table.iter("table") if inner is not table)
    sizes = [len("".join(cell.text.split())) for cell in cells]
    named = any(cell.head for cell in cells) or table.find("caption") is not None
    return named or not (max(sizes) > _LONG_CELL and max(sizes) > _LONG_SHARE * sum(sizes))


def _size(element: HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())
