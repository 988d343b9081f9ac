"""What normalization makes of words: typed values, each with the span that it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipeline.model.document import Document, Issue, Span
from pipeline.model.outline import Outline
from pipeline.model.terms import Binding, Change, Comparator, Kind, Level, Role, Status


@dataclass(frozen=True, slots=True)
class Period:
    """The time a plan plans, or a report reports on; both days are inside. `first` is null where only the end is known."""

    first: date | None
    last: date | None

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"period runs backwards: {self.first} to {self.last}")


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
class Baseline:
    """What a target starts from (基期值): the figure's place and value, in the target's unit, and its year where that is told."""

    span: Span
    value: Decimal
    year: int | None


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
    baseline: Baseline | None = None
    binding: Binding | None = None


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
