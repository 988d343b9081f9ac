"""Near-duplicates: the same plan on ten sites, a notice posted again; each is linked to the earliest that was loaded.

Two documents are the same where most of their words are (a sketch of 64 smallest hashes tells, and bands of it find
candidates without comparing all with all) and what they say agrees: last year's plan, or the neighbouring county's on
the same pattern, has nearly the same words but other numbers, and is a document of its own. A short notice differs from
another by a name or a room alone: it repeats one only where all words of the one stand in the other without a break.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b

import sqlalchemy as sa

from pipeline.load.records import Rows
from pipeline.load.schema import bands, deadlines, documents, quantities, sketches, texts
from pipeline.load.search import search_form

# Characters that make a shingle: longer than most words, so that few stand in unrelated texts.
_SHINGLE = 6
# Numbers of a sketch, and of a band of it. Two texts that share 85 of 100 shingles have a band in common with a
# probability of 0.9999, those that share 30 with one of 0.12.
_SIZE = 64
_ROWS = 4
# Shingles below which a text says too little to be told from others: 各位老师：详见附件。
_FEWEST = 30
# Words' characters below which a text is short: a name more or less is lost among the shingles of a longer one.
SHORT = 300
# Share of a longer text that a short one must be where it stands in it whole: the rest is a title or a page's own line.
# All 18 paragraphs of the collections that go on in another document are below it and say more there; of 84 others that
# share seven of ten shingles those read differ by a year, a number of days or a name.
_WHOLE = 0.85
# Share of the shingles: a page's own lines around the plan are a tenth of it, a plan on the same pattern has 0.3-0.8.
_ALIKE = 0.85
# Share of the numbers and times that must be the same: a reader of another format may lose one in ten.
_AGREEING = 0.9
# Documents that are looked at closely.
_MOST_CANDIDATES = 50
_SPREAD = 0x9E3779B1
# "mubiao links" in hexadecimal: whoever looks for what a document repeats keeps this lock until it is loaded. Of two that
# are loaded at the same time the second then sees the first.
LOCK = 0x6D756C696E6B73
_WORDLESS = re.compile(r"[\W_]+")
_PACKED = struct.Struct(f"<{_SIZE}I")


def sketch_of(text: str) -> tuple[int, ...] | None:
    """Return 64 numbers of which two texts share as large a part as of their shingles; None for a short text.

    One hash for each shingle, the smallest of each of 64 classes kept; an empty class takes its neighbour's.
    """
    raw = _words(text).encode("utf-16-le", "surrogatepass")
    step = 2 * _SHINGLE
    found = {zlib.crc32(raw[at : at + step]) for at in range(0, len(raw) - step + 1, 2)}
    if len(found) < _FEWEST:
        return None
    least: dict[int, int] = {}
    for number in found:
        spread = number * _SPREAD & 0xFFFFFFFF
        kind = spread % _SIZE
        if spread < least.get(kind, 1 << 32):
            least[kind] = spread
    return tuple(next(least[k] for at in range(_SIZE) if (k := (kind + at) % _SIZE) in least) for kind in range(_SIZE))


def link(connection: sa.Connection, document: int, text: str, made: Rows) -> None:
    """Keep the sketch of a document; link it to the earlier one that it repeats, or later ones that repeat it to it."""
    sketch = sketch_of(text)
    if sketch is None:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    same = list(_same(connection, document, _words(text), sketch, made))
    original = min((one for one in same if one < document), default=None)
    row = {"document_id": document, "sketch": _PACKED.pack(*sketch), "duplicate_of": original}
    connection.execute(sa.insert(sketches), row)
    found = [{"document_id": document, "number": at, "value": one} for at, one in enumerate(_bands(sketch))]
    connection.execute(sa.insert(bands), found)
    later = [one for one in same if one > document]
    if original is None and later:
        _link_later(connection, document, later)


def _link_later(connection: sa.Connection, document: int, later: list[int]) -> None:
    """Link documents with later numbers that were loaded before; one that is being loaded again links itself."""
    free = sa.select(sketches.c.document_id).where(sketches.c.document_id.in_(later)).with_for_update(skip_locked=True)
    mine = connection.scalars(free).all()
    connection.execute(sa.update(sketches).where(sketches.c.document_id.in_(mine)).values(duplicate_of=document))


def _words(text: str) -> str:
    """Return the words of a text without blanks and marks: what a reprint keeps."""
    return _WORDLESS.sub("", search_form(text))


def _bands(sketch: tuple[int, ...]) -> list[int]:
    """Return a number for each four of the sketch; two documents with one in common are candidates."""
    digests = (
        blake2b(repr((at, sketch[at : at + _ROWS])).encode(), digest_size=8).digest() for at in range(0, _SIZE, _ROWS)
    )
    return [int.from_bytes(digest, "little", signed=True) for digest in digests]


def _same(connection: sa.Connection, document: int, words: str, sketch: tuple[int, ...], made: Rows) -> Iterator[int]:
    """Yield the documents that say the same and repeat no other."""
    about = documents.c
    near = sa.select(bands.c.document_id).where(bands.c.value.in_(_bands(sketch)), bands.c.document_id != document)
    query = (
        sa.select(about.id, about.characters, sketches.c.sketch)
        .join_from(documents, sketches, sketches.c.document_id == about.id)
        .where(about.id.in_(near), sketches.c.duplicate_of.is_(None), *_same_subject(made))
        .where(about.superseded_by.is_(None), sa.not_(about.quarantined))
        .order_by(about.id)
        .limit(_MOST_CANDIDATES)
    )
    said = _said(made)
    for row in connection.execute(query).all():
        if min(len(words), row.characters) < SHORT:
            other = connection.execute(sa.select(texts.c.text).where(texts.c.document_id == row.id)).scalar_one()
            is_alike = _is_whole(words, _words(other))
        else:
            is_alike = sum(map(int.__eq__, sketch, _PACKED.unpack(row.sketch))) >= _ALIKE * _SIZE
        if is_alike and _agree(said, _stored(connection, row.id)):
            yield int(row.id)


def _is_whole(one: str, other: str) -> bool:
    """Say whether the words of one text are most of the other, without a break."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _WHOLE * len(long) and short in long


