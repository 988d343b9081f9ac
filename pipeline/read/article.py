"""Which part of an html page is its article, and what headline the page shows above it.

The page has been pruned of furniture; the smallest element that still holds all prose and all tables of data is the
article, so that stray labels around it go too. In doubt text stays.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from pipeline.read.furniture import names_of
from pipeline.read.html_table import is_data_table
from pipeline.read.html_text import is_element, is_prose, lines, tidy

_SINGLE = frozenset(("p", "ul", "ol", "dl", "li", "h1", "h2", "h3"))
_HEADINGS = ("h1", "h2", "h3", "h4")
# Short lines that an article has and a page's frame has not: its date, its annexes, its labels.
_ARTICLE_LINE = re.compile(
    r"(?:[〇一二三四五六七八九十]{4}|\d{4})年\S{1,3}月\S{1,3}日$|附件?\s*\d{0,2}\s*[:：]"
    r"|[（(]?[一二三四五六七八九十]{1,3}[、）)]|第[一二三四五六七八九十]{1,3}[章条]"
)
# Characters that a headline has at the least and at the most.
_HEADLINE = (5, 100)


def main_part(body: HtmlElement) -> HtmlElement:
    """Return the smallest element that holds all prose and all tables of a pruned page; the body where there is none.

    It never goes down into a single paragraph, nor past a line that may be the article's: a date, an 附件, a label.
    """
    holding = _holding(body)
    part = body
    while True:
        inner = [child for child in part if child in holding]
        if len(inner) != 1 or not _is_container(inner[0]) or _has_own_lines(part, inner[0]):
            return part
        part = inner[0]


def _holding(body: HtmlElement) -> set[HtmlElement]:
    """Return all elements with prose or a table of data inside."""
    holders = [holder for holder, text in lines(body) if is_prose(text)]
    holders.extend(table for table in body.iter("table") if is_data_table(table))
    holding: set[HtmlElement] = set()
    for holder in holders:
        element: HtmlElement | None = holder
        while element is not None and element not in holding:
            holding.add(element)
            element = element.getparent()
    return holding


def _is_container(element: HtmlElement) -> bool:
    """Say whether an element holds several lines, or a frame of cells, and is no single paragraph of the article."""
    if element.tag in _SINGLE:
        return False
    if element.tag == "table":
        return not is_data_table(element)
    return element.tag in ("tbody", "tr") or len(list(islice(lines(element), 2))) > 1


def _has_own_lines(part: HtmlElement, child: HtmlElement) -> bool:
    """Say whether something beside the child reads like a line of the article."""
    inline = [part.text, *(sibling.tail for sibling in part)]
    beside = (text for sibling in part if is_element(sibling) and sibling is not child for _, text in lines(sibling))
    return any(is_prose(tidy(text)) for text in inline) or any(_ARTICLE_LINE.match(text) for text in beside)


def headline(body: HtmlElement, part: HtmlElement, caption: str | None) -> str | None:
    """Return the headline that the page shows above the article: a heading that its `<title>` repeats."""
    title = without_blanks(caption or "")
    if not title:
        return None
    around = {part, *part.iterancestors()}
    found = None
    for element in body.iter():
        if element is part:
            break
        if not is_element(element) or element in around:
            continue
        if element.tag not in _HEADINGS and not any("title" in name for name in names_of(element)):
            continue
        text = tidy(element.text_content())
        bare = without_blanks(text)
        if _HEADLINE[0] <= len(bare) <= _HEADLINE[1] and (bare in title or title in bare):
            found = text
    return found


def without_blanks(text: str) -> str:
    """Return the text without any blank, to compare what differs only in its setting."""
    return "".join(text.split())
