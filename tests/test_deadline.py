"""Deadlines: which times are records, how they are quoted, and which days they mean (GUIDE §3 and its rulings)."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.deadline import deadlines
from pipeline.extract.tense import tenses
from pipeline.model import Deadline, Document, Format, Issue, IssueCode, Kind, Period, Source
from pipeline.normalize.deadline import resolve
from pipeline.segment import segment
from pipeline.verbs import extract_document

YEAR = Period(date(2011, 1, 1), date(2011, 12, 31))
SCHOOL_YEAR = Period(date(2012, 9, 1), date(2013, 8, 31))
FIVE_YEARS = Period(date(2021, 1, 1), date(2025, 12, 31))
UNKNOWN = Period(None, None)


def read(text: str, period: Period = YEAR, kind: Kind = Kind.PLAN) -> tuple[tuple[Deadline, ...], tuple[Issue, ...]]:
    reading = segment(Document(Source("a.txt", "0" * 64, Format.TXT), text))
    return resolve(deadlines(reading, kind), reading=reading, period=period)


def quotes(text: str, kind: Kind = Kind.PLAN) -> list[str]:
    return [deadline.quote for deadline in read(text, UNKNOWN, kind)[0]]


def days(text: str, period: Period) -> list[str]:
    return [f"{found.first or ''}..{found.last or ''}" for found in read(text, period)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全镇学校于2012年底完成搬迁,2015年底前实现均衡。", ["2012年底", "2015年底前"]),
        ("到2020年,建成城乡一体的网络。", ["到2020年"]),
        ("体检推迟到6月份进行。", ["6月份"]),
        ("创建时间由2014年提前至2012年。", ["2012年"]),
        ("从XX年秋季学期开始,实行划片招生。", ["从XX年秋季学期开始"]),
        ("自2019年1月1日起,提高补助标准。", ["自2019年1月1日起"]),
        ("2009年3月至8月做好调研,5-6月份开展督查。", ["2009年3月至8月", "5-6月份"]),
        ("力争年内通过验收,上半年召开现场会。", ["年内", "上半年"]),
        ("镇里每年教师节表彰先进,每月对网吧检查一次。", ["每年教师节", "每月"]),
        ("做到天天巡查、周周汇总、月月通报。", ["天天", "周周", "月月"]),
        ("近期完成选址,开学前组织排查,当前和今后一个时期要抓紧落实。", ["近期", "开学前", "当前和今后一个时期"]),
        ("争取在2025年实现目标,两年之内再上台阶。", ["2025年", "两年之内"]),
        ("“十四五”期间,建成五所学校。", ["“十四五”期间"]),
        ("9月份的评比活动由教科室负责。", ["9月份"]),
        ("上半年各校组织的评比请于6月中旬前完成。", ["上半年", "6月中旬前"]),
        ("2012年,我校将迎来评估。", ["2012年"]),
    ],
)
def test_times_at_which_work_is_due(text: str, expected: list[str]) -> None:
    assert quotes(f"某镇工作计划\n{text}\n") == expected


@pytest.mark.parametrize(
    "text",
    [
        "落实《惩治和预防腐败体系2008-2012年工作规划》。",  # names (GUIDE §3)
        "实施三年行动计划(2021-2023年)。",
        "认真落实十二五规划和“十四五”旅游项目。",
        "做好2020年项目验收。",  # ruling 33
        "完成2020年上半年证书审核工作。",
        "时间:2022年01月08日 点击数:12",  # ruling 10
        "某镇人民政府 2011年3月2日",
        "各单位要尽快落实,及时上报,逐步完善。",  # ruling 41
        "平均每年递增5%。",  # ruling 26
        "教师每人每月500元补贴。",
        "2011年是全面深化改革之年。",
        "2009年已建成三所学校。",
        "近年来,成绩显著,比去年增加20人。",
        "对一年内两次旷工的予以辞退。",
        "原定于4月份举行的比赛取消。",
        "普及九年义务教育,关爱青少年内心世界。",
        "二、2011年工作计划",  # ruling 23
        "三、今年重点工作",
    ],
)
def test_times_that_are_no_deadlines(text: str) -> None:
    assert quotes(f"某镇工作计划\n各村要认真组织,切实把各项工作落到实处,确保取得实效,让群众满意。\n{text}\n") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、工作回顾\n全年每周开展一次教研,5月底前完成了改造。\n二、下一步打算\n6月底前完成验收。\n", ["6月底前"]),
        ("一、主要做法\n坚持每周一次集体备课。\n", []),  # ruling 6
        ("一、主要做法\n2012年计划建成两所幼儿园。\n", ["2012年"]),
    ],
)
def test_a_report_plans_only_what_is_to_come(text: str, expected: list[str]) -> None:
    assert quotes(f"某县教育局工作总结\n{text}", Kind.REPORT) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2012年元旦前完成搬迁。", "..2011-12-31"),  # ruling 39: a named day gives the day before
        ("教师节前完成评选。", "..2011-09-09"),
        ("9月10日前完成评选。", "..2011-09-10"),  # ruling 28
        ("6月底前完成评选。", "..2011-06-30"),
        ("6月中旬前完成评选。", "..2011-06-20"),
        ("年内完成评选。", "..2011-12-31"),
        ("力争年底建成大楼。", "..2011-12-31"),
        ("今年,要完成评选。", "2011-01-01..2011-12-31"),
        ("全年培训教师200人。", "2011-01-01..2011-12-31"),
        ("明年上半年完成评选。", "2012-01-01..2012-06-30"),
        ("下半年完成评选。", "2011-07-01..2011-12-31"),
        ("三季度末完成评选。", "..2011-09-30"),
        ("二季度召开大会。", "2011-04-01..2011-06-30"),
        ("2月下旬召开大会。", "2011-02-21..2011-02-28"),
        ("3月初召开大会。", "2011-03-01..2011-03-10"),
        ("12月至明年2月召开大会。", "2011-12-01..2012-02-29"),
        ("2009年9月至2012年2月,做好指导工作。", "2009-09-01..2012-02-29"),
        ("12月27日-31日召开大会。", "2011-12-27..2011-12-31"),
        ("7月10-15日举行培训。", "2011-07-10..2011-07-15"),
        ("2012年起开展试点。", "2012-01-01.."),
        ("到2020年,全面建成网络。", "..2020-12-31"),
        ("推迟到2012年进行。", "2012-01-01..2012-12-31"),
        ("二〇一一年十一月底前完成评选。", "..2011-11-30"),
        ("两年之内达到标准。", "..2012-12-31"),  # ruling 40: the plan's first year is year 1
        ("今后三年,建成两所学校。", "2011-01-01..2013-12-31"),
        ("每年教师节评选先进。", ".."),  # ruling 2
        ("近期完成评选。", ".."),  # ruling 5
        ("国庆前后开展活动。", ".."),
        ("“十二五”末建成大楼。", "..2015-12-31"),
        ("十三五期间建成大楼。", "2016-01-01..2020-12-31"),
        ("2011学年第二学期开展评选。", "2012-02-01..2012-08-31"),  # ruling 40
        ("2011-2012学年第一学期,开展评选。", "2011-09-01..2012-01-31"),
    ],
)
def test_days_of_a_yearly_plan(text: str, expected: str) -> None:
    assert days(f"某镇工作计划\n{text}\n", YEAR) == [expected]


@pytest.mark.parametrize(
    ("text", "period", "expected"),
    [
        ("规划期末建成大楼。", FIVE_YEARS, ["..2025-12-31"]),
        ("五年内建成大楼。", FIVE_YEARS, ["..2025-12-31"]),
        ("年底前建成大楼。", FIVE_YEARS, [".."]),  # of which year the text does not tell
        ("“十四五”后三年,每年建成一所学校。", FIVE_YEARS, ["2023-01-01..2025-12-31", ".."]),
        ("9月\n开学工作\n1月\n期末工作\n", SCHOOL_YEAR, ["2012-09-01..2012-09-30", "2013-01-01..2013-01-31"]),
        ("第一学期开展评选,第二学期表彰。", SCHOOL_YEAR, ["2012-09-01..2013-01-31", "2013-02-01..2013-08-31"]),
        ("3月-4月份\n德育活动\n", UNKNOWN, [".."]),
        ("2010年11月30日前报名,1月10日前缴费。", UNKNOWN, ["..2010-11-30", "..2011-01-10"]),
        ("6月30日(三),考试。\n2日(五),放假。\n", YEAR, ["2011-06-30..2011-06-30", "2011-07-02..2011-07-02"]),
    ],
)
def test_days_of_other_periods(text: str, period: Period, expected: list[str]) -> None:
    assert days(f"工作计划\n{text}\n", period) == expected


def planned_at(text: str, period: Period, kind: Kind, issued: date | None = None) -> list[str]:
    """Return each deadline with its days, as the document's own period, kind and date of issue tell them."""
    reading = segment(Document(Source("a.txt", "0" * 64, Format.TXT), text))
    known = tenses(reading, kind, period=period)
    found = resolve(deadlines(reading, kind, known=known), reading=reading, period=period, issued=issued, kind=kind)[0]
    return [f"{each.quote} {each.first or ''}..{each.last or ''}" for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1月9日起考试,高一13日,高二14日。",
            ["1月9日起 2011-01-09..", "13日 2011-01-13..2011-01-13", "14日 2011-01-14..2011-01-14"],
        ),
        ("阅卷(1月9日--14日),成绩12日前报送。", ["1月9日--14日 2011-01-09..2011-01-14", "12日前 ..2011-01-12"]),
        (
            "1.12月26日布置试场;\n2.12月27日考试。",
            ["12月26日 2011-12-26..2011-12-26", "12月27日 2011-12-27..2011-12-27"],
        ),
        ("1月27日(周四)-2月17日(周五),学生放假。", ["1月27日(周四)-2月17日 2011-01-27..2011-02-17"]),
        ("第二阶段:集中整治(2011年4月1日至9月30日)。", ["2011年4月1日至9月30日 2011-04-01..2011-09-30"]),
        ("汛前完成排查,工作日每日报告,每月25日前汇总。", ["汛前 ..", "工作日每日 ..", "每月25日前 .."]),
        ("整改期限为7日,逾期10日的通报。", []),
        ("加工能力为日产20日用量。", []),
    ],
)
def test_days_told_without_their_month_and_stages_in_brackets(text: str, expected: list[str]) -> None:
    assert planned_at(f"某校工作计划\n{text}\n", YEAR, Kind.PLAN) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("五年新增床位三万张。", ["五年 1986-01-01..1990-12-31"]),
        ("后三年再增加一些。", ["后三年 1988-01-01..1990-12-31"]),
        ("到本世纪末翻一番。", ["到本世纪末 ..2000-12-31"]),
        ("一九九〇年产量比一九八五年增长两成。", ["一九九〇年 1990-01-01..1990-12-31"]),
        ("力争在五年或者更长一些的时间内奠定基础。", ["五年或者更长一些的时间内 .."]),
        ("“六五”期间产量增长两成。", []),
        ("考虑到“六五”后期增长过快,要有所控制。", []),
        ("“七五”时期,全县经济面临新的形势。", []),
        ("过去五年,全县共建成学校三所。", []),
    ],
)
def test_years_of_a_five_year_plan(text: str, expected: list[str]) -> None:
    seventh = Period(date(1986, 1, 1), date(1990, 12, 31))
    assert planned_at(f"某县计划\n{text}\n", seventh, Kind.PLAN) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("自本办法印发之日起30日内报送方案。", ["自本办法印发之日起30日内 ..2011-03-31"]),
        ("自发文之日起一个月内报送方案。", ["自发文之日起一个月内 ..2011-04-01"]),
        ("5月10日前报送方案。", ["5月10日前 ..2011-05-10"]),
        ("自受理之日起20日内办结。", []),
    ],
)
def test_a_notice_dates_its_times_by_its_own_issue(text: str, expected: list[str]) -> None:
    assert planned_at(f"某县工作方案\n{text}\n", UNKNOWN, Kind.PLAN, date(2011, 3, 1)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二、下一步打算\n4月底前完成验收。", ["4月底前 ..2012-04-30"]),
        ("二、明年打算\n明年上半年完成验收。", ["明年上半年 2012-01-01..2012-06-30"]),
        ("二、下一步打算\n2012年完成验收。", ["2012年 2012-01-01..2012-12-31"]),
    ],
)
def test_what_a_report_plans_lies_behind_its_year(text: str, expected: list[str]) -> None:
    assert planned_at(f"某县工作总结\n一、主要做法\n已建成学校三所。\n{text}\n", YEAR, Kind.REPORT) == expected


