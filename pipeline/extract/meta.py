"""What a document says of itself (GUIDE §1), still words: title, kind, issuer, region, number, dates.

`Reading` in, `MetaWords` out. Looks at the head, the foot, the headings and, for words that recur, once over the text.
"""

from __future__ import annotations

import re
from collections import Counter

from pipeline.extract.genre import kind_of_title
from pipeline.extract.issuer import issuer
from pipeline.extract.period import issued_words, period_words
from pipeline.extract.place import divisions_in, places_in
from pipeline.extract.title import TitleWords, title_words
from pipeline.fold import fold
from pipeline.model import Kind, MetaWords
from pipeline.segment.reading import Reading

# How a text calls its own place: 我县, 全镇, 本校. 全国 and 我国 are said everywhere and stand apart.
_OWN = re.compile(r"(?:我|全|本)(?P<own>省|自治区|市|州|县|区|旗|镇|乡|校|园|院|公司|集团|街道)(?![际域直长内外]?[长委政]?组织)")
_NATION = re.compile("我国|全国")
_NUMBER = re.compile(r"(?:^|[\n(《]|文号\s*:)\s*(?P<number>[\u4e00-\u9fff]{1,14}[〔\[(【]\s*(?:19|20)\d\d\s*[〕\])】]\s*第?\s*\d{1,5}\s*号)")
_PAST = re.compile(r"(?<![为除明])了(?![解不])|已(?!知)|取得|获得|荣获|近年来|以来|目前|截[至止]|被评为|先后|同比|得到了?|上年|去年")
_PLANNED = re.compile(r"将(?=[会要在于对继进加开组建实])|(?<![需重主纲])要(?![求点素闻件])|力争|确保|务必|下一步|今后|争取|拟|进一步(?!.{0,6}了)|继续")
# A text is a report from two thirds past words on, a plan from one third down, over at least this many words of time.
_FEWEST_CUES = 6
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
        issuer=office,
        region=_region(reading, title, office, own),
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
    """Return whether the words of time look back (了, 已, 目前) or ahead (要, 将, 力争); None where there are few."""
    past, planned = (sum(1 for _ in pattern.finditer(reading.folded)) for pattern in (_PAST, _PLANNED))
    if past + planned < _FEWEST_CUES:
        return None
    share = past / (past + planned)
    return Kind.REPORT if share >= 2 / 3 else Kind.PLAN if share <= 1 / 3 else Kind.MIXED


def _own(reading: Reading) -> tuple[str, ...]:
    """Return how the text calls its own place, most frequent first: 我县, 全县 → 县."""
    found = Counter(match["own"] for match in _OWN.finditer(reading.folded))
    if not found and (nation := sum(1 for _ in _NATION.finditer(reading.folded))):
        found["国"] = nation
    return tuple(own for own, _ in found.most_common())


def _places(reading: Reading, title: TitleWords, office: str | None) -> tuple[str, ...]:
    """Return the named places, those of title and issuer first, each once."""
    near = [place.name for words in (fold(title.text or ""), office or "", title.site or "") for place in places_in(words)]
    far = [place.name for place in divisions_in(reading.folded, 0, min(len(reading.folded), _PLACES_REACH))]
    return tuple(dict.fromkeys((*near, *far)))


def _region(reading: Reading, title: TitleWords, office: str | None, own: tuple[str, ...]) -> str | None:
    """Return the place whose document it is: named in the title, by the issuer, by the site, or called 我县 and named."""
    for words in (fold(title.text or ""), office or "", *title.heads, title.site or ""):
        named = [place for place in places_in(words) if _is_own(words, place.span.start)]
        if named:
            place = _innermost(words, named)
            return place if any(each.full for each in named) else _in_full(place, reading, title)
    mine = next((each for each in own if each in "省市州县区旗"), None)
    found = Counter(
        place.name
        for place in divisions_in(reading.folded, 0, min(len(reading.folded), _PLACES_REACH))
        if mine and place.name.endswith(mine)
    )
    return found.most_common(1)[0][0] if found else None


def _is_own(words: str, start: int) -> bool:
    """Say whether a place in a title is the document's: not the far end of 同意, 广东与香港 or a quoted name."""
    return not re.search("同意|在|与|和|、|《|对|赴", words[:start])


def _innermost(words: str, named: list[object]) -> str:
    """Return the last place of the first unbroken run: 浙江省绍兴市 is about 绍兴市."""
    last = named[0]
    for place in named[1:]:
        if place.span.start == last.span.end:
            last = place
    return last.name


def _in_full(short: str, reading: Reading, title: TitleWords) -> str:
    """Return a short name written out as caption or text have it: 绍兴 is their 绍兴市."""
    for words in (title.site or "", reading.folded[:_PLACES_REACH]):
        for place in divisions_in(words):
            if place.name.startswith(short):
                return place.name
    return short
