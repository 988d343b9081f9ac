"""Meta: the words a document says of itself become its level, its region's code and its period in days."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.fold import fold
from pipeline.lexicon import Division
from pipeline.model import Level, Meta, MetaWords
from pipeline.normalize.period import resolve_day, resolve_period
from pipeline.normalize.place import division, level_of
from pipeline.segment.reading import Reading

_SCHOOL = re.compile(r"(?:学校|[中小]学|大学|(?<![医法研究])学院|幼儿园|[一二三四五六七八九十]中|职校|书院)")
_COMPANY = re.compile("公司|集团(?!校)|企业|厂$")
# Schools' groups (教育集团) are schools, research offices and hospitals offices of their place.
_SCHOOL_GROUP = re.compile("教育集团")
_NATION = re.compile(
    r"^(?:中华人民共和国|国务院|中共中央|全国|国家)"
    r"|^(?:教育|财政|民政|卫生|水利|交通运输|农业农村|商务|公安|科技|科学技术)部"
)
_OWN_LEVELS = {
    "国": Level.NATIONAL,
    "省": Level.PROVINCE,
    "自治区": Level.PROVINCE,
    "市": Level.PREFECTURE,
    "州": Level.PREFECTURE,
    "县": Level.COUNTY,
    "区": Level.COUNTY,
    "旗": Level.COUNTY,
    "镇": Level.TOWNSHIP,
    "乡": Level.TOWNSHIP,
    "街道": Level.TOWNSHIP,
    "校": Level.SCHOOL,
    "学": Level.SCHOOL,
    "园": Level.SCHOOL,
    "院": Level.SCHOOL,
    "公司": Level.COMPANY,
    "集团": Level.COMPANY,
}


def normalize(words: MetaWords, *, reading: Reading) -> Meta:
    """Return the document's meta: 衢州市教育局 makes level prefecture and region code 330800."""
    plain = replace(words, issuer=_plain(words.issuer), region=_plain(words.region), title=_plain(words.title))
    level = _level(plain)
    region = None if level is Level.NATIONAL else words.region
    place = _division(plain) if region else None
    return Meta(
        title=words.title,
        kind=words.kind,
        level=level,
        region=region,
        region_code=place.code or None if place else None,
        issuer=words.issuer,
        period=resolve_period(words.period),
        number=words.number,
        issued=resolve_day(words.issued),
    )


def _division(words: MetaWords) -> Division | None:
    """Return the region's division; of a township, which the standard's six digits leave out, the county around it."""
    if words.region is None:
        return None
    if level_of(words.region) is not Level.TOWNSHIP:
        return division(words.region, words.places)
    near = f"{words.title or ''}\n{words.issuer or ''}"
    return next((holder for name in words.places if name in near and (holder := division(name, words.places))), None)


def _plain(written: str | None) -> str | None:
    return None if written is None else fold(written)


def _level(words: MetaWords) -> Level:
    """Return the level of the office: told by the issuer, then the title, then how the text calls its own place."""
    for written in (words.issuer, words.title):
        if written is None:
            continue
        if _NATION.match(written):
            return Level.NATIONAL
        if _SCHOOL.search(written) or _SCHOOL_GROUP.search(written):
            return Level.SCHOOL
        if _COMPANY.search(written):
            return Level.COMPANY
        if words.issuer and words.region and (words.region in words.issuer or written is words.title):
            break
    if words.issuer is None and words.own[:1] in (("校",), ("园",)):
        return Level.SCHOOL
    if words.region and (level := level_of(words.region, words.places)):
        return level
    if words.issuer and words.issuer[0] in _OWN_LEVELS:
        return _OWN_LEVELS[words.issuer[0]]
    return _OWN_LEVELS[words.own[0]] if words.own else Level.UNKNOWN
