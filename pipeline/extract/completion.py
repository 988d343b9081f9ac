"""What completes a phrase that does not stand alone: the whole of its part, the head of its list, its row, what its
sentence is about, the heading above. A piece and the phrases before it in, spans out."""

from __future__ import annotations

import re

from pipeline.extract.phrase import LONGEST_TITLE, Phrase, trim
from pipeline.extract.piece import Piece
from pipeline.extract.wording import SLOGAN, TITLE_TAIL
from pipeline.model import Clause, Span
from pipeline.segment.reading import Reading

_NUMERIC = re.compile(r"[\d.\s—-]+")


def above(
    piece: Piece, clause: Clause, reading: Reading, earlier: list[Phrase], lent: tuple[Span, ...]
) -> tuple[Span, ...]:
    """Return what completes a phrase that does not stand alone: the whole of its part, the head of its list, its row,
    what its sentence is about, else the heading above."""
    folded, start = reading.folded, clause.span.start
    whole = _whole(folded, start, piece, earlier)
    if whole is not None:
        return whole
    head = _colon_head(folded, start, piece.left)
    if head is not None:
        return (head,)
    if earlier:
        return earlier[-1].lent or earlier[-1].spans[:1]
    if lent:
        return lent
    cell = reading.cell_of(clause)
    if cell is not None:
        for name in reversed(cell.row_heads):
            if not _NUMERIC.fullmatch(reading.words(name)):
                return (name,)
        return ()
    topic = _topic(folded, start, piece.left)
    return (topic,) if topic else _heading(clause, reading)


def _whole(folded: str, start: int, piece: Piece, earlier: list[Phrase]) -> tuple[Span, ...] | None:
    """Return the phrase of the whole where the quantity is a part of it: 26本(其中小学语文3本,数学4本)."""
    opened = max(
        folded.rfind("(", start, piece.mention.span.start), folded.rfind("其中", start, piece.mention.span.start)
    )
    if opened < 0 or not earlier or folded.rfind(")", opened, piece.left) >= 0:
        return None
    before = [phrase for phrase in earlier if phrase.own and max(span.start for span in phrase.own) < opened]
    return before[-1].spans if before else None


def _colon_head(folded: str, start: int, left: int) -> Span | None:
    """Return the head of a list before its colon: 教师学历合格率分别为：小学97%、初中95%."""
    colon = folded.rfind(":", start, left)
    if colon < 0:
        return None
    head = trim(folded, max(start, *(folded.rfind(stop, start, colon) + 1 for stop in ",。;")), colon, counted=False)
    return head if head and 3 <= head.end - head.start <= LONGEST_TITLE else None


def _topic(folded: str, start: int, left: int) -> Span | None:
    """Return what the piece of the sentence just before is about: 参加电脑制作活动,获省级奖8件."""
    if left - 1 <= start or folded[left - 1] != ",":
        return None
    first = max(start, *(folded.rfind(stop, start, left - 1) + 1 for stop in ",:"))
    topic = trim(folded, first, left - 1, counted=True)
    if topic is None or not 3 <= topic.end - topic.start <= LONGEST_TITLE:
        return None
    return None if SLOGAN.search(folded[topic.start : topic.end]) else topic


def _heading(clause: Clause, reading: Reading) -> tuple[Span, ...]:
    for section in reading.sections_of(clause):
        title = _title(reading.folded, section.title.start + len(section.label), section.title.end)
        if title is not None and not title.overlaps(clause.span):
            return () if SLOGAN.search(reading.folded[title.start : title.end]) else (title,)
    return ()


def _title(folded: str, start: int, end: int) -> Span | None:
    title = trim(folded, start, end, counted=True) if start < end else None
    if title is None or title.end - title.start > LONGEST_TITLE:
        return None
    tail = TITLE_TAIL.search(folded[title.start : title.end])
    return Span(title.start, title.start + tail.start()) if tail and tail.start() else title
