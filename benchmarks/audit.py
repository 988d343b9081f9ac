"""How long the audit takes, and how much memory, for 10⁴, 10⁵ and 10⁶ figures: linked, held against each other, judged.

    python benchmarks/audit.py DATABASE [SIZE...]

The figures are those of the documents of a database, told again for other places and years, each with other values: the
texts that are read, and the sentences that are linked, are real. The printed memory is the peak of the whole process.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from pipeline.audit import between, report, years
from pipeline.audit.facts import figures_of, papers_of
from pipeline.audit.link import Fact, Paper, Stated, blocks, link
from pipeline.lexicon import divisions
from pipeline.load.database import open_reader
from pipeline.load.schema import texts
from pipeline.model import Level
from pipeline.query import Filters

SIZES = (10_000, 100_000, 1_000_000)
Told = tuple[Paper, str, tuple[Stated, ...]]


def _told(place: str) -> list[Told]:
    """Return the documents of a database with their texts and figures."""
    engine = open_reader(place)
    with engine.connect() as connection:
        found = []
        for number, paper in papers_of(connection, Filters()):
            text = connection.scalar(sa.select(texts.c.text).where(texts.c.document_id == number))
            figures = tuple(figures_of(connection, number))
            if text and figures and paper.yearly:
                found.append((paper, text, figures))
    engine.dispose()
    return found


def _facts(told: list[Told], size: int) -> Iterator[Fact]:
    """Yield the linked facts of so many figures."""
    for paper, text, figures in _figures(told, size):
        yield from link(paper, text, figures)


def _figures(told: list[Told], size: int) -> Iterator[Told]:
    """Yield documents with so many figures: every document for one place and year after the other."""
    chance = random.Random(5)
    places = [place for place in divisions() if place.code and place.current]
    count = 0
    for turn in range(10 * size):
        paper, text, figures = told[turn % len(told)]
        place = places[(turn // 7) % len(places)]
        shift = turn % 7 - 3
        other = replace(
            paper,
            key=f"{turn:016x}",
            name=f"{turn}.txt",
            level=Level(place.level),
            region=place.name,
            code=place.code,
            first=_moved(paper.first, shift),
            last=_moved(paper.last, shift),
        )
        factor = Decimal(chance.randrange(95, 106)) / 100
        yield other, text, tuple(_changed(one, factor, shift) for one in figures)
        count += len(figures)
        if count >= size:
            return


def _changed(one: Stated, factor: Decimal, shift: int) -> Stated:
    high = None if one.high is None else one.high * factor
    value = None if one.value is None else one.value * factor
    return replace(one, value=value, high=high, deadline=_moved(one.deadline, shift))


def _moved(day: date | None, shift: int) -> date | None:
    return (
        None if day is None else day.replace(year=day.year + shift, day=min(day.day, 28) if day.month == 2 else day.day)
    )


def measure(database: str, size: int) -> None:
    """Print how long the audit of so many figures takes."""
    told = _told(database)
    began = time.process_time()
    making = sum(1 for _ in _figures(told, size)) and time.process_time() - began
    started, began = time.perf_counter(), time.process_time()
    found = blocks(_facts(told, size))
    linked = time.perf_counter() - started
    rows = tuple(report.kept(found))
    count = sum(1 for _ in between.findings(found))
    count += sum(1 for _ in years.findings(found, rows)) + sum(1 for _ in report.findings(rows))
    seconds, work = time.perf_counter() - started, time.process_time() - began
    facts = sum(len(facts) for block in found.values() for facts in block.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:>9} figures: {seconds:6.1f} s ({linked:.1f} s of them linking), {peak:6.0f} MB; "
        f"{work:.1f} s of one processor, {making:.1f} of them to make the figures; {facts} linked, "
        f"{len(rows)} held against reports, {count} findings",
        flush=True,
    )


def main() -> None:
    """Measure each size in a process of its own, so that one's memory is not the next one's."""
    if len(sys.argv) < 2:
        sys.exit((__doc__ or "").strip())
    context = multiprocessing.get_context("spawn")
    for size in [int(one) for one in sys.argv[2:]] or SIZES:
        process = context.Process(target=measure, args=(sys.argv[1], size))
        process.start()
        process.join()


if __name__ == "__main__":
    main()
