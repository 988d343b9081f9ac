"""The outline of a document: numbered and unnumbered headings become a tree of sections, sentences its clauses.

Text in, `Outline` out. A label that already stands open in the tree makes a sibling there; a new one goes below what
outranks it in GB/T 9704.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.fold import fold
from pipeline.model import Block, BlockKind, Clause, Document, Formal, Outline, Row, Section, Span
from pipeline.segment.formal import formal_in_cell, formal_lines
from pipeline.segment.labels import UNRANKED, Label, Numbering, at_line_start, inside_line
from pipeline.segment.reading import Reading
from pipeline.segment.tables import body_rows, head_cells

# A line of prose without a stop is a heading up to this many characters; GB/T 9704 heads fit one line of 28.
LONGEST_HEAD = 32
# The words before the first stop or colon of a numbered paragraph are its title up to this many characters.
LONGEST_TITLE = 46

# Share of longer lines without a stop above which such a line tells nothing: 0.1-0.3 in ordinary plans, 0.6-0.9 where
# each sentence stands on a line of its own (sampled over the national five-year plans and reports).
MOST_BARE_LINES = 0.45

# Characters of a sentence. Of some 100,000 in real documents 14 have more than 400, and the three beyond this are tables
# without lines; what looks at a whole sentence for each of its numbers would take the square of a longer one's time.
LONGEST_SENTENCE = 800

_SENTENCE = re.compile(r"[^。!?;]+[。!?;”)’]*")
_STOP = re.compile(r"[。!?;]")
_TITLE_END = re.compile(r"[。:;!?]| {2,}")
# Labels that open a line of their own unless the page lost its line ends; their sections outlast the line.
_FLATTENED = frozenset({Label.HAN_COMMA, Label.HAN_BRACKET})
# What stands below the text.
_ENDING = frozenset((Formal.ANNEXES, Formal.SIGNATURE, Formal.DATE, Formal.COPIES, Formal.PRINTED))
_FURNITURE = re.compile(
    r"\s*(?:[-=*#]|[\u4e00-\u9fff]{2,6}\s*:|来源|作者|发布|浏览|点击|上一篇|下一篇|责任编辑|字体|打印)"
)


@dataclass(slots=True)
class _Open:
    """A section while its end is not known."""

    label: Label
    level: int
    written: str
    title: Span
    start: int
    parent: int | None


@dataclass(slots=True)
class _Builder:
    """Sections and clauses as they are found, in text order; lives only while one outline is built.

    `heads` says whether a short line without a stop may be taken for a heading at all.
    """

    folded: str
    heads: bool
    formal: dict[int, Formal]
    found: list[_Open] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    stack: list[int] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def close(self, down_to: int, at: int) -> None:
        """Close the sections of the stack from a depth on."""
        for index in self.stack[down_to:]:
            self.ends[index] = at
        del self.stack[down_to:]

    def open(self, label: Label, written: str, title: Span) -> None:
        """Open a section where its label belongs."""
        labels = [self.found[index].label for index in self.stack]
        depth = labels.index(label) if label in labels else len(labels)
        if label not in labels and label not in UNRANKED:
            while depth and labels[depth - 1] not in UNRANKED and labels[depth - 1] > label:
                depth -= 1
        self.close(depth, title.start)
        parent = self.stack[-1] if self.stack else None
        self.found.append(_Open(label, depth + 1, written, title, title.start, parent))
        self.ends.append(title.end)
        self.stack.append(len(self.found) - 1)

    def form(self, start: int, end: int, formal: Formal) -> None:
        """Add a formal line; below a signature no section goes on."""
        if formal in _ENDING:
            self.close(0, start)
        self.clauses.append(Clause(Span(start, end), self.section(), formal=formal))

    def section(self) -> int | None:
        return self.stack[-1] if self.stack else None

    def add(self, start: int, end: int, heading: bool = False, row: int | None = None, cell: int | None = None) -> None:
        """Add a clause without the blanks around it, unless nothing is left."""
        while start < end and self.folded[start].isspace():
            start += 1
        while end > start and self.folded[end - 1].isspace():
            end -= 1
        if start < end:
            self.clauses.append(Clause(Span(start, end), self.section(), row, cell, heading))

    def sentences(self, start: int, end: int, row: int | None = None, cell: int | None = None) -> None:
        """Add the sentences of a stretch as clauses."""
        for match in _SENTENCE.finditer(self.folded, start, end):
            for left, right in _in_reach(self.folded, match.start(), match.end()):
                self.add(left, right, row=row, cell=cell)

    def cell_line(self, start: int, end: int, row: int, cell: int) -> None:
        """Add a line of a table's cell."""
        formal = formal_in_cell(self.folded[start:end])
        if formal is None:
            self.sentences(start, end, row, cell)
        else:
            self.clauses.append(Clause(Span(start, end), self.section(), row, cell, formal=formal))

    def outline(self, end: int) -> Outline:
        self.close(0, end)
        sections = tuple(
            Section(
                opened.level,
                opened.written,
                opened.title,
                Span(opened.start, max(stop, opened.title.end)),
                opened.parent,
            )
            for opened, stop in zip(self.found, self.ends, strict=True)
        )
        return Outline(sections, tuple(self.clauses), tuple(self.rows))


