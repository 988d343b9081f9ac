"""What stands between two parts of one table: the lines above a part in, whether they only say again what it is out.

Who parts a table by hand writes 续表 above its second part, or caption and unit once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

# Lines above a part of a table: its annex, its caption, its unit.
MOST_LINES = 3
_BLANK = re.compile(r"\s+")
_UNIT = re.compile(r"[（(]?(?:计量|金额|数据)?单位[:：][^：:；。）)]{1,16}[）)]?$")
_NUMERAL = r"[\d一二三四五六七八九十]"
_GOES_ON = re.compile(
    rf"^[（(]?(?:续[上前]?|接[上前])[页表](?:$|[）)]|[（(]{_NUMERAL}{{1,2}}[）)])|^续(?=附?表)"
    rf"|[（(]续表?{_NUMERAL}{{0,2}}[）)]|[（(]?[接续转]下一?页[）)]?$"
)
_NUMBER = re.compile(rf"^附?表{_NUMERAL}{{0,3}}(?:[-－—–.．]\d{{1,2}}){{0,2}}[:：]?")


class _Said(NamedTuple):
    """What a line above a table says: its number and words, its unit, and whether the table goes on."""

    number: str
    words: str
    unit: str
    goes_on: bool


def goes_on(lines: Sequence[str], above: Iterable[str], *, has_head: bool) -> bool:
    """Say whether lines that stand above a table make it a part of the one below `above`: 续表, or caption and unit again.

    Without 续 the head has to be printed again too: tables of one kind below one another have one caption in many plans.
    """
    captions = [_said(line) for line in above]
    said = [_said(line) for line in lines]
    if not (has_head or any(line.goes_on for line in said)):
        return False
    units = {line.unit for line in captions if line.unit}
    return all(_is_again(line, captions) and (not units or line.unit in ("", *units)) for line in said)


def may_go_on(line: str, above: Iterable[str]) -> bool:
    """Say whether a line may stand between two parts of the table that is below `above`."""
    return _is_again(_said(line), [_said(caption) for caption in above])


def _is_again(line: _Said, captions: Iterable[_Said]) -> bool:
    """Say whether a line says nothing but what one of the captions does."""
    if not line.words and (line.goes_on or line.unit):
        return not line.number or any(line.number == caption.number for caption in captions)
    return any(
        line.words == caption.words and (line.number == caption.number or not line.number) for caption in captions
    )


def _said(line: str) -> _Said:
    text = _BLANK.sub("", line)
    unit = _UNIT.search(text)
    text = text[: unit.start()] if unit else text
    words, marks = _GOES_ON.subn("", text)
    number = _NUMBER.match(words)
    named = number[0].strip(":：") if number else ""
    rest = words[number.end() :] if number else words
    return _Said(named.removeprefix("附").removeprefix("表"), rest, unit[0].strip("（()）") if unit else "", marks > 0)
