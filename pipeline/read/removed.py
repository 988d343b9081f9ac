"""What is taken out of an html page stays in its tree as a mark, so that it is cut where it stood and not lost."""

from __future__ import annotations

import re

from lxml.etree import iterwalk
from lxml.html import HtmlElement, html_parser

from pipeline.model import CutReason
from pipeline.read.html_text import BLOCKS, tidy
from pipeline.read.pieces import Removed

_MARK = "mubiao-cut"
# Elements that show no words of their own.
WORDLESS = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "applet",
        "svg",
        "canvas",
        "audio",
        "video",
    )
) | frozenset(("link", "meta", "base", "map", "area"))
_WAY = re.compile(r"(?:现在|当前|所在|的)+位置|^\W*(?:网站)?首页\s*[>»/›]")


def mark(element: HtmlElement, reason: CutReason) -> None:
    """Put a mark in the place of an element; one that shows no words leaves none. The text behind it stays."""
    words = "" if element.tag in WORDLESS else words_of(element)
    if not words:
        element.drop_tree()
        return
    found = html_parser.makeelement(_MARK, {"reason": reason.value, "words": words})
    found.tail = element.tail
    parent = element.getparent()
    parent.replace(element, found)


def is_mark(element: HtmlElement) -> bool:
    """Say whether an element is a mark."""
    return bool(element.tag == _MARK)


def marked(element: HtmlElement) -> Removed:
    """Return what a mark stands for."""
    return Removed(element.get("words"), CutReason(element.get("reason")))


def frame_line(text: str) -> Removed:
    """Return a line of the page's frame as what it is: the way to the page (当前位置：首页 > 公开), or another."""
    return Removed(text, CutReason.BREADCRUMB if _WAY.search(text) else CutReason.FRAME)


def words_of(element: HtmlElement) -> str:
    """Return all words that an element shows, a line of the page on each line."""
    parts: list[str] = []
    walk = iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "start":
            if inner.tag in WORDLESS:
                walk.skip_subtree()
                continue
            parts += "\n" if inner.tag in BLOCKS else "", inner.text or ""
        else:
            parts += "\n" if inner.tag in BLOCKS else " ", "" if inner is element else inner.tail or ""
    return _lines(parts)


def around(body: HtmlElement, part: HtmlElement, kept: str | None) -> tuple[list[Removed], list[Removed]]:
    """Return what a page shows before its article and behind it, all but the headline that is kept."""
    before: list[Removed] = []
    after: list[Removed] = []
    if part is body:
        return before, after
    found, parts = before, list[str]()

    def close() -> None:
        lines = [line for line in _lines(parts).split("\n") if line and line != kept]
        ways = {line for line in lines if _WAY.search(line)}
        found.extend(frame_line(line) for line in lines if line in ways)
        rest = "\n".join(line for line in lines if line not in ways)
        if rest:
            found.append(Removed(rest, CutReason.FRAME))
        parts.clear()

    walk = iterwalk(body, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            parts += "\n" if element.tag in BLOCKS else "", "" if element is body else element.tail or ""
        elif element is part:
            close()
            found = after
            walk.skip_subtree()
        elif is_mark(element):
            close()
            found.append(marked(element))
        else:
            parts += "\n" if element.tag in BLOCKS else "", element.text or ""
    close()
    return before, after


def _lines(parts: list[str]) -> str:
    """Return the lines that are not empty, with single blanks; a line ends at a block, not where the source breaks it."""
    lines = re.split("\n", "".join(part if part == "\n" else _unbroken(part) for part in parts))
    return "\n".join(filter(None, map(tidy, lines)))


def _unbroken(part: str) -> str:
    """Return a text of the source with blanks for its line ends."""
    return part.replace("\n", " ").replace("\r", " ")
