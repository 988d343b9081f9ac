"""Automatic numbering of a docx: numbering.xml and a paragraph in, the label that Word prints before it out.

ECMA-376 part 1, §17.9: a paragraph names a list (numId) and a level; the list's abstract definition gives each level a
number format, a text such as 第%1条 or %1.%2, and a start; deeper levels begin anew below a higher one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROPERTIES, _NUMBERED = f"{W}pPr", f"{W}numPr"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
# No number in a docx has more digits: dimensions are of 32 bits.
_NUMBER = re.compile(r"[0-9]{1,10}")


def local(element: etree._Element) -> str:
    """Return the tag without its namespace, empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value_of(element: etree._Element | None) -> str | None:
    """Return the `w:val` of an element, None where there is no element."""
    return None if element is None else element.get(f"{W}val")


def child_of(element: etree._Element, tag: str) -> etree._Element | None:
    """Return the first child of that tag; `find` takes five times as long, and a large table asks it 50,000 times."""
    return next(element.iterchildren(tag), None)


def number_of(element: etree._Element | None, default: int) -> int:
    """Return the `w:val` of an element as a number, the default where there is none or no number stands in it."""
    written = value_of(element)
    return int(written) if written is not None and _NUMBER.fullmatch(written) else default


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"


class Numbering:
    """The lists of one document, each counting on as its paragraphs are met."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstracts: dict[str | None, etree._Element] = {}
        self._lists: dict[str | None, etree._Element] = {}
        if root is not None:
            self._abstracts = {e.get(f"{W}abstractNumId"): e for e in root.iterfind(f"{W}abstractNum")}
            self._lists = {e.get(f"{W}numId"): e for e in root.iterfind(f"{W}num")}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: etree._Element, of_style: tuple[str, int] | None) -> str:
        """Return the label of the paragraph, empty where it has none: 第三条, （二）, 1.2.

        Bullets are no words of the text and give no label.
        """
        place = _place(paragraph, of_style)
        if place is None or place[0] not in self._lists:
            return ""
        number, depth = place
        levels = self._levels_of(number)
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._advance(number, depth, levels)
        if level.format in ("bullet", "none"):
            return ""
        label = _PLACE.sub(lambda match: _written(counts, levels, int(match[1]) - 1, depth), level.text)
        return label + _gap(label, level.suffix)

    def _advance(self, number: str, depth: int, levels: dict[int, _Level]) -> list[int | None]:
        """Count one on at this depth and begin all deeper levels anew; lists of one definition share their counts."""
        element = self._lists[number]
        key = value_of(element.find(f"{W}abstractNumId")) or number
        counts = self._counts.setdefault(key, [None] * _LEVELS)
        override = element.find(f"{W}lvlOverride[@{W}ilvl='{depth}']/{W}startOverride")
        if override is not None and (number, depth) not in self._begun:
            self._begun.add((number, depth))
            counts[depth] = number_of(override, 1)
        else:
            before = counts[depth]
            counts[depth] = levels[depth].start if before is None else before + 1
        for above in range(depth):
            if counts[above] is None:
                counts[above] = levels.get(above, _Level()).start
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        return counts

    def _levels_of(self, number: str) -> dict[int, _Level]:
        if number not in self._levels:
            element = self._lists[number]
            abstract = self._abstracts.get(value_of(element.find(f"{W}abstractNumId")))
            levels = _read_levels(self._linked(abstract))
            for override in element.iterfind(f"{W}lvlOverride"):
                levels |= _read_levels(override)
            self._levels[number] = levels
        return self._levels[number]

    def _linked(self, abstract: etree._Element | None) -> etree._Element | None:
        """Return the definition that a list style stands for, else the definition itself."""
        link = None if abstract is None else value_of(abstract.find(f"{W}numStyleLink"))
        if link is None:
            return abstract
        return next((e for e in self._abstracts.values() if value_of(e.find(f"{W}styleLink")) == link), abstract)


def _place(paragraph: etree._Element, of_style: tuple[str, int] | None) -> tuple[str, int] | None:
    """Return list and depth of a paragraph; its own word goes before its style's, and list 0 means none."""
    properties = child_of(paragraph, _PROPERTIES)
    own = None if properties is None else child_of(properties, _NUMBERED)
    if own is None and of_style is None:
        return None
    number = None if own is None else value_of(own.find(f"{W}numId"))
    depth = number_of(own.find(f"{W}ilvl"), 0) if own is not None and own.find(f"{W}ilvl") is not None else None
    if number is None:
        if of_style is None:
            return None
        number, style_depth = of_style
        depth = style_depth if depth is None else depth
    return None if number == "0" else (number, min(_LEVELS - 1, depth or 0))


def _read_levels(parent: etree._Element | None) -> dict[int, _Level]:
    levels = {}
    for element in () if parent is None else parent.iterfind(f"{W}lvl"):
        depth = element.get(f"{W}ilvl") or "0"
        levels[int(depth) if _NUMBER.fullmatch(depth) else 0] = _Level(
            value_of(element.find(f"{W}numFmt")) or "decimal",
            value_of(element.find(f"{W}lvlText")) or "",
            number_of(element.find(f"{W}start"), 1),
            value_of(element.find(f"{W}suff")) or "tab",
        )
    return levels


def _written(counts: list[int | None], levels: dict[int, _Level], at: int, depth: int) -> str:
    count = counts[at] if at <= depth else None
    return "" if count is None else FORMATS.get(levels.get(at, _Level()).format, str)(count)


def _gap(label: str, suffix: str) -> str:
    """Return what stands between label and text: nothing after 、 or ）, else a blank, lest 1. and 5万 become 1.5万."""
    if not label or (suffix == "nothing" and not label[-1].isascii()):
        return ""
    return "" if label[-1] in "、）》】：" else " "


def chinese(count: int) -> str:
    """Return the number as it is counted: 三, 十二, 一百零五."""
    digits = "零一二三四五六七八九"
    if not 0 < count < 1000:
        return str(count)
    hundreds, rest = divmod(count, 100)
    tens, ones = divmod(rest, 10)
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


def _digit_by_digit(count: int) -> str:
    return str(count).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))


def _legal(count: int) -> str:
    return chinese(count).translate(str.maketrans("零一二三四五六七八九十百", "零壹贰叁肆伍陆柒捌玖拾佰"))


def _roman(count: int) -> str:
    if not 0 < count < 400:
        return str(count)
    parts = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, letters in parts:
        times, count = divmod(count, value)
        text += letters * times
    return text


# Word goes on from Z with AA, BB …; beyond 30 rounds nobody counts so.
_MOST_LETTERED = 780


def _letters(count: int) -> str:
    if not 0 < count <= _MOST_LETTERED:
        return str(count)
    times, at = divmod(count - 1, 26)
    return chr(ord("A") + at) * (times + 1)


def _from(first: str, size: int) -> Callable[[int], str]:
    """Return a format of signs that follow one another in Unicode, plain digits beyond the last."""
    return lambda count: chr(ord(first) + count - 1) if 1 <= count <= size else str(count)


def _of(signs: str) -> Callable[[int], str]:
    return lambda count: signs[(count - 1) % len(signs)]


FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02d}",
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "koreanCounting": chinese,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _of("子丑寅卯辰巳午未申酉戌亥"),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㈠", 10),
    "decimalFullWidth": lambda count: str(count).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda count: _letters(count).lower(),
}
