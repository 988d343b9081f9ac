"""Bare numbers in table cells: quantities when a head tells what they measure (GUIDE ruling 34). `Reading` in, mentions out.

The unit comes from the brackets of the column's or the row's head (比例（%）, 数量（个）, 经费支出（亿元）), from a column of units
(计量单位) in the row, or from a line above the table (单位：万元). Sums over the plan's years stand in square brackets: [5000].
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.numeral import ARABIC, SCALE
from pipeline.extract.phrase import SHORTEST_ALONE
from pipeline.extract.wording import GENERIC
from pipeline.lexicon.units import units
from pipeline.model import Comparator, Form, QuantityWords, Row, RowCell, Span
from pipeline.rules import Mention, one_of
from pipeline.segment.reading import Reading

RULE = "bare number in a table cell"
_UNIT = one_of(units())
_HEDGE = (
    r"(?P<ge>不少于|不低于|至少|≥|>=)|(?P<le>不超过|不高于|≤|<=|控制在)|(?P<gt>超过|>)|(?P<lt>低于|<)|(?P<approx>约)"
)
_RANGE = rf"-?{ARABIC}(?:\s?[-至]\s?{ARABIC})?"
_CELL = re.compile(rf"\s*\[?(?:{_HEDGE})?\s*{_RANGE}(?:\s?/\s?{_RANGE})*\s*(?P<after>以上|以下|以内|左右)?\]?\s*")
_NUMBER = re.compile(rf"(?P<low>-?{ARABIC})(?:\s?[-至]\s?(?P<high>{ARABIC}))?")
_IN_BRACKETS = re.compile(
    rf"[(\[](?:单位)?:?\s?(?P<scale>{SCALE})?(?P<unit>{_UNIT})(?:/(?P<scale2>{SCALE})?(?P<unit2>{_UNIT}))?[)\]]"
)
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_NUMERIC = re.compile(
    rf"\s*\[?(?:不少于|不低于|不超过|约|[≥≤><])?\s*[\d.,%‰/-]+\s*(?:{SCALE})?(?:{_UNIT})?(?:以上|以下|以内|左右)?\]?\s*(?:\([^()]*\))?"
)
# A cell of a column of units, and a line above a table that tells them for all of it.
_UNIT_CELL = re.compile(rf"(?P<scale>{SCALE})?(?P<unit>{_UNIT})(?:/[\u4e00-\u9fff]{{1,4}})?")
_CAPTION = re.compile(rf"单位:\s?(?P<scale>{SCALE})?(?P<unit>{_UNIT})(?![、,/\u4e00-\u9fff])")
_TIME = re.compile(r"[\d.-]+\s?(?:年|月|日|号|周|季度)[\d年月日至-]*(?:上旬|中旬|下旬|[初底末])?之?前?")
_BINDS = re.compile("(?:约束性|预期性)(?:指标)?")
# Characters above a table and of its first row in which its unit may stand.
_ABOVE = 40
# Columns that a unit told for the whole table does not measure where it is money.
_COUNTED = re.compile("人数|数量|人次|户数|面积|周期|比例|占比|比重|年限|时长|个数|率$")
_PURE = re.compile(r"指数|系数")
_NO_MEASURE = re.compile(
    r"序号|编号|分值|权重|得分|分数|档次|级别|电话|邮编|周次|日期|时间|年份|代码|班级|座位|备注|页"
)
# A column of growth gives percent whatever its row is measured in.
_GROWTH = re.compile(r"年均(?:增[长速幅]|递增)?|增速|增长率|增幅")
_GOAL = re.compile(r"目标|计划|任务|规划|预期")
_PAST = re.compile(r"期间|基期|基数|现状|实际|完成情况|上年|已|实绩|十[一二三四]五(?!末|期末)|20\d\d年?$")
_AFTER = {"以上": Comparator.GE, "以下": Comparator.LE, "以内": Comparator.LE, "左右": Comparator.APPROX}
# Cells of a row whose words are asked what a number in it measures; the widest real table has some thirty columns.
_MOST_HEADS = 60


@dataclass(frozen=True, slots=True)
class CellQuantity:
    """A bare number in its cell: the mention, its comparator, and the heads that tell what it measures."""

    mention: Mention[QuantityWords]
    comparator: Comparator
    cell: RowCell
    measured: tuple[Span, ...]


def cell_quantities(reading: Reading) -> Iterator[CellQuantity]:
    """Yield the bare numbers of tables whose heads tell what they measure, left to right."""
    for row in reading.outline.rows:
        for cell in row.cells:
            if not cell.carried and cell.span.end - cell.span.start <= 24:
                yield from _in_cell(reading, row, cell)


def near_heads(cell: RowCell) -> tuple[Span, ...]:
    """Return the first head of a cell's row and those nearest to it: no table of a plan has more columns."""
    heads = cell.row_heads
    return heads if len(heads) <= _MOST_HEADS else (heads[0], *heads[1 - _MOST_HEADS :])


