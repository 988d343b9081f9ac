"""Documents for the audit's benchmark: those of a database, told again for other places and years, each with other values.

The texts that are read, and the sentences that are linked, are real. A million figures take each text hundreds of times:
what would remember a text, or a sentence, from one document to the next would be measured at what no real database gives.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pipeline.audit.facts import papers_of
from pipeline.audit.link import Paper, Stated
from pipeline.audit.loaded import Share, Told, shares, told
from pipeline.lexicon import Division, divisions
from pipeline.load.database import open_reader, open_writer
from pipeline.load.schema import documents, quantities, quantity_units, texts
from pipeline.model import Level
from pipeline.query import Filters

# Years before and after its own for which a document is told again.
_YEARS = 7
# Documents written to a database in one transaction.
_TOGETHER = 100


@dataclass(frozen=True, slots=True)
class Retold:
    """The documents of a database, told again; a share's numbers count how often any was."""

    place: str

    def __call__(self, share: Share) -> Iterator[Told]:
        """Yield the documents of a share, as the audit asks for those of a database."""
        known = real(self.place)
        for turn, paper in share:
            _, one = known[turn % len(known)]
            factor = _factor(turn)
            yield Told(paper, one.text, tuple(_changed(stated, factor, turn) for stated in one.figures))


@cache
def real(place: str) -> list[tuple[int, Told]]:
    """Return the yearly documents of a database that have figures, with their numbers there."""
    engine = open_reader(place)
    with engine.connect() as connection:
        papers = [(number, paper) for number, paper in papers_of(connection, Filters()) if paper.yearly]
        numbers = {paper.key: number for number, paper in papers}
        found = [one for share in shares(papers) for one in told(connection, share) if one.figures]
    engine.dispose()
    return [(numbers[one.paper.key], one) for one in found]


def papers(place: str, size: int) -> list[tuple[int, Paper]]:
    """Return so many documents that they have `size` figures: every one for one place and year after the other."""
    known, made, count = real(place), [], 0
    while count < size:
        _, one = known[len(made) % len(known)]
        made.append((len(made), _paper(one.paper, len(made))))
        count += len(one.figures)
    return made


def write(place: str, size: int, to: Path) -> None:
    """Write them into a new database, with their texts, their figures and who is responsible."""
    known, made = real(place), papers(place, size)
    reader, writer = open_reader(place), open_writer(str(to))
    with reader.connect() as connection:
        rows = {number: _rows(connection, number) for number, _ in known}
    with writer.connect() as connection:
        for start in range(0, len(made), _TOGETHER):
            with connection.begin():
                for turn, paper in made[start : start + _TOGETHER]:
                    _write(connection, turn, paper, *rows[known[turn % len(known)][0]])
    reader.dispose()
    writer.dispose()


@cache
def _places() -> list[Division]:
    return [one for one in divisions() if one.code and one.current]


def _place(turn: int) -> Division:
    return _places()[(turn // _YEARS) % len(_places())]


def _paper(paper: Paper, turn: int) -> Paper:
    place = _place(turn)
    return replace(
        paper,
        key=f"{turn:016x}",
        name=f"{turn}.txt",
        sha256=f"{turn:064x}",
        level=Level(place.level),
        region=place.name,
        code=place.code,
        first=_moved(paper.first, turn),
        last=_moved(paper.last, turn),
    )


def _factor(turn: int) -> Decimal:
    return Decimal(random.Random(turn).randrange(95, 106)) / 100


def _times(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if value is None else value * factor


def _changed(one: Stated, factor: Decimal, turn: int) -> Stated:
    value, high, deadline = _times(one.value, factor), _times(one.high, factor), _moved(one.deadline, turn)
    return one._replace(value=value, high=high, deadline=deadline)


def _moved(day: date | None, turn: int) -> date | None:
    if day is None:
        return None
    return day.replace(year=day.year + turn % _YEARS - _YEARS // 2, day=min(day.day, 28) if day.month == 2 else day.day)


Row = dict[str, Any]


def _rows(connection: sa.Connection, number: int) -> tuple[Row, str, list[Row], dict[int, list[Row]]]:
    """Return a document's rows: its own, its text, its figures, and who is responsible for each of these."""
    own = connection.execute(sa.select(documents).where(documents.c.id == number)).one()._asdict()
    text = connection.scalar(sa.select(texts.c.text).where(texts.c.document_id == number)) or ""
    figures = sa.select(quantities).where(quantities.c.document_id == number).order_by(quantities.c.id)
    rows = [row._asdict() for row in connection.execute(figures)]
    responsible: dict[int, list[Row]] = {}
    owned = sa.select(quantity_units).join(quantities, quantities.c.id == quantity_units.c.owner_id)
    for row in connection.execute(owned.where(quantities.c.document_id == number)):
        responsible.setdefault(row.owner_id, []).append(row._asdict())
    return own, text, rows, responsible


def _write(
    connection: sa.Connection,
    turn: int,
    paper: Paper,
    own: Row,
    text: str,
    figures: list[Row],
    units: dict[int, list[Row]],
) -> None:
    number = turn + 1
    about = {
        "id": number, "key": paper.key, "sha256": paper.sha256, "path": paper.name, "part": 0, "parts": 1,
        "level": paper.level.value, "region": paper.region, "region_folded": paper.region, "region_code": paper.code,
        "period_from": paper.first, "period_to": paper.last, "previous_id": None, "superseded_by": None,
    }  # fmt: skip
    connection.execute(sa.insert(documents), own | about)
    connection.execute(sa.insert(texts), {"document_id": number, "text": text})
    first = (connection.scalar(sa.select(sa.func.max(quantities.c.id))) or 0) + 1
    numbers = {row["id"]: first + at for at, row in enumerate(figures)}
    factor = _factor(turn)
    made = [_figure(row, factor, turn) | {"id": numbers[row["id"]]} for row in figures]
    connection.execute(sa.insert(quantities), made)
    owned = [row | {"owner_id": numbers[owner]} for owner, rows in units.items() for row in rows]
    if owned:
        connection.execute(sa.insert(quantity_units), owned)


def _figure(row: Row, factor: Decimal, turn: int) -> Row:
    value, high = _times(row["value_exact"], factor), _times(row["high_exact"], factor)
    return row | {
        "document_id": turn + 1,
        "key": f"{turn:08x}{row['id']:08x}"[-16:],
        "passage_id": None,
        "value": value,
        "value_exact": value,
        "high": high,
        "high_exact": high,
        "deadline": _moved(row["deadline"], turn),
    }
