"""The figures of a database, linked: filters in, facts out, one document after the other so that none waits in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from pipeline.audit.link import Fact, Paper, Stated, blocks, link
from pipeline.audit.pledge import Pledge, PledgeKept, Saying, failed, keep, pledges, sayings
from pipeline.audit.report import Blocks
from pipeline.load.schema import documents, quantities, quantity_units, texts
from pipeline.model import Change, Comparator, Kind, Level, Span, Status, member_path
from pipeline.query.filters import Filters, of_document, of_period


@dataclass(frozen=True, slots=True)
class Linked:
    """All that the audit compares: facts in their blocks, bounds promised and told without a number, and where reports say
    themselves that an aim was missed (document and place of the figure)."""

    blocks: Blocks
    pledges: tuple[Pledge, ...]
    sayings: tuple[Saying, ...]
    failures: frozenset[tuple[str, int]]
    papers: tuple[Paper, ...]


def read(connection: sa.Connection, filters: Filters) -> Linked:
    """Return the documents asked for, linked."""
    promised: list[Pledge] = []
    said: list[Saying] = []
    failures: set[tuple[str, int]] = set()
    papers = papers_of(connection, filters)

    def facts() -> Iterator[Fact]:
        for number, paper in papers:
            text = connection.scalar(sa.select(texts.c.text).where(texts.c.document_id == number))
            if text is None:
                continue
            promised.extend(pledges(paper, text))
            said.extend(sayings(paper, text))
            for fact in link(paper, text, figures_of(connection, number)):
                if not fact.promised and fact.subject.known and failed(fact, text):
                    failures.add((paper.key, fact.stated.span.start))
                yield fact

    found = blocks(facts())
    return Linked(found, tuple(promised), tuple(said), frozenset(failures), tuple(paper for _, paper in papers))


def kept_pledges(linked: Linked) -> Iterator[PledgeKept]:
    """Yield the bounds promised without a number whose year was reported on."""
    reported = {(paper.place, paper.year) for paper in linked.papers}
    seen: set[tuple[str, str, int]] = set()
    for pledge in linked.pledges:
        known = (pledge.paper.place, pledge.subject.name, pledge.scope.last)
        numbered = linked.blocks.get((pledge.subject, pledge.scope), {}).get(pledge.paper.place, [])
        if known in seen or any(fact.promised for fact in numbered) or (known[0], known[2] + 1) not in reported:
            continue
        seen.add(known)
        yield keep(pledge, linked.blocks, list(linked.sayings), linked.failures)


def papers_of(connection: sa.Connection, filters: Filters) -> list[tuple[int, Paper]]:
    """Return the documents asked for with their number in the database."""
    about = documents.c
    query = sa.select(
        *(
            about.id,
            about.key,
            about.path,
            about.member,
            about.part,
            about.sha256,
            about.title,
            about.kind,
            about.level,
        ),
        *(about.region, about.region_code, about.period_from, about.period_to),
    )
    query = query.where(*of_document(filters), *of_period(filters)).order_by(about.id)
    return [(row.id, _paper(row)) for row in connection.execute(query)]


def _paper(row: sa.Row[Any]) -> Paper:
    return Paper(
        row.key,
        f"{member_path(row.path, row.member)}#{row.part}" if row.part else member_path(row.path, row.member),
        row.sha256,
        row.title or "",
        Kind(row.kind),
        Level(row.level),
        row.region,
        row.region_code,
        row.period_from,
        row.period_to,
    )


def figures_of(connection: sa.Connection, document: int) -> Iterator[Stated]:
    """Yield the targets and actuals of a document that have a value, in the order of the text."""
    about = quantities.c
    query = (
        sa.select(
            *(
                about.id,
                about.span_start,
                about.span_end,
                about.clause_start,
                about.clause_end,
                about.quote,
                about.page,
            ),
            *(about.status, about.indicator, about.value_exact, about.high_exact, about.unit, about.comparator),
            *(about.change, about.deadline),
        )
        .where(
            about.document_id == document,
            about.value_exact.is_not(None),
            about.status.in_([Status.TARGET.value, Status.ACTUAL.value]),
        )
        .order_by(about.span_start)
    )
    rows = connection.execute(query).all()
    bodies = _bodies(connection, document)
    for row in rows:
        begin = row.span_start if row.clause_start is None else row.clause_start
        end = row.span_end if row.clause_end is None else row.clause_end
        yield Stated(
            Span(row.span_start, row.span_end),
            Span(min(begin, row.span_start), max(end, row.span_end)),
            row.quote,
            row.page,
            Status(row.status),
            row.indicator,
            row.value_exact,
            row.high_exact,
            row.unit,
            Comparator(row.comparator),
            Change(row.change),
            row.deadline,
            bodies.get(row.id, ()),
        )


def _bodies(connection: sa.Connection, document: int) -> dict[int, tuple[str, ...]]:
    query = (
        sa.select(quantity_units.c.owner_id, quantity_units.c.name)
        .join(quantities, quantities.c.id == quantity_units.c.owner_id)
        .where(quantities.c.document_id == document)
        .order_by(quantity_units.c.owner_id, quantity_units.c.position)
    )
    rows = connection.execute(query).all()
    return {owner: tuple(row.name for row in group) for owner, group in groupby(rows, key=lambda row: row.owner_id)}
