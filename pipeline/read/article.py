"""Which part of an html page is its article: takes menus, link lists, share bars and footers out of a parsed page.

Two looks. First the tree is pruned of what is furniture wherever it stands; then the smallest element that still holds
all prose and all tables is the article, so that stray labels around it go too. In doubt text stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipeline.read.html_table import is_data_table

_DROPPED = frozenset(
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
        "select",
        "option",
        "datalist",
        "button",
        "input",
        "textarea",
        "nav",
        "footer",
        "aside",
        "link",
        "meta",
        "base",
        "map",
        "area",
    )
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# Class and id words of furniture, as whole words of `top-nav`, `footNav`, `share_bar`.
_FURNITURE = frozenset(
    (
        "nav",
        "navbar",
        "mainnav",
        "subnav",
        "topnav",
        "footernav",
        "menu",
        "menus",
        "footer",
        "foot",
        "copyright",
        "breadcrumb",
        "breadcrumbs",
        "crumb",
        "crumbs",
        "share",
        "bdshare",
        "bdsharebuttonbox",
        "related",
        "recommend",
        "sidebar",
        "toolbar",
        "login",
        "search",
        "pager",
        "pagination",
        "pagebar",
        "prevnext",
        "friendlink",
        "links",
        "toplink",
        "qrcode",
        "comment",
        "comments",
        "usercontrol",
        "siteinfo",
        "ads",
        "advert",
        "advertisement",
        "toptool",
        "hotnews",
    )
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_SENTENCE = re.compile(r"[，。；：！？、,;]")
_HAN = re.compile(r"[\u3400-\u9fff]")
# Lines that only a page's frame has: the way to the page, its neighbours, its tools, its owner, its counters.
_FRAME_LINE = re.compile(
    r"[\[【（(\s·|-]*(?:"
    r"(?:上一?[篇页条]|下一?[篇页条]|前一篇|后一篇)(?:文章)?\s*[:：>】]|(?:您|你)?(?:当前|现在|所在)?的?位置\s*[:：]|首页\s*[>»/]|"
    r"(?:分享到|扫一扫|点击数|点击量|点击率|阅读次数|阅读量|浏览次数|浏览量|访问量|发布时间|发布日期|发布人|发布者|文章来源|信息来源|来源|作者|责任编辑|编辑|关键词|标签)\s*[:：]|"
    r"(?:字体|字号)\s*[:：]|(?:打印正文|打印本页|打印此页|关闭窗口|返回顶部|返回首页|返回列表|我要打印|设为首页|加入收藏|网站地图|联系我们|关于我们)[\]】\s|]*$|"
    r"版权所有|Copyright|©|技术支持\s*[:：]|相关(?:阅读|文章|链接|新闻)\s*[:：]?$|(?:推荐|热门|延伸)阅读\s*[:：]?$)",
    re.I,
)
_FRAME_OWNER = re.compile(r"All Rights Reserved|ICP[备证]案?\s?\d|公网安备\s*\d|建议使用.{0,20}浏览器", re.I)
# Characters: a furniture line is short; a sentence that mentions 版权所有 is not.
_FRAME_LINE_LENGTH = 80
# Share of an element's characters inside links above which it is a list of links.
_LINKED = 0.6
_LINKS = 3
# Characters of unlinked text, with sentence marks, that make prose which must not be lost.
_PROSE = 20
# A furniture-named element that holds more prose than this is an article in an odd wrapper.
_WRAPPED_PROSE = 150


# Short lines that an article has and a page's frame has not: its date, its annexes, its labels.
_ARTICLE_LINE = re.compile(
    r"(?:[〇一二三四五六七八九十]{4}|\d{4})年\S{1,3}月\S{1,3}日$|附件?\s*\d{0,2}\s*[:：]|[（(]?[一二三四五六七八九十]{1,3}[、）)]|第[一二三四五六七八九十]{1,3}[章条]"
)


def tidy(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


def words_of(element: HtmlElement) -> set[str]:
    """Return the words of an element's class and id in lower case: `footNav` gives foot, nav and footnav."""
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    # MsoCommentText and its like are Word's names for an author's paragraphs.
    return {part.lower() for name in names if not name.startswith("Mso") for part in (*_WORD.findall(name), name)}


def is_element(node: HtmlElement) -> bool:
    return isinstance(node.tag, str)


@dataclass(frozen=True, slots=True)
class Measure:
    """How much text an element holds, how much of it inside links, and in how many."""

    size: int
    linked: int
    links: int


def measure(element: HtmlElement) -> Measure:
    size = len("".join(tidy(text) for text in element.itertext()))
    linked = links = 0
    for link in element.iter("a"):
        text = len(tidy("".join(link.itertext())))
        # An unclosed <a> swallows what follows it: that is no link's text.
        if link.get("href") and 0 < text <= 120:
            linked += text
            links += 1
    return Measure(size, linked, links)


