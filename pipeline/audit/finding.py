"""What an audit finds: places that do not hold together, the rule that says so, and the arithmetic in words."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from pipeline.model import Document, Span

# Hexadecimal digits of a finding's identity: 64 bits keep ten million findings apart.
_DIGITS = 16


class Family(StrEnum):
    """The sort of check; one file each."""

    IMPOSSIBLE = "impossible"  # 不可能的值: 入学率达100%以上, 2月30日
    SUMS = "sums"  # 合计与分项
    RATES = "rates"  # 比率与数额
    COUNTS = "counts"  # 所称项数与所列项数
    TWICE = "twice"  # 前后不一
    FIT = "fit"  # 能否落实
    BETWEEN = "between"  # 下级计划与上级计划
    YEARS = "years"  # 今年与去年
    REPORT = "report"  # 计划与报告
    COPIES = "copies"  # 照抄他处


class Severity(StrEnum):
    """How sure and how grave: an error is one by arithmetic, a warning by the text's own words, a notice is for a look."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one side of a finding stands: the document's name and digest, the span of its text, the page where it has pages."""

    document: str
    sha256: str
    span: Span
    quote: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Places that do not hold together: the first is the one in doubt, the others are what it is held against.

    `rule` names the check, `arithmetic` spells it out in Chinese: 水田960亩+旱田6518亩=7478亩，与所称7458亩相差20亩.
    """

    family: Family
    rule: str
    severity: Severity
    arithmetic: str
    places: tuple[Place, ...]

    def __post_init__(self) -> None:
        if not self.places:
            raise ValueError(f"a finding of {self.rule} has no place")

    @property
    def id(self) -> str:
        """Return the identity, the same in every run over the same texts: a digest of rule, documents and spans."""
        told = [self.rule, *(f"{place.sha256}:{place.span.start}-{place.span.end}" for place in self.places)]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:_DIGITS]


def place(document: Document, span: Span) -> Place:
    """Return the place of a span in a document, with its page where the document has pages."""
    pages = (page.number for page in document.pages if page.span.start <= span.start < page.span.end)
    return Place(document.source.name, document.source.sha256, span, span.of(document.text), next(pages, None))
