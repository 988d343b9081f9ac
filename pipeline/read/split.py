"""One file that holds several documents (范文1 … 范文6, 篇一 … 篇五): a document in, its parts out.

A collection is told by its heading lines: short lines that bear the same words and run 1, 2, 3 …, each over a text
of its own. Outlines (第一部分, 第一章, 一、), annexes (附件1) and options (方案一) run so too, in other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.fold import fold
from pipeline.model import Block, Cell, Cut, CutReason, Document, Page, Span, Table

_NUMBER = r"(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})"
# What a document calls itself at the end of its title; 通知 and 意见 are missing, since they carry other documents.
_KIND = r"(?:计划|总结|方案|要点|报告|规划|汇报|安排|思路|打算|措施|发言稿|讲话稿|讲话|心得|体会|制度)"
_SAMPLE = r"(?:范文|范例|范本|例文|样本|模板|精选|示例|优秀|最新)"
_HEADS = (
    # 某县工作计划范文1; 某县工作计划范文第1篇; 某县工作计划 篇一; 某县工作计划(篇一)
    re.compile(
        rf"(?P<stem>.{{0,40}}?{_SAMPLE})\s*[(\[【]?\s*第?\s*{_NUMBER}\s*[篇)\]】]{{0,2}}\s*[:、.]?(?P<title>.{{0,40}})"
    ),
    re.compile(rf"(?P<stem>.{{0,40}}?)\s*[(\[【]?\s*篇\s*{_NUMBER}\s*[)\]】]?\s*[:、.\s]?(?P<title>.{{0,40}})"),
    # 第一篇:某县工作计划; 【第1篇】某县工作计划
    re.compile(rf"(?P<stem>[(\[【]?第){_NUMBER}\s*篇\s*[)\]】]?\s*[:、.\s]?(?P<title>.{{0,40}}{_KIND}.{{0,12}})"),
    # 某县工作计划1; 某县工作计划(二)
    re.compile(rf"(?P<stem>.{{3,40}}{_KIND})\s*[(\[【]?{_NUMBER}[)\]】]?(?P<title>)"),
)
_HINT = re.compile(rf"篇|{_SAMPLE}|{_KIND}")
_ANNEX = re.compile(r"附[件表录]?\s*[\d一二三四五六七八九十:]")
_CHAPTER = re.compile(r"^[ \t]*第([一二三四五六七八九十百]+)[章编]", re.M)
# 柳河镇2013年教育工作计划: a body and a kind, no label before it and no mark behind it.
_TITLE = re.compile(
    r"(?![(〔\d]|第?[一二三四五六七八九十]+[、章条节)])[^,。;:、]{2,24}?"
    r"(?:[省市县区镇乡村局委办厅处校园院站所]|街道|小学|中学|大学|学院|公司|中心|社区|支部|工会)[^,。;:、]{0,20}?"
    r"(?P<kind>工作计划|工作总结|工作要点|实施方案|工作方案|工作报告|发展规划|工作汇报)"
)
_CARRIER = re.compile(r"通知|印发|转发|附件|批复")
_OUTLINE = re.compile(r"^[ \t\u3000]*([一二三四五六七八九十]{1,3})、", re.M)
_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九", start=1)}
# Characters. A heading is a line of its own; a part is longer than a line of contents.
_LONGEST_HEAD = 60
_SHORTEST_PART = 80
# Characters under a title without a number that make a plan and not a list of plans.
_SHORTEST_PLAN = 200
# Characters before the first part: such pages open with a headline and a few sentences. A plan that ends in two sample
# forms (报告模板1, 报告模板2) has its own text there and is one document.
_LONGEST_LEAD = 800


@dataclass(frozen=True, slots=True)
class _Line:
    """A short line as it is matched, with where it begins, and whether the line above it says 附件."""

    start: int
    text: str
    is_annexed: bool


@dataclass(frozen=True, slots=True)
class _Head:
    """A line that may begin a part: where it begins, its words and its number."""

    start: int
    stem: str
    number: int


def split(document: Document) -> tuple[Document, ...]:
    """Return the documents that the file holds; a lead-in before the first is cut."""
    starts = part_starts(document)
    if not starts:
        return (document,)
    if starts[0] > 0:
        document = _without_lead(document, starts[0])
        starts = tuple(start - starts[0] for start in starts)
    ends = [*starts[1:], len(document.text)]
    return tuple(
        _part(document, Span(start, end), k) for k, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    )


def part_starts(document: Document) -> tuple[int, ...]:
    """Return where the parts begin, nothing where the file is one document."""
    lines = _lines(document)
    return _numbered(document.text, lines) or _titled(document.text, lines)


def _lines(document: Document) -> list[_Line]:
    """Return the short lines with a word for a document in them, which alone can be headings of parts."""
    tables = {table.span for table in document.tables}
    found = []
    above = ""
    for block in document.blocks:
        is_short = block.span.end - block.span.start <= _LONGEST_HEAD and block.span not in tables
        written = block.span.of(document.text) if is_short else ""
        if is_short and _HINT.search(line := fold(written)):
            found.append(_Line(block.span.start, line, bool(_ANNEX.match(fold(above)))))
        above = written
    return found


def _titled(text: str, lines: list[_Line]) -> tuple[int, ...]:
    """Return where plans begin that stand one after another without numbers, each under its own full title.

    The titles name a body and the same kind of document, and each text has an outline of its own from 一、 on. A
    summary followed by a plan is one document of two halves; what a notice carries belongs to the notice.
    """
    found: dict[str, list[_Line]] = {}
    for line in lines:
        match = _TITLE.fullmatch(line.text)
        if match and not line.is_annexed:
            found.setdefault(match["kind"], []).append(line)
    for titles in found.values():
        starts = tuple(line.start for line in titles)
        if len({line.text for line in titles}) == len(titles) > 1 and _stand_alone(text, starts):
            return starts
    return ()


def _stand_alone(text: str, starts: tuple[int, ...]) -> bool:
    """Say whether each text under its title has an outline from 一、 on, and nothing before the first carries them."""
    lead, parts = text[: starts[0]], [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    if len(lead.strip()) > _LONGEST_LEAD / 2 or _CARRIER.search(lead):
        return False
    firsts = [_OUTLINE.search(part) for part in parts]
    return all(match is not None and match[1] == "一" for match in firsts) and min(map(len, parts)) >= _SHORTEST_PLAN


def _numbered(text: str, lines: list[_Line]) -> tuple[int, ...]:
    """Return where the parts begin whose headings run 1, 2, 3 …"""
    for pattern in _HEADS:
        best: tuple[int, ...] = ()
        for run in _runs(list(_heads(lines, pattern))):
            starts = tuple(head.start for head in run)
            if len(starts) > len(best) and _is_collection(text, starts):
                best = starts
        if best:
            return best
    return ()


def _heads(lines: list[_Line], pattern: re.Pattern[str]) -> Iterator[_Head]:
    for line in lines:
        match = pattern.fullmatch(line.text)
        if match and not _ANNEX.match(line.text) and not line.text.endswith(("。", ";", ",")):
            yield _Head(line.start, match["stem"].strip(" :、【[("), _value(match["number"]))


def _value(written: str) -> int:
    if written.isdecimal():
        return int(written)
    tens, has_ten, ones = written.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if has_ten else 0) + _DIGITS.get(ones, 0)


def _runs(heads: list[_Head]) -> Iterator[list[_Head]]:
    """Yield the runs 1, 2, 3 … of heads with the same words; a list of contents gives one of its own, soon rejected."""
    for at, head in enumerate(heads):
        if head.number != 1:
            continue
        run = [head]
        for later in heads[at + 1 :]:
            if later.stem == head.stem and later.number == len(run) + 1:
                run.append(later)
            elif later.stem == head.stem and later.number == 1:
                break
        if len(run) > 1:
            yield run


def _is_collection(text: str, starts: tuple[int, ...]) -> bool:
    """Say whether each part has a text of its own, and no chapters (第五章) are counted on from part to part."""
    ends = [*starts[1:], len(text)]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    lead = len(text[: starts[0]].strip())
    if lead > _LONGEST_LEAD or lead > sum(map(len, parts)) / 2 or any(len(p.strip()) < _SHORTEST_PART for p in parts):
        return False
    chapters = [_CHAPTER.search(part) for part in parts]
    return not any(match and match[1] != "一" for match in chapters[1:])


def _without_lead(document: Document, end: int) -> Document:
    """Return the document from a place on; what stands before it is its first cut, behind those inside that."""
    rest = _part(document, Span(end, len(document.text)), 0)
    lead = document.text[:end].strip()
    first = [replace(cut, at=0) for cut in document.cuts if cut.at < end]
    if lead:
        first.append(Cut(lead, CutReason.LEAD_IN, 0, next((page.number for page in document.pages), None)))
    return replace(rest, source=document.source, cuts=(*first, *rest.cuts))


def _part(document: Document, span: Span, number: int) -> Document:
    """Return the part as a document, all spans counted from its own beginning."""

    def shift(inner: Span) -> Span:
        return Span(inner.start - span.start, inner.end - span.start)

    def cell(inner: Cell) -> Cell:
        return inner if inner.span is None else replace(inner, span=shift(inner.span))

    def table(inner: Table) -> Table:
        return replace(inner, span=shift(inner.span), cells=tuple(map(cell, inner.cells)))

    def block(inner: Block) -> Block:
        return replace(inner, span=shift(inner.span))

    return replace(
        document,
        source=replace(document.source, part=number),
        text=span.of(document.text),
        blocks=tuple(block(inner) for inner in document.blocks if span.holds(inner.span)),
        tables=tuple(table(inner) for inner in document.tables if span.holds(inner.span)),
        pages=tuple(_page(page, span) for page in document.pages if page.span.overlaps(span)),
        issues=tuple(issue for issue in document.issues if issue.span is None),
        printed=tuple(replace(line, span=shift(line.span)) for line in document.printed if span.holds(line.span)),
        cuts=tuple(
            replace(cut, at=cut.at - span.start)
            for cut in document.cuts
            if span.start <= cut.at < span.end or cut.at == span.end == len(document.text)
        ),
    )


def _page(page: Page, span: Span) -> Page:
    start, end = max(page.span.start, span.start), min(page.span.end, span.end)
    return Page(page.number, Span(start - span.start, end - span.start))
