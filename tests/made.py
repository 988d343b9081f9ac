"""Extractions made by hand, for tests of what comes after extraction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

from pipeline.model import (
    Amount,
    Assignment,
    Change,
    Clause,
    Comparator,
    Deadline,
    Document,
    Extraction,
    Format,
    Goal,
    Issue,
    IssueCode,
    Kind,
    Level,
    Meta,
    Outline,
    Period,
    Quantity,
    Role,
    Section,
    Source,
    Span,
    Status,
)

TEXT = (
    "青禾县2026年就业工作计划\n"
    "一、目标任务\n"
    "年底前城镇新增就业9000人以上，由县人社局牵头。\n"
    "上年实现農村勞動力轉移1.25万人次。\n"
    "建成县级零工市场。\n"
)


def span(text: str, quote: str) -> Span:
    """Return where a quote stands in a text, the first time."""
    start = text.index(quote)
    return Span(start, start + len(quote))


def outline(text: str) -> Outline:
    """Return an outline with one section, 一、, and a clause for every line."""
    clauses, start = [], 0
    head = span(text, "一、目标任务")
    for line in text.splitlines(keepends=True):
        at = Span(start, start + len(line.rstrip("\n")))
        clauses.append(
            Clause(at, section=0 if start >= head.start else None, heading=at in (head, Span(0, head.start - 1)))
        )
        start += len(line)
    return Outline((Section(1, "一、", head, Span(head.start, len(text)), None),), tuple(clauses))


def extraction(text: str = TEXT, *, path: str = "plan.txt", part: int | None = None, digest: str = "") -> Extraction:
    """Return what a reader would find in `TEXT`, or in a text that holds the same phrases."""
    amount = span(text, "9000人")
    done = span(text, "1.25万人次")
    due = date(2026, 12, 31)
    return Extraction(
        document=Document(
            Source(path, digest or sha256(text.encode()).hexdigest(), Format.TXT, "utf-8", part),
            text,
        ),
        outline=outline(text),
        meta=Meta(
            title="青禾县2026年就业工作计划",
            kind=Kind.PLAN,
            level=Level.COUNTY,
            region="青禾县",
            region_code="330899",
            issuer=None,
            period=Period(date(2026, 1, 1), due),
        ),
        quantities=(
            Quantity(
                amount, "9000人", Amount(Decimal(9000), "人"), Comparator.GE, Change.INCREASE, Status.TARGET,
                "城镇新增就业", due, ("县人社局",), "arabic",
            ),
            Quantity(
                done, "1.25万人次", Amount(Decimal("12500"), "人次"), Comparator.EQ, Change.LEVEL, Status.ACTUAL,
                "農村勞動力轉移", None, (), "arabic",
            ),
        ),
        deadlines=(Deadline(span(text, "年底前"), "年底前", None, due, False, "end of year"),),
        assignments=(
            Assignment(span(text, "县人社局"), "县人社局", "县人力资源和社会保障局", Role.LEAD, amount, "by 由 … 牵头"),
        ),
        goals=(Goal(span(text, "建成县级零工市场"), "建成县级零工市场", due, (), "completion"),),
        issues=(Issue(IssueCode.TIME_UNRESOLVED, "上年", span(text, "上年")),),
    )  # fmt: skip


def misquoted() -> Extraction:
    """Return an extraction whose second quantity does not say what stands in the text."""
    right = extraction()
    wrong = replace(right.quantities[1], quote="1.26万人次")
    return replace(right, quantities=(right.quantities[0], wrong))
