"""Web pages (html, aspx, jsp): the article's paragraphs, headings and tables, without the page around it."""

from __future__ import annotations

import re

from lxml import html as lxml_html
from lxml.etree import ParserError
from lxml.html import HtmlElement

from pipeline.model import Document, Issue, IssueCode, ReadError, Source
from pipeline.read.article import headline, main_part, without_blanks
from pipeline.read.encoding import Decoded
from pipeline.read.furniture import prune
from pipeline.read.html_list import Counts
from pipeline.read.html_table import cells_of, is_data_table, rows_of
from pipeline.read.html_text import BLOCKS, is_element, is_frame_line, tidy
from pipeline.read.pieces import BLANKS, Grid, Paragraph, Removed, compose, unwrap, visible
from pipeline.read.removed import around, frame_line, is_mark, marked

# Server-side code that a page was saved with: JSP and ASP directives, FreeMarker tags.
_SERVER_CODE = re.compile(r"<%.*?%>|</?[#@][A-Za-z][^<>]*>", re.S)
# What no parser of markup takes.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_XML_HEAD = re.compile(r"<\?xml[^>]*>", re.I)
_INLINE = re.compile(r"</?(?:font|span|b|strong|i|em|u|a|big|small|center|o:p|st1:\w+)(?:\s[^<>]*)?>", re.I)
_BOX = re.compile(r"<(/?)(?:div|blockquote|section|dir)(?:\s[^<>]*)?>", re.I)
_BOLD_TAGS = frozenset(("b", "strong"))
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_LEVELS = {f"h{level}": level for level in range(1, 7)}
# Characters: longer text in an <h2> is a paragraph that someone wanted large.
_HEADING_LENGTH = 100


def read_html(decoded: Decoded, source: Source) -> Document:
    """Return the article of the page; its `<title>` is the caption."""
    try:
        page = _parse(decoded.text)
    except ParserError as error:
        raise ReadError(
            source.path, "the page holds no text; save it again with its article", code="no-text"
        ) from error
    caption = tidy(page.findtext(".//title")) or None
    body = page.find(".//body")
    body = page if body is None else body
    prune(body)
    part = main_part(body)
    walker = _Walker(drops_frame=True)
    walker.element(part)
    walker.flush()
    shown = headline(body, part, caption)
    before, after = around(body, part, shown)
    composed = compose([*before, *_with_headline(shown, walker.pieces), *after])
    if not composed.text.strip(BLANKS):
        raise ReadError(source.path, "the page holds no text; save it again with its article", code="no-text")
    issues = (Issue(IssueCode.ENCODING_DOUBTFUL, decoded.doubt),) if decoded.doubt else ()
    return Document(
        source, composed.text, composed.blocks, composed.tables, caption=caption, issues=issues, cuts=composed.cuts
    )


def _parse(text: str) -> HtmlElement:
    """Return the parsed page: no network, no entities from outside, whatever the page says of its encoding.

    A page that nests deeper than the parser goes — a <font> left open in every paragraph does — would lose its end; it
    is read again without the tags that nest.
    """
    clean = _XML_HEAD.sub("", _SERVER_CODE.sub("", _CONTROL.sub(" ", visible(text))))
    page, is_whole = _tree(clean)
    return page if is_whole else _tree(_BOX.sub(r"<\1p>", _INLINE.sub("", clean)))[0]


def _tree(text: str) -> tuple[HtmlElement, bool]:
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    page = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    return page, all(entry.type_name != "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


class _Walker:
    """Turns elements into pieces in reading order; in a table no line is taken for one of the page's frame.

    What is cut inside a paragraph is kept until the paragraph ends.
    """

    def __init__(self, *, drops_frame: bool) -> None:
        self.drops_frame = drops_frame
        self.pieces: list[Paragraph | Grid | Removed] = []
        self._removed: list[Removed] = []
        self._runs: list[tuple[str, bool]] = []
        self._counts = Counts()
        self._label = ""

    def element(self, element: HtmlElement, *, bold: bool = False, level: int | None = None) -> None:
        tag = element.tag
        if is_mark(element):
            self._removed.append(marked(element))
            return
        if tag == "table" and is_data_table(element):
            self._table(element, level)
            return
        breaks = tag in BLOCKS
        if breaks:
            self.flush(level)
        if tag == "li":
            self._label = self._counts.label(element)
        bold = bold or tag in _BOLD_TAGS or bool(_BOLD_STYLE.search(element.get("style", "")))
        inner = _LEVELS.get(tag, level)
        self._text(element.text, bold, keep=tag == "pre")
        for child in element:
            if is_element(child):
                self.element(child, bold=bold, level=inner)
            self._text(child.tail, bold, keep=tag == "pre")
        if breaks:
            self.flush(inner)
        if tag == "li":
            self._label = ""

    def _text(self, text: str | None, bold: bool, *, keep: bool) -> None:
        if not text:
            return
        if not keep:
            self._runs.append((text, bold))
            return
        for line in text.split("\n"):
            self._runs.append((line, bold))
            self.flush()

    def flush(self, level: int | None = None) -> None:
        """End the paragraph that is being gathered."""
        text = unwrap("".join(text for text, _ in self._runs)).strip(BLANKS)
        bold = all(bold for text, bold in self._runs if text.strip(BLANKS))
        self._runs.clear()
        if text and not (self.drops_frame and is_frame_line(text)):
            text, self._label = self._label + text, ""
            is_heading = level is not None and len(text) <= _HEADING_LENGTH
            self.pieces.extend(Paragraph(line, level if is_heading else None, bold) for line in text.split("\n"))
        elif text:
            self.pieces.append(frame_line(text))
        self.pieces += self._removed
        self._removed.clear()

    def _table(self, table: HtmlElement, level: int | None) -> None:
        self.flush(level)
        for caption in table.findall("caption"):
            self.pieces.append(Paragraph(tidy(caption.text_content()), bold=True))
        removed: list[Removed] = []
        grid = Grid(cells_of(rows_of(table), lambda cell: _cell_text(cell, removed)))
        self.pieces += [*removed, grid]


def _cell_text(cell: HtmlElement, removed: list[Removed]) -> str:
    """Return the text of a cell, its paragraphs on lines of their own; a table inside it row by row.

    What is cut in the cell is added to `removed`.
    """
    walker = _Walker(drops_frame=False)
    walker.element(cell)
    walker.flush()
    lines = []
    for piece in walker.pieces:
        if isinstance(piece, Paragraph):
            lines.append(piece.text)
        elif isinstance(piece, Removed):
            removed.append(piece)
        else:
            rows: dict[int, list[str]] = {}
            for inner in piece.cells:
                rows.setdefault(inner.row, []).append(inner.text)
            lines.extend(" ".join(filter(None, row)) for row in rows.values())
    return "\n".join(lines)


def _with_headline(found: str | None, pieces: list[Paragraph | Grid | Removed]) -> list[Paragraph | Grid | Removed]:
    """Put the headline first where the article does not begin with it anyhow."""
    if found is None:
        return pieces
    shown = [piece for piece in pieces if not isinstance(piece, Removed)]
    opening = "".join(piece.text for piece in shown[:8] if isinstance(piece, Paragraph))
    if without_blanks(found) in without_blanks(opening):
        return pieces
    return [Paragraph(found, level=1), *pieces]
