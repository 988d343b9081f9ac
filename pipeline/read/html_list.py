"""The numbers that a browser writes before the items of an `<ol>`: an `<li>` in, its label out."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.html import HtmlElement

from pipeline.read.numbering import FORMATS, chinese

# Lists that show no number, or a sign that is no word.
_PLAIN = re.compile(r"list-style(?:-type)?\s*:[^;]*\b(?:none|disc|circle|square)\b", re.I)
_CHINESE = re.compile(r"list-style(?:-type)?\s*:[^;]*\b(?:cjk-ideographic|simp-chinese|trad-chinese|cjk-decimal)", re.I)
# What an author numbered by hand in a list that numbers again.
_OWN_LABEL = re.compile(
    r"\s*(?:[（(]?\d{1,3}(?:[、)）]|[.．](?!\d))|[（(]?[一二三四五六七八九十]{1,3}[、)）]|[①-⑳㈠-㈩⑴-⒛]|第[一二三四五六七八九十]{1,3}[条章节])"
)
_TYPES: dict[str, Callable[[int], str]] = {
    "a": FORMATS["lowerLetter"],
    "A": FORMATS["upperLetter"],
    "i": FORMATS["lowerRoman"],
    "I": FORMATS["upperRoman"],
}
# Numbers that begin a list somewhere else than at 1; larger ones are slips of the hand.
_NUMBER = re.compile(r"\d{1,4}")


class Counts:
    """How far each list of a page has been counted."""

    def __init__(self) -> None:
        self._next: dict[HtmlElement, int] = {}

    def label(self, item: HtmlElement) -> str:
        """Return the label of an item: 1. in a plain `<ol>`, 一、 where the page asks for it, nothing in a `<ul>`."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        given = _number(item.get("value"))
        count = given if given is not None else self._next.get(parent, _number(parent.get("start")) or 1)
        self._next[parent] = count + 1
        style = f"{parent.get('style', '')};{item.get('style', '')}"
        if _PLAIN.search(style) or _OWN_LABEL.match(item.text_content()):
            return ""
        if _CHINESE.search(style):
            return f"{chinese(count)}、"
        return f"{_TYPES.get(parent.get('type', ''), str)(count)}. "


def _number(written: str | None) -> int | None:
    match = _NUMBER.fullmatch((written or "").strip())
    return int(match[0]) if match else None
