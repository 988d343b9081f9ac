"""A document as it was read: one immutable text, and spans of it. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.quality import Quality


class ReadError(Exception):
    """A file that cannot be read, with what happened, where, and what to do, in one line."""

    def __init__(self, path: str, reason: str, *, code: str = "unreadable") -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.code = code


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in one document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span [{self.start}, {self.end}) is empty or reversed")

    def of(self, text: str) -> str:
        """Return the characters of the span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Say whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


class Format(StrEnum):
    """The form of the source file, told by its content."""

    TXT = "txt"
    MD = "md"
    HTML = "html"
    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    XLSX = "xlsx"
    XLS = "xls"
    OFD = "ofd"
    PDF = "pdf"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from: a file, and what of it.

    `part` numbers the documents of one file from 1, None where there is but one; `member` is the name inside an archive
    or a mail, `inner.zip!计划.docx` where one holds another. The digest is always that of the file at `path`.
    """

    path: str
    sha256: str
    format: Format
    encoding: str | None = None
    part: int | None = None
    member: str | None = None

    @property
    def name(self) -> str:
        """The path with `!member` and `#part` behind it where the file holds several documents."""
        held = member_path(self.path, self.member)
        return held if self.part is None else f"{held}#{self.part}"


def member_path(path: str, member: str | None) -> str:
    """Return how a file, or a member of one, is named to people: 一批.zip!计划.docx."""
    return path if member is None else f"{path}!{member}"


class BlockKind(StrEnum):
    """What a block of the text is on the page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or whole table of the text; `level` is the heading's own level where the format has one."""

    span: Span
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    bold: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, merged ones once; `span` is None where the cell is empty. Rows and columns count from 0."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    span: Span | None = None
    head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its place in the text and its cells in reading order."""

    span: Span
    cells: tuple[Cell, ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paged source; `number` counts from 1."""

    number: int
    span: Span


Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Printed:
    """A line or cell as it is printed: its place in the text and on its page.

    `box` is left, top, right, bottom in points from the top left of the page as it is shown. `confidence` is how sure
    text recognition was, 0 to 1; None where the file itself holds the characters.
    """

    span: Span
    page: int
    box: Box
    confidence: float | None = None


class CutReason(StrEnum):
    """Why something that the source shows is no part of the text."""

    PAGE_NUMBER = "page-number"
    RUNNING_HEAD = "running-head"
    CONTENTS = "contents"
    REPEATED = "repeated"
    WATERMARK = "watermark"
    INSERTION = "insertion"
    MENU = "menu"
    BREADCRUMB = "breadcrumb"
    SHARE_BAR = "share-bar"
    LINKS = "links"
    FOOTER = "footer"
    HIDDEN = "hidden"
    FRAME = "page-frame"
    LEAD_IN = "lead-in"


@dataclass(frozen=True, slots=True)
class Cut:
    """What was taken out of the text and why; it stood at `at`, between the characters before and after it.

    What a web page shows inside a paragraph or a table but is none of it (a share bar) stands at the end of the
    paragraph, or before the table.
    """

    text: str
    reason: CutReason
    at: int
    page: int | None = None


class IssueCode(StrEnum):
    """Why something could not be read or resolved."""

    TIME_UNRESOLVED = "time-unresolved"
    NUMBER_REDACTED = "number-redacted"
    RANGE_BACKWARDS = "range-runs-backwards"
    IMPOSSIBLE_NUMBER = "impossible-number"
    IMPOSSIBLE_DATE = "impossible-date"
    NO_PERIOD = "no-period"
    ENCODING_DOUBTFUL = "encoding-doubtful"
    TABLE_IRREGULAR = "table-irregular"
    PAGE_WITHOUT_TEXT = "page-without-text"
    PAGE_UNREAD = "page-unread"
    PAGE_GARBLED = "page-garbled"
    SHEET_HIDDEN = "sheet-hidden"
    MEMBER_UNREAD = "member-unread"
    TABLES_FLATTENED = "tables-flattened"


@dataclass(frozen=True, slots=True)
class Issue:
    """Something odd in the text, kept beside the facts so that it can be counted; `span` is None for the whole document."""

    code: IssueCode
    detail: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One immutable text of the source's own characters, with its blocks, tables and pages as spans of it.

    `printed` tells where its lines and cells stand on paper, in the order of the text; `cuts` are what was taken out.
    `caption` is a title that stands outside the text (an html page's `<title>`), null where there is none.
    """

    source: Source
    text: str
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    pages: tuple[Page, ...] = ()
    caption: str | None = None
    issues: tuple[Issue, ...] = ()
    printed: tuple[Printed, ...] = ()
    cuts: tuple[Cut, ...] = ()
    quality: Quality | None = None
