"""Sums of tables on more than one level (多级合计): 小计 rows under a 总计, a 小计 over the rows that its cell spans, a 合计 column.

A column of a table with one sum row is `tables`' business. A sum column is held against the columns beside it only where most
rows add up: the rows that do say which columns are its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.audit.figures import Ground
from pipeline.audit.finding import Family, Finding
from pipeline.audit.tables import NOT_ADDED, number_of, slack, words_of
from pipeline.model import Cell, Span, Table

_PART = re.compile(r"(?:小|分)\s*计")
_WHOLE = re.compile(r"(?:合|总|共)\s*计(?:\(.{0,6}\))?|总\s*[数额分]|全[省市县区校]合计")
_SUM_HEAD = re.compile(r"(?:合|总|共|小)\s*计(?:\([^()]{0,6}\))?$|总\s*[数额]$")
_NONE = frozenset(["", "-", "--", "—", "——", "/", "\\", "无"])
# Rows that must add up before another is wrong, and how many of them there must be for each wrong one.
_SURE, _EACH = 3, 3
# A sum that misses by more than this is of other rows.
_FAR = Decimal("0.5")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class _Number:
    span: Span
    value: Decimal


@dataclass(slots=True)
class _Sums:
    """What the sums of a table turned out to be."""

    right: int = 0
    wrong: list[tuple[_Number, list[_Number]]] = field(default_factory=list)

    def hold(self, total: _Number, choices: Sequence[list[_Number]]) -> None:
        """Hold a total against the lists of parts that it may be the sum of."""
        choices = [parts for parts in choices if len(parts) >= _LEAST]
        if not choices:
            return
        if any(_adds(total, parts) for parts in choices):
            self.right += 1
        else:
            nearest = min(choices, key=lambda parts: abs(_added(parts) - total.value))
            if abs(_added(nearest) - total.value) <= abs(total.value) * _FAR:
                self.wrong.append((total, nearest))


Grid = dict[int, dict[int, Cell]]


def check(ground: Ground) -> Iterator[Finding]:
    """Yield sums on several levels, and sum columns, that their parts do not make."""
    for table in ground.document.tables:
        grid: Grid = {}
        for cell in table.cells:
            grid.setdefault(cell.row, {})[cell.column] = cell
        levels, across = _Sums(), _Sums()
        if _has_levels(ground, table):
            for column in sorted({cell.column for cell in table.cells}):
                _down(ground, grid, column, levels)
            _over_spans(ground, grid, levels)
            if levels.right >= max(_LEAST, len(levels.wrong)):
                yield from _told(ground, levels)
        _across(ground, grid, across)
        if across.right >= max(_SURE, _EACH * len(across.wrong)):
            yield from _told(ground, across)


def _has_levels(ground: Ground, table: Table) -> bool:
    tall = any(cell.rows > 1 and number_of(words_of(ground, cell.span)) is not None for cell in table.cells)
    return tall or any(_PART.fullmatch(words_of(ground, cell.span)) for cell in table.cells)


def _number(ground: Ground, cell: Cell | None) -> _Number | None:
    value = number_of(words_of(ground, cell.span)) if cell is not None else None
    return None if cell is None or cell.span is None or value is None else _Number(cell.span, value)


def _down(ground: Ground, grid: Grid, column: int, sums: _Sums) -> None:
    """Hold the 小计 and 总计 of a column against the numbers above them."""
    leaves: list[_Number] = []
    since: list[_Number] = []
    parts: list[_Number] = []
    found: list[tuple[_Number, list[list[_Number]]]] = []
    for row in sorted(grid):
        cell = grid[row].get(column)
        words = words_of(ground, cell.span) if cell is not None else ""
        number = _number(ground, cell)
        names = [words_of(ground, grid[row][at].span) for at in sorted(grid[row]) if at != column][:2]
        if number is None:
            if (leaves and words not in _NONE) or NOT_ADDED.search(words):
                return
        elif any(_WHOLE.fullmatch(name) for name in names):
            found.append((number, [[*parts, *since], leaves]))
            break
        elif any(_PART.fullmatch(name) for name in names):
            found.append((number, [since]))
            parts, since = [*parts, number], []
        else:
            leaves, since = [*leaves, number], [*since, number]
    for total, choices in found:
        sums.hold(total, choices)


def _over_spans(ground: Ground, grid: Grid, sums: _Sums) -> None:
    """Hold a 小计 whose cell spans rows against the numbers of those rows in the column before it."""
    for row, cells in grid.items():
        for column, cell in cells.items():
            total = _number(ground, cell)
            if total is None or cell.rows < _LEAST or not _SUM_HEAD.search(_head(ground, grid, row, column)):
                continue
            rows = range(row, row + cell.rows)
            for left in range(column - 1, -1, -1):
                found = [_number(ground, grid.get(at, {}).get(left)) for at in rows]
                if all(found):
                    sums.hold(total, [[number for number in found if number]])
                    break


def _head(ground: Ground, grid: Grid, row: int, column: int) -> str:
    """Return the words nearest above a cell that are no number."""
    for at in sorted((at for at in grid if at < row), reverse=True):
        cell = grid[at].get(column)
        words = words_of(ground, cell.span) if cell is not None else ""
        if words and number_of(words) is None:
            return words
    return ""


def _across(ground: Ground, grid: Grid, sums: _Sums) -> None:
    """Hold a sum column against the columns beside it, on the side on which most rows add up."""
    heads = {
        column: words
        for row in sorted(grid)[:3]
        for column, cell in grid[row].items()
        if (words := words_of(ground, cell.span)) and number_of(words) is None
    }
    summing = [column for column, words in heads.items() if _SUM_HEAD.fullmatch(words)]
    columns = {column for cells in grid.values() for column in cells}
    for column in summing:
        bounds = [at for at in summing if at != column]
        low = max((at for at in bounds if at < column), default=-1)
        high = min((at for at in bounds if at > column), default=max(columns) + 1)
        sides = []
        for side in (range(low + 1, column), range(column + 1, high)):
            tried = _Sums()
            chosen = [at for at in side if not NOT_ADDED.search(heads.get(at, ""))]
            for row in sorted(grid):
                total = _number(ground, grid[row].get(column))
                parts = [one for at in chosen if (one := _number(ground, grid[row].get(at))) is not None]
                if total is not None and total.value:
                    tried.hold(total, [parts])
            sides.append(tried)
        best = max(sides, key=lambda tried: tried.right)
        sums.right += best.right
        sums.wrong += best.wrong


def _added(parts: Sequence[_Number]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _adds(total: _Number, parts: Sequence[_Number]) -> bool:
    return abs(_added(parts) - total.value) <= slack(total.value) + sum(slack(part.value) for part in parts)


def _told(ground: Ground, sums: _Sums) -> Iterator[Finding]:
    for total, parts in sums.wrong:
        added = _added(parts)
        how = "大于" if added > total.value else "小于"
        words = f"{'+'.join(str(part.value) for part in parts)}={added}，{how}所称{total.value}，相差{abs(added - total.value)}"
        spans = (total.span, *(part.span for part in parts))
        yield ground.finding(Family.SUMS, "表中各级合计不符", words, *spans)
