"""What of a parsed html page is furniture — menus, lists of links, share bars, footers, hidden text — is taken out."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from pipeline.read.html_table import is_data_table
from pipeline.read.html_text import is_element, is_link, prose_size, tidy

_DROPPED = frozenset(
    "script,style,noscript,template,iframe,object,embed,applet,svg,canvas,audio,video,select,option,datalist,button,input,"  # noqa: SIM905
    "textarea,nav,footer,aside,link,meta,base,map,area".split(",")
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
    """Take out of the tree what is furniture wherever it stands; text behind it stays."""
    total = prose_size(body)
    gone: set[HtmlElement] = set()
    for element in list(body.iter()):
        if element is body or element.getparent() in gone:
            gone.add(element) if element is not body else None
            continue
        if not is_element(element):
            continue
        if element.tag in _DROPPED or _is_hidden(element, total) or _is_named(element) or _is_link_list(element):
            gone.add(element)
            element.drop_tree()


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
