"""Statements: each quantity with its comparator, change, indicator and status, still words. `Reading` in, statements out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.extract import cell as cells
from pipeline.extract.comparison import Comparison, compare
from pipeline.extract.indicator import phrase
from pipeline.extract.phrase import Phrase
from pipeline.extract.piece import Piece, pieces
from pipeline.extract.quantity import mentions
from pipeline.extract.quantity_counts import HAN_COUNT
from pipeline.extract.status import status
from pipeline.extract.tense import Tense, Tenses
from pipeline.model import Change, Clause, Comparator, Meta, QuantityWords, Span, Status
from pipeline.rules import Mention
from pipeline.segment.reading import Reading

# Heads that make a cell's number a difference.
_GROWS = re.compile(r"年均|增速|增长率|增幅|新增|净增|(?:增长|增加|提高)$")
_FALLS = re.compile(r"(?:下降|降低|减少|削减|压减|减排)(?:率|幅度?|比例|量)?$|降幅")

_ARTICLE = re.compile("第.+条")
_SHARED = frozenset({Comparator.GE, Comparator.LE, Comparator.APPROX})
_ANNOUNCED = frozenset({"个", "项", "件", "块", "条", "类", "种", "张", "把"})


@dataclass(frozen=True, slots=True)
class Statement:
    """What the text says of one quantity: how it is bounded, whether it is promised, and the words that name it."""

    mention: Mention[QuantityWords]
    clause: Clause
    comparator: Comparator
    change: Change
    status: Status
    indicator: tuple[Span, ...]

    def named(self, text: str) -> str:
        """Return the indicator as written, its pieces joined with a space."""
        return " ".join(" ".join(text[span.start : span.end].split()) for span in self.indicator)


def statements(reading: Reading, tenses: Tenses, meta: Meta) -> tuple[Statement, ...]:
    """Return the statements of a document in text order."""
    bare = list(cells.cell_quantities(reading))
    taken = {found.mention.span for found in bare}
    in_prose = [found for found in mentions(reading.folded) if found.span not in taken]
    found = [*_prose(reading, tenses, in_prose), *_tables(reading, tenses, bare, meta)]
    return tuple(sorted(found, key=lambda statement: statement.mention.span.start))


def _by_clause(
    reading: Reading, found: list[Mention[QuantityWords]]
) -> Iterator[tuple[Clause, list[Mention[QuantityWords]]]]:
    """Yield the clauses that hold quantities, each with its own."""
    clauses = reading.outline.clauses
    starts = [clause.span.start for clause in clauses]
    at, group = -1, list[Mention[QuantityWords]]()
    for mention in found:
        here = bisect_right(starts, mention.span.start) - 1
        if here < 0 or clauses[here].span.end < mention.span.end:
            continue
        if here != at and group:
            yield clauses[at], group
            group = []
        at = here
        group.append(mention)
    if group:
        yield clauses[at], group


def _prose(reading: Reading, tenses: Tenses, found: list[Mention[QuantityWords]]) -> Iterator[Statement]:
    """Yield the statements of sentences, the head of a list carried over the semicolons that part it."""
    lent: tuple[Span, ...] = ()
    end = -1
    for clause, group in _by_clause(reading, found):
        if not _goes_on(reading.folded, end, clause.span.start):
            lent = ()
        phrases: list[Phrase] = []
        yield from _sentence(reading, tenses, clause, group, phrases, lent)
        lent, end = phrases[-1].lent if phrases else (), clause.span.end


def _goes_on(folded: str, end: int, start: int) -> bool:
    """Say whether only a semicolon parts two clauses: 生均经费:小学…元;初中…元."""
    return folded[end - 1 : end] == ";" and start - end <= 2 and "\n" not in folded[end:start]


def _sentence(
    reading: Reading,
    tenses: Tenses,
    clause: Clause,
    group: list[Mention[QuantityWords]],
    phrases: list[Phrase],
    lent: tuple[Span, ...],
) -> Iterator[Statement]:
    """Yield the statements of one clause; their phrases are added to `phrases`, each told by those before it."""
    folded = reading.folded
    told, unit = Status.OTHER, ""
    article = any(_ARTICLE.fullmatch(section.label) for section in reading.sections_of(clause))
    compared = [piece for piece in pieces(group, clause, folded) if not (clause.heading and _announces(piece))]
    for piece, comparison in zip(compared, _comparisons(compared, folded), strict=True):
        named = phrase(piece, phrases, clause, reading, lent)
        if not (piece.place and piece.mention.words.unit == unit):
            told = status(piece, tenses.at(piece.mention.span), folded, article=article)
        unit = piece.mention.words.unit
        change = _in_cell(comparison.change, piece, clause, reading)
        yield Statement(piece.mention, clause, comparison.comparator, change, told, named.spans)
        phrases.append(named)


def _comparisons(compared: list[Piece], folded: str) -> list[Comparison]:
    """Return the comparison of each piece; a hedge behind the last of a list holds for all of it (GUIDE ruling 24)."""
    found: list[Comparison] = []
    before: Comparison | None = None
    for piece in compared:
        found.append(compare(piece.mention, folded, left=piece.left, before=before))
        before = found[-1] if _carries(piece, folded) else None
    for at, piece in enumerate(compared):
        last = min(at + piece.places - piece.place, len(compared)) - 1
        shared = found[last].comparator
        alike = compared[last].mention.words.unit == piece.mention.words.unit
        hedged = compared[last].end > compared[last].mention.span.end
        if last > at and alike and hedged and found[at].comparator is Comparator.EQ and shared in _SHARED:
            found[at] = replace(found[at], comparator=shared)
    return found


def _in_cell(change: Change, piece: Piece, clause: Clause, reading: Reading) -> Change:
    """Return the change that the row's head gives a cell with nothing before its number: 城镇新增就业 | 1.3万人."""
    cell = reading.cell_of(clause)
    if cell is None or change is not Change.LEVEL or piece.mention.span.start > cell.span.start or not cell.row_heads:
        return change
    return Change.INCREASE if _GROWS.search(reading.words(cell.row_heads[-1])) else change


