"""What a reader finds on the page — paragraphs and grids — and how these become one text with spans.

Readers of formats with a layout (html, docx, pdf) yield `Paragraph`s and `Grid`s in reading order; `compose` writes
them down once and returns the text with its blocks, tables and pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model import Block, BlockKind, Box, Cell, Cut, CutReason, Page, Printed, Span, Table

# Blanks that a page may begin and end with; the narrower `str.strip` set lacks the zero-width ones.
BLANKS = " \t\n\r\f\v\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff\u00ad"
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\x00]+")


@dataclass(frozen=True, slots=True)
class Inked:
    """Where on its page a stretch of a paragraph's or cell's text is printed, and how sure its characters are."""

    start: int
    end: int
    page: int
    box: Box
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as read; `turns` are the offsets in `text` at which a new page begins, with that page's number."""

    text: str
    level: int | None = None
    bold: bool = False
    page: int | None = None
    turns: tuple[tuple[int, int], ...] = ()
    inked: tuple[Inked, ...] = ()


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell as read, a merged one once, where it begins."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    head: bool = False
    inked: Inked | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as read, its cells row by row."""

    cells: tuple[GridCell, ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """What the source shows at this place and is no part of the text, line by line: a menu, a share bar."""

    text: str
    reason: CutReason


@dataclass(frozen=True, slots=True)
class Composed:
    """A text with all that hangs on it."""

    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    pages: tuple[Page, ...]
    printed: tuple[Printed, ...] = ()
    cuts: tuple[Cut, ...] = ()


def visible(text: str) -> str:
    """Return the text without characters that have neither ink nor width (zero-width blanks, soft hyphens)."""
    return _INVISIBLE.sub("", text)


class _Writer:
    """Writes pieces one after another and remembers where each came to stand."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.starts: dict[int, int] = {}
        self.printed: list[Printed] = []
        self.cuts: list[Cut] = []

    def put(self, text: str) -> Span | None:
        """Write the text and return the span of what it holds between its blanks."""
        start = self.size
        self.parts.append(text)
        self.size += len(text)
        held = text.strip(BLANKS)
        if not held:
            return None
        start += len(text) - len(text.lstrip(BLANKS))
        return Span(start, start + len(held))

    def turn(self, page: int | None, offset: int) -> None:
        if page is not None:
            self.starts.setdefault(page, offset)

    def paragraph(self, piece: Paragraph) -> None:
        text = piece.text.strip(BLANKS)
        if not text:
            return
        if is_contents_line(text):
            self.cuts.append(Cut(text, CutReason.CONTENTS, self.size, piece.page))
            return
        lead = len(piece.text) - len(piece.text.lstrip(BLANKS))
        self.turn(piece.page, self.size)
        for offset, page in piece.turns:
            self.turn(page, self.size + min(max(0, offset - lead), len(text)))
        for ink in piece.inked:
            start, end = max(0, ink.start - lead), min(ink.end - lead, len(text))
            if start < end:
                place = Span(self.size + start, self.size + end)
                self.printed.append(Printed(place, ink.page, ink.box, ink.confidence))
        span = self.put(text)
        self.put("\n")
        kind = BlockKind.PARAGRAPH if piece.level is None else BlockKind.HEADING
        if span is not None:
            self.blocks.append(Block(span, kind, piece.level, piece.bold, piece.page))

    def grid(self, piece: Grid) -> None:
        self.turn(piece.page, self.size)
        start, row, cells = self.size, None, []
        page = piece.page
        for cell in piece.cells:
            if row is not None:
                self.put("\t" if cell.row == row else "\n")
            row = cell.row
            if cell.inked is not None and cell.inked.page != page:
                page = cell.inked.page
                self.turn(page, self.size)
            span = self.put(_cell_text(cell.text))
            if cell.inked is not None and span is not None:
                self.printed.append(Printed(span, cell.inked.page, cell.inked.box, cell.inked.confidence))
            cells.append(Cell(cell.row, cell.column, cell.rows, cell.columns, span, cell.head))
        if self.size > start:
            span = Span(start, self.size)
            self.put("\n")
            self.blocks.append(Block(span, BlockKind.TABLE, page=piece.page))
            self.tables.append(Table(span, tuple(cells), piece.page))


