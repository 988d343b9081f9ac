"""The lines of text that an html element holds, and what kind of line each is: article text or the page's frame."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

# Elements that begin and end a line.
BLOCKS = frozenset(
    "p,div,section,article,main,td,th,tr,table,tbody,thead,ul,ol,li,dl,dt,dd,h1,h2,h3,h4,h5,h6,br,hr,center,blockquote,"  # noqa: SIM905
    "pre,form,fieldset,caption,header,figure,figcaption,details,summary,body,address".split(",")
)
_BLANK = re.compile(r"\s+")
_SENTENCE = re.compile(r"[，。；：！？、,;]")
_HAN = re.compile(r"[\u3400-\u9fff]")
# Lines that only a page's frame has: the way to the page, its neighbours, its tools, its owner, its counters.
_FRAME_LINE = re.compile(
    r"[\[【（(\s·|-]*(?:"
    r"(?:[上下]一?[篇页条]|[前后]一篇)(?:文章)?\s*[:：>】]"
    r"|(?:您|你)?(?:现在|当前|所在|的)+位置\s*[:：]|首页\s*[>»/]"
    r"|(?:分享到|(?:点击|阅读|浏览|访问)(?:数|量|率|次数)|责任编辑|编辑|关键词|标签)\s*[:：]"
    r"|(?:发布|更新)(?:时间|日期|人|者|单位|机构)\s*[:：]|(?:文章|信息|稿件)?(?:来源|作者)\s*[:：]|(?:字体|字号)\s*[:：]"
    r"|(?:打印(?:正文|本页|此页)|关闭(?:窗口|本页)|返回(?:顶部|首页|列表)|我要打印|设为首页|加入收藏|网站地图|联系我们|关于我们)[\]】\s|]*$"
    r"|版权所有|Copyright|©|技术支持\s*[:：]|(?:相关|推荐|热门|延伸)(?:阅读|文章|链接|新闻)\s*(?:[:：]|$)"
    r"|扫一扫|[^，。、\s]{2,25}(?:门户网站|政府网|信息网)$|点击(?:此处)?(?:下载|查看)|(?:声明[:：])?本(?:文|站)(?:来源|来自|链接|地址|内容|资源)|转载请注明)",
    re.I,
)
_FRAME_OWNER = re.compile(r"All Rights Reserved|ICP[备证]案?\s?\d|公网安备\s*\d|建议使用.{0,20}浏览器", re.I)
# Characters: a line of the frame is short; a sentence that begins with 来源 and goes on is the article's.
_FRAME_LINE_LENGTH = 80
# Characters of unlinked text, with sentence marks, that make prose which must not be lost.
_PROSE = 20
# Characters: a longer <a> is one that nobody closed, and what it swallowed is text.
_LONGEST_LINK = 120


def tidy(text: str | None) -> str:
    """Return the text with every run of blanks as one."""
    return _BLANK.sub(" ", text or "").strip()


def is_element(node: HtmlElement) -> bool:
    """Say whether a node is an element and not a comment or an instruction."""
    return isinstance(node.tag, str)


def is_link(element: HtmlElement) -> bool:
    """Say whether an element is a link with a text such as links have."""
    return element.tag == "a" and bool(element.get("href")) and len(tidy(element.text_content())) <= _LONGEST_LINK


def lines(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield each line that the element holds, links left out, with the element in which it ends."""
    piece: list[str] = []
    for holder, text in _walk(element, element):
        if text is not None:
            piece.append(text)
        elif piece:
            line = tidy("".join(piece))
            piece = []
            if line:
                yield holder, line


def _walk(element: HtmlElement, holder: HtmlElement) -> Iterator[tuple[HtmlElement, str | None]]:
    """Yield texts, and None where a line ends; `holder` is the block element in which they stand."""
    is_block = element.tag in BLOCKS
    if is_block:
        yield holder, None
        holder = element
    if element.text:
        yield holder, element.text
    for child in element:
        if is_element(child) and not is_link(child):
            yield from _walk(child, holder)
        if child.tail:
            yield holder, child.tail
    if is_block or element is holder:
        yield holder, None


def is_prose(text: str) -> bool:
    """Say whether a line is article text for certain: a sentence, and no line of the page's frame."""
    if len(text) < _PROSE or is_frame_line(text):
        return False
    return bool(_SENTENCE.search(text)) and len(_HAN.findall(text)) > _PROSE / 2


def is_frame_line(text: str) -> bool:
    """Say whether a line belongs to the page and not to the article: 上一篇：教工大会通知."""
    return len(text) <= _FRAME_LINE_LENGTH and bool(_FRAME_LINE.match(text) or _FRAME_OWNER.search(text))


def prose_size(element: HtmlElement) -> int:
    """Return the number of characters of article text in the element."""
    return sum(len(text) for _, text in lines(element) if is_prose(text))