def _announces(piece: Piece) -> bool:
    """Say whether a count in a heading only announces what follows: 二、办好五件实事 (GUIDE ruling 1)."""
    words = piece.mention.words
    return piece.mention.rule == HAN_COUNT.name and len(words.low) == 1 and not words.scale and words.unit in _ANNOUNCED


def _carries(piece: Piece, folded: str) -> bool:
    """Say whether the next value may share this one's change: shares do, counts only where 、 or 和 lists them on."""
    return piece.mention.words.unit in ("%", "百分点", "个百分点", "‰") or folded[piece.end : piece.end + 1] in (
        "、",
        "和",
        "及",
    )


def _is_target(planned: bool | None, found: cells.CellQuantity, tenses: Tenses) -> bool:
    """Say whether a bare number in a table is aimed at: its column's head tells, else the tense of its place."""
    return tenses.at(found.mention.span).tense is Tense.PLANNED if planned is None else planned


def _change(reading: Reading, found: cells.CellQuantity, heads: str) -> Change:
    """Return whether a bare number in a table is a difference: what it measures, or a head, ends in 下降, in 增长."""
    named = [reading.words(span).strip() for span in found.measured]
    if any(map(_FALLS.search, named)):
        return Change.DECREASE
    return Change.INCREASE if any(map(_GROWS.search, (*named, heads))) else Change.LEVEL


def _tables(reading: Reading, tenses: Tenses, bare: list[cells.CellQuantity], meta: Meta) -> Iterator[Statement]:
    starts = [clause.span.start for clause in reading.outline.clauses]
    first = meta.period.first.year if meta.period.first else None
    for found in bare:
        clause = reading.outline.clauses[bisect_right(starts, found.mention.span.start) - 1]
        planned = cells.is_planned(reading, found.cell, first)
        heads = "".join(reading.words(head) for head in (*found.cell.heads, *cells.near_heads(found.cell)))
        yield Statement(
            found.mention,
            clause,
            found.comparator,
            _change(reading, found, heads),
            Status.TARGET if _is_target(planned, found, tenses) else Status.ACTUAL,
            found.measured or (clause.span,),
        )
