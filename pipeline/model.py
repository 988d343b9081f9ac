"""Every record of the pipeline; standard library only.

A document goes one way: `Document` (read) → `Outline` of `Section`s and `Clause`s (segment) → `Mention`s and
`Statement`s (extract) → `Quantity`, `Deadline`, `Assignment`, `Goal`, `Meta` (normalize), with an `Issue` for all
that could not be read or resolved. All positions are half-open `Span`s of code points into `Document.text`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


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


# --- read -------------------------------------------------------------------------------------------------------


class Format(StrEnum):
    """The form of the source file, told by its content."""

    TXT = "txt"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from; `part` numbers the documents of one file from 1, None where there is but one."""

    path: str
    sha256: str
    format: Format
    encoding: str | None = None
    part: int | None = None

    @property
    def name(self) -> str:
        """The path with `#part` behind it where the file holds several documents."""
        return self.path if self.part is None else f"{self.path}#{self.part}"


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


@dataclass(frozen=True, slots=True)
class Issue:
    """Something odd in the text, kept beside the facts so that it can be counted; `span` is None for the whole document."""

    code: IssueCode
    detail: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One immutable text of the source's own characters, with its blocks, tables and pages as spans of it.

    `caption` is a title that stands outside the text (an html page's `<title>`), null where there is none.
    """

    source: Source
    text: str
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    pages: tuple[Page, ...] = ()
    caption: str | None = None
    issues: tuple[Issue, ...] = ()


# --- segment ----------------------------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest piece inside which words belong together: a sentence of a paragraph, or a piece of a table cell.

    `section` indexes `Outline.sections`; `row` indexes `Outline.rows` and `cell` that row's cells, both None in prose.
    `heading` says that the clause is (part of) a section's own title.
    """

    span: Span
    section: int | None = None
    row: int | None = None
    cell: int | None = None
    heading: bool = False


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


# --- extract: words ---------------------------------------------------------------------------------------------


class Comparator(StrEnum):
    """How a value bounds what it measures (GUIDE §2)."""

    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"
    APPROX = "approx"
    RANGE = "range"
    EQ = "eq"


class Change(StrEnum):
    """Whether a value is the level itself, a difference, or a multiple (GUIDE §2)."""

    LEVEL = "level"
    INCREASE = "increase"
    DECREASE = "decrease"
    MULTIPLE = "multiple"


class Status(StrEnum):
    """Whether a quantity is promised, reported, or neither (GUIDE §2)."""

    TARGET = "target"
    ACTUAL = "actual"
    OTHER = "other"


class Role(StrEnum):
    """How a body is responsible: 牵头, 配合, or plainly (GUIDE §4)."""

    LEAD = "lead"
    SUPPORT = "support"
    RESPONSIBLE = "responsible"


class Kind(StrEnum):
    """What kind of document it is (GUIDE §1)."""

    PLAN = "plan"
    REPORT = "report"
    MIXED = "mixed"
    OTHER = "other"


class Level(StrEnum):
    """The level of the office whose document it is (GUIDE §1)."""

    NATIONAL = "national"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    SCHOOL = "school"
    COMPANY = "company"
    UNKNOWN = "unknown"


class PeriodForm(StrEnum):
    """How a period is written; `PeriodWords.part` holds the term, half, quarter or month inside its year."""

    YEAR = "year"
    SCHOOL_YEAR = "school-year"
    FIVE_YEARS = "five-years"
    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """A period as the text tells it: `first` and `last` as written (2011, 2021, 十四, 2021-12-24), empty where it is
    open; `part` the piece of the year that is meant (第一学期, 上半年, 3月)."""

    quote: str
    form: PeriodForm
    first: str
    last: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class MetaWords:
    """What the document says of itself, still words.

    `kind` is what the title tells, or where it tells nothing the text; `own` how the text calls its own place (我县 → 县,
    我校 → 校), most frequent first; `places` the named places, nearest the title first.
    """

    title: str | None
    title_span: Span | None
    kind: Kind
    issuer: str | None
    region: str | None
    places: tuple[str, ...]
    own: tuple[str, ...]
    number: str | None
    issued: PeriodWords | None
    period: PeriodWords | None


class TimeForm(StrEnum):
    """How a time is told; it tells how to date it."""

    CALENDAR = "calendar"  # 2012年底, 上半年, 3月至8月, 2012年元旦前
    PLAN = "plan"  # “十四五”期间, 规划期末
    TERM = "term"  # 2020学年第二学期, 本学期
    WITHIN = "within"  # 两年之内, 今后5年: counted from the plan's start
    EVENT = "event"  # 开学前, 近期, 17周: nothing in the expression dates it
    RECURRING = "recurring"  # 每月, 每年教师节


class Bound(StrEnum):
    """On which side a time bounds the work."""

    IN = "in"  # 上半年
    BY = "by"  # 6月底前, 到2020年
    FROM = "from"  # 2012年起
    AFTER = "after"  # 春节后
    ABOUT = "about"  # 国庆前后


@dataclass(frozen=True, slots=True)
class TimePoint:
    """One end of a time expression, its parts as written: `year` (2012, 二〇一二, 今年, XX), `name` (上半年, 元旦),
    `month`, `day`, `edge` (底, 末, 初, 内, 上旬); for 两年之内 `year` is the count and `edge` the unit."""

    year: str = ""
    name: str = ""
    month: str = ""
    day: str = ""
    edge: str = ""


@dataclass(frozen=True, slots=True)
class TimeWords:
    """A time expression, still words; `last` is the far end of a range (2009年3月至8月)."""

    form: TimeForm
    first: TimePoint = TimePoint()
    last: TimePoint | None = None
    bound: Bound = Bound.IN


class Form(StrEnum):
    """How an amount is written; it tells how to read the numerals."""

    PLAIN = "plain"  # 3至5所, 1.1万人次
    PERCENT = "percent"  # 92.5%, 5%-5.5%, 百分之四点一
    PERMILLE = "permille"  # 3‰, 千分之三
    TENTHS = "tenths"  # 八成
    FRACTION = "fraction"  # 三分之二: `low` of `high`
    RATIO = "ratio"  # 1∶1, 二比一: `low` to `high`
    PROPORTION = "proportion"  # 19∶43∶38
    FOLD = "fold"  # 翻两番
    ALONE = "alone"  # 百名, 万元: the multiplier is the number
    VAGUE = "vague"  # 数百人, 几个


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """What a quantity says, as written; `high` and the scales are empty where there is none, `more` is true with 余, 多, 来."""

    low: str
    unit: str
    form: Form = Form.PLAIN
    high: str = ""
    low_scale: str = ""
    scale: str = ""
    more: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """The time a plan plans, or a report reports on; both days are inside. `first` is null where only the end is known."""

    first: date | None
    last: date | None

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"period runs backwards: {self.first} to {self.last}")


