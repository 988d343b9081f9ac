"""How scoring compares words: blind to blanks, cell borders, character width, case, dashes and script.

Text goes in, a `Squeezed` view that remembers where each character stood, or a likeness between 0 and 1, comes out.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

_DASHES = dict.fromkeys(map(ord, "—–-－‐‑~～〜"), "-")
_IGNORED = frozenset("|\u200b\ufeff")
# Two names of one unit are one unit.
_SAME_UNIT = {
    "％": "%",
    "平米": "平方米",
    "㎡": "平方米",
    "m2": "平方米",
    "元人民币": "元",
    "块": "元",
    "公里": "千米",
    "km": "千米",
    "方": "立方米",
    "m3": "立方米",
    "km2": "平方公里",
    "平方千米": "平方公里",
}


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text without blanks and cell borders; `first` and `last` map a character of the source to its place here."""

    text: str
    place: dict[int, int]

    def stretch(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a range of the source lies here, or None where nothing of it is left."""
        kept = [self.place[at] for at in range(start, end) if at in self.place]
        return (kept[0], kept[-1] + 1) if kept else None


def squeeze(text: str) -> Squeezed:
    """Return the view of a text: `１ 所 | 学校` becomes `1所学校`."""
    kept: list[str] = []
    place: dict[int, int] = {}
    for at, char in enumerate(text):
        for plain in unicodedata.normalize("NFKC", char).lower().translate(_DASHES):
            if not plain.isspace() and plain not in _IGNORED:
                place.setdefault(at, len(kept))
                kept.append(plain)
    return Squeezed("".join(kept), place)


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")


def plain(text: str | None) -> str:
    """Return the words alone, in Simplified: `縣 財政局` becomes `县财政局`."""
    return str(_simplified().convert(squeeze(text or "").text))


def likeness(one: str | None, other: str | None) -> float:
    """Return the F1 of the characters of two phrases: 1 for 入学率 and 入学率, 0.75 for 入学率 and 小学入学率."""
    left, right = plain(one), plain(other)
    if not left or not right:
        return float(left == right)
    common = sum((Counter(left) & Counter(right)).values())
    return 2 * common / (len(left) + len(right))


def same_unit(one: str | None, other: str | None) -> bool:
    """Say whether two units are one: 平米 is 平方米."""
    left, right = plain(one), plain(other)
    return _SAME_UNIT.get(left, left) == _SAME_UNIT.get(right, right)


def same_number(one: float | None, other: float | None) -> bool:
    """Say whether two values are equal but for the noise of floating point; a missing one equals only a missing one."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-6 * max(1.0, abs(one), abs(other))