def _in_reach(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence as a whole; one longer than sentences are in parts, each up to a comma or blank where it has one."""
    while end - start > LONGEST_SENTENCE:
        most = start + LONGEST_SENTENCE
        cut = max(folded.rfind(mark, start + 1, most) for mark in (",", "、", " ", "\t")) + 1 or most
        yield start, cut
        start = cut
    yield start, end


def segment(document: Document) -> Reading:
    """Return the reading of a document: its folded view, its sections and clauses, its table rows with their heads."""
    folded = fold(document.text)
    bounds = [0, *(edge for table in document.tables for edge in (table.span.start, table.span.end)), len(folded)]
    lines = [line for start, end in zip(bounds[::2], bounds[1::2], strict=True) for line in _lines(folded, start, end)]
    builder = _Builder(folded, heads=_has_stops(folded), formal=formal_lines(folded, lines))
    blocks = {block.span.start: block for block in document.blocks if block.kind is not BlockKind.TABLE}
    position, seen_body = 0, False
    for index, table in enumerate(document.tables):
        seen_body = _prose(builder, position, table.span.start, blocks, seen_body)
        _table(builder, document, index)
        position, seen_body = table.span.end, True
    _prose(builder, position, len(folded), blocks, seen_body)
    return Reading(document, folded, builder.outline(len(folded)))


def _has_stops(folded: str) -> bool:
    """Say whether paragraphs of the text end in stops: some sources break lines at each sentence and drop the stop."""
    lines = [line.strip() for line in folded.split("\n") if len(line.strip()) > 12]
    bare = sum(line[-1] not in "。;!?:,、”)" for line in lines)
    return bare <= MOST_BARE_LINES * len(lines)


def _lines(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = folded.find("\n", start, end)
        stop = end if stop < 0 else stop
        left, right = start, stop
        while left < right and folded[left].isspace():
            left += 1
        while right > left and folded[right - 1].isspace():
            right -= 1
        if left < right:
            yield left, right
        start = stop + 1


def _prose(builder: _Builder, start: int, end: int, blocks: dict[int, Block], seen_body: bool) -> bool:
    """Read the lines between two tables; return whether body text has been seen yet (before it stands the title)."""
    for left, right in _lines(builder.folded, start, end):
        numbering = at_line_start(builder.folded, left, right)
        if numbering is not None and not _is_item(builder.folded, numbering, right):
            numbering = None
        if (formal := builder.formal.get(left)) is not None:
            builder.form(left, right, formal)
        elif numbering is not None:
            _numbered(builder, numbering, right)
            seen_body = True
        elif _is_head(builder, left, right, blocks.get(left)):
            if seen_body:
                builder.open(Label.HEAD, "", Span(left, right))
            builder.add(left, right, heading=True)
        else:
            _paragraph(builder, left, right)
            seen_body = seen_body or right - left > LONGEST_HEAD
    return seen_body


def _is_item(folded: str, numbering: Numbering, end: int) -> bool:
    """Say whether a label at a line's start numbers it: a sentence may begin with 一要, 附件 or a bare month as well."""
    if numbering.label is Label.ANNEX:
        return end - numbering.start <= LONGEST_HEAD
    if numbering.label is Label.MONTH:
        return end - numbering.end <= LONGEST_HEAD or folded[numbering.end : numbering.end + 1] == ":"
    return numbering.end < end or numbering.label in (Label.CHAPTER, Label.PART, Label.VOLUME, Label.SECTION)


def _is_head(builder: _Builder, start: int, end: int, block: Block | None) -> bool:
    """Say whether an unnumbered line is a heading: marked as one, or short and without a stop."""
    folded = builder.folded
    if block is not None and block.kind is BlockKind.HEADING:
        return end - start <= 3 * LONGEST_HEAD
    if (
        not builder.heads
        or end - start > LONGEST_HEAD
        or _STOP.search(folded, start, end)
        or _FURNITURE.match(folded, start, end)
    ):
        return False
    return folded[end - 1] not in ",、:" and not folded[start].isdigit() and folded[start] not in "-|(["


def _numbered(builder: _Builder, numbering: Numbering, end: int) -> None:
    """Open the section of a numbered line: its title ends at the first stop or colon, that of a stage at the first stop."""
    folded = builder.folded
    stop = (_STOP if numbering.label is Label.STAGE else _TITLE_END).search(folded, numbering.end, end)
    title_end = stop.start() if stop else end
    titled = numbering.end < title_end and title_end - numbering.end <= LONGEST_TITLE
    bare = numbering.end == title_end and numbering.label in UNRANKED
    title = Span(numbering.start, title_end if titled else numbering.end)
    builder.open(numbering.label, folded[numbering.start : numbering.end].strip(), title)
    says = titled and title_end < end and _says_something(folded, numbering, title_end)
    if (titled or bare) and not says:
        builder.add(numbering.start, min(end, title_end + 1), heading=True)
        _paragraph(builder, min(end, title_end + 1), end)
    else:
        _paragraph(builder, numbering.start, end)


_DOES = re.compile(r"\d|[一二三四五六七八九十百]+[个所名次家项%]|年底|前完成")


def _says_something(folded: str, numbering: Numbering, end: int) -> bool:
    """Say whether the first sentence of a numbered paragraph is content rather than a title: a colon makes a title,
    a number or a date in the sentence makes content, unless it dates a stage."""
    return (
        folded[end] != ":"
        and numbering.label is not Label.STAGE
        and _DOES.search(folded, numbering.end, end) is not None
    )


def _paragraph(builder: _Builder, start: int, end: int) -> None:
    """Add the sentences of a paragraph, with a section for each item numbered inside it."""
    if start >= end:
        return
    depth = len(builder.stack)
    numberings = inside_line(builder.folded, start, end)
    edges = [*(numbering.start for numbering in numberings), end]
    builder.sentences(start, edges[0])
    for numbering, stop in zip(numberings, edges[1:], strict=True):
        mark = _TITLE_END.search(builder.folded, numbering.end, stop)
        title_end = min(mark.start() if mark else stop, stop)
        title_end = title_end if title_end - numbering.end <= LONGEST_TITLE else numbering.end
        builder.open(numbering.label, builder.folded[numbering.start : numbering.end], Span(numbering.start, title_end))
        builder.sentences(numbering.start, stop)
    if len(builder.stack) > depth and not any(numbering.label in _FLATTENED for numbering in numberings):
        builder.close(depth, end)


def _table(builder: _Builder, document: Document, index: int) -> None:
    """Add a table's rows and the clauses of their cells."""
    table = document.tables[index]
    for span in head_cells(table, builder.folded):
        builder.add(span.start, span.end, heading=True)
    for row in body_rows(table, index, builder.folded):
        builder.rows.append(row)
        for number, cell in enumerate(row.cells):
            if not cell.carried:
                for left, right in _lines(builder.folded, cell.span.start, cell.span.end):
                    builder.cell_line(left, right, len(builder.rows) - 1, number)
