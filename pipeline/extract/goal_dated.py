"""Where the text gives work a time of its own: dated rows of tables, month headings, labels (3月：…), dated clauses.

A reading and its `Deadline`s in, `Stretch`es out: pieces of text with how freely an activity is read there (GUIDE
rulings 9, 12, 35).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from pipeline.extract.goal_dates import Dates, Reach, Stretch
from pipeline.extract.goal_horizon import horizons
from pipeline.extract.goal_piece import SHORTEST, piece_around
from pipeline.extract.goal_table import date_cells, row_stretches
from pipeline.lexicon.deeds import DeedKind, deeds
from pipeline.model import Clause, Deadline, Span
from pipeline.rules import one_of

# What may stand in a heading beside its date: 第一阶段(…), 4月份工作.
LONGEST_REST = 8
LONGEST_DATE_LINE = 40

_STAGE = re.compile(
    r"[第一二三四五六七八九十()\d、.:\s]|阶段|份|工作|安排|计划|时间|重点|主要|任务|活动|左右|前后|底|前"
)
# A text that holds nothing but such, or one character beside; it gives up at the second.
_ALL_STAGE = re.compile(rf"(?:{_STAGE.pattern})*+(?:.(?:{_STAGE.pattern})*+)?", re.S)
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
_DAY = re.compile(r"[日号]|\d\.\d|\d$")
_DAY_BEHIND = re.compile(
    r"\s*(?:\((?:周|星期)?[一二三四五六日天]\)|(?:周|星期)[一二三四五六日天])?(?:前|起)?\s*(?:上午|下午|中午|晚上|早上|晚)?(?:[,、]|\s)(?=.)"
)
# A text in which this many lines open with a day is a calendar.
FEWEST_DAYS = 3
# Between two such lines no more than this belongs to the first.
LONGEST_GAP = 120
_NOTE = re.compile(r"\([^)]*\)")
_NO_SUBJECT = re.compile(r"(?:统一|将|请|拟|定|计划)?[于在]$")


def stretches(known: Dates) -> Iterator[Stretch]:
    """Yield what stands under a date of its own, in no order; stretches may overlap."""
    outline = known.reading.outline
    shared = {cell.span for row in outline.rows for cell in row.cells if cell.carried}
    for row in outline.rows:
        yield from row_stretches(known, row, shared)
    if known.deadlines:
        yield from _sections(known)
        yield from _alone(known)
        yield from _clauses(known)
        yield from horizons(known)
        yield from _days(known)


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
            yield Stretch(Span(title.end, section.span.end), Reach.ITEMS, due=found[0].span)


def _clauses(known: Dates) -> Iterator[Stretch]:
    """Yield what a date in running text dates: its line behind a label, its sentence behind a comma, else its piece."""
    clauses, folded = known.reading.outline.clauses, known.reading.folded
    starts = [clause.span.start for clause in clauses]
    cells = date_cells(known)
    for deadline in known.deadlines:
        at = bisect_left(starts, deadline.span.start + 1) - 1
        if at < 0 or deadline.span.end > clauses[at].span.end or known.is_wide(deadline):
            continue
        if clauses[at].row is not None and (clauses[at].row, clauses[at].cell) in cells:
            continue
        clause, end = clauses[at], deadline.span.end
        line = known.reading.line(deadline.span.start)
        if folded[end : end + 1] == ":" and not folded[line.start : deadline.span.start].strip(" ()0123456789.、"):
            end_of_list = _list_end(known, deadline, clause) if not folded[end + 1 : line.end].strip() else line.end
            yield Stretch(Span(end, max(end_of_list, end + 1)), Reach.ITEMS, due=deadline.span)
            continue
        if _BRACKETED.match(folded, end) and _STAGE_HEAD.fullmatch(folded, line.start, deadline.span.start):
            yield Stretch(Span(end, max(line.end, end + 1)), Reach.ITEMS, due=deadline.span)
            continue
        yield from _clause(folded, deadline, clause)


def _days(known: Dates) -> Iterator[Stretch]:
    """Yield what follows the day that opens a line, where several lines open so: 27日(三),高一信息技术考试。…"""
    found: list[Stretch] = []
    for deadline in known.deadlines:
        if deadline.recurring or not _DAY.search(known.reading.words(deadline.span)) or known.in_table(deadline):
            continue
        line = known.reading.line(deadline.span.start)
        if known.reading.folded[line.start : deadline.span.start].strip(" ()0123456789.、"):
            continue
        behind = _DAY_BEHIND.match(known.reading.folded, deadline.span.end, line.end)
        if behind:
            found.append(Stretch(Span(behind.end(), line.end), Reach.DAYS, due=deadline.span))
    if len(found) < FEWEST_DAYS:
        return
    for one, other in zip(found, [*found[1:], None], strict=True):
        near = other is not None and 0 <= other.span.start - one.span.end <= LONGEST_GAP
        end = known.reading.line(other.span.start).start if near and other else one.span.end
        yield Stretch(Span(one.span.start, max(end, one.span.end)), Reach.DAYS, due=one.due)


def _list_end(known: Dates, deadline: Deadline, clause: Clause) -> int:
    """Return where the lines of a cell end that stand below a date: 3月:⏎(1)…⏎(2)…⏎4月:."""
    cell = known.reading.cell_of(clause)
    end = cell.span.end if cell else known.reading.line(deadline.span.start).end
    for other in known.inside(deadline.span.end, end):
        line = known.reading.line(other.span.start)
        if known.reading.folded[other.span.end : other.span.end + 1] == ":" and other.span.start - line.start <= 2:
            return line.start
    return end


def _alone(known: Dates) -> Iterator[Stretch]:
    """Yield what stands between two lines that are dates (一月份 … 二月份 …), no farther than the next heading 一、."""
    folded = known.reading.folded
    alone: list[tuple[Span, Deadline]] = []
    for deadline in known.deadlines:
        line = known.reading.line(deadline.span.start)
        if deadline.recurring or line.end - line.start > LONGEST_DATE_LINE or known.in_table(deadline):
            continue
        rest = folded[line.start : deadline.span.start] + folded[deadline.span.end : line.end]
        letter = _DATED_LINE.match(folded, line.start, line.end)
        if not letter and not _STAGE.sub("", rest).strip("()●·-* ") and not known.is_wide(deadline):
            alone.append((line, deadline))
    for number, (line, deadline) in enumerate(alone if len(alone) > 1 else ()):
        end = alone[number + 1][0].start if number + 1 < len(alone) else len(folded)
        heading = _NEXT_PART.search(folded, line.end, end)
        end = heading.start() if heading else end
        if line.end < end and folded[line.end : line.end + 1] == "\n":
            yield Stretch(Span(line.end, end), Reach.ITEMS, due=deadline.span)


def _clause(folded: str, deadline: Deadline, clause: Clause) -> Iterator[Stretch]:
    """Yield the piece that holds the date, or where the date stands apart what follows it in its sentence."""
    piece = piece_around(folded, deadline.span, clause.span)
    before, after = folded[piece.start : deadline.span.start], folded[deadline.span.end : piece.end]
    rest = Span(piece.end + 1, clause.span.end) if piece.end + 1 < clause.span.end else None
    if deadline.recurring:
        if _DEED_NEXT.match(after):
            yield Stretch(piece, Reach.PIECE)
    elif _ALL_STAGE.fullmatch(before + after):
        if rest is not None:
            yield Stretch(rest, Reach.FIRST)
    elif _OCCASION.search(before + "|" + after):
        if rest is not None:
            yield Stretch(rest, Reach.DEEDS)
    elif len(after.strip(" 前后内起”)")) > 1 and not after.startswith("的") and before.count("(") == before.count(")"):
        yield Stretch(_with_subject(folded, piece, before, after, clause), Reach.PIECE)


def _with_subject(folded: str, piece: Span, before: str, after: str, clause: Clause) -> Span:
    """Return the piece with the subject that a comma parts from it (…整合,统一于9月举行), without a mere modal one."""
    if _NO_SUBJECT.match(before) and len(_NOTE.sub("", after)) < SHORTEST and piece.start > clause.span.start:
        return Span(piece_around(folded, Span(piece.start - 2, piece.start - 1), clause.span).start, piece.end)
    if _MODAL.search(before) and len(after) > SHORTEST:
        return Span(piece.end - len(after), piece.end)
    return piece
