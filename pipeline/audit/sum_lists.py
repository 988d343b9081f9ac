"""Lists that are meant to be whole: after 即, in brackets, before 合计, on lines of their own, and scores of sections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.audit.figures import Figure, Ground
from pipeline.audit.finding import Finding
from pipeline.audit.parts import (
    DOING,
    SLIP,
    closing,
    complements,
    finding_of,
    fits,
    held,
    is_open,
    is_plain,
    is_torn,
    name_of,
    outermost,
    scope_end,
    together,
    totals,
)
from pipeline.model import Span

_WHOLE = re.compile(r"(?<!立)即(?=[::])|(?:分别为|分别是|分别有)")
_BRACKET = re.compile(r"\s?\(")
_SUMMED = re.compile(r"[,;、]?(?:合计|共计|总计|总共|一共|合计为|共计为)[为达约]?$")
_ADDED = re.compile(r",[\u4e00-\u9fff]{0,8}(?:总数|总计|总额|合计|共计)共?[为达]?$")
_THESE = re.compile("[,;。]这$")
_ALL_OF = re.compile(r"(?:共|总|合计|一共)[^,。;\d]{0,8}$")
_LINES = re.compile("其中:?[ \t]*\n")


def check(ground: Ground) -> Iterator[Finding]:
    """Yield the whole lists that do not add up to their total: 大户48户(猪20户、鸡5户、羊21户)."""
    yield from _whole_lists(ground)
    yield from _brackets(ground)
    yield from _summed(ground)
    yield from _these(ground)
    yield from _unmarked(ground)
    yield from _lines(ground)
    yield from _tree(ground)
    yield from _scores(ground)


def _whole_lists(ground: Ground) -> Iterator[Finding]:
    """Yield lists after 即 and 分别为 that do not add up to the figure before them."""
    for match in _WHOLE.finditer(ground.folded):
        end = scope_end(ground, match.end())
        if is_torn(ground, match.end(), end):
            continue
        before = ground.folded[max(0, match.start() - 3) : match.start()]
        before_it = totals(ground, match.start())
        listed = [figure for figure in outermost(ground, match.end(), end) if is_plain(ground, figure)]
        for total in before_it[-1:]:
            gap = ground.folded[total.span.end : match.start()]
            parts = [figure for figure in listed if figure.key == total.key]
            named = all(ground.label(part) for part in parts)
            if (
                len(gap) <= 3
                and len(parts) >= 2
                and named
                and "各" not in before
                and ";" not in ground.folded[match.end() : end - 1]
            ):
                yield from held(
                    ground, total, parts, whole=match[0] == "即", open_=is_open(ground.folded, match.end(), end)
                )


def _brackets(ground: Ground) -> Iterator[Finding]:
    """Yield lists in brackets behind a total: 大户48户(猪20户、鸡5户、羊21户)."""
    for total in ground.figures:
        opening = _BRACKET.match(ground.folded, total.span.end)
        noun = opening or re.compile(r"[\u4e00-\u9fff]{1,6}\(").match(ground.folded, total.span.end)
        if noun is None or not is_plain(ground, total):
            continue
        closed = closing(ground.folded, noun.end(), noun.end())
        body = ground.folded[noun.end() : max(closed, noun.end())]
        if closed < 0 or "其中" in body or re.search("含|包括|不|约|占|每|比|第|截至|[:=×]", body) or "。" in body:
            continue
        parts = [figure for figure in outermost(ground, noun.end(), closed) if is_plain(ground, figure)]
        named = all(ground.label(part) and not DOING.search(ground.label(part)) for part in parts)
        two = len(parts) == 2 and complements(name_of(ground, total), [ground.label(part) for part in parts])
        if (len(parts) >= 3 or two) and named and all(part.key == total.key for part in parts):
            yield from held(ground, total, parts, whole=True, open_=is_open(body, 0, len(body)))


def _summed(ground: Ground) -> Iterator[Finding]:
    """Yield lists whose sum is told behind them: 中央资金120万元、省级资金80万元，合计210万元."""
    for total in ground.figures:
        cue = _SUMMED.search(ground.folded, max(0, total.span.start - 6), total.span.start)
        sentence = ground.sentence(total.span.start)
        added = _ADDED.search(ground.folded, max(sentence.start, total.span.start - 14), total.span.start)
        if cue is None and added is not None and ",加上" in ground.folded[sentence.start : added.start()]:
            cue = added
        if cue is None or not is_plain(ground, total):
            continue
        start = max(sentence.start, max(ground.folded.rfind(mark, sentence.start, cue.start()) for mark in ";:") + 1)
        words = ground.folded[start : cue.start()]
        figures = ground.inside(start, cue.start())
        parts = [figure for figure in figures if figure.key == total.key and is_plain(ground, figure)]
        clean = (
            not re.search("其中|每|各|比|占|包括|含|同比|增长|累计|人均|平均|分别|由|从|到", words) and "(" not in words
        )
        if len(parts) >= 2 and clean and len(figures) == len(parts) and all(map(ground.label, parts)):
            yield from held(ground, total, parts, whole=True, open_=False)


def _these(ground: Ground) -> Iterator[Finding]:
    """Yield a sum told again with 这 that the amounts before it do not make: 有560万亩…，还有430万亩…，这960万亩."""
    for total in ground.figures:
        sentence = ground.sentence(total.span.start)
        before = ground.inside(sentence.start, total.span.start)
        parts = [figure for figure in before if figure.key == total.key]
        if (
            _THESE.search(ground.folded, max(sentence.start, total.span.start - 2), total.span.start)
            and len(parts) == len([figure for figure in before if figure.key not in ("度", "年", "月")]) == 2
            and re.search("还有|另有|另外|以及", ground.folded[parts[0].span.end : parts[1].span.start])
            and all(part.value < total.value for part in parts)
            and abs(sum(part.value for part in parts) - total.value) <= total.value * SLIP
        ):
            yield from held(ground, total, parts, whole=True, open_=False)


def _unmarked(ground: Ground) -> Iterator[Finding]:
    """Yield a total over parts that leave no other, though no 其中 says so: 共评估272所，优秀78所，良好112所，合格80所."""
    for total in ground.figures:
        if not _ALL_OF.search(ground.folded, max(0, total.span.start - 12), total.span.start) or not is_plain(
            ground, total
        ):
            continue
        sentence = ground.sentence(total.span.start)
        listed = ground.inside(total.span.end, sentence.end)
        if not listed or "其中" in ground.folded[total.span.end : listed[0].span.start] or listed[0].key != total.key:
            continue
        parts = together(ground, [figure for figure in listed if figure.key == total.key])
        for count in (2, 3):
            labels = [ground.label(part) for part in parts[:count]]
            if (
                len(labels) == count
                and complements(name_of(ground, total), labels)
                and all(is_plain(ground, p) for p in parts[:count])
            ):
                yield from held(ground, total, parts[:count], whole=True, open_=total.hedged)


def _lines(ground: Ground) -> Iterator[Finding]:
    """Yield lists after 其中： that stand on lines of their own, each beginning with a part."""
    for match in _LINES.finditer(ground.folded):
        for total in totals(ground, match.start())[-2:]:
            parts: list[Figure] = []
            for line in _lines_after(ground.folded, match.end()):
                figures = [figure for figure in ground.inside(line.start, line.start + 24) if figure.key == total.key]
                if not figures or "其中" in ground.folded[line.start : figures[0].span.start]:
                    break
                parts.append(figures[0])
            yield from held(ground, total, parts, whole=False, open_=False)


def _lines_after(folded: str, start: int) -> Iterator[Span]:
    while start < len(folded):
        end = folded.find("\n", start)
        end = len(folded) if end < 0 else end
        if end == start:
            return
        yield Span(start, end)
        start = end + 1


def _tree(ground: Ground) -> Iterator[Finding]:
    """Yield a line with a total over lines that each begin with a part and list its own parts: 总蓄积量…。国有林…，其中…。集体林…，其中…"""
    for total in ground.figures:
        line = ground.line(total)
        if (
            "总" not in ground.label(total)
            or len(ground.inside(line.start, line.end)) != 1
            or not is_plain(ground, total)
        ):
            continue
        parts: list[Figure] = []
        for below in _lines_after(ground.folded, line.end + 1):
            first = ground.inside(below.start, below.start + 30)[:1]
            if not first or first[0].key != total.key or not ground.folded.startswith(",其中", first[0].span.end):
                break
            parts += first
        if len(parts) >= 2 and not fits(total, parts):
            apart = abs(sum(part.value for part in parts) - total.value)
            if apart <= total.value * SLIP:
                yield finding_of(ground, "各部分之和不等于总数", total, parts)


def _scores(ground: Ground) -> Iterator[Finding]:
    """Yield a total score that the scores of the sections do not make: 自评得分98分 over seven sections' 自评得分."""
    named: dict[str, list[Figure]] = {}
    for figure in ground.figures:
        label = ground.label(figure)
        if figure.key == "分" and re.search("[得总]分$", label):
            named.setdefault(label[-4:], []).append(figure)
    for figures in named.values():
        total = max(figures, key=lambda figure: figure.value)
        parts = [figure for figure in figures if figure is not total]
        if len(parts) < 3 or any(part.value == total.value for part in parts) or fits(total, parts):
            continue
        if abs(sum(part.value for part in parts) - total.value) <= total.value * SLIP:
            yield finding_of(ground, "各项得分之和不等于总分", total, parts)