def test_an_absolute_date_before_the_plan_is_no_deadline() -> None:
    assert quotes("某镇工作计划\n2008年9月建成幼儿园一所。\n") == ["2008年9月"]
    assert days("某镇工作计划\n2008年9月建成幼儿园一所。\n", YEAR) == []


def test_a_recurrence_has_no_dates_and_no_issue() -> None:
    (deadline,), issues = read("某镇工作计划\n每学期开展一次家访。\n")
    assert (deadline.recurring, deadline.first, deadline.last, issues) == (True, None, None, ())


@pytest.mark.parametrize(
    ("text", "code"),
    [("近期完成选址。", IssueCode.TIME_UNRESOLVED), ("2月30日前完成选址。", IssueCode.IMPOSSIBLE_DATE)],
)
def test_what_cannot_be_dated_has_an_issue(text: str, code: IssueCode) -> None:
    (deadline,), issues = read(f"某镇工作计划\n{text}\n")
    assert (deadline.first, deadline.last) == (None, None)
    assert [(issue.code, issue.span) for issue in issues] == [(code, deadline.span)]


def test_every_quote_slices_back_from_the_source_itself() -> None:
    text = "某鎮工作計劃\n全區於２０１２年底完成，2013－2015年鞏固。\n"
    reading = segment(Document(Source("a.txt", "0" * 64, Format.TXT), text))
    found = resolve(deadlines(reading, Kind.PLAN), reading=reading, period=UNKNOWN)[0]
    assert [text[each.span.start : each.span.end] for each in found] == ["２０１２年底", "2013－2015年"]
    assert [each.quote for each in found] == ["２０１２年底", "2013－2015年"]


def test_under_a_heading_of_the_plan_and_the_year_what_this_year_opens_is_due_in_it() -> None:
    text = (
        "2026年青禾省政府工作报告\n一、“十五五”时期目标任务和2026年工作安排\n规划提出，森林覆盖率达到40%。\n"
        "今年是“十五五”开局之年。\n经济社会发展主要预期目标是：新增就业40万人。\n"
    )
    found = extract_document(Document(Source("a.txt", "0" * 64, Format.TXT), text)).quantities
    assert [(one.quote, str(one.deadline)) for one in found] == [("40%", "2030-12-31"), ("40万人", "2026-12-31")]
