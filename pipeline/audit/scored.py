"""Scores in assessment tables (考核分值): the 20分, 10分 and 20分 of a row's items against its 60, the items of a section against its （7分）.

Assessment tables stand behind most plans. An item that tells no single score of its own (满分, 扣分, 奖分) leaves its row alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from pipeline.audit.figures import Ground, told
from pipeline.audit.finding import Family, Finding, Severity
from pipeline.fold import fold
from pipeline.model import Cell, Span, Table

_NUMBER = re.compile(r"\d{1,3}(?:\.\d)?")
_HEAD = re.compile(r"分值|标准分|满分|各项分|^分数$|^分$")
_ITEM = re.compile(r"(?:^|(?<=[\n。;)\s]))\s?\(?(?P<order>\d{1,2})[.、．)](?!\d)")
# What an item is worth, told so that nothing is added to it: （20分）, 得3分.
_WORTH = re.compile(r"\((?P<worth>\d{1,3}(?:\.\d)?)分?\s?\)|(?<![不扣加可各])得(?P<gained>\d{1,3}(?:\.\d)?)分")
_OTHER = re.compile(r"[(]\d+(?:\.\d)?分[^)]|最高|满分|奖|加\d|加分|或")
_TAKEN = re.compile("扣|倒扣|否决")
_SECTION = re.compile(r"\((?P<worth>\d{1,3}(?:\.\d)?)分\)\s*$")
_FEWEST = 2


def check(ground: Ground) -> Iterator[Finding]:
    """Yield the scores that the items under them do not make: 60 over （20分）, （10分） and （20分）."""
    for table in ground.document.tables:
        rows: dict[int, list[Cell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell)
        scored = {
            cell.column for cell in table.cells if cell.row <= _head_row(table) and _HEAD.search(_words(ground, cell))
        }
        for cells in rows.values():
            yield from _row(ground, cells, scored)
        yield from _sections(ground, table)


def _head_row(table: Table) -> int:
    """Return the last row that can head columns: the third at the most, under a title and a row of heads."""
    return min((cell.row for cell in table.cells), default=0) + 2


def _words(ground: Ground, cell: Cell) -> str:
    return "" if cell.span is None else fold(cell.span.of(ground.document.text)).strip()


def _row(ground: Ground, cells: list[Cell], scored: set[int]) -> Iterator[Finding]:
    """Yield a row whose score is not the sum of what its items are worth."""
    scores = [cell for cell in cells if cell.column in scored and _NUMBER.fullmatch(_words(ground, cell))]
    if len(scores) != 1 or scores[0].span is None:
        return
    total = Fraction(_words(ground, scores[0]))
    for cell in cells:
        worth = _worth(ground, cell)
        if cell.column != scores[0].column and cell.span is not None and worth:
            added = sum((value for value, _ in worth), Fraction(0))
            if added != total:
                yield _told(ground, scores[0].span, total, worth)


def _worth(ground: Ground, cell: Cell) -> list[tuple[Fraction, Span]]:
    """Return what the numbered items of a cell are worth, none where one of them tells no single score."""
    if cell.span is None:
        return []
    folded = ground.folded
    items = list(_ITEM.finditer(folded, cell.span.start, cell.span.end))
    if len(items) < _FEWEST or [int(item["order"]) for item in items] != list(range(1, len(items) + 1)):
        return []
    found = []
    ends = [item.start() for item in items[1:]] + [cell.span.end]
    for item, end in zip(items, ends, strict=True):
        worth = list(_WORTH.finditer(folded, item.end(), end))
        words = folded[item.end() : end]
        if not worth and _TAKEN.search(words):
            continue
        if len(worth) != 1 or _OTHER.search(words):
            return []
        found.append((Fraction(worth[0]["worth"] or worth[0]["gained"]), Span(*worth[0].span())))
    return found if len(found) >= _FEWEST else []


def _sections(ground: Ground, table: Table) -> Iterator[Finding]:
    """Yield a section （7分） beside which the items of its rows are not worth that much."""
    for section in table.cells:
        own = _SECTION.search(_words(ground, section))
        if own is None or section.rows < _FEWEST or section.span is None:
            continue
        beside = [
            cell
            for cell in table.cells
            if cell.column == section.column + 1 and section.row <= cell.row < section.row + section.rows
        ]
        worth = [(found, cell) for cell in beside if (found := _SECTION.search(_words(ground, cell))) is not None]
        if len(worth) != len(beside) or len(beside) != section.rows:
            continue
        items = [(Fraction(found["worth"]), cell.span) for found, cell in worth if cell.span is not None]
        total = Fraction(own["worth"])
        if sum((value for value, _ in items), Fraction(0)) != total:
            yield _told(ground, section.span, total, items)


def _told(ground: Ground, where: Span, total: Fraction, items: list[tuple[Fraction, Span]]) -> Finding:
    added = sum((value for value, _ in items), Fraction(0))
    listed = "+".join(told(value, "分") for value, _ in items)
    words = f"{listed}={told(added, '分')}，所称{told(total, '分')}"
    spans = [span for _, span in items]
    return ground.finding(Family.SUMS, "各项分值之和不符", words, where, *spans, severity=Severity.WARNING)
