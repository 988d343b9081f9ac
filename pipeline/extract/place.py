"""Places (地名) named in folded text: divisions by full names, towns by pattern, short names before a school.

Folded text in, `Place`s out, left to right; nothing is looked up by meaning here, that is `normalize/place.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import divisions
from pipeline.model import Level, Span

# The longest name of the table has 17 characters (积石山保安族东乡族撒拉族自治县 has 15).
_LONGEST = 17
# What follows a name's last character and shows that it belongs to another word: 县级, 市场, 区域, 县城; but 县|城乡建设.
_RUNS_ON = re.compile("[级场域]|城(?![关东西南北乡镇市])|直属|区县")
# A name of two characters is also the tail of other words (和县: 市和县); it must stand free or behind a name.
_FREE_LEFT = re.compile(r"^$|[\W\d在]$")
_TOWN = re.compile(
    r"(?P<town>(?![各本我某全该乡城村建为]|小城镇|新型|特色|中心镇)[\u4e00-\u9fff]{1,6}?(?:镇|乡(?![村镇土亲])|街道|苏木|片区))(?!化|级)"
)
# Before a school a place goes by its short name: 绍兴一中, 临川第二中学.
_SCHOOL = re.compile(
    "(?:第?[一二三四五六七八九十]{1,2}(?:中|小)|第[一二三四五六七八九十]{1,3}(?=[中小])|中学|小学|高级中学|大学|学院|实验)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A named place; `full` is false for a short name (绍兴 in 绍兴一中)."""

    span: Span
    name: str
    full: bool = True


@cache
def _names() -> frozenset[str]:
    """Return the full names, without those that are common nouns of two characters (城区, 郊区, 矿区)."""
    found = (name for each in divisions() for name in each.names)
    return frozenset(name for name in found if not (len(name) == 2 and name.endswith("区")))


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted({name[-1] for name in _names()}))}]")


@cache
def _shorts() -> frozenset[str]:
    """Return the short names of divisions, without common nouns."""
    return frozenset(each.short for each in divisions() if len(each.short) >= 2 and not each.short.endswith("区"))


@cache
def cities() -> frozenset[str]:
    """Return the short names of provinces and prefectures."""
    return frozenset(each.short for each in divisions() if each.level is not Level.COUNTY and len(each.short) >= 2)


def divisions_in(folded: str, start: int = 0, end: int | None = None) -> Iterator[Place]:
    """Yield the divisions written with their full names: 浙江省绍兴市 gives both, 市和县 gives none."""
    stop = len(folded) if end is None else end
    names, reached = _names(), start
    for match in _ends().finditer(folded, start, stop):
        last = match.end()
        for first in range(max(reached, last - _LONGEST), last - 1):
            name = folded[first:last]
            if name in names and not _RUNS_ON.match(folded, last):
                if len(name) == 2 and first != reached and not _FREE_LEFT.search(folded[max(0, first - 1) : first]):
                    continue
                yield Place(Span(first, last), name)
                reached = last
                break


def places_in(words: str) -> tuple[Place, ...]:
    """Return every place of a short text such as a title: 平潭综合实验区君山片区 gives 平潭综合实验区 and 君山片区."""
    found = list(divisions_in(words))
    edge = 0
    for stop in (*(place.span for place in tuple(found)), None):
        gap_end = stop.start if stop else len(words)
        town = _TOWN.match(words, edge, gap_end) if edge or stop is None else None
        if town:
            found.append(Place(Span(*town.span("town")), town["town"]))
        edge = stop.end if stop else gap_end
    return tuple(sorted(found or _before_schools(words), key=lambda place: place.span))


def _before_schools(words: str) -> Iterator[Place]:
    """Yield the short names that a school's name goes on from."""
    for match in _SCHOOL.finditer(words):
        for first in range(max(0, match.start() - 6), match.start() - 1):
            if words[first : match.start()] in _shorts():
                yield Place(Span(first, match.start()), words[first : match.start()], full=False)
                break
