"""The document's own title (标题): the first lines of the text, without dates, sites and furniture, else the caption.

`Reading` in, `TitleWords` out: the title with its span, and the other heads (附件, 正文 titles) that stand by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.genre import closing_genre
from pipeline.fold import fold
from pipeline.model import Span
from pipeline.segment.reading import Reading

# Titles of GB/T 9704 run to three lines of 22 characters; what is longer is prose.
LONGEST_TITLE = 75
# The head of a document lies within its first lines and characters, a page's way-marks and a cover letter included.
HEAD_LINES = 40
HEAD_REACH = 2500
# A model text's own title stands right under the site's heading for it.
MODEL_TEXT_REACH = 120
# A shorter caption (通知, 计划) is a way-mark of the site.
SHORTEST_CAPTION = 4
# A printed title has so many characters more than the caption: (征求意见稿), the issuer's name.
MOST_EXTRA = 16

_LABELLED = re.compile(r"\s*(?:-\s*)?(?:标题|title|题目|文件名称)\s*:\s*(?P<title>\S.*)", re.I)
_FURNITURE = re.compile(
    r"\s*(?:-\s*)?(?:(?:发布)?时间|日期|来源|文章来源|作者|编辑|导语|发布机构|发文机关|文号|栏目|索引号|主题词|分类|成文日期|有效性|原文链接|本地目录"
    r"|信息来源|浏览|点击|阅读|字号|字体|当前位置|您?现?在?的?位置|上一篇|下一篇|摘要|关键词|网址|版权)[^。]{0,6}[:(]"
    r"|https?:|={3,}|页面链接|-{3,}|今天是|打印|收藏|首页"
)
_SMALL_TALK = re.compile("本站|小编|欢迎(?:阅读|参考|大家)|网友上传|范文网|供(?:大家|您)参考|copyright", re.I)
_DATE_LINE = re.compile(
    r"\s*[(\[]?\s*(?:[\d〇零一二三四五六七八九]{4}\s*[-年./])\s*[\d一二三四五六七八九十]{1,3}\s*(?:[-月./]\s*[\d一二三四五六七八九十]{0,3}\s*日?)?[^\u4e00-\u9fff]*$"
)
_NUMBER_LINE = re.compile(r"\s*[\u4e00-\u9fff]{1,14}[〔\[(【]\s*\d{4}\s*[〕\])】]\s*第?\s*\d+\s*号\s*$")
_BANNER = re.compile(
    r"[^关]{4,30}文件[\u4e00-\u9fff]{0,12}$|\s*[\u4e00-\u9fff]{4,30}(?:文\s*件|公\s*报)\s*$|\s*(?:机密|秘密|特急|急件|加急)"
)
_ADDRESS = re.compile(r"[^。]{2,80}:\s*$")
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.,]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}\s*[、.)](?!\d)|第[一二三四五六七八九十\d]{1,3}[章节条部篇编])"
)
_PROSE = re.compile(r"[。;!?](?!\s*$)|[。;,、:]\s*$|,.*,")
# A speech's own line of time and place, and the wares of sites that offer model texts.
_TAIL = re.compile(
    r"\s*(?:-{2,}|-)?\s*\(?(?:[\d〇零一二三四五六七八九 ]{4,8}年[\d一二三四五六七八九十 ]{1,4}月[^)]{0,24}(?:在|于)[^)]{4,40}(?:会议|大会|全会|会)上)\)?.*$"
    r"|\s*第\d+页$"
)
_SUBTITLE = re.compile(r"\s*-{2,}\s*(?P<title>\S.*)")
_SAMPLE = re.compile(
    r"(?:范文|例文|范本|模板|精选|优秀|篇)\s*(?:\d+|[一二三四五六七八九十]+)?\s*(?:篇|字)?\s*$|\([\d一二三四五六七八九十]+篇\)"
)
# Between a title and the site's name; a Chinese dash (——) belongs to the title.
_SITE = re.compile(
    r"\s*(?:--+|[|_>]|(?<=\S)\s-\s|-\s*(?=【)|-(?=[\u4e00-\u9fff]{2,14}(?:网|站|学|学校|小学|大学|学院|政府|局|平台)$))\s*"
)
_BARE = frozenset(("首页", "主页", "网站首页", "正文", "目录", "无标题文档", "新闻中心", "详细信息", "信息公开"))
# A line that is but an office or a speaker is no title.
_WHO = re.compile(
    r"(?:医院|学校|中学|小学|大学|学院|局|政府|委员会|公司)$|(?:总理|省长|主席|市长|州长|县长|区长|镇长|乡长|主任|书记|校长|院长|记者)\s*\S{0,6}$|^分享"
)
# Where no title is printed, the first sentence may tell it.
_SAID = re.compile(
    r"(?:作|做)(?P<said>政府工作报告)|^\W*(?P<named>[^,。\n]{6,60}(?:规划纲要|规划|计划纲要|计划|方案)),?(?:是)?根据"
)
_FIXED = re.compile("政府工作报告(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The title as printed, its place in the text where it stands there, the other heads by it and the site's name.

    `sample` says that the title is a site's for a model text (工作计划范文3), which need not tell what the text is.
    """

    text: str | None
    span: Span | None
    heads: tuple[str, ...]
    site: str | None
    sample: bool


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    words: str


