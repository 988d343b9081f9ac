"""Announced counts against what is listed (所称项数与所列项数): 五项任务 with four named, 11个基地分别是…, numbering used twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.audit.figures import Ground
from pipeline.audit.finding import Family, Finding, Severity
from pipeline.model import Section, Span

_HAN = {han: value for value, han in enumerate("一二三四五六七八九", 1)} | {"两": 2, "十": 10}
_NUMBER = r"(?:\d{1,2}|[二两三四五六七八九]|十[一二三四五六七八九]?|[二三四五]十[一二三四五六七八九]?)"
_KIND = r"[个项条大类种家所座名处方件场次点]"
# “三个强化”(强化队伍,强化管理,强化质量,强化安全)
_SLOGAN = re.compile(rf"“(?P<count>{_NUMBER}){_KIND}?(?P<head>[\u4e00-\u9fff]{{1,6}})”\s?\((?P<list>[^()]{{6,200}})\)")
# 11个烟叶种植基地分别是：A、B、C。
_NAMED = re.compile(
    rf"(?P<count>{_NUMBER})(?P<kind>{_KIND})(?P<noun>[^,。;:、()\d\n]{{0,12}}),?(?:分别是|分别为)[:,]?(?P<list>[^。;:\n]{{4,600}})"
)
# 小(II)型水库12座(五大家南、郑福东…)
_BRACKET = re.compile(
    rf"(?P<count>{_NUMBER})(?P<kind>[个条座家所处名])(?P<noun>[\u4e00-\u9fff]{{0,8}})\((?P<list>[^()\d:;。]{{4,300}})\)"
)
# A、B、C和D，三个乡镇
_BEFORE = re.compile(
    rf"(?P<list>(?:[\u4e00-\u9fff]{{1,7}}(?P<tail>[镇乡县市区村省]))(?:、[\u4e00-\u9fff]{{1,8}}(?P=tail)|、[\u4e00-\u9fff]{{1,7}}[镇乡县市区村省])*(?:和|及|与)[\u4e00-\u9fff]{{1,7}}[镇乡县市区村省]),?(?:等|这)?(?P<count>{_NUMBER})个(?P<noun>乡镇|镇|县市|县区|县|市|区|村|省份|省)"
)
# 甲小学、乙小学、丙幼儿园5个学校: nouns that name each of what is listed, where projects and measures may be told by their fields
_JUST_BEFORE = re.compile(
    rf"(?:^|(?<=[,。;:\n]))(?P<list>[^,。;:、\d《》()\n\t]{{2,18}}(?:\([^()]{{1,10}}\))?(?:、[^,。;:、\d《》()\n\t]{{2,16}}?(?:\([^()]{{1,10}}\))?){{2,}})(?P<count>{_NUMBER})[个所家大]?(?P<noun>省区|省份|城市|街道|乡镇|学校|幼儿园|部门|单位|领域|方面|环节|阶段|行业|专业|学科|系列|园区|县区|县市|高校|医院)"
)
_MEASURED = re.compile(r"[%()]|\d\s?[\u4e00-\u9fff]|\d$")
_OPEN = re.compile("等|其中|以及其他|之一")
_PLACES = re.compile(r"[镇乡县市区村省]$")


def check(ground: Ground) -> Iterator[Finding]:
    """Yield the counts that their lists do not have: 东河镇、西岭镇、南塘镇和北山镇，三个乡镇."""
    for match in _SLOGAN.finditer(ground.folded):
        if not re.search("[一二两三四五六七八九十]", match["head"]):  # “三河三湖” counts twice
            yield from _held(ground, match, _pieces(match["list"]))
    for match in _BRACKET.finditer(ground.folded):
        pieces = match["list"].split("、")
        if len(pieces) >= 3 and not re.search("[,和及与或含]|其中|不|每|约|即|如|占|原|指|第|计|的", match["list"]):
            yield from _held(ground, match, pieces)
    yield from _named(ground)
    for match in _BEFORE.finditer(ground.folded):
        yield from _before(ground, match)
    for match in _JUST_BEFORE.finditer(ground.folded):
        yield from _just_before(ground, match)
    yield from _numbered(ground)


def count(written: str) -> int:
    """Return the number written: 5, 五, 十二, 二十一."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return _HAN[written]
    return 10 * (_HAN[tens] if tens else 1) + (_HAN[ones] if ones else 0)


def _pieces(listed: str) -> list[str]:
    """Return the pieces of a list, divided at the mark that divides it most evenly: commas, else 、."""
    return [piece for piece in re.split("[,;]" if re.search("[,;]", listed) else "、", listed) if piece.strip()]


