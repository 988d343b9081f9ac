"""What a document says of itself (GUIDE §1), still words: title, kind, issuer, region, number, dates.

`Reading` in, `MetaWords` out. Looks at the head, the foot, the headings and, for words that recur, once over the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pipeline.extract.bounds import FEWEST_MONTHS, MONTH_HEAD, issued_words
from pipeline.extract.genre import kind_of_title
from pipeline.extract.issuer import issuer
from pipeline.extract.period import period_words
from pipeline.extract.place import Place, cities, divisions_in, places_in
from pipeline.extract.tense import Tense, tenses
from pipeline.extract.title import TitleWords, title_words
from pipeline.fold import fold
from pipeline.model import Kind, MetaWords
from pipeline.segment.reading import Reading

# How a text calls its own place: 我县, 全镇, 本校, and xx区 where its name was struck out. 全国 and 我国 are said everywhere and stand apart.
_OWN = re.compile(
    r"(?:我|全|本|某|[xX×]{1,3})(?P<own>省|自治区|市|州|县|区|旗|镇|乡|校|园|院|公司|集团|街道)(?![际域直长内外]?[长委政]?组织)"
)
_NATION = re.compile("我国|全国")
# Any plan speaks of the nation now and then; it is its own place where that is said three times as often as 全县.
_NATION_SHARE = 3
_PUPILS = re.compile("学生|新生|校园|教学|校内|班级|辅导员|学院")
_FEWEST_PUPILS = 3
_NUMBER = re.compile(
    r"(?:^|\n|文号\s*:)\s*(?P<number>[\u4e00-\u9fff]{1,14}[〔\[(【]\s*(?:19|20)\d\d\s*[〕\])】]\s*第?\s*\d{1,5}\s*号)\s*(?:$|\n|签发人)"
)
# A text that turns to the other tense in this share of the clauses that tell one is mixed; of the model texts read,
# reports had up to 0.09 of plan in them and a speech on both halves of a year 0.20.
_MIXED_FROM = 0.15
_FEWEST_TOLD = 6
# Places beyond the opening tell of others: partners, sources, examples.
_PLACES_REACH = 20000


def meta(reading: Reading) -> MetaWords:
    """Return what the document says of itself: 《衢州市教育局2009年工作计划》 gives issuer, region and year."""
    title = title_words(reading)
    kind = _kind(reading, title)
    own = _own(reading)
    office = issuer(reading, title, own[0] if own else None)
    places = _places(reading, title, office)
    issued = issued_words(reading)
    number = _NUMBER.search(reading.folded, 0, 3000)
    return MetaWords(
        title=title.text,
        title_span=title.span,
        kind=kind,
        issuer=_as_written(office, reading),
        region=_as_written(_region(reading, title, office, own), reading),
        places=places,
        own=own,
        number=number["number"] if number else None,
        issued=issued,
        period=period_words(reading, title, kind, issued),
    )


def _kind(reading: Reading, title: TitleWords) -> Kind:
    """Return the kind that the title tells; a model text and one without a title are judged by what they say."""
    heads = (fold(title.text or ""), *(title.heads if title.text is None else ()))
    told = next(filter(None, map(kind_of_title, heads)), None)
    if title.sample or title.text is None:
        return _kind_of_text(reading) or told or Kind.OTHER
    return told or Kind.OTHER


def _kind_of_text(reading: Reading) -> Kind | None:
    """Return whether the clauses look back (已完成) or ahead (力争完成), or plan by months; None where too few tell."""
    told = tenses(reading, Kind.OTHER)
    found = Counter(told.at(clause.span).tense for clause in reading.outline.clauses)
    past, planned = found[Tense.REPORTED], found[Tense.PLANNED]
    # A table of several months is a plan of work.
    if len({match["month"] for match in MONTH_HEAD.finditer(reading.folded)}) >= FEWEST_MONTHS and planned >= past:
        return Kind.PLAN
    if past + planned < _FEWEST_TOLD:
        return None
    share = past / (past + planned)
    return Kind.REPORT if share > 1 - _MIXED_FROM else Kind.PLAN if share < _MIXED_FROM else Kind.MIXED


def _own(reading: Reading) -> tuple[str, ...]:
    """Return how the text calls its own place, most frequent first: 我县 → 县; 国 or 学 if nothing else is said."""
    found = Counter(match["own"] for match in _OWN.finditer(reading.folded))
    nation = sum(1 for _ in _NATION.finditer(reading.folded)) // _NATION_SHARE
    if nation:
        found["国"] = nation
    if not found and len(_PUPILS.findall(reading.folded)) >= _FEWEST_PUPILS:
        found["学"] = 1
    return tuple(own for own, _ in found.most_common())


def _places(reading: Reading, title: TitleWords, office: str | None) -> tuple[str, ...]:
    """Return the named places, those of title and issuer first, each once."""
    near = [
        place.name for words in (fold(title.text or ""), office or "", title.site or "") for place in places_in(words)
    ]
    far = [place.name for place in divisions_in(reading.folded, 0, min(len(reading.folded), _PLACES_REACH))]
    return tuple(dict.fromkeys((*near, *far)))


def _region(reading: Reading, title: TitleWords, office: str | None, own: tuple[str, ...]) -> str | None:
    """Return the place whose document it is: in title, issuer or site, or called 我县 and named."""
    for words in (fold(title.text or ""), office or "", *title.heads, title.site or ""):
        named = [place for place in places_in(words) if _is_own(words, place.span.start)]
        if named:
            place = _innermost(words, named)
            written = place if any(each.full for each in named) else _in_full(place, reading, title)
            if written:
                return written
    reach = min(len(reading.folded), _PLACES_REACH)
    named_short = _by_short_name(fold(title.text or ""), divisions_in(reading.folded, 0, reach))
    if named_short:
        return named_short
    mine = next((each for each in own if each in "省市州县区旗"), None)
    found = Counter(
        place.name for place in divisions_in(reading.folded, 0, reach) if mine and place.name.endswith(mine)
    )
    return found.most_common(1)[0][0] if found else None


def _is_own(words: str, start: int) -> bool:
    """Say whether a place in a title is the document's: not the far end of 同意, 广东与香港 or a quoted name."""
    return not re.search("同意|在|与|和|、|《|对|赴", words[:start])


def _innermost(words: str, named: list[Place]) -> str:
    """Return the last place of the first unbroken run: 浙江省绍兴市 is about 绍兴市."""
    last = named[0]
    for place in named[1:]:
        if place.span.start == last.span.end:
            last = place
    return last.name


def _in_full(short: str, reading: Reading, title: TitleWords) -> str | None:
    """Return a short name as site or text write it out: 绍兴 is their 绍兴市; alone it must be a city's, not 城东."""
    for words in (title.site or "", reading.folded[:_PLACES_REACH]):
        for place in divisions_in(words):
            if place.name.startswith(short):
                return place.name
    return short if short in cities() else None


def _as_written(folded: str | None, reading: Reading) -> str | None:
    """Return folded words in the text's own characters, where they stand in it: 东山县 is its 東山縣."""
    at = reading.folded.find(folded) if folded else -1
    return folded if folded is None or at < 0 else reading.document.text[at : at + len(folded)]


def _by_short_name(title: str, places: Iterable[Place]) -> str | None:
    """Return the place of the text that the title calls without its class: 青岛公布规划 is about 青岛市."""
    found = Counter(place.name for place in places if len(place.name) > 2 and place.name[:-1] in title)
    return found.most_common(1)[0][0] if found else None
