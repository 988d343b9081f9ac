"""The ways Chinese official writing numbers its parts, each told from the start of a line.

The order is that of GB/T 9704-2012 §7.3.3 (一、 （一） 1. （1）), with the 编章节条 of plans above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

_HAN = "[一二三四五六七八九十百零〇]{1,4}"


class Label(IntEnum):
    """A way of numbering; a smaller value stands above a greater one where the text itself does not tell."""

    ANNEX = 1
    VOLUME = 2
    PART = 3
    CHAPTER = 4
    SECTION = 5
    HAN_COMMA = 6
    HAN_BRACKET = 7
    ARTICLE = 8
    ARABIC = 9
    ARABIC_BRACKET = 10
    CIRCLED = 11
    FIRSTLY = 12
    STAGE = 13
    MONTH = 14
    HEAD = 15


# These take their depth from where they stand, not from their rank.
UNRANKED = frozenset({Label.STAGE, Label.MONTH, Label.HEAD})

_PATTERNS: tuple[tuple[Label, str], ...] = (
    (Label.ANNEX, r"附(?:件|表|录)\s?(?:\d{1,2}|[一二三四五六七八九十])?\s?(?=[:.、\s]|$)"),
    (Label.VOLUME, rf"第{_HAN}编"),
    (Label.PART, rf"第{_HAN}(?:部分|篇)"),
    (Label.CHAPTER, rf"第{_HAN}章"),
    (Label.SECTION, rf"第{_HAN}节"),
    (Label.STAGE, rf"第{_HAN}阶段"),
    (Label.ARTICLE, rf"第{_HAN}条"),
    (Label.HAN_BRACKET, rf"\({_HAN}\)[.、,]?"),
    (Label.HAN_COMMA, rf"{_HAN}(?:、|[.,](?!\d))"),
    (Label.ARABIC, r"\d{1,3}(?:、|\.(?!\d)|,(?!\d))(?:\d{1,2}(?=[\u4e00-\u9fff]))?"),
    (Label.ARABIC_BRACKET, r"\(\d{1,2}\)|\d{1,2}\)(?!\d)"),
    (Label.CIRCLED, r"[①-⑳]"),
    (Label.FIRSTLY, r"[一二三四五六七八九十]{1,2}(?:是|要(?![素点件闻]))(?=[^\s])|其[一二三四五六七八九]是?,"),
    (
        Label.MONTH,
        r"(?:20\d\d年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:月份?)?(?:[-、至到]{1,2}(?:\d{1,2}|[一二三四五六七八九十]{1,2}))?月份?"
        r"(?=\s*[:(]|\s*$)",
    ),
)
_LINE = re.compile(r"\s*(?:" + "|".join(f"(?P<{label.name}>{pattern})" for label, pattern in _PATTERNS) + ")")
# Inside a line a label follows a stop; pages that lost their line ends run 一、 （一） and 一是 on without one. The first
# character of every label is looked for alone, its surroundings only there.
_DIGITS = "一二三四五六七八九十"
_STOPPED = r"(?:(?<=[。;!?:,].)|(?<=[。;!?:,]\s.))"
_WORD = "[\u4e00-\u9fff“]"
_INLINE = re.compile(
    rf"[{_DIGITS}其(①-⑳\d](?:"
    rf"(?P<FIRSTLY>{_STOPPED}(?:(?<=[{_DIGITS}])[{_DIGITS}]?(?:是|要(?![素点件闻]))(?=\S)|(?<=其)[一二三四五六七八九]是?,))"
    rf"|(?P<ARABIC_BRACKET>{_STOPPED}(?<=\()\d{{1,2}}\)(?={_WORD}))"
    rf"|(?P<CIRCLED>{_STOPPED}(?<=[①-⑳])(?=.))"
    rf"|(?P<ARABIC>{_STOPPED}(?<=\d)\d?(?:、|\.(?!\d))(?=[\u4e00-\u9fff“《]))"
    rf"|(?P<HAN_COMMA>(?:{_STOPPED}|(?<=\s.))(?<=[{_DIGITS}])[{_DIGITS}百零〇]{{0,3}}、(?=[\u4e00-\u9fff“\d]))"
    rf"|(?P<HAN_BRACKET>(?<![第按照款条项见\n\t]\()(?<=\()[{_DIGITS}]{{1,3}}\)(?={_WORD}))"
    rf"|(?P<FIRSTLY_>(?:(?<=[\u4e00-\u9fff]一)(?<![统唯第之同单划专归合始如万逐]一)|(?<=[\u4e00-\u9fff][二三四五六七八九])(?<!第.))是(?={_WORD}))"
    r")"
)


@dataclass(frozen=True, slots=True)
class Numbering:
    """A numbering found: its kind and where its label stands."""

    label: Label
    start: int
    end: int


def at_line_start(folded: str, start: int, end: int) -> Numbering | None:
    """Return the numbering with which a line begins, such as 一、 or （一） or 第三章, or None."""
    match = _LINE.match(folded, start, end)
    if match is None or match.lastgroup is None:
        return None
    return Numbering(Label[match.lastgroup], match.start(match.lastgroup), match.end())


def inside_line(folded: str, start: int, end: int) -> list[Numbering]:
    """Return the numberings inside a line, each behind a stop: …。一是…；二是…, …：(1)…；(2)…"""
    return [
        Numbering(Label[match.lastgroup.rstrip("_")], match.start(), match.end())
        for match in _INLINE.finditer(folded, start, end)
        if match.lastgroup is not None
    ]
