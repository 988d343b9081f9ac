"""Tables against their sum rows (合计行): columns that do not add up to the row or column headed 合计 or 总计."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from pipeline.audit.figures import Ground
from pipeline.audit.finding import Family, Finding
from pipeline.fold import fold
from pipeline.model import Cell, Span, Table

_SUM = re.compile(r"(?:合|总|共|小)\s*计(?:\(.{0,6}\))?|总\s*数|全[省市县区校]合计")
_PART_SUM = re.compile(r"小\s*计")
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
# Columns that no one adds: numbers of rows, shares, years, telephone numbers.
NOT_ADDED = re.compile(
    r"序号|编号|比|率|%|年份|年度|电话|平均|均|标准|单价|名次|排名|增长|增幅|同比|日期|时间|幅度|系数|代码|学号"
)
_NONE = frozenset(["", "-", "--", "/", "\\", "无", "0"])
_LEAST_PARTS = 2
# A sum that misses by more than half is no sum of these rows.
_FAR = Decimal("0.5")


def check(ground: Ground) -> Iterator[Finding]:
    """Yield the sums in tables that their columns do not make: 合计 row 120 over 30, 40 and 40."""
    for table in ground.document.tables:
        yield from _table(ground, table)


def words_of(ground: Ground, span: Span | None) -> str:
    """Return the folded words of a cell, empty for an empty one."""
    return "" if span is None else fold(span.of(ground.document.text)).strip()


def _words(ground: Ground, cell: Cell) -> str:
    return words_of(ground, cell.span)


def number_of(words: str) -> Decimal | None:
    """Return the number that a cell is, None where it is more or something else."""
    if not _NUMBER.fullmatch(words):
        return None
    try:
        return Decimal(words.replace(",", ""))
    except InvalidOperation:
        return None


def _table(ground: Ground, table: Table) -> Iterator[Finding]:
    rows: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
    spread = any(cell.rows > 1 and number_of(_words(ground, cell)) is not None for cell in table.cells)
    sums = [number for number, row in rows.items() if _is_sum(ground, row)]
    if len(sums) != 1 or spread or any(_PART_SUM.search(_words(ground, cell)) for cell in table.cells):
        return
    at = sums[0]
    first = min(_bodies(ground, rows), default=None)
    if first is None:
        return  # a table to be filled in
    numbers = [row for row in rows if (row > at if at == first else row < at)]
    found: list[Finding] = []
    right = 0
    for column, cell in rows[at].items():
        total = number_of(_words(ground, cell))
        heads = "".join(
            _words(ground, rows[row][column])
            for row in rows
            if column in rows[row] and number_of(_words(ground, rows[row][column])) is None
        )
        if total is None or cell.span is None or NOT_ADDED.search(heads):
            continue
        parts = [
            (rows[row][column], value)
            for row in numbers
            if column in rows[row] and (value := number_of(_words(ground, rows[row][column]))) is not None
        ]
        odd = [
            row
            for row in numbers
            if column in rows[row]
            and (words := _words(ground, rows[row][column])) not in _NONE
            and number_of(words) is None
        ]
        if len(parts) < _LEAST_PARTS or any(row >= first for row in odd):
            continue  # 2+1, 见备注: more than can be added
        added = sum((value for _, value in parts), Decimal(0))
        if abs(added - total) <= slack(total) + sum(slack(value) for _, value in parts):
            right += 1
        elif total and abs(added - total) <= abs(total) * _FAR:
            found.append(_told(ground, cell.span, [part.span for part, _ in parts if part.span], added, total))
    if right >= len(found):
        yield from found


def slack(value: Decimal) -> Decimal:
    """Return half of the last printed digit; whole numbers were counted."""
    exponent = value.as_tuple().exponent
    return Decimal(0) if not isinstance(exponent, int) or exponent >= 0 else Decimal(5).scaleb(exponent - 1)


def _is_sum(ground: Ground, row: dict[int, Cell]) -> bool:
    first = [_words(ground, row[column]) for column in sorted(row)][:2]
    return any(_SUM.fullmatch(words) for words in first)


def _bodies(ground: Ground, rows: dict[int, dict[int, Cell]]) -> list[int]:
    """Return the rows that hold numbers."""
    return [
        number
        for number, row in rows.items()
        if sum(number_of(_words(ground, cell)) is not None for cell in row.values()) >= 1
    ]


def _told(ground: Ground, total: Span, parts: list[Span], added: Decimal, printed: Decimal) -> Finding:
    how = "大于" if added > printed else "小于"
    words = f"该列{len(parts)}个数相加为{added}，{how}合计行的{printed}，相差{abs(added - printed)}"
    return ground.finding(Family.SUMS, "表列之和与合计不符", words, total, *parts)
