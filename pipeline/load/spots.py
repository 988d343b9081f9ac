"""Where on paper a record stands: the box of its line or lines, how sure they were recognised, its table and cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from pipeline.model import Box, Cell, Document, Printed, Span


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of a record where the format tells it, None where it does not. Table, row and column count from 1.

    `box` holds all of its lines on the page where it begins; `confidence` is that of the line that is least sure.
    """

    page: int | None = None
    box: Box | None = None
    confidence: float | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Spots:
    """What a document tells of places: its lines, and its cells with the number of their table, both in text order."""

    printed: tuple[Printed, ...]
    cells: tuple[tuple[Span, int, Cell], ...]

    @classmethod
    def of(cls, document: Document) -> Spots:
        """Return what a document tells of places."""
        cells = [
            (cell.span, number, cell)
            for number, table in enumerate(document.tables, 1)
            for cell in table.cells
            if cell.span is not None
        ]
        return cls(
            tuple(sorted(document.printed, key=lambda line: line.span)), tuple(sorted(cells, key=lambda one: one[0]))
        )

    def find(self, span: Span) -> Spot:
        """Return the place of a span; a target in the third row of the first table: table 1, row 3."""
        first = bisect_right(self.printed, span.start, key=lambda line: line.span.end)
        behind = bisect_left(self.printed, span.end, key=lambda line: line.span.start)
        lines = [line for line in self.printed[first:behind] if line.page == self.printed[first].page]
        sure = [line.confidence for line in lines if line.confidence is not None]
        number, cell = self._cell(span)
        return Spot(
            lines[0].page if lines else None,
            _around(lines),
            round(min(sure), 3) if sure else None,
            number,
            None if cell is None else cell.row + 1,
            None if cell is None else cell.column + 1,
        )

    def _cell(self, span: Span) -> tuple[int | None, Cell | None]:
        at = bisect_right(self.cells, span.start, key=lambda one: one[0].start) - 1
        if at < 0 or span.start >= self.cells[at][0].end:
            return None, None
        return self.cells[at][1:]


def _around(lines: list[Printed]) -> Box | None:
    """Return the smallest box around lines, in tenths of a point."""
    if not lines:
        return None
    left, top, right, bottom = zip(*(line.box for line in lines), strict=True)
    return round(min(left), 1), round(min(top), 1), round(max(right), 1), round(max(bottom), 1)
