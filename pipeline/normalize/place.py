"""Places as GB/T 2260 knows them: a name, and the names around it, become a division with its code."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from pipeline.lexicon import Division, divisions
from pipeline.model import Level

_TOWN = re.compile("(?:镇|乡|街道|苏木|片区)$")


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = defaultdict(list)
    for each in divisions():
        for name in {*each.names, each.short}:
            found[name].append(each)
    return {name: tuple(each) for name, each in found.items()}


@cache
def _by_code() -> dict[str, Division]:
    return {each.code: each for each in divisions() if each.current and each.code}


def division(name: str, around: Iterable[str] = ()) -> Division | None:
    """Return the division of a name, told apart by the names around it: 鼓楼区 beside 南京市 is 320106, alone none.

    A short name that a city shares with counties is the city's: 绍兴 is 绍兴市.
    """
    found = _by_name().get(name, ())
    exact = [each for each in found if name in each.names]
    choices = [each for each in exact or found if each.current] or list(exact or found)
    if len(choices) > 1:
        above = {each.code for other in around if other != name for each in _by_name().get(other, ())}
        beside = [each for each in choices if each.code[:4] + "00" in above]
        beside = beside or [each for each in choices if each.code[:2] + "0000" in above]
        choices = beside if beside or exact else [each for each in choices if each.level is not Level.COUNTY]
    return choices[0] if len(choices) == 1 else None


def level_of(name: str, around: Iterable[str] = ()) -> Level | None:
    """Return the level of a named place: 衢州市 is a prefecture, 义乌市 a county, 和平镇 a township."""
    if _TOWN.search(name):
        return Level.TOWNSHIP
    found = division(name, around)
    if found is not None:
        return found.level
    levels = {each.level for each in _by_name().get(name, ())}
    return levels.pop() if len(levels) == 1 else None


def parent(place: Division) -> Division | None:
    """Return the prefecture above a county, else the province; None above a province and for areas without a code."""
    for code in (place.code[:4] + "00", place.code[:2] + "0000"):
        if code != place.code and code in _by_code():
            return _by_code()[code]
    return None