def prune(body: HtmlElement) -> None:
    """Take out of the tree what is furniture wherever it stands; tails of text behind it stay."""
    total = max(1, prose_size(body))
    for element in list(body.iter()):
        if element is body or element.getparent() is None:
            continue
        if not is_element(element) or element.tag in _DROPPED:
            element.drop_tree() if is_element(element) else _drop_comment(element)
        elif _is_furniture(element) or (_HIDDEN.search(element.get("style", "")) and prose_size(element) < total / 2):
            element.drop_tree()


def _drop_comment(node: HtmlElement) -> None:
    parent = node.getparent()
    previous = node.getprevious()
    if node.tail:
        if previous is not None:
            previous.tail = (previous.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def _is_furniture(element: HtmlElement) -> bool:
    if element.tag not in (
        "div",
        "ul",
        "ol",
        "dl",
        "p",
        "section",
        "header",
        "table",
        "td",
        "span",
        "li",
        "h1",
        "center",
    ):
        return False
    named = bool(words_of(element) & _FURNITURE)
    if named and prose_size(element) < _WRAPPED_PROSE and not _has_data_table(element):
        return True
    if element.tag in ("table", "td", "span", "h1"):
        return False
    held = measure(element)
    return held.links >= _LINKS and held.linked >= _LINKED * held.size and not _has_data_table(element)


def _has_data_table(element: HtmlElement) -> bool:
    return any(
        is_data_table(table) and measure(table).linked < _LINKED * measure(table).size
        for table in element.iter("table")
    )


def blocks(element: HtmlElement) -> Iterator[str]:
    """Yield the text of the element in pieces that end where a block does, links left out."""
    piece: list[str] = []
    for event, node in _walk(element):
        if event == "text":
            piece.append(node)
        elif piece:
            yield tidy("".join(piece))
            piece = []
    if piece:
        yield tidy("".join(piece))


BLOCKS = frozenset(
    (
        "p",
        "div",
        "section",
        "article",
        "main",
        "td",
        "th",
        "tr",
        "table",
        "tbody",
        "thead",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "hr",
        "center",
        "blockquote",
        "pre",
        "form",
        "fieldset",
        "caption",
        "header",
        "figure",
        "figcaption",
        "details",
        "summary",
        "body",
        "address",
    )
)


def _walk(element: HtmlElement) -> Iterator[tuple[str, str]]:
    block = element.tag in BLOCKS
    if block:
        yield "break", ""
    if element.text:
        yield "text", element.text
    for child in element:
        if is_element(child) and not (
            child.tag == "a" and child.get("href") and len(tidy(child.text_content())) <= 120
        ):
            yield from _walk(child)
        if child.tail:
            yield "text", child.tail
    if block:
        yield "break", ""


def is_prose(text: str) -> bool:
    """Say whether a line is article text: a sentence, or a good length of 汉字, and no line of the page's frame."""
    if is_frame_line(text) or len(text) < _PROSE:
        return False
    return bool(_SENTENCE.search(text)) and len(_HAN.findall(text)) > _PROSE / 2


def is_frame_line(text: str) -> bool:
    """Say whether a line belongs to the page and not to the article: 上一篇：教工大会通知."""
    return len(text) <= _FRAME_LINE_LENGTH and bool(_FRAME_LINE.match(text) or _FRAME_OWNER.search(text))


def prose_size(element: HtmlElement) -> int:
    """Return the number of characters of article text in the element."""
    return sum(len(text) for text in blocks(element) if is_prose(text))


def main_part(body: HtmlElement) -> HtmlElement:
    """Return the smallest element that holds all prose and all tables of a pruned page; the body where there is none.

    It never goes down into a single paragraph, nor past a line that may be the article's: a date, an 附件, a label.
    """
    part = body
    while True:
        holding = [child for child in part if is_element(child) and _holds(child)]
        if len(holding) != 1 or not _is_container(holding[0]) or _has_own_lines(part, holding[0]):
            return part
        part = holding[0]


def _holds(element: HtmlElement) -> bool:
    return prose_size(element) > 0 or any(is_data_table(table) for table in element.iter("table"))


def _is_container(element: HtmlElement) -> bool:
    """Say whether an element holds several lines, or a table, and is no single paragraph of the article."""
    if element.tag in ("p", "ul", "ol", "dl", "li", "h1", "h2", "h3"):
        return False
    if element.tag == "table":
        return not is_data_table(element)
    return sum(1 for text in blocks(element) if text) > 1


def _has_own_lines(part: HtmlElement, child: HtmlElement) -> bool:
    """Say whether something beside the child reads like a line of the article."""
    inline = [part.text, *(sibling.tail for sibling in part)]
    beside = [text for sibling in part if is_element(sibling) and sibling is not child for text in blocks(sibling)]
    return any(is_prose(tidy(text)) for text in inline) or any(_ARTICLE_LINE.match(text) for text in beside)
