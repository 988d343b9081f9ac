"""A view of a text for matching: as long as the text, each character replaced by one plain one, so offsets need no repair.

Full width becomes half width (，→, （→( ９→9), Traditional becomes Simplified, dashes and tildes become `-`, ratio signs
become `:`, corner brackets become “ ”, odd blanks become a space. Not NFKC: that turns ㎡ into two characters and … into three.
"""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

_DASHES = "—–―－‐‑‒−─━~～〜〰"
_RATIO = "∶︰﹕"
_BLANKS = "\u00a0\u3000\u2002\u2003\u2009\u202f\ufeff\u200b"
_ODD = {
    "「": "“",
    "」": "”",
    "『": "“",
    "』": "”",
    "〝": "“",
    "〞": "”",
    "○": "〇",
    "﹪": "%",
    "٪": "%",
    "﹐": ",",
    "‧": "·",
}


@cache
def _table() -> dict[int, str]:
    """Return the replacements; Traditional characters are those that OpenCC's t2s turns, alone, into one other."""
    han = [chr(code) for code in range(0x4E00, 0xA000)]
    simple = OpenCC("t2s").convert("\n".join(han)).split("\n")
    table = {ord(was): now for was, now in zip(han, simple, strict=True) if was != now and len(now) == 1}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= dict.fromkeys(map(ord, _DASHES), "-")
    table |= dict.fromkeys(map(ord, _RATIO), ":")
    table |= dict.fromkeys(map(ord, _BLANKS), " ")
    table |= {ord(was): now for was, now in _ODD.items()}
    return table


@cache
def _odd() -> re.Pattern[str]:
    """Return the pattern of characters to replace: only they are looked up, five times as fast as `str.translate`."""
    return re.compile(f"[{''.join(re.escape(chr(code)) for code in _table())}]")


# The commonest characters to replace, nine of ten in plans; one by one they go at the speed of memory.
_COMMON = "，\u3000（）\u00a0；：—"
# Characters of a text from which on this is faster than to come upon them by the pattern.
_LONG = 1000


def _plain(match: re.Match[str]) -> str:
    return _table()[ord(match.group())]


def fold(text: str) -> str:
    """Return the view of the text for matching: 「９２．５％」 becomes “92.5%”, one character for one."""
    if len(text) > _LONG:
        for was in _COMMON:
            text = text.replace(was, _table()[ord(was)])
    return _odd().sub(_plain, text)
