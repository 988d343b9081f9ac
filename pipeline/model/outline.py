"""The outline of a document: sections over clauses, table rows with their heads. Spans only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.document import Span


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it.

    `level` grows with depth (the whole document is no section); `label` is the numbering as written (一、, （一）, 第三章),
    empty for an unnumbered head; `title` is the heading's own span with its label; `parent` indexes `Outline.sections`.
    """

    level: int
    label: str
    title: Span
    span: Span
    parent: int | None


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell as its row sees it: `span` of its own text, `heads` the column heads above it, `row_heads` the cells that
    name its row (merged ones carried down), `carried` true where the cell began in a row above."""

    column: int
    span: Span
    heads: tuple[Span, ...]
    row_heads: tuple[Span, ...]
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A body row of a table; `table` indexes `Document.tables`."""

    table: int
    number: int
    cells: tuple[RowCell, ...]


class Formal(StrEnum):
    """What a formal line of an official document is (GB/T 9704): 抬头 above the text, 落款 and 版记 below it."""

    LETTERHEAD = "letterhead"
    NUMBER = "number"
    SIGNER = "signer"
    SECRECY = "secrecy"
    URGENCY = "urgency"
    ADDRESSEE = "addressee"
    ANNEXES = "annexes"
    SIGNATURE = "signature"
    DATE = "date"
    NOTE = "note"
    KEYWORDS = "keywords"
    COPIES = "copies"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest piece inside which words belong together: a sentence of a paragraph, or a piece of a table cell.

    `section` indexes `Outline.sections`; `row` indexes `Outline.rows` and `cell` that row's cells, both None in prose.
    `heading` says that the clause is (part of) a section's own title; `formal` that it is no part of what the document
    says but of its form.
    """

    span: Span
    section: int | None = None
    row: int | None = None
    cell: int | None = None
    heading: bool = False
    formal: Formal | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """The document as a tree of sections over a list of clauses, both in text order."""

    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]
    rows: tuple[Row, ...] = ()

    def ancestors(self, section: int | None) -> tuple[Section, ...]:
        """Return the section and those above it, innermost first."""
        found = []
        while section is not None:
            found.append(self.sections[section])
            section = self.sections[section].parent
        return tuple(found)
