"""The cells of a table's row that tell dated work, told by the heads of their columns: 时间 | 内容 | 责任处室."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.goal_dates import Dates, Reach, Stretch
from pipeline.model import Row, RowCell, Span
from pipeline.segment.reading import Reading

# A cell that dates its row says little else: 2021年7月底前, 制度寒假前,运行全年.
LONGEST_DATE_CELL = 30
LONGEST_REST = 8

_OFFICE_HEAD = re.compile(
    r"单位|部门|处室|科室|责任|负责|领导|人员|参加|对象|地点|备注|配合|牵头|主办|协办|序号|编号|时间|日期|周次|时限|星期|经费|金额|资金|投资|权重|分值|得分|档次|级别|系数|说明|指标"
)
# 3月:修订预案 tells its work itself, 2日 14:30 does not.
_SPACES = re.compile(r"\s+")
_LABELLED = re.compile(r":(?!\d)")
_TIME_HEAD = re.compile(r"时间|日期|时限|周次|期限|月份")
_WEEKS_HEAD = re.compile("周次|周数|第?几周|教学周|周$")
_WORK_HEAD = re.compile(
    "(?:主要|重点|工作|活动|具体|学校){0,2}(?:内容|工作|活动|安排|事项|事务|大事)(?:安排|内容|要点)?"
)
_NAME_HEAD = re.compile(r"名称|类别|子项目|领域|方面|专题|板块|分类|主题")
_RESULT_HEAD = re.compile(r"考核要点|预期成果|工作成果|成果形式|完成标志|标志性成果|验收标准|预期目标|完成目标")
_OFFICE = re.compile(
    r"(?:[^,。;、\s]{1,12}(?:处|室|科|部|委|办|局|组|会|年段|中心|院|校|队|长|主任|教师)[、,\s]*)+$|[\d.\-—–\s]+$"
)
# A column for a month dates its cells.
_DATE_HEAD = re.compile(r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?\s*|第?[一二三四]季度|[上下]半年|第[一二]学期")


def row_stretches(known: Dates, row: Row, shared: set[Span]) -> Iterator[Stretch]:
    """Yield the cells of a row that tell its work: read freely behind the date, by their deeds before it."""
    reading = known.reading
    dated = next((cell for cell in row.cells if _is_date(known, cell)), None)
    for cell in row.cells:
        if cell is dated or cell.carried:
            continue
        head = _SPACES.sub("", reading.words(cell.heads[-1])) if cell.heads else ""
        if _RESULT_HEAD.search(head):
            yield Stretch(cell.span, Reach.RESULTS)
        elif _DATE_HEAD.fullmatch(head):
            yield Stretch(cell.span, Reach.CALENDAR)
        elif dated is not None and _tells_work(reading, cell, head):
            behind = dated.column < cell.column
            merged = cell.span in shared and dated.span not in shared
            if not merged and (behind or not _NAME_HEAD.search(head)):
                yield Stretch(cell.span, Reach.CALENDAR if behind else Reach.DEEDS, _beside(row, cell, shared))
        elif dated is None and _WORK_HEAD.fullmatch(head) and _counts_weeks(reading, row):
            yield Stretch(cell.span, Reach.CALENDAR)


def _counts_weeks(reading: Reading, row: Row) -> bool:
    """Say whether a row stands for a week of a calendar: its column is headed 周次."""
    first = next((cell for cell in row.cells if cell.heads), None)
    return first is not None and _WEEKS_HEAD.match(_SPACES.sub("", reading.words(first.heads[0]))) is not None


def _beside(row: Row, cell: RowCell, shared: set[Span]) -> tuple[Span, ...]:
    """Return the short cells that a row has for itself, the given one left out."""
    own = (other.span for other in row.cells if other is not cell and other.span not in shared)
    return tuple(span for span in own if span.end - span.start <= LONGEST_DATE_CELL)


def _is_date(known: Dates, cell: RowCell) -> bool:
    span = cell.span
    found = known.own(span.start, span.end)
    if not found or span.end - span.start > LONGEST_DATE_CELL:
        return False
    if cell.heads and _TIME_HEAD.search(known.reading.words(cell.heads[-1])):
        return True
    if _LABELLED.search(known.reading.words(span)):
        return False
    return span.end - span.start - sum(each.span.end - each.span.start for each in found) <= LONGEST_REST


def _tells_work(reading: Reading, cell: RowCell, head: str) -> bool:
    if head:
        return _OFFICE_HEAD.search(head) is None
    return _OFFICE.match(reading.words(cell.span)) is None


def date_cells(known: Dates) -> set[tuple[int, int]]:
    """Return row and place of the cells that hold little but a date: they date their row and tell no work."""
    return {
        (number, place)
        for number, row in enumerate(known.reading.outline.rows)
        for place, cell in enumerate(row.cells)
        if _is_date(known, cell)
    }