def title_words(reading: Reading) -> TitleWords:
    """Return the title, 《关于印发工作要点的通知》 for a notice that carries a plan, without the site's name."""
    caption, site = _caption(reading)
    lines = list(_head_lines(reading))
    chosen = _of_caption(lines, caption) or _choose(lines, caption)
    heads = tuple(line.words for line in lines if line is not chosen)
    if caption and (chosen is None or (not _is_sample(chosen.words) and _square(caption) not in _square(chosen.words))):
        if closing_genre(caption) or chosen is None or not closing_genre(chosen.words):
            return TitleWords(caption, None, (*((chosen.words,) if chosen else ()), *heads), site, _is_sample(caption))
    if chosen is None:
        return _in_opening_words(reading, heads, site)
    return TitleWords(_printed(reading.quote(chosen.span)), chosen.span, heads, site, _is_sample(chosen.words))


def _printed(quote: str) -> str:
    """Return a title on one line."""
    return re.sub(r"\s*\n\s*", "", quote)


def _in_opening_words(reading: Reading, heads: tuple[str, ...], site: str | None) -> TitleWords:
    """Return the title that the first sentence gives: 现在我代表国务院,向大会作政府工作报告."""
    match = _SAID.search(reading.folded, 0, 400)
    if match is None:
        return TitleWords(None, None, heads, site, False)
    span = Span(*match.span("said" if match["said"] else "named"))
    return TitleWords(reading.quote(span), span, heads, site, False)


def _of_caption(lines: list[_Line], caption: str | None) -> _Line | None:
    """Return the head line that is the caption, perhaps with more words, where the caption is no site's model text."""
    if caption is None or _is_sample(caption) or len(_square(caption)) < SHORTEST_CAPTION:
        return None
    alike = (line for line in lines if len(_square(line.words)) <= len(_square(caption)) + MOST_EXTRA)
    return next((line for line in alike if _square(caption) in _square(line.words) and "," not in line.words), None)


def _square(words: str) -> str:
    """Return the folded characters without blanks and punctuation."""
    return re.sub(r"\W", "", fold(words))


def _is_sample(words: str) -> bool:
    return _SAMPLE.search(words) is not None


def _caption(reading: Reading) -> tuple[str | None, str | None]:
    """Return the caption without the site's name, and the name: 周工作安排--党政办-某中学 gives both."""
    whole = (reading.document.caption or "").strip()
    parts = [part.strip() for part in _SITE.split(whole) if part and part.strip()]
    if not parts or not re.search("[\u4e00-\u9fff]{2}", parts[0]) or parts[0] in _BARE:
        return None, fold(parts[-1]) if len(parts) > 1 else None
    return parts[0], fold(parts[-1]) if len(parts) > 1 else None


