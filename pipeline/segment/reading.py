"""What extraction looks at: a document, the folded view of its text, and its outline."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Clause, Document, Outline, Row, RowCell, Section, Span


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
        start = max(self.folded.rfind("\n", 0, position), self.folded.rfind("\t", 0, position)) + 1
        ends = [end for end in (self.folded.find("\n", position), self.folded.find("\t", position)) if end >= 0]
        return Span(start, max(start + 1, min(ends, default=len(self.folded))))

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