@dataclass(frozen=True, slots=True)
class BodyWords:
    """A body (责任单位) that the text makes responsible: its name as written, how, and the stretch it answers for."""

    name: str
    role: Role
    scope: Span


@dataclass(frozen=True, slots=True)
class GoalWords:
    """A target without a number (目标): `outcome` is the clause that states what will be there or done, folded, and `dated`
    whether the text gives it a time of its own."""

    outcome: str
    dated: bool = False


# --- normalize: facts -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Amount:
    """A stated amount in its unit with 万 and 亿 multiplied out; `high` is null unless it is a range, `value` null where
    the digits are lost or vague (x.2万元, 数百人)."""

    value: Decimal | None
    unit: str
    high: Decimal | None = None

    def __post_init__(self) -> None:
        if self.value is not None and self.high is not None and self.high < self.value:
            raise ValueError(f"amount runs backwards: {self.value} to {self.high} {self.unit}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much of what: a target (目标), an actual (完成值) or neither, with all that the text ties to it."""

    span: Span
    quote: str
    amount: Amount
    comparator: Comparator
    change: Change
    status: Status
    indicator: str
    deadline: date | None
    responsible: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time expression (时限) that says when planned work is due, with its bounds resolved against the plan's period."""

    span: Span
    quote: str
    first: date | None
    last: date | None
    recurring: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """A mention of a responsible unit (责任单位); `name` is its canonical name, `scope` the text that it answers for."""

    span: Span
    quote: str
    name: str
    role: Role
    scope: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A target without a number: an outcome or deliverable that can be ticked off."""

    span: Span
    quote: str
    deadline: date | None
    responsible: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Meta:
    """What the document says of itself (GUIDE §1), each null where the text does not tell.

    `region_code` is GB/T 2260's six digits for the region, a township's county where it is named beside it.
    """

    title: str | None
    kind: Kind
    level: Level
    region: str | None
    region_code: str | None
    issuer: str | None
    period: Period
    number: str | None = None
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document yields."""

    document: Document
    outline: Outline
    meta: Meta
    quantities: tuple[Quantity, ...]
    deadlines: tuple[Deadline, ...]
    assignments: tuple[Assignment, ...]
    goals: tuple[Goal, ...]
    issues: tuple[Issue, ...]
