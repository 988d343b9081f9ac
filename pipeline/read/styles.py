"""What a docx's named styles say of a paragraph: heading level, boldness, numbering, table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from pipeline.read.numbering import child_of, number_of, value_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROPERTIES, _NAMED, _LEVEL = f"{W}pPr", f"{W}pStyle", f"{W}outlineLvl"
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.I)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d", re.I)
# outlineLvl counts from 0; 9 is body text.
_BODY_LEVEL = 9
# A chain of styles based on one another is short; longer ones run in a circle.
_LONGEST_CHAIN = 12


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph's style, and the styles that it is based on, say together; `numbering` is numId and level."""

    level: int | None = None
    bold: bool = False
    is_contents: bool = False
    numbering: tuple[str, int] | None = None


class Styles:
    """The styles of one document."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = {
            style.get(f"{W}styleId"): style
            for style in (() if root is None else root.iterfind(f"{W}style"))
            if style.get(f"{W}type") == "paragraph"
        }
        self._default = next((key for key, s in self._elements.items() if s.get(f"{W}default") == "1"), None)
        self._known: dict[str | None, Style] = {}

    def of(self, paragraph: etree._Element) -> Style:
        """Return the style of a paragraph; an outline level of its own makes it a heading."""
        properties = child_of(paragraph, _PROPERTIES)
        if properties is None:
            return self._named(self._default)
        style = self._named(value_of(child_of(properties, _NAMED)) or self._default)
        own = _outline(properties)
        return Style(own, style.bold, style.is_contents, style.numbering) if own is not None else style

    def _named(self, key: str | None) -> Style:
        if key not in self._known:
            self._known[key] = self._resolve(key)
        return self._known[key]

    def _resolve(self, key: str | None) -> Style:
        level, bold, is_contents, numbering = None, None, False, None
        for _ in range(_LONGEST_CHAIN):
            style = self._elements.get(key)
            if style is None:
                break
            name = value_of(style.find(f"{W}name")) or ""
            is_contents = is_contents or bool(_CONTENTS.match(name))
            heading = _HEADING.match(name)
            if level is None:
                level = (
                    int(heading[1]) if heading else 1 if name.lower() == "title" else _outline(style.find(f"{W}pPr"))
                )
            mark = style.find(f"{W}rPr/{W}b")
            if bold is None and mark is not None:
                bold = (value_of(mark) or "true") not in ("false", "0")
            numbering = numbering or _numbering(style)
            key = value_of(style.find(f"{W}basedOn"))
        return Style(level, bool(bold), is_contents, numbering)


def _outline(properties: etree._Element | None) -> int | None:
    if properties is None:
        return None
    written = value_of(child_of(properties, _LEVEL))
    return int(written) + 1 if written is not None and written.isdecimal() and int(written) < _BODY_LEVEL else None


def _numbering(style: etree._Element) -> tuple[str, int] | None:
    number = value_of(style.find(f"{W}pPr/{W}numPr/{W}numId"))
    if number is None:
        return None
    return number, number_of(style.find(f"{W}pPr/{W}numPr/{W}ilvl"), 0)
