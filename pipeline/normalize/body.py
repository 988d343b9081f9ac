"""One name for each responsible unit (责任单位): short names written out, the issuer's place before bare ones.

`Mention[BodyWords]`s in, `Assignment`s out. 县教体局 and 教育和体育局 in a plan of 平昌县 are both 平昌县教育和体育局.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pipeline.lexicon import BodyKind, bodies
from pipeline.model import Assignment, BodyWords
from pipeline.rules import Mention
from pipeline.segment.reading import Reading

_UNIT = "省|自治区|自治州|自治县|市|州|盟|县|区|旗|镇|乡|街道"
_PLACE = re.compile(rf"(?:[\u4e00-\u9fff]{{2,9}}?(?:{_UNIT}))+(?![\u4e00-\u9fff]?委)")
_LEVEL = re.compile("[省市县区州盟旗镇乡]")
_NATIONAL = re.compile("国务院|中共中央|中央|全国|国家|中华人民共和国")
_MINISTERIAL = re.compile("国家|中央|全国|国务院|中国|中华")


@cache
def _canonical(kind: BodyKind) -> dict[str, str]:
    """Return short name → full name of a kind; full names stand for themselves."""
    return {row.word: row.canonical or row.word for row in bodies() if row.kind is kind}


def assignments(
    mentions: Iterable[Mention[BodyWords]], *, reading: Reading, issuer: str | None
) -> tuple[Assignment, ...]:
    """Return the assignments behind the mentions, each with the canonical name of its body."""
    place = place_of(issuer)
    national = issuer is not None and _NATIONAL.match(issuer) is not None
    return tuple(
        Assignment(
            span=mention.span,
            quote=reading.quote(mention.span),
            name=_ministry(mention.words.name) if national else canonical(mention.words.name, place),
            role=mention.words.role,
            scope=mention.words.scope,
            rule=mention.rule,
        )
        for mention in mentions
    )


def place_of(issuer: str | None) -> str | None:
    """Return the place in an issuer's name: 衢州市教育局 gives 衢州市; null where it names none."""
    match = _PLACE.match(issuer) if issuer else None
    return match[0] if match else None


def _ministry(written: str) -> str:
    """Return the full name of a national body: 发展改革委 is 国家发展和改革委员会."""
    name = re.sub(r"\s", "", written)
    return _canonical(BodyKind.MINISTRY).get(name, name)


def canonical(written: str, place: str | None) -> str:
    """Return the full name of a body in a local document: 县教体局 under 平昌县 gives 平昌县教育和体育局."""
    name = re.sub(r"\s", "", written)
    if _MINISTERIAL.match(name):
        return _ministry(name)
    before, department = _department(name)
    if department is None:
        return name
    if place is not None and (not before or (_LEVEL.fullmatch(before) and place.endswith(before))):
        before = place
    return before + department


def _department(name: str) -> tuple[str, str | None]:
    """Return what stands before a department's name and its full name: 县|教育和体育局; null where it is none."""
    full = _canonical(BodyKind.DEPARTMENT)
    for start in range(len(name) - 1):
        if name[start:] in full and (start == 0 or re.search(rf"(?:{_UNIT}|[直级])$", name[:start])):
            return name[:start], full[name[start:]]
    return "", None
