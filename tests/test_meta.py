"""Meta: title, kind, level, region, issuer and period as a document tells them; examples of our own making."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.genre import kind_of_title
from pipeline.extract.issuer import office_of
from pipeline.extract.meta import meta
from pipeline.extract.years import periods_in
from pipeline.model import Document, Format, Kind, Level, Meta, Source, Span, Table
from pipeline.normalize.meta import normalize
from pipeline.normalize.period import resolve_period
from pipeline.segment import segment

PROSE = "认真落实上级部署，坚持问题导向，统筹推进各项任务，努力提高服务水平，切实增强群众的获得感。"


def told(text: str, *, caption: str | None = None, part: int | None = None) -> Meta:
    reading = segment(Document(Source("plan.txt", "0" * 64, Format.TXT, "utf-8", part), text, caption=caption))
    return normalize(meta(reading), reading=reading)


KINDS = {
    "云山县2024年教育工作要点": Kind.PLAN,
    "云山县教育局2024年工作总结": Kind.REPORT,
    "云山县教育局2024年工作总结及2025年工作计划": Kind.MIXED,
    "关于2024年工作情况和2025年工作安排的报告": Kind.MIXED,
    "政府工作报告": Kind.MIXED,
    "政 府 工 作 报 告": Kind.MIXED,
    "关于印发云山县防汛应急预案的通知": Kind.PLAN,
    "关于印发《档案管理办法》的通知": Kind.OTHER,
    "关于召开座谈会的通知": Kind.OTHER,
    "关于征求工作方案修改意见的通知": Kind.OTHER,
    "安全生产目标责任书": Kind.PLAN,
    "第三周主要工作安排表(9.12-9.18)": Kind.PLAN,
    "城乡供水规划(征求意见稿)": Kind.PLAN,
    "关于同意设立云山工业园区的批复": Kind.OTHER,
    "关于印发《政府工作报告》重点任务分工方案的通知": Kind.PLAN,
    "《市政府办公室关于印发〈2016年政务公开工作要点〉的通知》": Kind.PLAN,
    "云山旅游": None,
}


@pytest.mark.parametrize("title", KINDS)
def test_kind_follows_the_title(title: str) -> None:
    assert kind_of_title(title) is KINDS[title]


OFFICES = {
    "绵阳市教育和体育局2022年工作总结": "绵阳市教育和体育局",
    "中共绵阳市委办公室关于开展调研的通知": "中共绵阳市委办公室",
    "绵阳中学学生会工作计划": "绵阳中学",
    "温州二中团委2013学年工作计划": "温州二中团委",
    "教育局工作计划": "教育局",
    "国务院办公厅关于做好防汛工作的通知": "国务院办公厅",
    "2023年绵阳市第一中学新生军训方案": "绵阳市第一中学",
    "绵阳市养老事业发展规划": None,
    "第四周学校主要工作安排": None,
    "各学校安全工作计划": None,
    "开创工作新局面": None,
}


@pytest.mark.parametrize("title", OFFICES)
def test_office_that_a_title_opens_with(title: str) -> None:
    assert office_of(title) == OFFICES[title]


PERIODS = {
    "2011年工作要点": ("2011-01-01", "2011-12-31"),
    "二〇一一年度工作计划": ("2011-01-01", "2011-12-31"),
    "09年工作计划": ("2009-01-01", "2009-12-31"),
    "2021—2025年发展规划": ("2021-01-01", "2025-12-31"),
    "三年行动计划(2021-2023年)": ("2021-01-01", "2023-12-31"),
    "“十四五”教育规划": ("2021-01-01", "2025-12-31"),
    "教育事业十三五发展规划": ("2016-01-01", "2020-12-31"),
    "第七个五年计划": ("1986-01-01", "1990-12-31"),
    "第一个五年计划": ("1953-01-01", "1957-12-31"),
    "2012-2013学年第一学期工作计划": ("2012-09-01", "2013-01-31"),
    "2012/2013学年第二学期行事历": ("2013-02-01", "2013-08-31"),
    "2012学年工作计划": ("2012-09-01", "2013-08-31"),
    "2024年上半年工作总结": ("2024-01-01", "2024-06-30"),
    "2026年春季学期工作计划": ("2026-02-01", "2026-08-31"),
    "2025年秋季学期工作计划": ("2025-09-01", "2026-01-31"),
    "2024年第三季度工作要点": ("2024-07-01", "2024-09-30"),
    "2024年2月份工作安排": ("2024-02-01", "2024-02-29"),
    "学习安排(2024年12月30日-2025年1月5日)": ("2024-12-30", "2025-01-05"),
}


@pytest.mark.parametrize("title", PERIODS)
def test_period_that_a_title_names(title: str) -> None:
    found = resolve_period(next(periods_in(title.replace("—", "-"))))
    assert (str(found.first), str(found.last)) == PERIODS[title]


@pytest.mark.parametrize(
    "title", ["“七五”普法实施方案", "2021级新生入学须知", "2019届毕业典礼", "二十五项措施", "十五大精神学习"]
)
def test_years_that_name_something_else_are_no_period(title: str) -> None:
    assert list(periods_in(title)) == []


def test_title_region_and_issuer_of_a_bureau() -> None:
    found = told(f"绵阳市水利局2024年工作要点\n\n发布时间：2025-03-01\n\n{PROSE}\n一、防汛\n{PROSE}\n")
    assert (found.title, found.kind, found.level) == ("绵阳市水利局2024年工作要点", Kind.PLAN, Level.PREFECTURE)
    assert (found.region, found.region_code, found.issuer) == ("绵阳市", "510700", "绵阳市水利局")
    assert (found.period.first, found.period.last) == (date(2024, 1, 1), date(2024, 12, 31))


def test_of_a_review_and_a_plan_the_planned_year_is_the_period() -> None:
    found = told(f"宁南县教育局2023年工作总结及2024年工作计划\n{PROSE}\n")
    assert (found.kind, str(found.period.first), str(found.period.last)) == (Kind.MIXED, "2024-01-01", "2024-12-31")


def test_second_half_is_planned_after_a_review_of_the_first() -> None:
    found = told(f"水利局2023年上半年工作总结及下半年工作计划\n{PROSE}\n")
    assert (str(found.period.first), str(found.period.last)) == ("2023-07-01", "2023-12-31")


def test_a_township_has_the_code_of_the_county_around_it() -> None:
    found = told(f"平潭综合实验区金井片区管理局2024年工作要点\n{PROSE}\n")
    assert (found.region, found.region_code, found.level) == ("金井片区", "350128", Level.TOWNSHIP)
    alone = told(f"金井镇2024年工作要点\n{PROSE}\n")
    assert (alone.region, alone.region_code, alone.level) == ("金井镇", None, Level.TOWNSHIP)


def test_a_struck_out_place_is_found_in_the_text() -> None:
    found = told(
        f"某县林业局工作计划\n2012年，全县造林工作{PROSE}\n抓好平昌县林业局网站建设。我县上下齐心。平昌县地处山区。\n"
    )
    assert (found.issuer, found.region, found.level) == ("平昌县林业局", "平昌县", Level.COUNTY)


def test_upload_dates_and_dates_of_issue_are_no_period() -> None:
    found = told(f"关于加强防火工作的意见\n时间：2022-01-08 06:09:00\n{PROSE}\n绵阳市人民政府办公室\n2018年12月30日\n")
    assert (found.period.first, found.period.last) == (None, None)
    assert (found.issuer, found.issued) == ("绵阳市人民政府办公室", date(2018, 12, 30))


def test_bounds_of_the_text_give_the_period_where_the_title_is_silent() -> None:
    plan = told(f"村级活动场所建设方案\n{PROSE}\n到2015年底全部建成，2013年底完成一半。\n")
    yearly = told(f"镇教育工作计划\n我镇{PROSE}\n确保新校舍于2012年元旦前启用。\n")
    three = told(f"污水治理三年行动方案\n{PROSE}\n到2024年底治理率达到80%。\n")
    assert (plan.period.first, plan.period.last) == (None, date(2015, 12, 31))
    assert (yearly.period.first, yearly.period.last) == (date(2011, 1, 1), date(2011, 12, 31))
    assert (three.period.first, three.period.last) == (date(2022, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (f"政府工作报告\n关于第七个五年计划的报告\n{PROSE}\n", date(1986, 1, 1), date(1990, 12, 31)),
        (
            f"关于减轻企业负担的实施意见\n{PROSE}\n2019年1月1日至2020年12月31日,减免费用。\n",
            date(2019, 1, 1),
            date(2020, 12, 31),
        ),
        ("重点工作计划\n3月:印发《2017年要点》\n5月:总结\n11月:验收\n", date(2017, 3, 1), date(2017, 11, 30)),
        (
            "重点工作计划\n3月:印发《2017年要点》\n5月:总结\n11月:验收\n全年:宣传\n",
            date(2017, 1, 1),
            date(2017, 12, 31),
        ),
    ],
)
def test_period_that_the_works_and_measures_tell(text: str, first: date, last: date) -> None:
    assert (told(text).period.first, told(text).period.last) == (first, last)


def test_a_calendar_spans_its_own_days() -> None:
    found = told("2021学年第一学期期末工作行事历\n12月24日 模拟考试\n1月5日 监考会议\n1月20日-22日 休业式\n")
    assert (str(found.period.first), str(found.period.last)) == ("2021-12-24", "2022-01-22")


def test_a_notice_gives_its_title_and_the_plan_the_rest() -> None:
    text = (
        f"山西省水利厅关于印发节水行动\n实施方案的通知\n晋水发〔2019〕12号\n各市水利局：\n{PROSE}\n山西省水利厅\n2019年3月5日\n"
        f"节水行动实施方案\n{PROSE}\n到2022年，用水量下降10%。\n"
    )
    found = told(text)
    assert found.title == "山西省水利厅关于印发节水行动实施方案的通知"
    assert (found.kind, found.level, found.issuer, found.number) == (
        Kind.PLAN,
        Level.PROVINCE,
        "山西省水利厅",
        "晋水发〔2019〕12号",
    )
    assert (found.period.last, found.issued) == (date(2022, 12, 31), date(2019, 3, 5))


def test_the_frame_of_facts_over_a_notice_is_no_end_of_its_head() -> None:
    frame = "索引号：\t00/2022-5\t发文机关：\t山西省水利厅\n发文字号：\t晋水发\n〔2019〕12号\t发布日期：\t2019年3月8日"
    text = f"山西省水利厅\n{frame}\n山西省水利厅关于印发2019年节水工作要点的通知\n各市水利局：\n{PROSE}\n"
    span = Span(7, 7 + len(frame))
    document = Document(Source("plan.docx", "0" * 64, Format.DOCX), text, tables=(Table(span, ()),))
    reading = segment(document)
    found = normalize(meta(reading), reading=reading)
    assert (found.title, found.kind) == ("山西省水利厅关于印发2019年节水工作要点的通知", Kind.PLAN)
    assert found.period.last == date(2019, 12, 31)


def test_a_caption_gives_the_title_without_the_site() -> None:
    found = told(f"{PROSE}\n{PROSE}\n", caption="第二学期工作安排--教务处-温州市第二中学")
    assert (found.title, found.issuer, found.level) == ("第二学期工作安排", "温州市第二中学", Level.SCHOOL)
    assert (found.region, found.region_code) == ("温州市", "330300")


def test_a_page_of_several_plans_gives_none_of_them_its_caption() -> None:
    found = told(f"范文二：温州市实验小学工会工作计划\n{PROSE}\n", caption="工会工作计划范文三篇", part=2)
    assert (found.title, found.issuer) == ("范文二：温州市实验小学工会工作计划", "温州市实验小学工会")


def test_a_title_that_runs_into_the_text_ends_where_the_text_begins() -> None:
    found = told(
        f"- 16.07 KB\n镇政府2020年工作总结暨2021年工作计划2020年是收官之年。今年以来，全镇{PROSE}一、疫情防控。{PROSE}\n"
    )
    assert (found.title, found.kind, found.level) == (
        "镇政府2020年工作总结暨2021年工作计划",
        Kind.MIXED,
        Level.TOWNSHIP,
    )


def test_way_marks_and_file_endings_are_no_title() -> None:
    found = told(f"范文大全 > 工作计划 > 水利局2019年工作要点\n水利局2019年工作要点.doc\n{PROSE}\n")
    assert found.title == "水利局2019年工作要点"


def test_a_model_text_is_judged_by_what_it_says() -> None:
    done = (
        "我县已完成校舍改造12所。近年来投入资金3000万元。目前全县入学率达到99%。共培训教师了800人次。"
        "被评为先进县。已新建食堂5个。去年招聘了教师60名。"
    )
    ahead = "要完成校舍改造12所。将组织教师培训。力争入学率达到99%。要新建食堂5个。下一步争取资金。确保安全。务必落实。"
    assert told(f"教育督导工作计划范文3\n{done}\n").kind is Kind.REPORT
    assert told(f"教育督导工作计划范文4\n{ahead}\n").kind is Kind.PLAN


def test_report_to_the_national_congress() -> None:
    found = told(
        f"2016年政府工作报告\n——2016年3月5日在第十二届全国人民代表大会第四次会议上\n各位代表：\n现在，我代表国务院，向大会报告政府工作。\n{PROSE}\n"
    )
    assert (found.title, found.kind, found.level, found.issuer, found.region) == (
        "2016年政府工作报告",
        Kind.MIXED,
        Level.NATIONAL,
        "国务院",
        None,
    )


def test_report_of_a_county_takes_the_place_from_the_text() -> None:
    found = told(
        f"政府工作报告\n2025年1月8日在云和县第十七届人民代表大会上\n各位代表：\n现在，我代表县人民政府，向大会报告工作。\n全县{PROSE}\n"
    )
    assert (found.level, found.issuer, found.region) == (Level.COUNTY, "云和县人民政府", "云和县")
    assert (found.period.first, found.period.last) == (date(2025, 1, 1), date(2025, 12, 31))


def test_traditional_names_stay_as_written_and_have_their_code() -> None:
    found = told(f"東山縣農村供水方案\n為{PROSE}\n")
    assert (found.title, found.region, found.region_code) == ("東山縣農村供水方案", "東山縣", "350626")


@pytest.mark.parametrize("text", ["", "\n\n", "。。。", "1\t2\n3\t4\n", "一、\n二、\n"])
def test_texts_that_tell_nothing(text: str) -> None:
    found = told(text)
    assert (found.kind, found.level, found.region, found.issuer) == (Kind.OTHER, Level.UNKNOWN, None, None)
