"""What extraction looks at: a document, the folded view of its text, and its outline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pipeline.model import Clause, Document, Outline, Row, RowCell, Section, Span


class _HasSpan(Protocol):
    @property
    def span(self) -> Span: ...


Spanned = TypeVar("Spanned", bound=_HasSpan)

# A line is looked at no farther than so many characters to each side: pages that lost their line ends are one line.
LINE_REACH = 20_000


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with the view its patterns match on (`folded`, as long as the text) and its outline."""

    document: Document
    folded: str
    outline: Outline

    def quote(self, span: Span) -> str:
        """Return the source's own characters at the span."""
        return self.document.text[span.start : span.end]

    def words(self, span: Span) -> str:
        """Return the folded characters at the span."""
        return self.folded[span.start : span.end]

    def line(self, position: int) -> Span:
        """Return the paragraph around a position: the text between two line ends, or the cell between two tabs."""
        folded = self.folded
        low, high = max(0, position - LINE_REACH), min(len(folded), position + LINE_REACH)
        low = folded.rfind("\n", low, position) + 1 or low
        low = folded.rfind("\t", low, position) + 1 or low
        end = folded.find("\n", position, high)
        high = high if end < 0 else end
        tab = folded.find("\t", position, high)
        return Span(low, max(low + 1, high if tab < 0 else tab))

    def said(self, found: Iterable[Spanned]) -> tuple[Spanned, ...]:
        """Return those that the document says, without what stands in its formal lines (抬头、落款): a signature bids nobody."""
        formal = [clause.span for clause in self.outline.clauses if clause.formal is not None]
        return tuple(one for one in found if not any(one.span.overlaps(span) for span in formal))

    def row_of(self, clause: Clause) -> Row | None:
        """Return the table row of a clause, None in prose."""
        return None if clause.row is None else self.outline.rows[clause.row]

    def cell_of(self, clause: Clause) -> RowCell | None:
        """Return the table cell of a clause, None in prose."""
        row = self.row_of(clause)
        return None if row is None or clause.cell is None else row.cells[clause.cell]

    def sections_of(self, clause: Clause) -> tuple[Section, ...]:
        """Return the sections around a clause, innermost first."""
        return self.outline.ancestors(clause.section)
