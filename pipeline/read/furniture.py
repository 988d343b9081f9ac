"""What of a parsed html page is furniture — menus, lists of links, share bars, footers, hidden text — is taken out."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from pipeline.model import CutReason
from pipeline.read.html_table import is_data_table
from pipeline.read.html_text import is_element, is_link, prose_size, tidy
from pipeline.read.removed import WORDLESS, frame_line, mark, words_of

_DROPPED = WORDLESS | frozenset(
    "select,option,datalist,button,input,textarea,nav,footer,aside".split(",")  # noqa: SIM905
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# Class and id words of furniture, as whole words of `top-nav`, `footNav`, `share_bar`.
_NAMES = frozenset(
    "nav,navbar,mainnav,subnav,topnav,footernav,menu,menus,footer,foot,copyright,breadcrumb,breadcrumbs,crumb,crumbs,"  # noqa: SIM905
    "share,bdshare,bdsharebuttonbox,related,recommend,sidebar,toolbar,login,search,pager,pagination,pagebar,prevnext,"
    "friendlink,links,toplink,qrcode,comment,comments,usercontrol,siteinfo,ad,ads,advert,advertisement,toptool".split(
        ","
    )
)
# What furniture with such a name is; the rest is of the page's frame.
_KINDS = {
    CutReason.BREADCRUMB: frozenset(("breadcrumb", "breadcrumbs", "crumb", "crumbs")),
    CutReason.SHARE_BAR: frozenset(("share", "bdshare", "bdsharebuttonbox", "qrcode")),
    CutReason.FOOTER: frozenset(("footer", "foot", "footernav", "copyright", "siteinfo")),
    CutReason.LINKS: frozenset(("related", "recommend", "friendlink", "links", "toplink", "prevnext", "pager")),
    CutReason.MENU: frozenset(("nav", "navbar", "mainnav", "subnav", "topnav", "menu", "menus")),
}
_NAMED = frozenset(("div", "ul", "ol", "dl", "section", "header", "table", "td", "span", "li", "center"))
_LISTS = frozenset(("div", "ul", "ol", "dl", "p", "section", "header", "li", "center"))
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Share of an element's characters inside links above which it is a list of links, and how many make a list.
_LINKED = 0.6
_LINKS = 3
# Characters. An element with a name of furniture that holds more prose than this is an article in an odd wrapper.
_WRAPPED_PROSE = 150


def names_of(element: HtmlElement) -> set[str]:
    """Return the words of an element's class and id in lower case: `footNav` gives foot, nav and footnav."""
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    # MsoCommentText and its like are Word's names for an author's paragraphs.
    return {part.lower() for name in names if not name.startswith("Mso") for part in (*_WORD.findall(name), name)}


def prune(body: HtmlElement) -> None:
    """Take out of the tree what is furniture wherever it stands, with a mark in its place; text behind it stays."""
    total = prose_size(body)
    gone: set[HtmlElement] = set()
    for element in list(body.iter()):
        if element is body or element.getparent() in gone:
            gone.add(element) if element is not body else None
            continue
        if not is_element(element):
            continue
        reason = _reason(element, total)
        if reason is not None:
            gone.add(element)
            mark(element, reason)


def _reason(element: HtmlElement, total: int) -> CutReason | None:
    """Return what kind of furniture an element is, None for one that stays."""
    if _is_hidden(element, total):
        return CutReason.HIDDEN
    is_named = _is_named(element)
    if element.tag not in _DROPPED and not is_named and not _is_link_list(element):
        return None
    names = {element.tag} | (names_of(element) if is_named else set())
    named = next((reason for reason, words in _KINDS.items() if words & names), None)
    if named is not None or element.tag in WORDLESS:
        return named or CutReason.FRAME
    is_way = frame_line(words_of(element)).reason is CutReason.BREADCRUMB
    return CutReason.BREADCRUMB if is_way else CutReason.LINKS if _is_link_list(element) else CutReason.FRAME


def _is_hidden(element: HtmlElement, total: int) -> bool:
    """Say whether an element is hidden; an article is hidden only until a script shows it."""
    return bool(_HIDDEN.search(element.get("style", ""))) and prose_size(element) <= total / 2


def _is_named(element: HtmlElement) -> bool:
    if element.tag not in _NAMED or names_of(element).isdisjoint(_NAMES):
        return False
    return prose_size(element) < _WRAPPED_PROSE and not _has_data(element)


def _is_link_list(element: HtmlElement) -> bool:
    if element.tag not in _LISTS:
        return False
    links = [link for link in element.iter("a") if is_link(link) and tidy(link.text_content())]
    if len(links) < _LINKS or not _is_mostly(links, element):
        return False
    return not _has_data(element)


def _is_mostly(links: list[HtmlElement], element: HtmlElement) -> bool:
    linked = sum(len(tidy(link.text_content())) for link in links)
    return linked >= _LINKED * len(tidy(element.text_content()).replace(" ", ""))


def _has_data(element: HtmlElement) -> bool:
    """Say whether a table of data stands in the element that is no table of links."""
    return any(is_data_table(table) and not _is_mostly(list(table.iter("a")), table) for table in element.iter("table"))
