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
    "全县农村自来水普及率达到-5%。": "比率低于0",
    "年内新建   所幼儿园。": "缺少数量",
    "过去五年，全县游客接待量由1000万人次增加到1469万人次，年均增长12.8%。": "年均增速与首末两数不符",
    "提出19项指标。经济方面，提出6项指标。创新方面，提出5项指标。民生方面，提出7项指标。": "所称总数与附件不符",
    "附件\n实事清单（共5项）\n1.修路。\n2.架桥。\n3.挖渠。\n4.建站。\n": "所称总数与附件不符",
    "2021年底前建成水厂1座，由县水利局负责。": "时限早于计划期",
    "12月底前建成水厂1座。（牵头单位：县水利局；牵头单位：县交通运输局）": "一项任务两个牵头单位",
    "全区职业学校在校学生数由38%上升到34%。": "增减方向与两数相反",
    "年末存款950元，比上年增加120元，增长18.7%。": "增减额与增减幅度不符",
    "其他收入812.40万元，与上年640.10万元相比增加127.30万元。": "增减额与两数之差不符",
    "渔民收入20300元，比增5%，高出农民（12400元）7800元。": "增减额与两数之差不符",
    "粮食产量365万吨，比五年计划原定2020年341万吨的水平超过34万吨。": "增减额与两数之差不符",
    "教职工219人，其中专任教师205人，占比96.3%。": "占比与数额不符",
    "支出合计845.2万元，其中：\n基本支出640.2万元，占75.75%；\n项目支出205万元，占28.25%。": "占比与数额不符",
    "计划投资98.5亿元，已完成投资71.2亿元，完成年度目标比率78.3%。": "占比与数额不符",
    "进驻项目1310项，网上可办项目1290项，占全部进驻项目的94.5%。": "占比与数额不符",
    "累计排查问题隐患42条，已完成整改45条。": "办结数多于所有数",
    "货运量比2015年增长59%，平均每年增长2.1%。": "年均增速与累计增幅不符",
    "农民人均收入由1.52万元增加到2.08万元，年均增长12.6%。": "年均增速与首末两数不符",
    "全市有高中阶段学校68所，其中普通高中（含完全中学）40所，在校生7805人；中职学校25所。": "其中各项之和略少于总数",
    "工业总产值1342亿元。其中，轻工业661亿元，重工业636亿元。": "其中各项之和略少于总数",
    "采购支出8312.39万元，其中：设备2479.00万元、修缮5721.39万元、培训82.00万元。": "其中各项之和略少于总数",
    "民办学校256所，其中小学114所、初中10所、教学点171所、高中1所。": "其中各项之和大于总数",
    "项目总投资59.73亿元（政府性投资54.73亿元，社会投资2.30亿元）。": "分项之和不等于总数",
    "本年收入2720万元，加上上年结转收入315万元，全年收入总数3085万元。": "分项之和不等于总数",
    "有564.9公顷耕地在林区，还有431.4公顷在陡坡，这969.3公顷逐步退耕。": "分项之和不等于总数",
    "东山小学、西山小学、南山幼儿园、北山幼儿园6个学校投入使用。": "所称数目与所列不符",
    "全市教育投资5000万元的分配如下：（一）学前教育3750万元。（二）义务教育1025万元。（三）高中教育125万元。": "分项之和不等于总数",
    "普惠性幼儿园普惠率达195.1%。": "比率超过100%",
    "三次产业结构进一步优化，调整为8.3∶44.1∶50.3。": "产业结构之和不为100",
    "全年平均气温在23.5～22.2℃之间。": "区间上下限颠倒",
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
    "排名由第8位上升到第3位。",
    "年末存款950元，比上年增加120元，增长14.5%。",
    "国内生产总值950亿元，比上年增加120亿元，按可比价格计算增长18.7%。",
    "收入812.40万元，与上年640.10万元相比增加172.30万元，增长26.92%。",
    "优特钢产能占比超过72%，精细化工营收占比超过45%。",
    "教职工219人，其中专任教师205人，占全县教师的4.3%。",
    "支出合计845.2万元，其中：\n基本支出640.2万元，占75.75%；\n项目支出205万元，占24.25%。",
    "计划投资98.5亿元，已完成投资71.2亿元，占全省完成投资的8.3%。",
    "累计排查问题隐患42条，已完成整改45条（含上年结转3条）。",
    "货运量比2015年增长59%，平均每年增长9.7%。",
    "农民人均收入由1.52万元增加到2.08万元，年均实际增长12.6%。",
    "总产值1342亿元。其中，规模以上企业661亿元，小微企业636亿元。",
    "采购支出8312万元，其中：设备2479万元、修缮4721万元、培训82万元。",
    "民办学校256所，其中寄宿制学校114所、示范学校110所、标准化学校171所。",
    "项目3个（国家级项目1个，省级项目1个）。",
    "教育投资5000万元，其中：（一）学前教育1750万元。（二）义务教育2025万元。第二章 措施 （三）高中教育125万元。",
    "有564.9公顷耕地在林区，还有431.4公顷在陡坡，这些耕地逐步退耕。",
    "推进水利、交通、能源、文化6个重大项目建设。",
    "床位使用率达到108%。",
    "气温在-5～-10℃之间。",
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


