"""The figures of a database, linked: filters in, facts out, one document after the other so that none waits in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from pipeline.audit.blocks import blocks
from pipeline.audit.link import Fact, Paper, link
from pipeline.audit.loaded import shares, told
from pipeline.audit.pledge import Pledge, PledgeKept, Saying, failed, keep, pledges, sayings
from pipeline.audit.report import Blocks
from pipeline.load.schema import documents
from pipeline.model import Kind, Level, member_path
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
        for one in (one for share in shares(papers) for one in told(connection, share)):
            promised.extend(pledges(one.paper, one.text))
            said.extend(sayings(one.paper, one.text))
            for fact in link(one.paper, one.text, one.figures):
                if not fact.promised and fact.subject.known and failed(fact, one.text):
                    failures.add((one.paper.key, fact.stated.span.start))
                yield fact

    found = blocks(facts())
    return Linked(found, tuple(promised), tuple(said), frozenset(failures), tuple(paper for _, paper in papers))


def kept_pledges(linked: Linked) -> Iterator[PledgeKept]:
    """Yield the bounds promised without a number whose year was reported on."""
    reported = {(paper.place, paper.year) for paper in linked.papers if paper.kind is not Kind.OTHER}
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
