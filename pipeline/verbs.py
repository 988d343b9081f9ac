"""The verbs of the pipeline for programs and notebooks: read a file, extract from a document, extract from any text."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.extract.baseline import tie
from pipeline.extract.bind import Ties
from pipeline.extract.body import bodies
from pipeline.extract.deadline import deadlines
from pipeline.extract.goal import goals
from pipeline.extract.meta import meta as meta_words
from pipeline.extract.statement import Statement, statements
from pipeline.extract.tense import tenses
from pipeline.model import (
    Amount,
    Clause,
    Document,
    Extraction,
    Format,
    Goal,
    Issue,
    IssueCode,
    Kind,
    Meta,
    Period,
    Quantity,
    Source,
    Span,
    Status,
)
from pipeline.normalize.body import assignments
from pipeline.normalize.deadline import resolve
from pipeline.normalize.meta import normalize as normal_meta
from pipeline.normalize.quantity import amount
from pipeline.read import read
from pipeline.segment import Reading, segment


def read_document(path: str | Path) -> tuple[Document, ...]:
    """Return the documents of a file, one for each where it holds several; raise `ReadError` where it cannot be read."""
    return read(Path(path))


def extract_document(document: Document) -> Extraction:
    """Return all that a document yields: 衢州市教育局2009年工作计划 → its targets, deadlines, responsible units, goals."""
    reading = segment(document)
    return _extract(reading, normal_meta(meta_words(reading), reading=reading))


def extract_text(text: str, *, period: tuple[date | None, date | None] = (None, None)) -> Extraction:
    """Return what a piece of text yields; `period` is the plan's first and last day, where it is known from elsewhere.

    A piece that does not tell what kind of document it is from, given with a period, is read as part of that plan:
    extract_text("年内新建幼儿园3所", period=(date(2025, 1, 1), date(2025, 12, 31))) → a target of 3 所 due 2025-12-31.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    reading = segment(Document(Source("", digest, Format.TXT, "utf-8"), text))
    meta = normal_meta(meta_words(reading), reading=reading)
    if period != (None, None):
        kind = Kind.PLAN if meta.kind is Kind.OTHER else meta.kind
        meta = replace(meta, kind=kind, period=Period(*period))
    return _extract(reading, meta)


def _extract(reading: Reading, meta: Meta) -> Extraction:
    known = tenses(reading, meta.kind, period=meta.period)
    times, issues = resolve(
        deadlines(reading, meta.kind, known=known),
        reading=reading,
        period=meta.period,
        issued=meta.issued,
        kind=meta.kind,
    )
    times = reading.said(times)
    bound = reading.said(assignments(bodies(reading, meta=meta, known=known), reading=reading, issuer=meta.issuer))
    ties = Ties.of(reading, meta, times, bound)
    quantities, doubts = _quantities(statements(reading, known, meta), reading, ties)
    taken = tuple(found.span for found in quantities if found.status is Status.TARGET)
    aims = tuple(
        Goal(found.span, reading.quote(found.span), *_tied(found.span, found.words.due, reading, ties), found.rule)
        for found in reading.said(goals(reading, kind=meta.kind, deadlines=times, taken=taken, tense=known))
    )
    missing = () if meta.period.last else (Issue(IssueCode.NO_PERIOD, "the text names no period"),)
    return Extraction(
        reading.document,
        reading.outline,
        meta,
        quantities,
        times,
        bound,
        aims,
        (*reading.document.issues, *missing, *issues, *doubts),
    )


def _tied(span: Span, head: Span | None, reading: Reading, ties: Ties) -> tuple[date | None, tuple[str, ...]]:
    clauses = reading.outline.clauses
    at = bisect_right(clauses, span.start, key=lambda clause: clause.span.start) - 1
    clause = clauses[at] if at >= 0 else Clause(span)
    return ties.due(span, clause, head), ties.responsible(span)


def _quantities(
    found: tuple[Statement, ...], reading: Reading, ties: Ties
) -> tuple[tuple[Quantity, ...], tuple[Issue, ...]]:
    """Return the statements as typed quantities, and an issue for each number that cannot be one."""
    kept: list[Quantity] = []
    doubts: list[Issue] = []
    for statement in found:
        span = statement.mention.span
        value = amount(statement.mention.words, span)
        if isinstance(value, Issue):
            doubts.append(value)
            continue
        if value.value is None and statement.mention.words.low[0] in "xX×*":
            doubts.append(Issue(IssueCode.NUMBER_REDACTED, reading.quote(span), span))
        kept.append(_quantity(statement, value, reading, ties))
    return tie(kept, reading), tuple(doubts)


def _quantity(statement: Statement, value: Amount, reading: Reading, ties: Ties) -> Quantity:
    span = statement.mention.span
    status = statement.status if statement.clause.formal is None else Status.OTHER
    target = status is Status.TARGET
    return Quantity(
        span,
        reading.quote(span),
        value,
        statement.comparator,
        statement.change,
        status,
        statement.named(reading.document.text),
        ties.due(span, statement.clause) if target else None,
        ties.responsible(span) if target else (),
        statement.mention.rule,
    )