def _in_cell(reading: Reading, row: Row, cell: RowCell) -> Iterator[CellQuantity]:
    match = _CELL.fullmatch(reading.folded, cell.span.start, cell.span.end)
    if match is None or not cell.row_heads:
        return
    heads = [reading.words(span) for span in (*cell.heads, *near_heads(cell))]
    if any(_NO_MEASURE.search(head) for head in heads[: len(cell.heads)]):
        return
    unit = _unit(heads[: len(cell.heads)], heads) or _told_above(reading, row, heads)
    if unit is None:
        return
    hedge = next((Comparator(name) for name in ("ge", "le", "gt", "lt", "approx") if match[name]), None)
    told = hedge or _AFTER.get(match["after"] or "")
    numbers = list(_NUMBER.finditer(reading.folded, *match.span()))
    for place, number in enumerate(numbers):
        scale, written = unit[min(place, len(unit) - 1)]
        words = QuantityWords(number["low"], written, Form.PLAIN, number["high"] or "", scale=scale)
        comparator = Comparator.RANGE if words.high else told or Comparator.EQ
        span = Span(*number.span())
        yield CellQuantity(Mention(span, words, RULE), comparator, cell, _measured(reading, cell, place, len(numbers)))


def _unit(column: list[str], heads: list[str]) -> list[tuple[str, str]] | None:
    """Return the units that the heads give with their scales, the nearest head first; growth is percent, an index has none."""
    if heads and any(_GROWTH.search(head) for head in column):
        return [("", "%")]
    for head in column:
        if head.strip() in units():
            return [("", head.strip())]
    for at, head in reversed(list(enumerate(heads))):
        if at >= len(column) and (match := _UNIT_CELL.fullmatch(head.strip())):
            return [(match["scale"] or "", match["unit"])]
        if match := _IN_BRACKETS.search(head):
            found = [(match["scale"] or "", match["unit"])]
            return found + ([(match["scale2"] or "", match["unit2"])] if match["unit2"] else [])
    return [("", "")] if any(_PURE.search(head) for head in heads) else None


def _told_above(reading: Reading, row: Row, heads: list[str]) -> list[tuple[str, str]] | None:
    """Return the unit told for the whole table: 单位：万元. Counts and shares in a table of money have their own."""
    start = reading.document.tables[row.table].span.start
    found = _CAPTION.search(reading.folded, max(0, start - _ABOVE), start + _ABOVE)
    if found is None or (_is_money(found["unit"]) and any(_COUNTED.search(head.strip()) for head in heads)):
        return None
    return [(found["scale"] or "", found["unit"])]


def _is_money(unit: str) -> bool:
    return units()[unit].dimension == "money"


def _measured(reading: Reading, cell: RowCell, place: int, places: int) -> tuple[Span, ...]:
    """Return the nearest row head, and those before it as far as it does not stand alone; units in brackets left out."""
    names = [head for head in near_heads(cell) if _is_name(reading.words(head))]
    told = cell.heads[-1:] if cell.heads and _names_its_column(reading.words(cell.heads[-1])) else ()
    if told and reading.words(told[0]).strip() in units():
        return (*names[:1], *told)
    spans: list[Span] = []
    for head in reversed(names or cell.heads):
        bracket = _BRACKETS.search(reading.folded, head.start, head.end)
        unit_only = bracket and _IN_BRACKETS.fullmatch(bracket[0])
        end = bracket.start() if bracket and unit_only else head.end
        if head.start < end and not re.fullmatch(r"[\d.\s-]+", reading.folded[head.start : end]):
            spans.insert(0, _part(reading.folded, Span(head.start, end), place, places))
            words = "".join(reading.words(spans[0]).split())
            if len(words) >= SHORTEST_ALONE and not GENERIC.match(words):
                break
    return (*spans, *told)


def _is_name(head: str) -> bool:
    """Say whether a cell at the left names its row: no number, time, unit or sentence, nor how its targets bind."""
    words = head.strip()
    return "。" not in words and not any(kind.fullmatch(words) for kind in (_NUMERIC, _TIME, _UNIT_CELL, _BINDS))


def _names_its_column(head: str) -> bool:
    """Say whether a column's head is part of what its cells measure: 年均增速, 学时."""
    return head.strip() in units() or _GROWTH.search(head) is not None


def _part(folded: str, head: Span, place: int, places: int) -> Span:
    """Return the part of a head that names one of several numbers: 高职学校/专业 over 6/19."""
    edges = [head.start, *(at + 1 for at in range(head.start, head.end) if folded[at] == "/"), head.end + 1]
    if places < 2 or len(edges) != places + 1 or edges[place + 1] - 1 <= edges[place]:
        return head
    return Span(edges[place], edges[place + 1] - 1)


def is_planned(reading: Reading, cell: RowCell, first_year: int | None) -> bool | None:
    """Say whether the column head sets the number as a target: 2025年目标 does, 2020年 and 十三五期间 before the plan do not."""
    for head in reversed(cell.heads):
        words = reading.words(head)
        years = [int(year) for year in re.findall(r"(?:19|20)\d\d", words)]
        if _GOAL.search(words) and "完成" not in words:
            return True
        if years and first_year is not None:
            return years[-1] >= first_year
        if _PAST.search(words):
            return False
    return None
