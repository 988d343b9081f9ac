"""An `Extraction` as the rows of the tables: no database here; what does not slice back to its quote is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import TypeVar

from pipeline.load.passages import Places, places
from pipeline.load.search import search_form
from pipeline.load.spots import Spots
from pipeline.model import Assignment, Cut, Deadline, Extraction, Goal, Issue, Quantity, Span

Row = dict[str, object]
Fact = Quantity | Deadline | Assignment | Goal
F = TypeVar("F", Quantity, Deadline, Assignment, Goal)

# Hexadecimal digits of a key: 64 bits, so that even among a hundred million records two hardly ever share one.
_KEY = 16


class RefusedRecord(Exception):
    """A record whose document does not say what it quotes, or a text that no database can keep."""

    def __init__(self, document: str, reason: str) -> None:
        super().__init__(f"{document}: {reason}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one document. Facts name their passage by its number; `responsible` is in the order of the facts."""

    document: Row
    sections: list[Row]
    passages: list[Row]
    quantities: list[Row]
    deadlines: list[Row]
    assignments: list[Row]
    goals: list[Row]
    issues: list[Row]
    cuts: list[Row]
    quantity_responsible: list[tuple[str, ...]]
    goal_responsible: list[tuple[str, ...]]


def rows(extraction: Extraction) -> Rows:
    """Return the rows of a document, or raise `RefusedRecord`."""
    _check(extraction)
    document, where = extraction.document, places(extraction.document, extraction.outline)
    key = document_key(document.source.sha256, document.source.part or 0)
    told = partial(_provenance, document=key, where=where, spots=Spots.of(document))
    return Rows(
        document={"key": key, **_document(extraction)},
        sections=_sections(extraction),
        passages=_passages(document.text, where),
        quantities=[_quantity(fact) | row for fact, row in told("quantity", extraction.quantities)],
        deadlines=[_deadline(fact) | row for fact, row in told("deadline", extraction.deadlines)],
        assignments=[
            _assignment(fact, document.text) | row for fact, row in told("assignment", extraction.assignments)
        ],
        goals=[{"deadline": fact.deadline} | row for fact, row in told("goal", extraction.goals)],
        issues=[_issue(issue, document.text) for issue in dict.fromkeys((*document.issues, *extraction.issues))],
        cuts=[_cut(number, cut) for number, cut in enumerate(extraction.document.cuts)],
        quantity_responsible=[fact.responsible for fact in extraction.quantities],
        goal_responsible=[fact.responsible for fact in extraction.goals],
    )


def document_key(digest: str, part: int) -> str:
    """Return the key of a document: the same wherever and whenever its bytes are loaded."""
    return _hash(digest, str(part))


def responsible(owners: Sequence[int], names: Sequence[tuple[str, ...]]) -> list[Row]:
    """Return the rows that tie responsible units to the records with these ids."""
    return [
        {"owner_id": owner, "position": position, "name": name, "name_folded": search_form(name)}
        for owner, units in zip(owners, names, strict=True)
        for position, name in enumerate(units)
    ]


def _hash(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:_KEY]


def _storable(text: str) -> str:
    """Return what is no part of the text as databases keep it: half surrogate pairs and U+0000 are shown as �."""
    return text.replace("\0", "\ufffd").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _check(extraction: Extraction) -> None:
    document = extraction.document
    text, name = document.text, document.source.name
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise RefusedRecord(name, f"character {error.start} is half a surrogate pair, which is no character") from error
    if "\0" in text:
        raise RefusedRecord(name, f"character {text.index(chr(0))} is U+0000, which no database keeps as text")
    facts: tuple[Fact, ...] = (
        *extraction.quantities, *extraction.deadlines, *extraction.assignments, *extraction.goals
    )  # fmt: skip
    for fact in facts:
        if fact.span.of(text) != fact.quote:
            where = f"{fact.span.start} to {fact.span.end}"
            raise RefusedRecord(
                name, f"{fact.quote!r} is not what stands at {where}: {fact.span.of(text)!r} ({fact.rule})"
            )
    spans = [assignment.scope for assignment in extraction.assignments]
    spans += [issue.span for issue in (*document.issues, *extraction.issues) if issue.span is not None]
    spans += [clause.span for clause in extraction.outline.clauses]
    for span in spans:
        if span.end > len(text):
            raise RefusedRecord(name, f"{span.start} to {span.end} lies outside the text of {len(text)} characters")
    for quantity in extraction.quantities:
        if any(
            number is not None and not number.is_finite() for number in (quantity.amount.value, quantity.amount.high)
        ):
            raise RefusedRecord(name, f"{quantity.quote!r} has no finite value ({quantity.rule})")


