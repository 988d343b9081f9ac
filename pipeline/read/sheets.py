"""Pages of lines and tables to one document: running heads off, paragraphs and tables joined over the pages' ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.model import Box, Cut, CutReason, Document, Page, Printed, Source
from pipeline.read.pdf_frame import Framed, without_frame
from pipeline.read.pdf_lines import Line, joined
from pipeline.read.pdf_page import Sheet
from pipeline.read.pdf_tables import Again, Ruled
from pipeline.read.pdf_turns import join_over_pages
from pipeline.read.pieces import compose


def document_of(sheets: Sequence[Sheet], source: Source) -> Document:
    """Return the document that stands on the pages."""
    framed = without_frame(
        {sheet.number: list(sheet.lines) for sheet in sheets}, {sheet.number: sheet.height for sheet in sheets}
    )
    flow: list[Line | Ruled] = []
    for sheet in sheets:
        flow.extend(_in_place(framed[sheet.number].kept, sheet.tables))
    widths = {sheet.number: sheet.width for sheet in sheets}
    whole = join_over_pages(flow)
    composed = compose(joined(whole, widths), page_count=len(sheets))
    issues = tuple(issue for sheet in sheets for issue in sheet.issues)
    again = [again for item in whole if isinstance(item, Ruled) for again in item.again]
    cuts = (*composed.cuts, *_cuts(sheets, framed, again, composed.pages))
    return Document(
        source,
        composed.text,
        composed.blocks,
        composed.tables,
        composed.pages,
        issues=issues,
        printed=_as_shown(composed.printed, sheets),
        cuts=tuple(sorted(cuts, key=lambda cut: cut.at)),
    )


def _as_shown(printed: tuple[Printed, ...], sheets: Sequence[Sheet]) -> tuple[Printed, ...]:
    """Return the lines and cells with their places on pages as these are shown, be they read turned."""
    turned = {sheet.number: sheet for sheet in sheets if sheet.turned}
    if not turned:
        return printed
    return tuple(
        replace(line, box=_turned_back(line.box, turned[line.page])) if line.page in turned else line
        for line in printed
    )


def _turned_back(box: Box, sheet: Sheet) -> Box:
    left, top, right, bottom = box
    if sheet.turned == 90:
        return top, sheet.width - right, bottom, sheet.width - left
    if sheet.turned == 180:
        return sheet.width - right, sheet.height - bottom, sheet.width - left, sheet.height - top
    return sheet.height - bottom, left, sheet.height - top, right


def _in_place(lines: list[Line], tables: Iterable[Ruled]) -> list[Line | Ruled]:
    """Return the lines in their order, each table before the first line that stands below its head."""
    out: list[Line | Ruled] = []
    waiting = sorted(tables, key=lambda table: table.top)
    for line in lines:
        while waiting and waiting[0].top < line.top:
            out.append(waiting.pop(0))
        out.append(line)
    return [*out, *waiting]


def _cuts(
    sheets: Sequence[Sheet], framed: dict[int, Framed], again: Iterable[Again], pages: tuple[Page, ...]
) -> Iterator[Cut]:
    """Yield what was left out of each page: at the page's begin in the text what stood above its middle, else at its end."""
    spans = {page.number: page.span for page in pages}
    repeated: dict[int, list[str]] = {}
    for text, number in again:
        repeated.setdefault(number, []).append(text)
    last = 0
    for sheet in sheets:
        begin, end = (spans[sheet.number].start, spans[sheet.number].end) if sheet.number in spans else (last, last)
        last = end
        if sheet.watermark.strip():
            yield Cut(sheet.watermark.strip(), CutReason.WATERMARK, begin, sheet.number)
        for line, reason in framed[sheet.number].cut:
            yield Cut(line.text, reason, begin if line.top < sheet.height / 2 else end, sheet.number)
        for text in repeated.get(sheet.number, ()):
            yield Cut(text, CutReason.REPEATED, begin, sheet.number)