def _held(ground: Ground, match: re.Match[str], pieces: list[str]) -> Iterator[Finding]:
    announced = count(match["count"])
    if len(pieces) == announced or _OPEN.search(match["list"]) or announced < 2:
        return
    if len(pieces) < 2 or abs(len(pieces) - announced) > max(2, announced // 3):
        return  # a list of another kind: years, places, an explanation
    yield _told(ground, announced, pieces, Span(*match.span("count")), Span(*match.span("list")))


def _told(ground: Ground, announced: int, pieces: list[str], where: Span, listed: Span) -> Finding:
    names = "、".join(piece.strip()[:12] for piece in pieces[:12])
    words = f"所称{announced}，所列{len(pieces)}：{names}"
    return ground.finding(Family.COUNTS, "所称数目与所列不符", words, where, listed, severity=Severity.WARNING)


def _named(ground: Ground) -> Iterator[Finding]:
    """Yield lists after 分别是 that are not as long as announced; counts joined by 、 announce their sum."""
    for match in _NAMED.finditer(ground.folded):
        listed = match["list"].split(",")[0]
        pieces = re.sub(r"\([^()]*\)", "", listed).split("、")
        joined = re.search("和|及|与", pieces[-1]) is not None
        if (
            len(pieces) < 2
            or any(len(piece) > 30 or _MEASURED.search(piece) for piece in pieces)
            or _OPEN.search(listed)
        ):
            continue
        announced, start = count(match["count"]), match.start("count")
        sentence = ground.sentence(start).start
        chain = re.search(rf"(?P<first>\d+){match['kind']}、[^,。;、\d]{{1,14}}$", ground.folded[sentence:start])
        if chain:
            announced += int(chain["first"])
            start = sentence + chain.start("first")
        if announced in (len(pieces), len(pieces) + joined) or abs(len(pieces) - announced) > max(2, announced // 3):
            continue
        where = Span(start, match.end("count"))
        yield _told(ground, announced, pieces, where, Span(match.start("list"), match.start("list") + len(listed)))


def _before(ground: Ground, match: re.Match[str]) -> Iterator[Finding]:
    pieces = [piece for piece in re.split("、|和|及|与", match["list"]) if piece]
    announced = count(match["count"])
    whole = all(_PLACES.search(piece) and 2 <= len(piece) <= 6 for piece in pieces[1:])
    if announced >= 2 and whole and len(pieces) != announced and abs(len(pieces) - announced) <= 2:
        if "等" in match[0][match.end("list") - match.start() :] and len(pieces) < announced:
            return
        yield _told(ground, announced, pieces, Span(*match.span("count")), Span(*match.span("list")))


def _just_before(ground: Ground, match: re.Match[str]) -> Iterator[Finding]:
    """Yield names in a row with another count right behind them: 甲小学、乙小学、丙幼儿园5个学校."""
    pieces = match["list"].split("、")
    announced = count(match["count"])
    joined = sum(re.search("和|及|与", piece) is not None for piece in pieces)
    if (
        announced < 2
        or len(pieces) <= announced <= len(pieces) + joined
        or abs(len(pieces) - announced) > max(2, announced // 3)
        or _OPEN.search(match["list"])
        or re.search("[各每前后第]$|及其|以上", match["list"])
    ):
        return
    yield _told(ground, announced, pieces, Span(*match.span("count")), Span(*match.span("list")))


def _numbered(ground: Ground) -> Iterator[Finding]:
    """Yield a number of a heading used twice in a row: 2.旅游资源, 2.农业资源."""
    siblings: dict[int | None, list[Section]] = {}
    for section in ground.extraction.outline.sections:
        siblings.setdefault(section.parent, []).append(section)
    for found in siblings.values():
        for first, second in pairwise(found):
            order = _order(first.label)
            if (
                order is None
                or _order(second.label) != order
                or first.level != second.level
                or first.label != second.label
            ):
                continue
            names = [section.title.of(ground.document.text).strip()[:16] for section in (first, second)]
            orders = [_order(section.label) for section in found]
            if (
                names[0] == names[1]
                or order < 2
                or not _alike(ground, first, second)
                or orders.count(order) != 2
                or sum(o is not None for o in orders) < 3
                or orders[0] != 1
            ):
                continue
            rising = [o for o in orders if o is not None]
            if any(later < earlier for earlier, later in pairwise(rising)):
                continue
            words = f"编号“{first.label}”用了两次：{names[0]}；{names[1]}"
            yield ground.finding(Family.COUNTS, "编号重复", words, second.title, first.title, severity=Severity.WARNING)


def _alike(ground: Ground, first: Section, second: Section) -> bool:
    """Say whether both headings begin a line and go on behind their number in the same way: 3. 学习 is of another list than 3.学习."""
    folded = ground.folded
    begin = all(section.title.start == 0 or folded[section.title.start - 1] in "\n \t" for section in (first, second))
    after = [folded[section.title.start + len(section.label) :][:1].isspace() for section in (first, second)]
    return begin and after[0] == after[1]


def _order(label: str) -> int | None:
    digits = re.fullmatch(
        rf"[第(]?\s?(?P<count>\d{{1,2}}|[一二三四五六七八九]|{_NUMBER})\s?[)章节条、.．:]*",
        label.translate({0xFF08: "(", 0xFF09: ")"}),
    )
    return count(digits["count"]) if digits else None