def _same_subject(made: Rows) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that place and period are the same, or not known; a place without a code goes by its name."""
    found = []
    names = ["period_from", "period_to", "region_code" if made.document["region_code"] is not None else "region_folded"]
    for name in names:
        own, column = made.document[name], documents.c[name]
        if own is not None:
            found.append(sa.or_(column.is_(None), column == own))
    if made.document["region_code"] is not None:
        coded = documents.c.region_code.is_not(None)
        known = documents.c.region_folded
        found.append(sa.or_(coded, known.is_(None), known == made.document["region_folded"]))
    return found


def _said(made: Rows) -> Counter[tuple[str, ...]]:
    """Return the numbers and times of a document, each with how often it stands there."""
    found = Counter((str(row["value_exact"]), str(row["unit"])) for row in made.quantities)
    return found + Counter((str(row["first"]), str(row["last"])) for row in made.deadlines)


def _stored(connection: sa.Connection, document: int) -> Counter[tuple[str, ...]]:
    amounts = sa.select(quantities.c.value_exact, quantities.c.unit).where(quantities.c.document_id == document)
    times = sa.select(deadlines.c.first, deadlines.c.last).where(deadlines.c.document_id == document)
    rows = (*connection.execute(amounts).all(), *connection.execute(times).all())
    return Counter(tuple(map(str, row)) for row in rows)


def _agree(one: Counter[tuple[str, ...]], other: Counter[tuple[str, ...]]) -> bool:
    most = max(one.total(), other.total())
    return (one & other).total() >= _AGREEING * most
