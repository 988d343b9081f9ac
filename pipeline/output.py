"""An extraction as the object that `mubiao extract` prints, one JSON object a document."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.model import Baseline, Extraction


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _baseline(found: Baseline | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"start": found.span.start, "end": found.span.end, "value": _number(found.value), "year": found.year}


def _number(value: Decimal | None) -> int | float | None:
    """Return a JSON number; the store keeps the exact one."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def as_dict(extraction: Extraction) -> dict[str, Any]:
    """Return the object of the output contract: source, meta, text, quantities, deadlines, responsible_units, goals."""
    source, meta = extraction.document.source, extraction.meta
    return {
        "source": {"path": source.name, "sha256": source.sha256, "format": source.format, "encoding": source.encoding},
        "meta": {
            "title": meta.title,
            "kind": meta.kind,
            "level": meta.level,
            "region": meta.region,
            "region_code": meta.region_code,
            "issuer": meta.issuer,
            "period_from": _day(meta.period.first),
            "period_to": _day(meta.period.last),
        },
        "text": extraction.document.text,
        "quantities": [
            {
                "start": found.span.start,
                "end": found.span.end,
                "quote": found.quote,
                "value": _number(found.amount.value),
                "high": _number(found.amount.high),
                "unit": found.amount.unit,
                "comparator": found.comparator,
                "change": found.change,
                "status": found.status,
                "indicator": found.indicator,
                "deadline": _day(found.deadline),
                "responsible": list(found.responsible),
                "baseline": _baseline(found.baseline),
                "binding": found.binding,
                "rule": found.rule,
            }
            for found in extraction.quantities
        ],
        "deadlines": [
            {
                "start": found.span.start,
                "end": found.span.end,
                "quote": found.quote,
                "from": _day(found.first),
                "to": _day(found.last),
                "recurring": found.recurring,
                "rule": found.rule,
            }
            for found in extraction.deadlines
        ],
        "responsible_units": [
            {
                "start": found.span.start,
                "end": found.span.end,
                "quote": found.quote,
                "name": found.name,
                "role": found.role,
                "rule": found.rule,
            }
            for found in extraction.assignments
        ],
        "goals": [
            {
                "start": found.span.start,
                "end": found.span.end,
                "quote": found.quote,
                "deadline": _day(found.deadline),
                "responsible": list(found.responsible),
                "rule": found.rule,
            }
            for found in extraction.goals
        ],
        "issues": [
            {
                "code": issue.code,
                "detail": issue.detail,
                "start": issue.span.start if issue.span else None,
                "end": issue.span.end if issue.span else None,
            }
            for issue in extraction.issues
        ],
    }
