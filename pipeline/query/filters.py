"""What is asked for: a `Filters` record in, SQL conditions out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from pipeline.lexicon import divisions
from pipeline.load.schema import documents, sketches
from pipeline.load.search import contains, passages_with, search_form
from pipeline.model import Kind, Level, State, Status

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; what is None or empty asks for nothing in particular.

    `region` is the beginning of a place's name or of its GB/T 2260 code, and finds all that lies in it; `years` are the
    first and the last; `due_after` and `due_before` include the day; `text` stands in the sentence or table row;
    `key` is the beginning of a record's key. Near-duplicates of an earlier document are left out unless they are asked
    for, by `duplicates` or by their key.
    """

    indicator: str | None = None
    region: str | None = None
    levels: tuple[Level, ...] = ()
    kinds: tuple[Kind, ...] = ()
    statuses: tuple[Status, ...] = ()
    years: tuple[int, int] | None = None
    unit: str | None = None
    due_after: date | None = None
    due_before: date | None = None
    text: str | None = None
    states: tuple[State, ...] = (State.CURRENT, State.REMOVED)
    key: str | None = None
    duplicates: bool = False


def of_document(filters: Filters) -> list[Condition]:
    """Return the conditions on the document alone, all but the year."""
    found: list[Condition] = [sa.or_(*map(_state, filters.states))] if filters.states else []
    if filters.region:
        found.append(_region(filters.region))
    if filters.levels:
        found.append(documents.c.level.in_([level.value for level in filters.levels]))
    if filters.kinds:
        found.append(documents.c.kind.in_([kind.value for kind in filters.kinds]))
    if not filters.duplicates and filters.key is None:
        found.append(sa.not_(is_duplicate()))
    return found


def is_duplicate() -> Condition:
    """Return the condition that a document says what an earlier one says; one of which the earlier text is gone is none."""
    earlier = documents.alias()
    said = sa.select(sketches.c.document_id).join(earlier, earlier.c.id == sketches.c.duplicate_of)
    stands = sa.and_(earlier.c.superseded_by.is_(None), sa.not_(earlier.c.quarantined))
    said = said.where(sketches.c.document_id == documents.c.id, stands)
    return said.correlate(documents).exists()


def of_period(filters: Filters) -> list[Condition]:
    """Return the condition that the document's period touches the years."""
    return [] if filters.years is None else [_touches(filters.years)]


def of_due(due: ColumnElement[date | None], filters: Filters) -> list[Condition]:
    """Return the conditions on the day by which something is due; for the years the document's period counts too."""
    found: list[Condition] = []
    if filters.due_after is not None:
        found.append(due >= filters.due_after)
    if filters.due_before is not None:
        found.append(due <= filters.due_before)
    if filters.years is not None:
        first, last = _days(filters.years)
        found.append(sa.or_(due.between(first, last), _touches(filters.years)))
    return found


def of_key(key: ColumnElement[str], filters: Filters) -> list[Condition]:
    """Return the condition that the key begins so; keys are hexadecimal, and g comes behind every digit."""
    return [] if filters.key is None else [key >= filters.key, key < f"{filters.key}g"]


def of_text(passage: ColumnElement[int], filters: Filters, dialect: str) -> list[Condition]:
    """Return the condition that the passage holds the words."""
    return [] if not filters.text else [passage.in_(passages_with(filters.text, dialect))]


def of_responsible(owner: ColumnElement[int], link: sa.Table, filters: Filters) -> list[Condition]:
    """Return the condition that a unit of this name is responsible for the record."""
    if not filters.unit:
        return []
    return [owner.in_(sa.select(link.c.owner_id).where(contains(link.c.name_folded, filters.unit)))]


def state_of(superseded: object, removed: object, quarantined: object) -> State:
    """Return the state that a document's row tells."""
    if superseded is not None:
        return State.SUPERSEDED
    if quarantined:
        return State.QUARANTINED
    return State.CURRENT if removed is None else State.REMOVED


def _state(state: State) -> Condition:
    if state is State.SUPERSEDED:
        return documents.c.superseded_by.is_not(None)
    barred = documents.c.quarantined
    if state is State.QUARANTINED:
        return sa.and_(documents.c.superseded_by.is_(None), barred)
    gone = documents.c.removed_at
    there = gone.is_(None) if state is State.CURRENT else gone.is_not(None)
    return sa.and_(documents.c.superseded_by.is_(None), there, sa.not_(barred))


def _days(years: tuple[int, int]) -> tuple[date, date]:
    return date(years[0], 1, 1), date(years[1], 12, 31)


def _touches(years: tuple[int, int]) -> Condition:
    """Return the condition that the document's period has a day in these years; a missing end is taken as the other."""
    first, last = _days(years)
    begin = sa.func.coalesce(documents.c.period_from, documents.c.period_to)
    end = sa.func.coalesce(documents.c.period_to, documents.c.period_from)
    return sa.and_(begin <= last, end >= first)


def _region(region: str) -> Condition:
    """Return the condition that the document's place is in a region: 33 and 浙江 find 衢州市 (330800) and 龙游县."""
    wanted = search_form(region)
    if wanted.isdecimal():
        return documents.c.region_code.startswith(_prefix(wanted))
    named = [place for place in divisions() if place.code and wanted in (place.name, place.short)]
    named = named or [place for place in divisions() if place.code and place.name.startswith(wanted)]
    inside = [documents.c.region_code.startswith(prefix) for prefix in sorted({_prefix(place.code) for place in named})]
    return sa.or_(documents.c.region_folded.startswith(wanted, autoescape=True), *inside)


def _prefix(code: str) -> str:
    """Return what the codes of all places inside begin with: 330000 → 33, 330800 → 3308."""
    for zeros in ("0000", "00"):
        if len(code) == 6 and code.endswith(zeros):
            return code[: -len(zeros)]
    return code
