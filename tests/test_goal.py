"""Goals: which clauses of prose, lists and tables are targets without a number, and which are not."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest

from pipeline.extract.deadline import deadlines
from pipeline.extract.goal import goals
from pipeline.lexicon import rows
from pipeline.lexicon.deeds import DeedKind, deeds
from pipeline.model import Document, Format, Kind, Period, Source, Span
from pipeline.normalize.deadline import resolve
from pipeline.read import read
from pipeline.segment import segment

PERIOD = Period(date(2024, 1, 1), date(2024, 12, 31))


def _goals(document: Document, kind: Kind = Kind.PLAN, taken: tuple[Span, ...] = ()) -> list[str]:
    reading = segment(document)
    times, _ = resolve(deadlines(reading, kind), reading=reading, period=PERIOD)
    return [reading.words(mention.span) for mention in goals(reading, kind=kind, deadlines=times, taken=taken)]


def _text(text: str, kind: Kind = Kind.PLAN, taken: tuple[Span, ...] = ()) -> list[str]:
    return _goals(Document(Source("plan.txt", "0" * 64, Format.TXT, "utf-8"), text), kind, taken)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("力争年内实现村级图书室全覆盖。", ["实现村级图书室全覆盖"]),
        ("加强巡查，完成东湖片区雨污分流改造工程。", ["完成东湖片区雨污分流改造工程"]),
        ("指导有关乡镇争创省级生态文明建设示范镇，提高绿化水平。", ["争创省级生态文明建设示范镇"]),
        ("积极创建“书香校园”。", ["创建“书香校园”"]),
        ("确保档案馆新馆高标准通过省级验收。", ["档案馆新馆高标准通过省级验收"]),
        ("推进路网建设，城北大桥建成通车，西环路开工。", ["城北大桥建成通车"]),
        ("基本消除义务教育大班额。", ["基本消除义务教育大班额"]),
        ("农村低保实现应保尽保。", ["农村低保实现应保尽保"]),
        ("生产安全事故零发生。", ["生产安全事故零发生"]),
        ("千兆光网乡镇全覆盖、基站行政村全覆盖。", ["千兆光网乡镇全覆盖", "基站行政村全覆盖"]),
        ("农民收入增长和劳动生产率提高同步。", ["农民收入增长和劳动生产率提高同步"]),
        ("出境断面水质稳定保持Ⅲ类以上。", ["出境断面水质稳定保持Ⅲ类以上"]),
        ("争取成为全国节水示范单位，扩大影响。", ["争取成为全国节水示范单位"]),
        ("每位护士制定个人进修计划。", ["每位护士制定个人进修计划"]),
        ("就医满意率进入全省前五。", ["就医满意率进入全省前五"]),
        ("基本普及学前一年教育。", ["基本普及学前一年教育"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_undated_completion_is_a_goal(text: str, found: list[str]) -> None:
    assert _text(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "进一步加强队伍建设，认真贯彻会议精神。",
        "办学条件明显改善，群众满意度不断提高。",
        "坚决杜绝安全责任事故，健全长效机制。",
        "召开座谈会，制定实施方案，启动相关项目。",
        "完成上级交办的各项任务。",
        "完成情况纳入年度考核。",
        "项目建成后可容纳学生入学。",
        "为完成年度目标打下坚实基础。",
        "落实《乡镇卫生院全覆盖实施方案》。",
        "为推进数字档案建设，实现村级服务全覆盖，现制定如下方案。",
        "镇村干部按照岗位职责完成排查任务。",
        "让每个孩子都得到充分的发展。",
    ],
    ids=str,
)
def test_effort_and_degree_are_no_goals(text: str) -> None:
    assert _text(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("上半年召开全县林业工作会议，提高认识。", ["召开全县林业工作会议"]),
        (
            "6月底前，县水利局编制防汛预案，组织开展应急演练，进一步提高能力。",
            ["县水利局编制防汛预案", "组织开展应急演练"],
        ),
        ("各镇要于4月10日前制定推进方案。", ["制定推进方案"]),
        ("新校区于9月1日前整体搬迁。", ["新校区于9月1日前整体搬迁"]),
        ("每年教师节表彰一批优秀班主任。", ["表彰一批优秀班主任"]),
        ("今年，加强管理，召开会议。", []),
        ("从2024年5月1日起，全面推行电子票据，加强宣传。", ["全面推行电子票据"]),
        ("2024年3月1日至2025年2月28日，对困难渔民给予燃油补助。", ["对困难渔民给予燃油补助"]),
        (
            "到2027年，灌溉能力明显提高，基本形成三级渠系网络。培育一批骨干合作社，服务更加完善。",
            ["基本形成三级渠系网络", "培育一批骨干合作社"],
        ),
        ("各校要利用开学前的时间，组织师德演讲比赛。", ["组织师德演讲比赛"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_date_of_its_own_makes_a_deed_a_goal(text: str, found: list[str]) -> None:
    assert _text(text) == found


def test_items_under_month_headings() -> None:
    text = (
        "二、具体工作\n3月份\n1.全县中学生篮球联赛。\n2.指导各校拟定德育计划；推行目标管理，提高水平。\n"
        "4月份\n1.学校食堂卫生检查\n2.加强校园周边巡查\n3.全年做好值班工作\n"
    )
    assert _text(text) == ["全县中学生篮球联赛", "拟定德育计划", "学校食堂卫生检查"]


def test_items_behind_a_month_and_a_colon() -> None:
    text = "时间安排\n5月：1、组织消防演练；2、督促各科室整改；3、做好值班安排\n6月：开展安全知识竞赛\n"
    assert _text(text) == ["组织消防演练", "做好值班安排", "开展安全知识竞赛"]


def test_a_report_gives_goals_only_where_it_plans() -> None:
    text = "一、工作成效\n完成污水管网改造工程。已建成城西泵站。\n二、下一步工作计划\n建成城东污水处理厂。\n"
    assert _text(text, Kind.REPORT) == ["建成城东污水处理厂"]


def test_a_piece_with_a_numeric_target_is_no_goal() -> None:
    text = "完成旧房改造任务120户，完成绿道建设工程。"
    start = text.index("120户")
    assert _text(text, taken=(Span(start, start + 4),)) == ["完成绿道建设工程"]


def test_what_follows_a_number_can_be_reached_by_itself() -> None:
    text = "全区7个乡镇实现义务教育基本均衡。"
    start = text.index("7个")
    assert _text(text, taken=(Span(start, start + 2),)) == ["实现义务教育基本均衡"]


def _table(folder: Path, heads: str, *body: str) -> list[str]:
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in (heads, *body))
    path = folder / "plan.html"
    path.write_text(
        f"<html><head><meta charset='utf-8'><title>2024年工作计划</title></head><body><h1>2024年工作计划</h1>"
        f"<table>{lines}</table></body></html>",
        encoding="utf-8",
    )
    return _goals(read(path)[0])


def test_each_activity_of_a_calendar_row(tmp_path: Path) -> None:
    found = _table(
        tmp_path,
        "周次|日期|内容|处室",
        "1|3月4日|开学典礼；高二返校上课，高三一模考试|教务处",
        "2|3月11日|教研组长会议|教科室",
    )
    assert found == ["开学典礼", "高三一模考试", "教研组长会议"]


def test_deliverables_of_a_task_table(tmp_path: Path) -> None:
    found = _table(
        tmp_path,
        "序号|项目名称|工作内容|完成时间|责任单位",
        "1|考核管理|制定并实施绩效考核办法，加强日常督导，提升管理水平|6月底前|办公室",
        "2|常规工作|优化服务流程，制定学习计划|全年|办公室",
        "3|新建公办幼儿园|3所|9月底前|教育局",
    )
    assert found == ["制定并实施绩效考核办法"]


def test_the_lines_of_a_cell_stand_under_their_month(tmp_path: Path) -> None:
    found = _table(
        tmp_path,
        "工作任务|任务分解|考核要点",
        "建设实训基地|3月：<br>（1）组织教师外出调研<br>（2）实训室安全检查<br>4月：<br>（1）推进日常维护<br>（2）召开论证会|1、论证完成；2、计划执行情况",
    )
    assert found == ["组织教师外出调研", "实训室安全检查", "召开论证会", "论证完成"]


def test_a_calendar_of_weeks_without_dates(tmp_path: Path) -> None:
    found = _table(
        tmp_path, "周次|日|一|内 容", "一|5|6|2.5元宵节，全校卫生大检查", "二|12|13|高一研学旅行，下午第三节"
    )
    assert found == ["全校卫生大检查", "高一研学旅行"]


def test_days_that_open_lines() -> None:
    text = "3日（一），教工大会。高一休息。\n4日（二）上午，高二体检，请自带笔。\n下午，校园安全检查。\n5日（三），学生返校。\n"
    assert _text(text) == ["教工大会", "高二体检", "校园安全检查"]


def test_a_year_dates_the_section_of_aims_that_it_opens() -> None:
    text = (
        "二、主要目标\n到2028年，建成覆盖全域的管网体系。\n——设施更加完善。形成一批示范管护队伍，由分散供水向集中供水转变。\n"
        "三、重点任务\n建设一批泵站。\n"
    )
    assert _text(text) == ["建成覆盖全域的管网体系", "形成一批示范管护队伍", "由分散供水向集中供水转变"]


def test_results_to_be_assessed(tmp_path: Path) -> None:
    found = _table(
        tmp_path,
        "工作任务|任务分解|考核要点",
        "提高应急能力|3月：修订应急预案|1、完成应急预案修订稿；2、工作的时效性；3、确保全年无火灾发生",
    )
    assert found == ["修订应急预案", "完成应急预案修订稿", "无火灾发生"]


def test_spans_do_not_overlap_and_slice_back() -> None:
    text = "3月底前，完成选址并制定方案，建成停车场。4月完成验收工作，实现充电设施全覆盖。"
    document = Document(Source("plan.txt", "0" * 64, Format.TXT, "utf-8"), text)
    reading = segment(document)
    times, _ = resolve(deadlines(reading, Kind.PLAN), reading=reading, period=PERIOD)
    found = goals(reading, kind=Kind.PLAN, deadlines=times, taken=())
    assert len(found) >= 3
    assert all(reading.words(mention.span) == mention.words.outcome for mention in found)
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(found))


def test_the_table_of_deeds_has_a_note_in_every_row_and_no_word_twice() -> None:
    table = list(rows("deeds.csv"))
    assert all(row["note"] for row in table)
    assert len({(row["word"], row["kind"]) for row in table}) == len(table)
    assert not set(deeds(DeedKind.DEED)) & set(deeds(DeedKind.ROUTINE))


def test_a_goal_knows_the_date_that_heads_its_list() -> None:
    text = "3月份\n1.教研组长会议\n2.召开家长会\n4月份\n1.春季运动会\n"
    reading = segment(Document(Source("plan.txt", "0" * 64, Format.TXT, "utf-8"), text))
    times, _ = resolve(deadlines(reading, Kind.PLAN), reading=reading, period=PERIOD)
    found = goals(reading, kind=Kind.PLAN, deadlines=times, taken=())
    heads = [(mention.words.outcome, mention.words.due and reading.words(mention.words.due)) for mention in found]
    assert heads == [("教研组长会议", "3月份"), ("召开家长会", "3月份"), ("春季运动会", "4月份")]
