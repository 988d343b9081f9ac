"""Word documents (docx, docm): paragraphs, headings, tables with merged cells, automatic numbering written out.

Tracked changes are taken as accepted. A footnote stands behind the paragraph that it belongs to, a text box likewise.
Headers, footers, comments, deleted text and tables of contents are left out. The body is walked with lxml, which is ten
times as fast on tables as python-docx, and reads what that refuses: macros, templates, strict XML.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.model import Document, ReadError, Source
from pipeline.read.docx_changes import accept
from pipeline.read.docx_runs import W, is_on, notes_of, runs, text_of
from pipeline.read.numbering import Numbering, child_of, local, number_of, value_of
from pipeline.read.parts import Package
from pipeline.read.pieces import BLANKS, Grid, GridCell, Paragraph, compose, is_table, visible
from pipeline.read.styles import Styles

_WRAPPERS = frozenset(("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"))
_OTHER_KIND = "this is a Word file of a kind that is not read; save it as plain docx"
_BLOCKS, _ROWS, _CELLS = frozenset((f"{W}p", f"{W}tbl")), frozenset((f"{W}tr",)), frozenset((f"{W}tc",))
_TABLE, _BOX, _CELL_PROPERTIES = f"{W}tbl", f"{W}txbxContent", f"{W}tcPr"
_WIDE, _GOES_ON = f"{W}gridSpan", f"{W}vMerge"
# Tables inside tables; what a person lays out has two or three.
_DEEPEST = 12


def read_docx(data: bytes, source: Source) -> Document:
    """Return the document of a docx file."""
    package = Package(data, source.name, "Word file")
    main = package.main("word/document.xml")
    root = package.xml(main)
    body = root.find(f"{W}body")
    if body is None:
        raise ReadError(source.name, _OTHER_KIND, code="unsupported-format")
    named = {relation.kind: relation.target for relation in package.relations(main)}
    parts = {kind: package.xml(name) for kind, name in named.items() if kind in _PARTS and name in package.names}
    notes = {kind: _notes(parts.get(f"{kind}s")) for kind in ("footnote", "endnote")}
    walker = _Body(body, Styles(parts.get("styles")), Numbering(parts.get("numbering")), notes)
    composed = compose(walker.pieces(body))
    if not composed.text.strip(BLANKS):
        reason = "the document holds no text, perhaps only pictures of it"
        raise ReadError(source.name, reason, code="no-text")
    return Document(source, composed.text, composed.blocks, composed.tables, cuts=composed.cuts)


_PARTS = frozenset(("styles", "numbering", "footnotes", "endnotes"))


def _notes(root: etree._Element | None) -> dict[str, etree._Element]:
    """Return the notes by their number, without the lines that part them from the text."""
    if root is None:
        return {}
    accept(root)
    return {note.get(f"{W}id", ""): note for note in root if note.get(f"{W}type") is None}


class _Body:
    """Walks the body in reading order; numbering counts on from paragraph to paragraph."""

    def __init__(
        self,
        body: etree._Element,
        styles: Styles,
        numbering: Numbering,
        notes: dict[str, dict[str, etree._Element]],
    ) -> None:
        self.styles = styles
        self.numbering = numbering
        self.notes = notes
        self._open_ended = accept(body)
        # Asked once of the whole, not of each of 10,000 cells.
        self._has_boxes = next(body.iter(_BOX), None) is not None
        self._depth = 0

    def pieces(self, parent: etree._Element) -> Iterator[Paragraph | Grid]:
        """Yield the pieces of a body, a content control, a note, or a text box.

        A paragraph whose end was deleted goes on in the next.
        """
        begun: list[etree._Element] = []
        for element in parent:
            tag = local(element)
            if tag == "p":
                begun.append(element)
                if element not in self._open_ended:
                    yield from self._paragraph(begun)
                    begun = []
            elif tag == "tbl":
                yield from self._table(element)
            elif tag in _WRAPPERS and not _is_contents(element):
                yield from self.pieces(element)
        if begun:
            yield from self._paragraph(begun)

    def _paragraph(self, joined: list[etree._Element]) -> Iterator[Paragraph | Grid]:
        last = joined[-1]
        style = self.styles.of(last)
        if style.is_contents:
            return
        written = [run for paragraph in joined for run in runs(paragraph)]
        text = visible("".join(text for text, _ in written)).strip(BLANKS)
        label = self.numbering.label(last, style.numbering) if text else ""
        bold = all(on if on is not None else style.bold for words, on in written if words.strip(BLANKS))
        for line in (label + text).split("\n") if text else ():
            yield Paragraph(line, style.level, bold)
        for paragraph in joined:
            for box in _boxes(paragraph) if self._has_boxes else ():
                yield from self.pieces(box)
            yield from self._notes_of(paragraph)

    def _notes_of(self, parent: etree._Element) -> Iterator[Paragraph | Grid]:
        for kind, number in notes_of(parent) if any(self.notes.values()) else ():
            # A note is told once, lest one that refers to itself goes on for ever.
            note = self.notes[kind].pop(number, None)
            if note is not None:
                yield from self.pieces(note)

    def _table(self, table: etree._Element) -> Iterator[Paragraph | Grid]:
        if self._depth >= _DEEPEST:
            return
        self._depth += 1
        rows = list(_rows(table))
        cells = tuple(self._cells(rows))
        if is_table(cells):
            yield Grid(cells)
            yield from self._notes_of(table)
        else:
            for row in rows:
                for cell in _own_cells(row):
                    yield from self.pieces(cell)
        self._depth -= 1

    def _cells(self, rows: list[etree._Element]) -> Iterator[GridCell]:
        grid = [list(_row(row)) for row in rows]
        begun = {(number, column) for number, row in enumerate(grid) for column, _, goes_on, _ in row if not goes_on}
        going = [{column for column, _, goes_on, _ in row if goes_on} for row in grid]
        for number, (row, cells) in enumerate(zip(rows, grid, strict=True)):
            head = is_on(row.find(f"{W}trPr/{W}tblHeader"))
            for column, wide, goes_on, cell in cells:
                if goes_on and (number, column) not in begun and number > 0:
                    continue
                high = 1
                while number + high < len(grid) and column in going[number + high]:
                    high += 1
                yield GridCell(number, column, self._cell_text(cell), high, wide, head)

    def _cell_text(self, cell: etree._Element) -> str:
        """Return the text of a cell without automatic numbers, which would be words of our own between the cells.

        A table inside it stands row by row, its cells parted by blanks.
        """
        lines: list[str] = []
        for element in _blocks(cell):
            if element.tag == _TABLE:
                for row in _rows(element):
                    inner = (self._cell_text(each).replace("\n", " ") for each in _own_cells(row))
                    lines.append(" ".join(filter(None, inner)))
                continue
            self.numbering.label(element, self.styles.of(element).numbering)
            lines.append(visible(text_of(element)))
            if self._has_boxes:
                lines.extend([self._cell_text(box) for box in _boxes(element)])
        return "\n".join(filter(None, lines))


def _blocks(parent: etree._Element) -> list[etree._Element]:
    """Return the paragraphs and tables of a cell or text box, out of whatever wraps them."""
    return _unwrapped(parent, _BLOCKS)


def _rows(table: etree._Element) -> list[etree._Element]:
    """Return the rows of a table itself, not those of tables inside it."""
    return _unwrapped(table, _ROWS)


def _own_cells(row: etree._Element) -> list[etree._Element]:
    return _unwrapped(row, _CELLS)


def _unwrapped(parent: etree._Element, tags: frozenset[str]) -> list[etree._Element]:
    """Return the children with one of the tags, out of content controls and tracked changes that wrap them."""
    found: list[etree._Element] = []
    for element in parent:
        if element.tag in tags:
            found.append(element)
        elif local(element) in _WRAPPERS:
            found.extend(_unwrapped(element, tags))
    return found


def _row(row: etree._Element) -> Iterator[tuple[int, int, bool, etree._Element]]:
    """Yield column, width, whether it goes on from the row above, and the element of each cell."""
    column = number_of(row.find(f"{W}trPr/{W}gridBefore"), 0)
    for cell in _own_cells(row):
        properties = child_of(cell, _CELL_PROPERTIES)
        wide, goes_on = 1, False
        for each in () if properties is None else properties:
            if each.tag == _WIDE:
                wide = max(1, number_of(each, 1))
            elif each.tag == _GOES_ON:
                goes_on = value_of(each) != "restart"
        yield column, wide, goes_on, cell
        column += wide


def _boxes(paragraph: etree._Element) -> list[etree._Element]:
    """Return the text boxes anchored in a paragraph, each in one of the renderings that the file has of it."""
    return [
        box
        for box in paragraph.iter(_BOX)
        if not any(local(above) == "Fallback" for above in box.iterancestors())
        and next((above for above in box.iterancestors(f"{W}p")), None) is paragraph
    ]


def _is_contents(control: etree._Element) -> bool:
    """Say whether a content control holds the table of contents."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "Contents" in (value_of(gallery) or "")
