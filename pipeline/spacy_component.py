"""mubiao as a component of spaCy: a `Doc` goes in and comes out with what its text promises in `doc.spans`.

spaCy finds the factory `mubiao` by its entry point: `nlp.add_pipe("mubiao")` needs no import. Nothing else imports this module.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from pydantic import TypeAdapter
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.model import Assignment, Deadline, Extraction, Goal, Meta, Period, Quantity

Fact: TypeAlias = Quantity | Deadline | Assignment | Goal

# `Doc.user_data` keeps the records under this name as plain values, so that they travel with the bytes of the doc.
# spaCy's own place for what belongs to a span tells spans apart by their borders alone: two facts inside one word
# would overwrite each other.
_NAME = "mubiao"


class Group(StrEnum):
    """The groups of `doc.spans`, as the setting `kinds` names them."""

    QUANTITIES = "quantities"  # labelled by status: target, actual, other
    DEADLINES = "deadlines"  # labelled deadline or recurring
    RESPONSIBLE_UNITS = "responsible_units"  # labelled by role: lead, support, responsible
    GOALS = "goals"  # labelled goal


_RECORDS: dict[Group, TypeAdapter[Any]] = {
    Group.QUANTITIES: TypeAdapter(Quantity),
    Group.DEADLINES: TypeAdapter(Deadline),
    Group.RESPONSIBLE_UNITS: TypeAdapter(Assignment),
    Group.GOALS: TypeAdapter(Goal),
}
_META = TypeAdapter(Meta)


@dataclass(frozen=True, slots=True)
class Component:
    """Fills the groups from the text of a doc; `period` is the plan's first and last day, where known better than the text says."""

    kinds: tuple[Group, ...]
    period: Period

    def __call__(self, doc: Doc) -> Doc:
        """Return the doc with its groups: 年底前新建幼儿园3所 → 3所 in doc.spans["quantities"], its record in span._.mubiao.

        A span covers whole tokens, its record says which characters; both count those of `doc.text`.
        """
        # Compiling the patterns takes a second, and spaCy loads every entry point of every pipeline.
        from pipeline.verbs import extract_text

        extraction = extract_text(doc.text, period=(self.period.first, self.period.last))
        doc.user_data[_NAME] = {"meta": _META.dump_python(extraction.meta, mode="json")}
        labelled = _labelled(extraction)
        for group in self.kinds:
            doc.spans[group.value] = list(_spans(doc, group, labelled[group]))
        return doc


def _labelled(extraction: Extraction) -> dict[Group, list[tuple[str, Fact]]]:
    """Return the facts of each group with their labels."""
    return {
        Group.QUANTITIES: [(fact.status.value, fact) for fact in extraction.quantities],
        Group.DEADLINES: [("recurring" if fact.recurring else "deadline", fact) for fact in extraction.deadlines],
        Group.RESPONSIBLE_UNITS: [(fact.role.value, fact) for fact in extraction.assignments],
        Group.GOALS: [("goal", fact) for fact in extraction.goals],
    }


def _spans(doc: Doc, group: Group, labelled: list[tuple[str, Fact]]) -> Iterator[Span]:
    """Yield a span for each fact, and lay the fact by under the span's identity."""
    records = doc.user_data[_NAME]
    for number, (label, fact) in enumerate(labelled):
        # Numbers, not places: the vocabulary keeps every identity it has ever seen.
        identity = f"{group.value}/{number}"
        records[identity] = _RECORDS[group].dump_python(fact, mode="json")
        place = fact.span
        span = doc.char_span(place.start, place.end, label=label, span_id=identity, alignment_mode="expand")
        if span is None:
            raise ValueError(f"no token of the doc holds characters {place.start} to {place.end}: {fact.quote}")
        yield span


def _fact(span: Span) -> Fact | None:
    """Return the record behind a span of ours, None for any other span."""
    kept = span.doc.user_data.get(_NAME, {}).get(span.id_)
    if kept is None:
        return None
    fact: Fact = _RECORDS[Group(span.id_.partition("/")[0])].validate_python(kept)
    return fact


def _meta(doc: Doc) -> Meta | None:
    """Return what the doc says of itself (title, kind, issuer, period), None where the component has not seen it."""
    kept = doc.user_data.get(_NAME)
    if kept is None:
        return None
    meta: Meta = _META.validate_python(kept["meta"])
    return meta


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


Span.set_extension(_NAME, getter=_fact, force=True)
Doc.set_extension(_NAME, getter=_meta, force=True)


@Language.factory(
    _NAME,
    default_config={"kinds": [group.value for group in Group], "period_from": None, "period_to": None},
    assigns=["doc.spans", "doc._.mubiao", "span._.mubiao"],
)
def component(nlp: Language, name: str, kinds: list[str], period_from: str | None, period_to: str | None) -> Component:
    """Return the component; `kinds` names the groups to fill, `period_from` and `period_to` the plan's days (2025-01-01)."""
    if unknown := set(kinds) - set(Group):
        raise ValueError(f"kinds are {', '.join(Group)}; there is no {', '.join(sorted(unknown))}")
    return Component(tuple(Group(kind) for kind in kinds), Period(_day(period_from), _day(period_to)))
