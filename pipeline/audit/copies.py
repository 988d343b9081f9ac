"""Plans that are copies of others' (照抄他处): nearly the same text from another issuer or place, and the other's name left in it.

Documents in, pairs out. The sketches that loading keeps of every text find them without comparing all with all.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import sqlalchemy as sa

from pipeline.audit.finding import Family, Finding, Place, Severity
from pipeline.load.schema import bands, documents, sketches, texts
from pipeline.model import Span, State
from pipeline.query.filters import Filters, of_document

_STANDING = Filters(states=(State.CURRENT,), duplicates=True)
# Share of the sketch: plans on one pattern have up to 0.5 of their words in common, what is copied with a few changes more.
_ALIKE = 0.6
# With the other place's name left in it so often, less says the same: a page that was copied, the name left 9 times, has 0.58.
_NAMED, _OFTEN = 0.4, 2
# Documents in one band beyond which they are forms that everybody fills in.
_FORM = 40
# A sentence that is the same in both by no chance, in characters, and how many are shown.
_SENTENCE, _SHOWN = 16, 3
# Words by which a document says itself that it hands on another's text.
_HANDED_ON = re.compile("转发|印发|批转|附件|摘编|节选|全文如下")
_HEAD = 300
_ENDS = re.compile("[。！？；\n]")


@dataclass(frozen=True, slots=True)
class _Paper:
    """A document as far as copying goes."""

    number: int
    name: str
    sha256: str
    title: str
    region: str | None
    issuer: str | None
    since: date | None
    sketch: tuple[int, ...]

    @property
    def whose(self) -> str | None:
        return self.issuer or self.region


def findings(connection: sa.Connection) -> Iterator[Finding]:
    """Yield the documents that repeat the text of another issuer's, each pair once."""
    papers = _papers(connection)
    for one, other in _pairs(connection, papers):
        earlier, later = sorted((papers[one], papers[other]), key=lambda paper: (paper.since or date.max, paper.number))
        if not _of_others(earlier, later):
            continue
        alike = sum(map(int.__eq__, earlier.sketch, later.sketch)) / len(earlier.sketch)
        if alike >= _NAMED:
            yield from _told(connection, earlier, later, alike)


def _papers(connection: sa.Connection) -> dict[int, _Paper]:
    about = documents.c
    query = (
        sa.select(
            *(about.id, about.path, about.part, about.sha256, about.title, about.region, about.issuer),
            *(about.period_from, sketches.c.sketch),
        )
        .join_from(documents, sketches, sketches.c.document_id == about.id)
        .where(*of_document(_STANDING))
    )
    return {row.id: _paper(row) for row in connection.execute(query)}


def _paper(row: sa.Row[tuple[object, ...]]) -> _Paper:
    found = row._mapping
    name = f"{found['path']}#{found['part']}" if found["part"] else found["path"]
    sketch = struct.unpack(f"<{len(found['sketch']) // 4}I", found["sketch"])
    return _Paper(
        *(found["id"], name, found["sha256"], found["title"] or "", found["region"], found["issuer"]),
        *(found["period_from"], sketch),
    )


def _pairs(connection: sa.Connection, papers: dict[int, _Paper]) -> set[tuple[int, int]]:
    """Return the documents that have a band of their sketches in common, and so most likely most of their words."""
    several = sa.select(bands.c.value).group_by(bands.c.value).having(sa.func.count().between(2, _FORM)).subquery()
    query = sa.select(bands.c.value, bands.c.document_id).join(several, several.c.value == bands.c.value)
    together: dict[int, list[int]] = {}
    for value, number in connection.execute(query):
        if number in papers:
            together.setdefault(value, []).append(number)
    return {(min(pair), max(pair)) for numbers in together.values() for pair in combinations(sorted(set(numbers)), 2)}


def _of_others(earlier: _Paper, later: _Paper) -> bool:
    """Say whether two documents are of two issuers, or without them of two places."""
    if earlier.sha256 == later.sha256:
        return False
    if earlier.issuer and later.issuer:
        one, other = earlier.issuer, later.issuer
    elif earlier.region and later.region:
        one, other = earlier.region, later.region
    else:
        return False
    return not (one in other or other in one)


def _told(connection: sa.Connection, earlier: _Paper, later: _Paper, alike: float) -> Iterator[Finding]:
    first, second = (_text(connection, paper) for paper in (earlier, later))
    if _HANDED_ON.search(second[:_HEAD]) or _HANDED_ON.search(first[:_HEAD]):
        return
    pairs, left = list(_shared(first, second))[:_SHOWN], _left(earlier, later, second)
    if not pairs or (alike < _ALIKE and len(left) < _OFTEN):
        return
    words = f"《{later.title}》（{later.whose}）与《{earlier.title}》（{earlier.whose}）的文字约{100 * alike:.0f}%相同，发文者不同"
    words += f"，文中还留有“{left[0].of(second)}”{len(left)}处" if left else ""
    places = [_place(later, second, span) for span in left[:_SHOWN]]
    places += [made for here, there in pairs for made in (_place(later, second, here), _place(earlier, first, there))]
    severity = Severity.WARNING if left else Severity.NOTICE
    yield Finding(Family.COPIES, "与他处文件雷同", severity, words, tuple(places))


def _text(connection: sa.Connection, paper: _Paper) -> str:
    return connection.scalar(sa.select(texts.c.text).where(texts.c.document_id == paper.number)) or ""


def _shared(first: str, second: str) -> Iterator[tuple[Span, Span]]:
    """Yield sentences that both texts have, as spans of the second and the first, the longest first."""
    known = {span.of(first): span for span in _sentences(first)}
    found = [(span, known[words]) for span in _sentences(second) if (words := span.of(second)) in known]
    yield from sorted(found, key=lambda pair: pair[0].start - pair[0].end)


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for end in [*(match.end() for match in _ENDS.finditer(text)), len(text)]:
        words = text[start:end]
        begin, stop = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        if stop - begin >= _SENTENCE:
            yield Span(begin, stop)
        start = end


def _left(earlier: _Paper, later: _Paper, text: str) -> list[Span]:
    """Return where a copy still names the place of its original, and not as part of its own place's name."""
    name = earlier.region
    if not name or len(name) < 3 or (later.region and (name in later.region or later.region in name)):
        return []
    return [Span(match.start(), match.end()) for match in re.finditer(re.escape(name), text)]


def _place(paper: _Paper, text: str, span: Span) -> Place:
    return Place(paper.name, paper.sha256, span, span.of(text))
