"""The audit of one document: an `Extraction` goes in, what does not hold together inside it comes out."""

from __future__ import annotations

from pipeline.audit import (
    accrued,
    against_table,
    amounts,
    announced,
    counts,
    enumerated,
    fit,
    grouped,
    implied,
    impossible,
    ledger,
    levels,
    ordered,
    overdue,
    paced,
    portions,
    rates,
    scored,
    sum_lists,
    summary,
    sums,
    tables,
    twice,
    yearly,
)
from pipeline.audit.figures import ground
from pipeline.audit.finding import Finding
from pipeline.model import Extraction

CHECKS = (
    impossible.check,
    overdue.check,
    sums.check,
    sum_lists.check,
    enumerated.check,
    tables.check,
    grouped.check,
    levels.check,
    rates.check,
    amounts.check,
    portions.check,
    implied.check,
    accrued.check,
    scored.check,
    yearly.check,
    paced.check,
    counts.check,
    ordered.check,
    announced.check,
    twice.check,
    against_table.check,
    summary.check,
    ledger.check,
    fit.check,
)


def audit(extraction: Extraction) -> tuple[Finding, ...]:
    """Return what does not hold together in a document, in text order, each once: 耕地7458亩，其中水田960亩、旱田6518亩."""
    laid = ground(extraction)
    found = {finding.id: finding for check in CHECKS for finding in check(laid)}
    return tuple(sorted(found.values(), key=lambda finding: (finding.places[0].span, finding.rule)))
