"""Numbers in table cells: unit, status, date and indicator come from the heads (GUIDE ruling 34)."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Binding, Cell, Change, Comparator, Document, Extraction, Format, Source, Span, Status, Table
from pipeline.verbs import extract_document, extract_text


def document_of(title: str, rows: list[list[str]], above: str = "") -> Document:
    """Return a document of a title, perhaps a line above its table, and one table, its first row the heads."""
    text, cells = f"{title}\n{above}", []
    start = len(text)
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            span = Span(len(text), len(text) + len(words)) if words else None
            cells.append(Cell(number, column, span=span))
            text += words + ("\n" if column == len(row) - 1 else "\t")
    table = Table(Span(start, len(text)), tuple(cells))
    return Document(Source("table.txt", "0" * 64, Format.TXT), text, tables=(table,))


def told(found: Extraction) -> list[tuple[str, str, str, Status, date | None]]:
    return [(q.quote, q.amount.unit, q.indicator, q.status, q.deadline) for q in found.quantities]


def test_an_indicator_table_gives_baselines_and_targets() -> None:
    rows = [
        ["序号", "指标", "2020年", "2025年目标", "年均增速", "属性"],
        ["1", "粮食播种面积（万亩）", "80.5", "82", "0.4", "约束性"],
        ["2", "高中阶段毛入学率（%）", "95.1", "不少于97", "", "预期性"],
        ["3", "优质均衡差异系数", "0.40", "0.36", "", "预期性"],
    ]
    end = date(2025, 12, 31)
    assert told(extract_document(document_of("安溪县教育事业发展“十四五”规划", rows))) == [
        ("80.5", "亩", "粮食播种面积", Status.ACTUAL, None),
        ("82", "亩", "粮食播种面积", Status.TARGET, end),
        ("0.4", "%", "粮食播种面积 年均增速", Status.TARGET, end),
        ("95.1", "%", "高中阶段毛入学率", Status.ACTUAL, None),
        ("97", "%", "高中阶段毛入学率", Status.TARGET, end),
        ("0.40", "", "优质均衡差异系数", Status.ACTUAL, None),
        ("0.36", "", "优质均衡差异系数", Status.TARGET, end),
    ]


def test_units_stand_in_a_column_of_their_own() -> None:
    rows = [
        ["序号", "指标", "单位", "2020年", "2025年", "属性"],
        ["1", "学前三年毛入园率", "%", "88.5", "93", "预期性"],
        ["2", "财政性教育经费", "亿元", "32.1", "45", "约束性"],
        ["3", "新增公办幼儿园学位", "个", "-", "[5000]", "预期性"],
        ["4", "旅游收入增速", "%", "-2.3", "6左右", "预期性"],
    ]
    end = date(2025, 12, 31)
    found = extract_document(document_of("安溪县教育事业发展“十四五”规划", rows))
    assert told(found) == [
        ("88.5", "%", "学前三年毛入园率", Status.ACTUAL, None),
        ("93", "%", "学前三年毛入园率", Status.TARGET, end),
        ("32.1", "元", "财政性教育经费", Status.ACTUAL, None),
        ("45", "元", "财政性教育经费", Status.TARGET, end),
        ("5000", "个", "新增公办幼儿园学位", Status.TARGET, end),
        ("-2.3", "%", "旅游收入增速", Status.ACTUAL, None),
        ("6", "%", "旅游收入增速", Status.TARGET, end),
    ]
    assert [str(q.amount.value) for q in found.quantities[-2:]] == ["-2.3", "6"]


def test_merged_cells_of_an_indicator_table_hold_for_each_of_its_rows() -> None:
    title, text, cells = "安溪县水利发展“十四五”规划\n", "", []
    rows: list[list[tuple[str, int]]] = [
        [("类别", 1), ("指标", 1), ("单位", 1), ("2020年", 1), ("2025年", 1), ("属性", 1)],
        [("防洪", 2), ("县城防洪达标率", 1), ("%", 1), ("72.5", 1), ("≥85", 1), ("约束性", 2)],
        [("", 0), ("5级以上堤防达标率", 1), ("%", 1), ("68", 1), ("80以上", 1), ("", 0)],
        [("节水", 1), ("万元产值用水量下降", 1), ("%", 1), ("[25]", 1), ("[16]", 1), ("预期性", 1)],
    ]
    for number, row in enumerate(rows):
        for column, (words, high) in enumerate(row):
            start = len(title) + len(text)
            if high:
                cells.append(Cell(number, column, rows=high, span=Span(start, start + len(words))))
            text += words + ("\n" if column == len(row) - 1 else "\t")
    table = Table(Span(len(title), len(title) + len(text)), tuple(cells))
    document = Document(Source("table.txt", "0" * 64, Format.TXT), title + text, tables=(table,))
    targets = [q for q in extract_document(document).quantities if q.status is Status.TARGET]
    assert [(q.quote, q.indicator, q.comparator, q.change, q.binding) for q in targets] == [
        ("85", "县城防洪达标率", Comparator.GE, Change.LEVEL, Binding.OBLIGATORY),
        ("80", "5级以上堤防达标率", Comparator.GE, Change.LEVEL, Binding.OBLIGATORY),
        ("16", "万元产值用水量下降", Comparator.EQ, Change.DECREASE, Binding.EXPECTED),
    ]
    assert [q.baseline and str(q.baseline.value) for q in targets] == ["72.5", "68", "25"]


def test_a_unit_above_a_table_measures_its_money_and_not_its_heads_and_shares() -> None:
    rows = [
        ["项目", "2024年实际", "2025年计划", "受益人数", "占比"],
        ["教育支出", "12000", "13500", "820", "31.5"],
        ["农林水支出", "8000", "9100.5", "460", "20.8"],
    ]
    quantities = extract_document(document_of("安溪县2025年支出计划", rows, "单位：万元\n")).quantities
    assert [(q.quote, str(q.amount.value), q.amount.unit, q.status) for q in quantities] == [
        ("12000", "120000000", "元", Status.ACTUAL),
        ("13500", "135000000", "元", Status.TARGET),
        ("8000", "80000000", "元", Status.ACTUAL),
        ("9100.5", "91005000.0", "元", Status.TARGET),
    ]
    pupils = [["年份", "2025年", "2026年"], ["在校生人数", "5100", "5300"]]
    counted = extract_document(document_of("安溪县2025年招生计划", pupils, "单位：人\n")).quantities
    assert [(q.quote, q.amount.unit, q.indicator) for q in counted] == [
        ("5100", "人", "在校生人数"),
        ("5300", "人", "在校生人数"),
    ]
    assert not extract_document(document_of("安溪县2025年支出计划", rows, "单位：县财政局\n")).quantities


def test_a_task_table_binds_time_and_units_of_its_row() -> None:
    rows = [
        ["任务", "目标值", "牵头单位", "配合单位", "完成时限"],
        ["新建公办幼儿园", "3所", "县教育局", "县财政局、各镇人民政府", "8月底前"],
        ["新增绿道", "12公里", "县住建局", "", "11月底前"],
    ]
    found = extract_document(document_of("安溪县2023年民生实事任务分解表", rows)).quantities
    assert [(q.quote, q.indicator, q.deadline, q.responsible) for q in found] == [
        ("3所", "新建公办幼儿园", date(2023, 8, 31), ("县教育局", "县财政局", "各镇人民政府")),
        ("12公里", "新增绿道", date(2023, 11, 30), ("县住建局",)),
    ]


def test_serial_numbers_weights_and_points_are_no_targets() -> None:
    rows = [["序号", "考核内容", "分值"], ["1", "制度建设", "20"], ["2", "档案管理", "15分"]]
    found = extract_document(document_of("2022年度档案工作考核评分表", rows)).quantities
    assert [(q.quote, q.status) for q in found] == [("15分", Status.OTHER)]


def test_targets_of_an_indicator_table_tell_their_baseline_and_how_they_bind() -> None:
    rows = [
        ["指标", "单位", "2018年", "2020年", "2023年", "2025年", "属性"],
        ["学前三年毛入园率", "%", "84", "88.5", "91", "93", "预期性"],
        ["专任教师（约束性）", "人", "", "", "5100", "5300", ""],
    ]
    found = extract_document(document_of("安溪县教育事业发展“十四五”规划", rows)).quantities
    told = [(q.quote, q.baseline and (str(q.baseline.value), q.baseline.year), q.binding) for q in found]
    assert told == [
        ("84", None, None),
        ("88.5", None, None),
        ("91", ("88.5", 2020), Binding.EXPECTED),
        ("93", ("88.5", 2020), Binding.EXPECTED),
        ("5100", None, Binding.OBLIGATORY),
        ("5300", None, Binding.OBLIGATORY),
    ]


@pytest.mark.parametrize(
    ("text", "baseline"),
    [
        ("高中阶段毛入学率由2020年的88.5%提高到2025年的93%。", ("88.5%", "88.5", 2020)),
        ("力争把失业率从5.5%左右进一步降低到5%以内。", ("5.5%", "5.5", None)),
        ("入园率达到88.5%，巩固率提高到93%。", None),
        ("补助由每人30元、每年2次提高到50元。", None),
    ],
)
def test_a_baseline_in_prose(text: str, baseline: tuple[str, str, int | None] | None) -> None:
    target = extract_text(text, period=(date(2021, 1, 1), date(2025, 12, 31))).quantities[-1]
    assert target.status is Status.TARGET
    base = target.baseline
    assert (base and (base.span.of(text), str(base.value), base.year)) == baseline