def _cell_text(text: str) -> str:
    """Return the text of a cell without tabs, which part cells, and empty lines, broken sentences made whole."""
    if "\n" not in text:
        return text.replace("\t", " ").strip(BLANKS)
    lines = (line.strip(BLANKS) for line in text.replace("\t", " ").split("\n"))
    whole: list[str] = []
    for line in filter(None, lines):
        if whole and _goes_on(whole[-1], line):
            whole[-1] += line
        else:
            whole.append(line)
    return "\n".join(whole)


def _goes_on(line: str, following: str) -> bool:
    """Say whether a line was broken to fit its cell: it ends in mid-sentence, and a sentence ends in the next one."""
    if _LABEL_NEXT.match(following) or len(line) < _BROKEN_LINE:
        return False
    return line[-1] in "，、" or (bool(_HAN_END.search(line)) and following[-1] in "。；")


def compose(pieces: Iterable[Paragraph | Grid | Removed], *, page_count: int = 0) -> Composed:
    """Return one text for the pieces: a paragraph a line; a row of a table a line, its cells parted by tabs."""
    writer = _Writer()
    for piece in pieces:
        if isinstance(piece, Grid):
            writer.grid(piece)
        elif isinstance(piece, Removed):
            writer.cuts.append(Cut(piece.text, piece.reason, writer.size))
        else:
            writer.paragraph(piece)
    return Composed(
        "".join(writer.parts),
        tuple(writer.blocks),
        tuple(writer.tables),
        _pages(writer.starts, writer.size, page_count),
        tuple(writer.printed),
        tuple(writer.cuts),
    )


def _pages(starts: dict[int, int], size: int, page_count: int) -> tuple[Page, ...]:
    """Return the pages that hold text; an empty page has no span."""
    bounds = [(number, start) for number, start in sorted(starts.items()) if number <= page_count]
    ends = [*(start for _, start in bounds[1:]), size][: len(bounds)]
    return tuple(
        Page(number, Span(start, end)) for (number, start), end in zip(bounds, ends, strict=True) if start < end
    )


def is_table(cells: Iterable[GridCell]) -> bool:
    """Say whether a grid has two rows and two columns with something in them; less is only a frame around text."""
    filled = [cell for cell in cells if cell.text.strip(BLANKS)]
    rows = {cell.row for cell in filled}
    columns = {cell.column for cell in filled}
    return len(rows) > 1 and len(columns) > 1


_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3001-\u303f\U00020000-\U0002fa1f“”‘’…—"
_WRAP = re.compile(r"[ \t\r\f\v]*\n\s*")
_RUN = re.compile(r"[ \t\r\f\v]{2,}|[\t\r\f\v]")
_LABEL_NEXT = re.compile(r"\s*(?:\d{1,2}\s?月|\d{1,3}[、.．]\D|[（(]?[一二三四五六七八九十]{1,3}[、）)]|[①-⑳])")


_HAN_END = re.compile(r"[\u4e00-\u9fff]$")
# Characters: items of a list are shorter (县教育局), lines of a sentence that someone broke by hand are longer.
_BROKEN_LINE = 16
# A line of a table of contents: dots that lead to a page number.
_CONTENTS_LINE = re.compile(r".*(?:[.·．]{4,}|…{2,})\s*[-—(（]?\s*\d{1,4}\s*[-—)）]?")


def is_contents_line(text: str) -> bool:
    """Say whether a line stands in a table of contents: 二、主要目标……………6."""
    return bool(_CONTENTS_LINE.fullmatch(text))


def unwrap(text: str) -> str:
    """Return source text with its line ends as a browser shows them: none between 汉字, else one blank.

    A line end before a label (2、, （三）, 4月) stays: there the source's author began a new item.
    """
    if "\n" not in text:
        return _RUN.sub(" ", text)
    out, at = [], 0
    for match in _WRAP.finditer(text):
        before, after = text[: match.start()][-1:], text[match.end() : match.end() + 1]
        out.append(text[at : match.start()])
        if before and _LABEL_NEXT.match(text, match.end()):
            out.append("\n")
        elif not (before and after and re.match(f"[{_HAN}][{_HAN}]", before + after)):
            out.append(" ")
        at = match.end()
    return _RUN.sub(" ", "".join(out) + text[at:])