def _document(extraction: Extraction) -> Row:
    source, meta = extraction.document.source, extraction.meta
    return {
        "sha256": source.sha256,
        "part": source.part or 0,
        "member": None if source.member is None else _storable(source.member),
        "format": source.format.value,
        "encoding": source.encoding,
        "title": meta.title,
        "kind": meta.kind.value,
        "level": meta.level.value,
        "region": meta.region,
        "region_folded": None if meta.region is None else search_form(meta.region),
        "region_code": meta.region_code,
        "issuer": meta.issuer,
        "period_from": meta.period.first,
        "period_to": meta.period.last,
        "characters": len(extraction.document.text),
    }


def _cut(number: int, cut: Cut) -> Row:
    return {
        "position": number,
        "text": _storable(cut.text),
        "reason": cut.reason.value,
        "place": cut.at,
        "page": cut.page,
    }


def _sections(extraction: Extraction) -> list[Row]:
    text = extraction.document.text
    return [
        {
            "number": number,
            "parent": section.parent,
            "level": section.level,
            "label": section.label,
            "title": section.title.of(text),
            "span_start": section.span.start,
            "span_end": section.span.end,
        }
        for number, section in enumerate(extraction.outline.sections)
    ]


def _passages(text: str, where: Places) -> list[Row]:
    return [
        {
            "number": number,
            "section": passage.section,
            "kind": passage.kind.value,
            "page": passage.page,
            "span_start": passage.span.start,
            "span_end": passage.span.end,
            "text": passage.span.of(text),
            "folded": search_form(passage.span.of(text)),
        }
        for number, passage in enumerate(where.passages)
    ]


def _provenance(kind: str, facts: Sequence[F], *, document: str, where: Places, spots: Spots) -> list[tuple[F, Row]]:
    """Return each fact with what tells who says so. Of two of a kind at one place the second's key counts on."""
    seen: Counter[Span] = Counter()
    found = []
    for fact in facts:
        place, spot = where.find(fact.span), spots.find(fact.span)
        row: Row = {
            "key": _hash(document, kind, str(fact.span.start), str(fact.span.end), str(seen[fact.span])),
            "span_start": fact.span.start,
            "span_end": fact.span.end,
            "quote": fact.quote,
            "rule": fact.rule,
            "page": place.page or spot.page,
            "clause_start": None if place.clause is None else place.clause.start,
            "clause_end": None if place.clause is None else place.clause.end,
            "passage_id": place.passage,
            "box": spot.box,
            "confidence": spot.confidence,
            "cell_table": spot.table,
            "cell_row": spot.row,
            "cell_column": spot.column,
        }
        seen[fact.span] += 1
        found.append((fact, row))
    return found


def _quantity(quantity: Quantity) -> Row:
    amount, base = quantity.amount, quantity.baseline
    return {
        "status": quantity.status.value,
        "indicator": quantity.indicator,
        "indicator_folded": search_form(quantity.indicator),
        "value": amount.value,
        "value_exact": amount.value,
        "high": amount.high,
        "high_exact": amount.high,
        "unit": amount.unit,
        "comparator": quantity.comparator.value,
        "change": quantity.change.value,
        "deadline": quantity.deadline,
        "baseline": base and base.value,
        "baseline_exact": base and base.value,
        "baseline_start": base and base.span.start,
        "baseline_end": base and base.span.end,
        "baseline_year": base and base.year,
        "binding": quantity.binding and quantity.binding.value,
    }


def _deadline(deadline: Deadline) -> Row:
    return {"first": deadline.first, "last": deadline.last, "recurring": deadline.recurring}


def _assignment(assignment: Assignment, text: str) -> Row:
    return {
        "name": assignment.name,
        "name_folded": search_form(assignment.name),
        "role": assignment.role.value,
        "scope_start": assignment.scope.start,
        "scope_end": assignment.scope.end,
        "scope": assignment.scope.of(text),
    }


def _issue(issue: Issue, text: str) -> Row:
    span = issue.span
    return {
        "code": issue.code.value,
        "detail": _storable(issue.detail),
        "span_start": None if span is None else span.start,
        "span_end": None if span is None else span.end,
        "quote": None if span is None else span.of(text),
    }
