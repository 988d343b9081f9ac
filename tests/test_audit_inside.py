"""The audit of one document: what must be found, what must not, where it is told, and that the words do the arithmetic."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline import extract_text
from pipeline.audit import Finding, Severity, audit
from pipeline.model import Cell, Document, Format, Source, Span, Table
from pipeline.verbs import extract_document

_PERIOD = (date(2024, 1, 1), date(2024, 12, 31))

WRONG = {
    "全县耕地面积6200亩，其中：水田面积1180亩、旱田面积5040亩。": "其中各项之和大于总数",
    "桥梁250座，其中：大桥9座、中桥41座、小桥192座。": "其中各项之和略少于总数",
    "获奖8件，其中一等奖11件。": "其中的一项大于总数",
    "全乡养殖大户48户（猪20户、鸡5户、羊21户）。": "分项之和不等于总数",
    "全县共评估学校270所，评出优秀78所，良好112所，合格82所。": "分项之和不等于总数",
    "全县总收入12441万元，其中农业4276万元、工业6033万元、其他1132万元。": "其中各项之和略少于总数",
    "500个自然屯中有407个通硬化路，占总数的99%。": "占比与数额不符",
    "总人口20500人，劳动力10850人，占总人口54.87%。": "占比与数额不符",
    "学校由100所增加到150所，增长30%。": "增减幅度与两数不符",
    "财政支出1340万元，比2023年的1250万元增加2万元。": "增减额与两数之差不符",
    "三次产业结构调整为8.2:41.5:52.3。": "产业结构之和不为100",
    "水稻集中在东河镇、西岭镇、南塘镇和北山镇，三个乡镇承担任务。": "所称数目与所列不符",
    "坚持“三个强化”（强化队伍，强化管理，强化质量，强化安全）。": "所称数目与所列不符",
    "使全镇小学适龄儿童入学率达100%以上。": "比率超过100%",
    "各单位于2月30日前报送。": "日期不存在",
    "工期由1988年的150天缩短到1089年的141天。": "年份先后颠倒",
    "建成种植基地约10000（6500）亩。": "一处两个数值",
    "全镇耕地面积73760亩。全镇耕地面积73760公顷。": "同一数字两种单位",
    "XX年底前完成全部任务。": "模板或隐去的残留",
}
# Each of these looks wrong to a checker that only adds.
RIGHT = (
    "全县耕地面积6220亩，其中：水田面积1180亩、旱田面积5040亩。",
    "劳动力8100人，其中：女性3950人，务农5600人，务工2500人。",
    "矿产34种，其中有查明储量的16种，列入数据库的14种，已开发利用的11种。",
    "耕地面积9.4万亩，其中旱地8.6万亩，水田0.85万亩。",
    "特种种植面积13700余亩，其中烤烟1257亩，果树6807亩，药材2357亩，棚膜921亩，葡萄1710亩，榛子727亩。",
    "适龄儿童612人，其中：随班就读451人，送教上门128人。",
    "水库塘坝236座，其中：小型水库14座，集体塘坝72座，个人塘坝150座，电灌站6座。",
    "总人口20500人，劳动力10850人，占总人口53%。",
    "钢产量从135万吨增加到412万吨，增长2.1倍。",
    "学前三年毛入园率达到101%。",
    "完成年度任务的120%，入库税收增长103%。",
    "在册耕地面积4.7万亩。全镇共有耕地6713.54公顷。",
    "坚持“三河三湖”（淮河海河辽河、太湖巢湖滇池）治理。",
    "开设计算机、财会、机械、文秘等14个专业，另有种植、养殖。",
    "范围是北纬22度26分至23度56分。",
)


def _found(text: str) -> tuple[Finding, ...]:
    return audit(extract_text(text, period=_PERIOD))


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_found(text: str) -> None:
    assert WRONG[text] in {finding.rule for finding in _found(text)}


@pytest.mark.parametrize("text", RIGHT)
def test_what_only_looks_wrong_is_left_alone(text: str) -> None:
    assert [finding.arithmetic for finding in _found(text)] == []


def test_the_words_do_the_arithmetic_and_the_places_are_those_of_the_text() -> None:
    text = "全县耕地面积6200亩，其中：水田面积1180亩、旱田面积5040亩。"
    (finding,) = _found(text)
    assert finding.arithmetic == "1180亩+5040亩=6220亩，大于所称总数6200亩，相差20亩"
    assert [place.quote for place in finding.places] == ["6200亩", "1180亩", "5040亩"]
    assert all(place.span.of(text) == place.quote for place in finding.places)
    assert finding.severity is Severity.ERROR


def test_identities_are_the_same_in_every_run_and_differ_between_findings() -> None:
    text = "获奖8件，其中一等奖11件。各单位于2月30日前报送。"
    first, again = _found(text), _found(text)
    assert [finding.id for finding in first] == [finding.id for finding in again]
    assert len({finding.id for finding in first}) == 2


def _table(rows: tuple[tuple[str, ...], ...]) -> Document:
    text, cells = "", []
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            cells.append(Cell(row, column, span=Span(len(text), len(text) + len(word))))
            text += word + ("\t" if column < len(words) - 1 else "\n")
    return Document(Source("", "0" * 64, Format.DOCX), text, tables=(Table(Span(0, len(text)), tuple(cells)),))


def test_sum_rows_of_tables() -> None:
    rows = (("乡镇", "学校", "学生"), ("东河镇", "3", "410"), ("西岭镇", "4", "520"), ("合计", "7", "950"))
    found = audit(extract_document(_table(rows)))
    assert [finding.arithmetic for finding in found] == ["该列2个数相加为930，小于合计行的950，相差20"]


def test_a_table_to_be_filled_in_has_no_sums() -> None:
    rows = (("乡镇", "学校"), ("东河镇", "不详"), ("合计", "不详"))
    assert audit(extract_document(_table(rows))) == ()
