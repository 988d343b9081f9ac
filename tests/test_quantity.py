"""Quantities from text to typed value: amounts, comparators, changes, status, indicators; near misses give none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pipeline.model import Amount, Change, Comparator, Issue, IssueCode, Quantity, QuantityWords, Span, Status
from pipeline.normalize.numeral import numeral
from pipeline.normalize.quantity import amount
from pipeline.verbs import extract_text

YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def quantities(text: str) -> tuple[Quantity, ...]:
    return extract_text(text, period=YEAR).quantities


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3.5", "3.5"),
        ("1,234", "1234"),
        ("4 6 2 8 0", "46280"),
        ("二〇二五", "2025"),
        ("两千零五", "2005"),
        ("三百五", "350"),
        ("十", "10"),
        ("一百零三", "103"),
        ("四点一", "4.1"),
        ("5·8", "5.8"),
        ("三亿七千零六十二万", "370620000"),
        ("一万五千二百", "15200"),
    ],
)
def test_numerals(written: str, value: str) -> None:
    assert numeral(written) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "quote", "value", "high", "unit"),
    [
        ("自学考试报名1.1万人次", "1.1万人次", "11000", None, "人次"),
        ("居民收入实际增长4·3％", "4·3％", "4.3", None, "%"),
        ("投资3100万元", "3100万元", "31000000", None, "元"),
        ("创建2-3个省级基地", "2-3个", "2", "3", "个"),
        ("审计3至5所学校", "3至5所", "3", "5", "所"),
        ("每床位补助5—10万元", "5—10万元", "50000", "100000", "元"),
        ("经济增长5%—5.5%", "5%—5.5%", "5", "5.5", "%"),
        ("流生率控制在3‰以内", "3‰", "3", None, "‰"),
        ("职普比保持在1∶1左右", "1∶1", "1", None, "比"),
        ("师生比达到1:18.5", "1:18.5", str(1 / Decimal("18.5")), None, "比"),
        ("三次产业结构调整为19∶43∶38", "19∶43∶38", None, None, "比"),
        ("覆盖率达到八成", "八成", "80", None, "%"),
        ("三分之二以上的村", "三分之二", "66.67", None, "%"),
        ("税收比上年增长-6.25%", "-6.25%", "-6.25", None, "%"),
        ("净利润为-1.5万元", "-1.5万元", "-15000.0", None, "元"),
        ("总产值翻两番", "翻两番", "4", None, "倍"),
        ("产量增长2倍", "2倍", "2", None, "倍"),
        ("提高百分之四点一", "百分之四点一", "4.1", None, "%"),
        ("产粮三亿七千零六十二万吨", "三亿七千零六十二万吨", "370620000", None, "吨"),
        ("累计下拨经费x.2万元", "x.2万元", None, None, "元"),
        ("总人口38万", "38万", "380000", None, "人"),
        ("组织数百人参加", "数百人", None, None, "人"),
        ("发电量达到120亿千瓦时", "120亿千瓦时", "12000000000", None, "千瓦时"),
        ("ＰＭ浓度降到35微克/立方米", "35微克/立方米", "35", None, "微克/立方米"),
    ],
)
def test_amounts(text: str, quote: str, value: str | None, high: str | None, unit: str) -> None:
    (found,) = quantities(text)
    assert (found.quote, found.amount.unit) == (quote, unit)
    assert found.amount == Amount(
        None if value is None else Decimal(value), unit, None if high is None else Decimal(high)
    )


@pytest.mark.parametrize(
    "text",
    [
        "第31个教师节",
        "2012年元旦前搬迁",
        "一带一路",
        "落实“四个意识”",
        "《2008-2012年工作规划》",
        "政办〔2018〕271号",
        "15至50周岁人口",
        "九年义务教育",
        "高二班主任",
        "上午8:30集合",
        "抓好三项工作",
        "坚持两个体系",
        "建设一批基地",
        "接收XX万元",
        "发展5G网络",
        "前50名考生",
    ],
)
def test_near_misses(text: str) -> None:
    assert quantities(text) == ()


def test_a_range_that_runs_backwards_is_an_issue() -> None:
    words = QuantityWords("9", "个", high="3")
    assert amount(words, Span(0, 3)) == Issue(IssueCode.RANGE_BACKWARDS, "9-3个", Span(0, 3))


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("入学率达99.8%以上", Comparator.GE),
        ("入学率不低于95%", Comparator.GE),
        ("每校至少1名教师", Comparator.GE),
        ("企业超过300家", Comparator.GT),
        ("流生率控制在3‰以内", Comparator.LE),
        ("失业率控制在5%", Comparator.LE),
        ("价格涨幅控制在2%左右", Comparator.APPROX),
        ("教师1600余人", Comparator.APPROX),
        ("投入近2亿元", Comparator.APPROX),
        ("坟墓签约29座", Comparator.EQ),
        ("创建2-3个基地", Comparator.RANGE),
        ("高于全国平均0.3个百分点", Comparator.EQ),
    ],
)
def test_comparators(text: str, comparator: Comparator) -> None:
    assert quantities(text)[-1].comparator is comparator


def test_a_hedge_behind_a_list_holds_for_all_of_it() -> None:
    found = quantities("工业和农业增加值分别增长5%、6.5%左右。")
    assert [quantity.comparator for quantity in found] == [Comparator.APPROX, Comparator.APPROX]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("产值增长5.59%", Change.INCREASE),
        ("比去年增加66人", Change.INCREASE),
        ("提高3个百分点", Change.INCREASE),
        ("能耗下降2%", Change.DECREASE),
        ("名师工作室增加至15个", Change.LEVEL),
        ("覆盖率提高到98%", Change.LEVEL),
        ("新增示范专业3个", Change.INCREASE),
        ("新建幼儿园3所", Change.LEVEL),
        ("产值翻一番", Change.MULTIPLE),
        ("国内生产总值年均增长7.5%", Change.INCREASE),
        ("人口自然增长率控制在8‰以内", Change.LEVEL),
    ],
)
def test_changes(text: str, change: Change) -> None:
    assert quantities(text)[-1].change is change


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("年内力争新建幼儿园3所", [Status.TARGET]),
        ("去年已建成幼儿园3所", [Status.ACTUAL]),
        ("引进投资500万元以上民宿项目8个", [Status.OTHER, Status.TARGET]),
        ("按每人每月500元发放岗位补贴", [Status.OTHER]),
        ("力争入学率由95%提高到98%", [Status.ACTUAL, Status.TARGET]),
        ("新建750千伏变电站2座", [Status.OTHER, Status.TARGET]),
    ],
)
def test_status(text: str, status: list[Status]) -> None:
    assert [found.status for found in quantities(text)] == status


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("学前三年入园率达92.5%。", ["学前三年入园率"]),
        ("资助4500名中职学校贫困生。", ["资助 中职学校贫困生"]),
        ("一产、二产、三产增加值分别增长5%、6%、7%。", ["一产 增加值", "二产 增加值", "三产增加值"]),
        ("教师学历合格率：幼儿园达91%，小学达99.8%。", ["教师学历合格率 幼儿园", "教师学历合格率 小学"]),
        ("编写教材26本（其中语文6本，数学3本）。", ["编写教材", "编写教材 语文", "编写教材 数学"]),
        ("高考上线384人，比去年增加66人。", ["高考上线", "高考上线"]),
        ("到2025年，城镇化率提高到65%。", ["城镇化率"]),
        ("推进空港、陆港等5个物流园区建设。", ["推进 物流园区建设"]),
    ],
)
def test_indicators(text: str, indicators: list[str]) -> None:
    assert [found.indicator for found in quantities(text)] == indicators
