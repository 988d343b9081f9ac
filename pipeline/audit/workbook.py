"""The audit as a workbook: findings, plan against report, places against places, rates; no cell is a formula."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.audit.shown import FAMILIES, FIELDS, SEVERITIES, STATUSES, Quoted, Shown

_FINDINGS = (
    "编号", "类别", "程度", "处理", "理由", "规则", "算式", "地区", "文件", "引文", "句子", "对照地区", "对照文件", "对照引文", "对照句子"
)  # fmt: skip
_PLANS = (
    "地区",
    "指标",
    "年份",
    "计划",
    "实际",
    "结论",
    "算式",
    "报告口径",
    "计划原句",
    "计划文件",
    "报告原句",
    "报告文件",
)
_PLACES = (
    "指标",
    "年份",
    "地区",
    "本级目标",
    "上级目标",
    "关系",
    "算式",
    "本级原句",
    "本级文件",
    "上级原句",
    "上级文件",
)
_RATES = ("类别", "名称", "目标", "报告提及", "达到", "达到率")
# Widths of columns in characters: sentences get room, the rest what its words need.
_WIDE, _NARROW = 44, 12
_HEAD = "EAF0F6"
# Points that a line takes, lines that a row has at most, and the last character of the narrow ones.
_LINE, _MOST, _LATIN = 15, 20, 0x2FF
_LONG = frozenset({"算式", "句子", "对照句子", "计划原句", "报告原句", "本级原句", "上级原句", "文件", "对照文件"})


def write_workbook(shown: Shown, path: Path) -> None:
    """Write the workbook to a file."""
    from openpyxl import Workbook

    book = Workbook()
    _sheet(book.active, "发现", _FINDINGS, _finding_rows(shown))
    plans = (
        (
            *(
                row.place,
                row.indicator,
                row.year,
                row.promised,
                row.reported,
                row.verdict,
                row.arithmetic,
                row.definition,
            ),
            *(
                _sentence(row.target),
                row.target.path,
                _sentence(row.actual),
                "" if row.actual is None else row.actual.path,
            ),
        )
        for row in shown.plans
    )
    _sheet(book.create_sheet(), "计划与报告", _PLANS, plans)
    places = (
        (
            *(row.indicator, row.year, row.place, row.own, row.above, row.relation, row.arithmetic),
            *(_sentence(row.lower), row.lower.path, _sentence(row.upper), row.upper.path),
        )
        for row in shown.places
    )
    _sheet(book.create_sheet(), "上下级对照", _PLACES, places)
    _sheet(book.create_sheet(), "完成率", _RATES, _rate_rows(shown))
    book.save(path)


def _rate_rows(shown: Shown) -> Iterable[Sequence[object]]:
    for kind, rows in (("责任单位", shown.by_body), ("领域", shown.by_field)):
        for row in rows:
            name = FIELDS.get(row.name, row.name)
            rate = round(row.reached / row.reported, 3) if row.reported else ""
            yield (kind, name, row.targets, row.reported, row.reached, rate)


def _finding_rows(shown: Shown) -> Iterable[Sequence[object]]:
    for one in shown.findings:
        sides = [(side.region, side.path, side.quote, side.sentence) for side in one.sides[:2]]
        sides += [("", "", "", "")] * (2 - len(sides))
        yield (
            one.id,
            FAMILIES.get(one.family, one.family),
            SEVERITIES.get(one.severity, one.severity),
            STATUSES.get(one.status, one.status),
            *(one.reason or "", one.rule, one.arithmetic),
            *sides[0],
            *sides[1],
        )


def _sheet(sheet: Any, title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet.title = title
    sheet.append(list(heads))
    for row in rows:
        sheet.append([_clean(value) for value in row])
        sheet.row_dimensions[sheet.max_row].height = _LINE * max(map(_lines, row, heads))
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that begins with = is a text
    for number, head in enumerate(heads, 1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.cell(1, number).fill = PatternFill("solid", fgColor=_HEAD)
        sheet.column_dimensions[get_column_letter(number)].width = _WIDE if head in _LONG else _NARROW
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.auto_filter.ref = sheet.dimensions


def _lines(value: object, head: str) -> int:
    """Return how many lines a cell takes in its column; characters beyond Latin are twice as wide."""
    if not isinstance(value, str):
        return 1
    width = sum(2.25 if ord(char) > _LATIN else 1.1 for char in value)  # lines break before they are full
    return max(1, min(_MOST, math.ceil(width / (_WIDE if head in _LONG else _NARROW))))


def _clean(value: object) -> object:
    """Return a value as a cell can hold it: without the control characters that no workbook may have."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value


def _sentence(quote: Quoted | None) -> str:
    return "" if quote is None else f"{quote.before}{quote.words}{quote.behind}".strip()