def _table(rows: tuple[tuple[str, ...], ...], before: str = "") -> Document:
    """Return a document of some words and a table under them."""
    text, cells = before, []
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            span = Span(len(text), len(text) + len(word)) if word else None
            cells.append(Cell(row, column, span=span))
            text += word + ("\t" if column < len(words) - 1 else "\n")
    return Document(
        Source("", "0" * 64, Format.DOCX), text, tables=(Table(Span(len(before), len(text)), tuple(cells)),)
    )


def test_sum_rows_of_tables() -> None:
    rows = (("乡镇", "学校", "学生"), ("东河镇", "3", "410"), ("西岭镇", "4", "520"), ("合计", "7", "950"))
    found = audit(extract_document(_table(rows)))
    assert [finding.arithmetic for finding in found] == ["该列2个数相加为930，小于合计行的950，相差20"]


def test_scores_of_the_items_of_a_row() -> None:
    rows = (
        ("项目", "分值", "评分标准"),
        ("水土保持", "30", "1.宣传到位（10分）。2.巡查留痕（10分）。"),
        ("绿化", "20", "1.栽植，得15分。2.管护，得5分。3.毁绿一处扣2分。"),
        ("信息", "10", "1.每月上报，最高得5分。2.采用一篇得1分。"),
    )
    found = audit(extract_document(_table(rows)))
    assert [finding.arithmetic for finding in found] == ["10分+10分=20分，所称30分"]


_PLAN_TABLES = {
    "text and table": (
        "到2025年，农村自来水普及率达到{}%。",
        (("指标", "单位", "2020年", "2025年"), ("农村自来水普及率", "%", "82", "93"), ("森林覆盖率", "%", "40", "41")),
        ("95", "93"),
        "农村自来水普及率：正文为95%，表中（2025年）为93（合93%），相差2%",
    ),
    "amounts in two units": (
        "采购货物支出{}万元，采购情况见表（单位：元）。",
        (("类别", "金额"), ("采购货物支出", "24,790,000.00"), ("采购工程支出", "5,000,000.00")),
        ("2749", "2479"),
        "采购货物支出：正文为2749万元，表中（金额）为24,790,000.00（合2479万元），相差270万元",
    ),
    "rows under a title": (
        "重点任务清单（共{}项）",
        (("序号", "任务"), ("1", "修路"), ("2", "架桥"), ("3", "挖渠"), ("4", "建站")),
        ("5", "4"),
        "标题称共5项，其下所列为4项，相差1",
    ),
    "projects and their investment": (
        "安排项目3个，总投资{}万元。",
        (("项目", "总投资（万元）"), ("水厂", "1200"), ("公路", "800"), ("学校", "500")),
        ("3500", "2500"),
        "表中3个项目的投资相加为2500万元，正文称总投资3500万元",
    ),
}


@pytest.mark.parametrize("name", _PLAN_TABLES)
def test_what_the_text_tells_of_a_table(name: str) -> None:
    words, rows, (wrong, right), told = _PLAN_TABLES[name]
    for number, wanted in ((wrong, [told]), (right, [])):
        found = audit(extract_document(_table(rows, words.format(number) + "\n")))
        assert [finding.arithmetic for finding in found] == wanted


@pytest.mark.parametrize(("score", "told"), [("8", []), ("7", ["12+7=19，小于所称20，相差1"])])
def test_groups_of_a_score_table(score: str, told: list[str]) -> None:
    rows = (
        ("序号", "项目", "分值"),
        ("一、", "组织", "20"),
        ("1", "机构", "12"),
        ("2", "制度", score),
        ("二、", "实效", "10"),
    )
    rows += (("3", "水质", "6"), ("4", "绿化", "4"), ("三、", "奖励加分", "5"))
    found = audit(extract_document(_table((*rows, ("合计", "", "30")))))
    assert [finding.arithmetic for finding in found] == told


def test_a_table_to_be_filled_in_has_no_sums() -> None:
    rows = (("乡镇", "学校"), ("东河镇", "不详"), ("合计", "不详"))
    assert audit(extract_document(_table(rows))) == ()
