"""Taking out of a text what was put in against copying, with all spans kept: a document in, the cleaned one out.

Some sites put the sound behind each rare character, in brackets, so that a copied text is spoilt: 經(jīng)濟(jì).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from pipeline.model import Block, Cell, Cut, CutReason, Document, Issue, Page, Printed, Span, Table

# A sound of one 汉字 with its tone (jīng), or written without (de, jing).
_TONED = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ"
_SOUND = re.compile(rf"(?<=[\u3400-\u9fff])[（(](?=[a-zü]{{0,5}}[{_TONED}])[a-zü{_TONED}]{{1,6}}[）)]")
# Sounds in a text before they are taken for an insertion: a name's sound is given once or twice.
_FEWEST = 3

_Spanned = TypeVar("_Spanned", Block, Page, Printed)


def without_insertions(document: Document) -> Document:
    """Return the document without sounds put behind its characters, each kept as a `Cut`."""
    spans = [Span(*match.span()) for match in _SOUND.finditer(document.text)]
    return without(document, spans, CutReason.INSERTION) if len(spans) >= _FEWEST else document


def without(document: Document, spans: Sequence[Span], reason: CutReason) -> Document:
    """Return the document without these spans of its text, in order, none of which holds a block or cell."""
    starts = [span.start for span in spans]
    gone = [0]
    for span in spans:
        gone.append(gone[-1] + span.end - span.start)

    def at(place: int) -> int:
        number = bisect_right(starts, place)
        inside = min(place, spans[number - 1].end) - spans[number - 1].start if number else 0
        return place - (gone[number - 1] + inside if number else 0)

    def moved(span: Span) -> Span:
        return Span(at(span.start), at(span.end))

    def cell(inner: Cell) -> Cell:
        return inner if inner.span is None else replace(inner, span=moved(inner.span))

    def table(inner: Table) -> Table:
        return replace(inner, span=moved(inner.span), cells=tuple(map(cell, inner.cells)))

    def spanned(inner: _Spanned) -> _Spanned:
        return replace(inner, span=moved(inner.span))

    def issue(inner: Issue) -> Issue:
        return inner if inner.span is None else replace(inner, span=moved(inner.span))

    text = document.text
    bounds = zip([0, *(span.end for span in spans)], [*starts, len(text)], strict=True)
    cuts = [replace(cut, at=at(cut.at)) for cut in document.cuts]
    cuts += [Cut(span.of(text), reason, at(span.start), _page(document, span)) for span in spans]
    return replace(
        document,
        text="".join(text[start:end] for start, end in bounds),
        blocks=tuple(spanned(block) for block in document.blocks),
        tables=tuple(map(table, document.tables)),
        pages=tuple(spanned(page) for page in document.pages),
        issues=tuple(map(issue, document.issues)),
        printed=tuple(spanned(line) for line in document.printed),
        cuts=tuple(sorted(cuts, key=lambda cut: cut.at)),
    )


def _page(document: Document, span: Span) -> int | None:
    return next((page.number for page in document.pages if page.span.holds(span)), None)
