"""A sheet of a spreadsheet as pieces: its title and notes are paragraphs, what lies between them a grid."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Document, Issue, IssueCode, ReadError, Source
from pipeline.read.limits import exceeded, limits
from pipeline.read.pieces import BLANKS, Grid, GridCell, Paragraph, compose, visible

# Names that nobody gave: Sheet1, 工作表1.
_NAMELESS = re.compile(r"(?:sheet|工作表|表)\s?\d*", re.I)
# What stands below a table and is no row of it.
_NOTE = re.compile(r"\s*(?:附?注|备注|说明|填表|制表|审核|联系|数据来源|资料来源)\s*\d?\s*[:：、．.]?")
# Rows above a table that may hold one cell each: its number, its title, its unit; any number where they are prose.
_MOST_LEAD = 6
_PROSE = re.compile(r".{12,}[。；]", re.S)
# Characters: a title is shorter, what is longer is a paragraph.
_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells: the first row and column, and those behind the last."""

    row: int
    column: int
    end_row: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one sheet shows, by row and column; `hidden` sheets are not shown by the program that made them."""

    name: str
    cells: dict[tuple[int, int], str]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False


def document_of(sheets: list[Sheet], source: Source, *, issues: tuple[Issue, ...] = ()) -> Document:
    """Return the sheets one after another as a document; hidden ones are left out, and an issue tells of each.

    A hidden sheet holds lists to choose from and old drafts: nobody who was sent the file saw it.
    """
    seen = [sheet for sheet in sheets if not sheet.hidden]
    hidden = [sheet for sheet in sheets if sheet.hidden and sheet.cells]
    composed = compose(piece for sheet in seen for piece in pieces(sheet, source.name, alone=len(seen) == 1))
    if not composed.text.strip(BLANKS):
        raise ReadError(source.path, "the workbook holds no text in the sheets that it shows", code="no-text")
    told = tuple(
        Issue(IssueCode.SHEET_HIDDEN, f"the hidden sheet {sheet.name} with {len(sheet.cells)} cells is left out")
        for sheet in hidden
    )
    return Document(
        source, composed.text, composed.blocks, composed.tables, issues=(*issues, *told), cuts=composed.cuts
    )


def pieces(sheet: Sheet, path: str, *, alone: bool) -> Iterator[Paragraph | Grid]:
    """Yield the name of the sheet where it says something, then each of its tables with its title and its notes."""
    cells = {place: text for place, raw in sheet.cells.items() if (text := visible(raw).strip(BLANKS))}
    rows: dict[int, list[int]] = {}
    for row, column in sorted(cells):
        rows.setdefault(row, []).append(column)
    if not rows:
        return
    blocks = list(_blocks(rows))
    opening = cells[min(cells)]
    has_title = len(rows[min(rows)]) == 1
    if not _NAMELESS.fullmatch(sheet.name.strip()) and sheet.name not in opening and not (alone and has_title):
        yield Paragraph(sheet.name, 1)
    for block in blocks:
        yield from _block(block, {row: rows[row] for row in block}, _Held(cells, sheet.merges, path))


@dataclass(frozen=True, slots=True)
class _Held:
    """The filled cells of a sheet, its merged ones, and the file's name for what must be said of it."""

    cells: dict[tuple[int, int], str]
    merges: tuple[Merge, ...]
    path: str


def _blocks(rows: dict[int, list[int]]) -> Iterator[list[int]]:
    """Yield the rows of each table: a new one begins where, after an empty row, a title stands over several columns."""
    block: list[int] = []
    numbers = list(rows)
    for at, row in enumerate(numbers):
        is_title = len(rows[row]) == 1 and at + 1 < len(numbers) and len(rows[numbers[at + 1]]) > 1
        if block and row - block[-1] > 1 and is_title and any(len(rows[above]) > 1 for above in block):
            yield block
            block = []
        block.append(row)
    yield block


def _block(block: list[int], rows: dict[int, list[int]], held: _Held) -> Iterator[Paragraph | Grid]:
    first, last = 0, len(block)
    if any(len(columns) > 1 for columns in rows.values()):
        first = next(at for at, row in enumerate(block) if len(rows[row]) > 1)
        if not any(_PROSE.fullmatch(_only(row, rows, held)) for row in block[:first]):
            first = min(_MOST_LEAD, first)
        while last > first and len(rows[block[last - 1]]) == 1 and _is_note(_only(block[last - 1], rows, held)):
            last -= 1
    else:
        first = last
    titled = False
    for row in block[:first]:
        for line in _lines(_only(row, rows, held)):
            is_title = not titled and len(line) <= _LONGEST_TITLE and not _is_small(line)
            titled = titled or is_title
            yield Paragraph(line, 1 if is_title else None)
    if first < last:
        yield _grid(block[first:last], rows, held)
    for row in block[last:]:
        for line in _lines(_only(row, rows, held)):
            yield Paragraph(line)


def _is_note(text: str) -> bool:
    """Say whether the one cell of a row below a table is a note or prose."""
    return bool(_NOTE.match(text) or _PROSE.fullmatch(text))


def _only(row: int, rows: dict[int, list[int]], held: _Held) -> str:
    return held.cells[row, rows[row][0]]


def _lines(text: str) -> list[str]:
    """Return a title broken by hand as one line, a note of several sentences line by line."""
    lines = [line.strip(BLANKS) for line in text.split("\n") if line.strip(BLANKS)]
    is_title = len(text) <= _LONGEST_TITLE and not any(mark in text for mark in "。；：:")
    return ["".join(lines)] if is_title else lines


def _is_small(line: str) -> bool:
    """Say whether a line above a table is its number or unit and not its title: 附件1, 单位：万元."""
    return bool(re.match(r"\s*(?:附\s*[件表]?\s*\d*\s*[:：]?\s*$|单位\s*[:：]|[（(]?单位|填报|编制)", line))


def _grid(block: list[int], rows: dict[int, list[int]], held: _Held) -> Grid:
    """Return the cells of some rows, empty rows and columns left out, a merged cell once."""
    columns = sorted({column for row in block for column in rows[row]})
    if len(block) * len(columns) > limits().cells:
        raise exceeded(held.path, "cells", f"a sheet has {len(block) * len(columns)} cells")
    at_row = {row: number for number, row in enumerate(block)}
    at_column = {column: number for number, column in enumerate(columns)}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for merge in held.merges:
        down = range(bisect_left(block, merge.row), bisect_left(block, merge.end_row))
        across = range(bisect_left(columns, merge.column), bisect_left(columns, merge.end_column))
        # Merged cells do not overlap; a file that says so has each place once.
        is_new = down and across and (down[0], across[0]) not in spans and (down[0], across[0]) not in covered
        if is_new and (merge.row, merge.column) in held.cells:
            spans[down[0], across[0]] = (len(down), len(across))
            covered.update((row, column) for row in down for column in across)
            covered.discard((down[0], across[0]))
    cells = []
    for row, down_at in at_row.items():
        for column, across_at in at_column.items():
            if (down_at, across_at) not in covered:
                high, wide = spans.get((down_at, across_at), (1, 1))
                cells.append(GridCell(down_at, across_at, held.cells.get((row, column), ""), high, wide))
    return Grid(tuple(cells))
