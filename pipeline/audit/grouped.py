"""Tables in groups (分组合计): 一、 with 31分 over items 1 to 6, and the row 总分 over the groups.

A group is a row that begins with a Chinese ordinal, its items are the numbered rows under it. A column in which most groups do
not add up is no column of parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.audit.figures import Ground
from pipeline.audit.finding import Family, Finding
from pipeline.audit.tables import NOT_ADDED, number_of, slack, words_of
from pipeline.model import Row, RowCell, Span

_GROUP = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)、.]?(?:[、.]?[\u4e00-\u9fff].*)?")
_ITEM = re.compile(r"\d{1,3}[.、)]?")
_ALL = re.compile(r"总\s*[分计数]|合\s*计|共\s*计")
# What is scored on top of the whole: 奖扣分项目.
_ON_TOP = re.compile("奖|扣|加分|附加|一票否决")
_LEAST = 2


@dataclass(slots=True)
class _Group:
    """A group's number in a column and those of its items; `whole` is false where an item has none, `on_top` says that it
    is no part of the total."""

    span: Span
    value: Decimal
    items: list[tuple[Span, Decimal]] = field(default_factory=list)
    whole: bool = True
    on_top: bool = False


def check(ground: Ground) -> Iterator[Finding]:
    """Yield the groups that their items do not make: 一、组织领导 20分 over items of 5, 4 and 10."""
    tables: dict[int, list[Row]] = {}
    for row in ground.extraction.outline.rows:
        tables.setdefault(row.table, []).append(row)
    for rows in tables.values():
        columns = {
            cell.column for row in rows for cell in row.cells if number_of(words_of(ground, cell.span)) is not None
        }
        for column in sorted(columns):
            yield from _column(ground, rows, column)


def _column(ground: Ground, rows: list[Row], column: int) -> Iterator[Finding]:
    groups: list[_Group] = []
    total: tuple[Span, Decimal] | None = None
    for row in rows:
        first = row.cells[0]
        head = words_of(ground, first.span)
        cell = next((cell for cell in row.cells if cell.column == column and cell is not first), None)
        value = _value(ground, cell)
        if cell is not None and NOT_ADDED.search("".join(words_of(ground, span) for span in cell.heads)):
            return
        if _ALL.fullmatch(head) and value is not None and cell is not None:
            total = cell.span, value
        elif first.column == 0 and _GROUP.fullmatch(head):
            if value is None or cell is None:
                return
            on_top = any(_ON_TOP.search(words_of(ground, one.span)) for one in row.cells[:2])
            groups.append(_Group(cell.span, value, on_top=on_top))
        elif groups and _ITEM.fullmatch(head) and not first.carried:
            if value is None or cell is None:
                groups[-1].whole = False
            else:
                groups[-1].items.append((cell.span, value))
    yield from _told(ground, groups, total)


def _value(ground: Ground, cell: RowCell | None) -> Decimal | None:
    return None if cell is None or cell.carried else number_of(words_of(ground, cell.span))


def _told(ground: Ground, groups: list[_Group], total: tuple[Span, Decimal] | None) -> Iterator[Finding]:
    sums = [(group.span, group.value, group.items) for group in groups if group.whole and len(group.items) >= _LEAST]
    if total is not None and len(groups) >= _LEAST:
        sums.append((*total, [(group.span, group.value) for group in groups if not group.on_top]))
    wrong = [one for one in sums if not _adds(one[1], one[2])]
    if len(wrong) * 2 > len(sums):
        return
    for span, value, parts in wrong:
        added = sum((part for _, part in parts), Decimal(0))
        how = "大于" if added > value else "小于"
        listed = "+".join(str(part) for _, part in parts)
        words = f"{listed}={added}，{how}所称{value}，相差{abs(added - value)}"
        yield ground.finding(Family.SUMS, "表中分组之和不符", words, span, *(part for part, _ in parts))


def _adds(value: Decimal, parts: list[tuple[Span, Decimal]]) -> bool:
    added = sum((part for _, part in parts), Decimal(0))
    return abs(added - value) <= slack(value) + sum(slack(part) for _, part in parts)
