"""Where the text gives work a time of its own: dated rows of tables, month headings, labels (3月：…), dated clauses.

A reading and its `Deadline`s in, `Stretch`es out: pieces of text with how freely an activity is read there (GUIDE
rulings 9, 12, 35).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from pipeline.extract.goal_piece import SHORTEST, piece_around
from pipeline.lexicon.deeds import DeedKind, deeds
from pipeline.model import Clause, Deadline, Row, RowCell, Span
from pipeline.rules import one_of
from pipeline.segment.reading import Reading

# A time at least this long only restates what a yearly plan plans: 今年, 全年, 2009年.
WIDE = timedelta(days=300)
# What may stand in a heading beside its date: 第一阶段(…), 4月份工作.
LONGEST_REST = 8
LONGEST_DATE_CELL = 30

_WIDE_WORDS = re.compile(
    r"(?:今年|全年|本年度?|本学年|[12X]\S{1,3}年度?|“?十[一二三四五]五\S*|规划期\S*|当前\S*|今后\S*|未来\S*)$"
)
_OFFICE_HEAD = re.compile(
    r"单位|部门|处室|科室|责任|负责|领导|人员|参加|对象|地点|备注|配合|牵头|主办|协办|序号|编号|时间|日期|周次|时限|星期|经费|金额|资金|投资|权重|分值|得分|档次|级别|系数|说明|指标"
)
_TIME_HEAD = re.compile(r"时间|日期|时限|周次|期限|月份")
_NAME_HEAD = re.compile(r"名称|类别|子项目|领域|方面|专题|板块|分类|主题")
_RESULT_HEAD = re.compile(r"考核要点|预期成果|工作成果|成果形式|完成标志|标志性成果|验收标准|预期目标|完成目标")
_OFFICE = re.compile(
    r"(?:[^,。;、\s]{1,12}(?:处|室|科|部|委|办|局|组|会|年段|中心|院|校|队|长|主任|教师)[、,\s]*)+$|[\d.\-—–\s]+$"
)
_STAGE = re.compile(
    r"[第一二三四五六七八九十()\d、.:\s]|阶段|份|工作|安排|计划|时间|重点|主要|任务|活动|左右|前后|底|前"
)
_NEXT_PART = re.compile(r"\n\s*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节部编]|附(?:件|表|:))")
# A letter's own date stands alone in its line as well.
_DATED_LINE = re.compile(r"\s*\(?(?:19|20|二)\S{1,5}年\S{1,3}月\S{1,3}日")
_DEED_NEXT = re.compile(rf"[都均各要再]{{0,2}}(?:{one_of(deeds(DeedKind.DEED))}|[将把向][^,。;]{{2,24}}(?:报|送|提交))")
# 第一阶段:动员部署(3月底前)。由…制定细则
_STAGE_HEAD = re.compile(r"\s*(?:\S{1,5}[.、)]\s?)?[^,。;]{2,24}\(")
_BRACKETED = re.compile(r"\)\s?[。:]")
# The date opens an occasion, the work follows behind the comma: 以教师节为契机,…; 利用开学前的时间,…
_OCCASION = re.compile(r"为契机|为节点|之际$|的?(?:有利)?(?:时间|时机|机会|期间|时段)$")
_MODAL = re.compile(r"(?:要|将|应|须)(?:在|于)?$")
_NO_SUBJECT = re.compile(r"(?:统一|将|请|拟|定|计划)?[于在]$")


class Reach(Enum):
    """What counts as an activity in a stretch."""

    CALENDAR = "calendar"  # each piece: 1月6日 高三首考
    ITEMS = "items"  # each item of one piece, and pieces that begin with a deed
    DEEDS = "deeds"  # pieces that begin with a deed
    FIRST = "first"  # the first piece, and others that begin with a deed
    PIECE = "piece"  # the piece that holds the date


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that stands under a date, and how freely it is read."""

    span: Span
    reach: Reach
    row: Span | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """The deadlines of a document in text order, ready to be asked what stands where."""

    reading: Reading
    deadlines: tuple[Deadline, ...]
    starts: tuple[int, ...]

    def inside(self, start: int, end: int) -> tuple[Deadline, ...]:
        """Return the deadlines that begin in a stretch."""
        return self.deadlines[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def own(self, start: int, end: int) -> tuple[Deadline, ...]:
        """Return those that are narrower than the plan."""
        return tuple(found for found in self.inside(start, end) if not self.is_wide(found))

    def only_wide(self, span: Span) -> bool:
        """Say whether a piece has a time of its own that is as wide as the plan: 全年做好… among March's items."""
        found = self.inside(span.start - 3, span.end)
        return bool(found) and all(map(self.is_wide, found))

    def in_table(self, deadline: Deadline) -> bool:
        """Say whether a deadline stands in a table."""
        tables = self.reading.document.tables
        at = bisect_right(tables, deadline.span.start, key=lambda table: table.span.start) - 1
        return at >= 0 and tables[at].span.holds(deadline.span)

    def is_wide(self, deadline: Deadline) -> bool:
        """Say whether a time only restates the plan's period; 到2025年 and 2020年底前 bound it, 今年 does not."""
        if deadline.recurring:
            return False
        if deadline.first and deadline.last:
            return deadline.last - deadline.first >= WIDE
        return deadline.last is None and _WIDE_WORDS.match(self.reading.words(deadline.span)) is not None


def dates(reading: Reading, deadlines: tuple[Deadline, ...]) -> Dates:
    """Return the deadlines ready to be asked."""
    return Dates(reading, deadlines, tuple(found.span.start for found in deadlines))


def stretches(known: Dates) -> Iterator[Stretch]:
    """Yield what stands under a date of its own, in no order; stretches may overlap."""
    outline = known.reading.outline
    shared = {cell.span for row in outline.rows for cell in row.cells if cell.carried}
    for row in outline.rows:
        yield from _row(known, row, shared)
    if known.deadlines:
        yield from _sections(known)
        yield from _alone(known)
        yield from _clauses(known)


def _row(known: Dates, row: Row, shared: set[Span]) -> Iterator[Stretch]:
    """Yield the cells of a row that tell its work: all of them read freely behind the date, by their deeds before it."""
    reading = known.reading
    dated = next((cell for cell in row.cells if _is_date(known, cell)), None)
    for cell in row.cells:
        if cell is dated or cell.carried:
            continue
        head = reading.words(cell.heads[-1]) if cell.heads else ""
        if _RESULT_HEAD.search(head):
            yield Stretch(cell.span, Reach.DEEDS)
        elif (
            dated is not None and _tells_work(reading, cell, head) and (cell.span not in shared or dated.span in shared)
        ):
            if _NAME_HEAD.search(head) and dated.column > cell.column:
                continue
            reach = Reach.CALENDAR if dated.column < cell.column else Reach.DEEDS
            yield Stretch(cell.span, reach, Span(row.cells[0].span.start, row.cells[-1].span.end))


def _is_date(known: Dates, cell: RowCell) -> bool:
    span = cell.span
    found = known.own(span.start, span.end)
    if not found or span.end - span.start > LONGEST_DATE_CELL:
        return False
    if cell.heads and _TIME_HEAD.search(known.reading.words(cell.heads[-1])):
        return True
    return span.end - span.start - sum(each.span.end - each.span.start for each in found) <= LONGEST_REST


def _tells_work(reading: Reading, cell: RowCell, head: str) -> bool:
    if head:
        return _OFFICE_HEAD.search(head) is None
    return _OFFICE.match(reading.words(cell.span)) is None


def _sections(known: Dates) -> Iterator[Stretch]:
    """Yield what stands under a heading that is a date: 3月-4月份, 第一阶段(2013年6月前)."""
    for section in known.reading.outline.sections:
        title = section.title
        found = [deadline for deadline in known.own(title.start, title.end) if not deadline.recurring]
        if not found or title.end >= section.span.end:
            continue
        rest = (
            known.reading.folded[title.start : found[0].span.start]
            + known.reading.folded[found[0].span.end : title.end]
        )
        if len(_STAGE.sub("", rest)) <= LONGEST_REST:
            yield Stretch(Span(title.end, section.span.end), Reach.ITEMS)


def _clauses(known: Dates) -> Iterator[Stretch]:
    """Yield what a date in running text dates: its line behind a label, its sentence behind a comma, else its piece."""
    clauses, folded = known.reading.outline.clauses, known.reading.folded
    starts = [clause.span.start for clause in clauses]
    cells = _date_cells(known)
    for deadline in known.deadlines:
        at = bisect_left(starts, deadline.span.start + 1) - 1
        if at < 0 or deadline.span.end > clauses[at].span.end or known.is_wide(deadline):
            continue
        if clauses[at].row is not None and (clauses[at].row, clauses[at].cell) in cells:
            continue
        clause, end = clauses[at], deadline.span.end
        line = known.reading.line(deadline.span.start)
        if folded[end : end + 1] == ":" and not folded[line.start : deadline.span.start].strip(" ()0123456789.、"):
            yield Stretch(Span(end, max(line.end, end + 1)), Reach.ITEMS)
            continue
        if _BRACKETED.match(folded, end) and _STAGE_HEAD.fullmatch(folded, line.start, deadline.span.start):
            yield Stretch(Span(end, max(line.end, end + 1)), Reach.ITEMS)
            continue
        yield from _clause(folded, deadline, clause)


def _date_cells(known: Dates) -> set[tuple[int, int]]:
    """Return row and place of the cells that hold little but a date: they date their row and tell no work."""
    return {
        (number, place)
        for number, row in enumerate(known.reading.outline.rows)
        for place, cell in enumerate(row.cells)
        if _is_date(known, cell)
    }


def _alone(known: Dates) -> Iterator[Stretch]:
    """Yield what stands between two lines that are dates: 一月份 … 二月份 …, as far as the next heading 一、 reaches."""
    folded = known.reading.folded
    alone: list[tuple[Span, Deadline]] = []
    for deadline in known.deadlines:
        line = known.reading.line(deadline.span.start)
        rest = folded[line.start : deadline.span.start] + folded[deadline.span.end : line.end]
        if _DATED_LINE.match(folded, line.start, line.end) or known.in_table(deadline):
            continue
        if not deadline.recurring and not _STAGE.sub("", rest).strip("()●·-* ") and not known.is_wide(deadline):
            alone.append((line, deadline))
    for number, (line, _) in enumerate(alone if len(alone) > 1 else ()):
        end = alone[number + 1][0].start if number + 1 < len(alone) else len(folded)
        heading = _NEXT_PART.search(folded, line.end, end)
        end = heading.start() if heading else end
        if line.end < end and folded[line.end : line.end + 1] == "\n":
            yield Stretch(Span(line.end, end), Reach.ITEMS)


def _clause(folded: str, deadline: Deadline, clause: Clause) -> Iterator[Stretch]:
    """Yield the piece that holds the date, or where the date stands apart what follows it in its sentence."""
    piece = piece_around(folded, deadline.span, clause.span)
    before, after = folded[piece.start : deadline.span.start], folded[deadline.span.end : piece.end]
    rest = Span(piece.end + 1, clause.span.end) if piece.end + 1 < clause.span.end else None
    if deadline.recurring:
        if _DEED_NEXT.match(after):
            yield Stretch(piece, Reach.PIECE)
    elif len(_STAGE.sub("", before + after)) <= 1:
        if rest is not None:
            yield Stretch(rest, Reach.FIRST)
    elif _OCCASION.search(before + "|" + after):
        if rest is not None:
            yield Stretch(rest, Reach.DEEDS)
    elif len(after.strip(" 前后内起”)")) > 1 and not after.startswith("的") and before.count("(") == before.count(")"):
        yield Stretch(_with_subject(folded, piece, before, after, clause), Reach.PIECE)


def _with_subject(folded: str, piece: Span, before: str, after: str, clause: Clause) -> Span:
    """Return the piece with the subject that a comma parts from it (…评比整合,统一于9月举行), without a mere modal one."""
    if _NO_SUBJECT.match(before) and len(after) < SHORTEST and piece.start > clause.span.start:
        return Span(piece_around(folded, Span(piece.start - 2, piece.start - 1), clause.span).start, piece.end)
    if _MODAL.search(before) and len(after) > SHORTEST:
        return Span(piece.end - len(after), piece.end)
    return piece