def _head_lines(reading: Reading) -> Iterator[_Line]:
    """Yield the lines that could be titles, from the top to where the second paragraph of prose begins."""
    tables = [table.span for table in reading.document.tables]
    at, seen, prose = 0, 0, 0
    while at < min(len(reading.folded), HEAD_REACH) and seen < HEAD_LINES and prose < 4:
        end = reading.folded.find("\n", at)
        end = len(reading.folded) if end < 0 else end
        words = reading.folded[at:end]
        start, at = at, end + 1
        if not words.strip():
            continue
        seen += 1
        if any(table.start <= start < table.end for table in tables):
            return
        if match := _LABELLED.match(words):
            yield _line(start + match.start("title"), words[match.start("title") :])
            continue
        if (
            _FURNITURE.match(words)
            or _SMALL_TALK.search(words)
            or _DATE_LINE.match(words)
            or _NUMBER_LINE.match(words)
            or _BANNER.match(words)
        ):
            continue
        if match := _SUBTITLE.match(words):
            start, words = start + match.start("title"), words[match.start("title") :]
        words = _cut(words)
        if not words.strip() or _ADDRESS.match(words):
            continue
        if _NUMBERED.match(words):
            return
        if len(words.strip()) > LONGEST_TITLE or _PROSE.search(words):
            prose += 1
            continue
        yield _line(start, words)


def _line(start: int, words: str) -> _Line:
    first = start + len(words) - len(words.lstrip())
    return _Line(Span(first, first + max(1, len(words.strip()))), words.strip())


def _cut(words: str) -> str:
    """Return the words without a speech's time and place, and 政府工作报告 without the motto that runs on from it."""
    words = _TAIL.sub("", words)
    match = _FIXED.search(words)
    return words[: match.end()] if match else words


def _choose(lines: list[_Line], caption: str | None) -> _Line | None:
    """Return the title among the head lines: the first that ends like one, joined where it runs over two lines."""
    best: _Line | None = None
    for number, line in enumerate(lines):
        if best is not None and (line.span.start < best.span.end or number > 5):
            continue
        joined = _joined(lines[number : number + 3], caption)
        candidate = joined or line
        if (joined or closing_genre(line.words)) and (best is None or _replaces(candidate, best)):
            best = candidate
    return best or _plain(lines)


def _replaces(line: _Line, best: _Line) -> bool:
    """Say whether a later head is the real title: the one right under a site's own heading for a model text."""
    near = line.span.start - best.span.end < MODEL_TEXT_REACH
    return near and _is_sample(best.words) and not _is_sample(line.words)


def _plain(lines: list[_Line]) -> _Line | None:
    """Return the first head line of a text whose title names no kind of document, where it opens the text."""
    for line in lines[:3]:
        if _WHO.search(line.words) or line.span.start > 60:
            continue
        han = len(re.findall("[\u4e00-\u9fff]", line.words))
        return line if 4 <= han <= 30 and "," not in line.words else None
    return None


def _joined(lines: list[_Line], caption: str | None) -> _Line | None:
    """Return the first line with those that finish it: 关于深入开展消费扶贫⏎助力脱贫攻坚的指导意见."""
    if len(lines) < 2 or closing_genre(lines[0].words):
        return None
    for count in (2, 3):
        part = lines[:count]
        if len(part) < count or any(after.span.start - line.span.end > 8 for line, after in pairwise(part)):
            return None
        words = "".join(line.words for line in part)
        if caption and words == fold(caption).replace(" ", ""):
            return _Line(Span(part[0].span.start, part[-1].span.end), words)
        if closing_genre(part[-1].words) and _unfinished(part[0].words) and len(words) <= LONGEST_TITLE:
            return _Line(Span(part[0].span.start, part[-1].span.end), words)
    return None


def _unfinished(words: str) -> bool:
    """Say whether a line cannot stand as a title: an office's name, or 关于 without the kind of document."""
    return (
        "关于" in words
        or re.search(
            r"(?:政府|委员会|局|办公室|厅|学校|中学|小学|公司|大学|学院|规划|年|共和国)$|^[\d〇零一二三四五六七八九]{4}年?度?$",
            words,
        )
        is not None
    )
