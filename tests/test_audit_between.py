"""The audit between documents: what a figure is of, how two stand to each other, and what is kept in the database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from pipeline.audit.compare import Judged, Relation, Verdict, compare, judge, told
from pipeline.audit.facts import kept_pledges, read
from pipeline.audit.link import NATION, Fact, Paper, Stated, above, link
from pipeline.audit.report import Kept, findings, kept
from pipeline.audit.run import audit_database
from pipeline.audit.scope import Scope, scope_of, times_of
from pipeline.audit.store import Status as Word
from pipeline.audit.store import Wanted, find, set_status
from pipeline.audit.subject import Aspect, Subject, Words, subject_of
from pipeline.cli.app import app
from pipeline.ingest import ingest
from pipeline.load.database import open_reader, open_writer
from pipeline.load.outcome import Result
from pipeline.load.store import open_store
from pipeline.model import Change, Comparator, Kind, Level, Span, Status
from pipeline.query import Filters

GDP = Subject("地区生产总值", Aspect.GROWTH)


@pytest.mark.parametrize(
    ("lead", "unit", "change", "wanted"),
    [
        ("今年全市生产总值增长", "%", Change.INCREASE, GDP),
        ("国内生产总值达到56.9万亿元,比上年增长", "%", Change.INCREASE, GDP),
        ("经济增长", "%", Change.INCREASE, GDP),
        ("国内生产总值", "亿元", Change.LEVEL, None),
        ("民营经济增长", "%", Change.INCREASE, Subject("地区生产总值", Aspect.GROWTH, ("民营",))),
        ("消费对经济增长的贡献率达到", "%", Change.INCREASE, None),
        ("人均地区生产总值达到", "元", Change.LEVEL, Subject("人均地区生产总值", Aspect.LEVEL)),
        ("城镇登记失业率控制在", "%", Change.LEVEL, Subject("城镇登记失业率", Aspect.LEVEL)),
        ("其中中央财政赤字", "元", Change.LEVEL, Subject("财政赤字", Aspect.LEVEL, ("中央",))),
        ("规上工业增加值增长", "%", Change.INCREASE, Subject("规模以上工业增加值", Aspect.GROWTH)),
        ("城乡居民人均可支配收入分别增长7%和", "%", Change.INCREASE, Subject("农村居民人均可支配收入", Aspect.GROWTH)),
        ("粮食产量比上年增加", "吨", Change.INCREASE, Subject("粮食产量", Aspect.DELTA)),
        ("物价涨幅从14.8%降下来,经过各方面努力,回落到", "%", Change.LEVEL, Subject("物价总水平", Aspect.GROWTH)),
        ("物价基本稳定,工业用电量增长", "%", Change.INCREASE, None),
        (
            "农村居民人均纯收入达到3000元,扣除物价因素比上年增长",
            "%",
            Change.INCREASE,
            Subject("农民人均纯收入", Aspect.GROWTH),
        ),
        ("城市粮食连续三年增产,2024年产量达到", "吨", Change.LEVEL, Subject("粮食产量", Aspect.LEVEL)),
        ("城镇新增就业提前完成,2024年产量达到", "吨", Change.LEVEL, None),
        ("广义货币供应量和信贷余额预期增长均为", "%", Change.INCREASE, Subject("广义货币供应量", Aspect.GROWTH)),
        ("原煤达到11亿吨,钢突破", "吨", Change.LEVEL, Subject("钢产量", Aspect.LEVEL)),
        ("淘汰钢", "吨", Change.LEVEL, None),
        ("西部地带的发电量达到900亿度,钢突破", "吨", Change.LEVEL, None),
        ("单位国内生产总值能耗降幅超过", "%", Change.LEVEL, Subject("单位国内生产总值能耗", Aspect.GROWTH)),
        ("赤字率拟按4%左右安排,赤字规模", "元", Change.LEVEL, Subject("财政赤字", Aspect.LEVEL)),
        ("但赤字率稳定在", "%", Change.LEVEL, Subject("赤字率", Aspect.LEVEL)),
        ("中央财政赤字预算拟安排", "元", Change.LEVEL, Subject("财政赤字", Aspect.LEVEL, ("中央",))),
    ],
    ids=lambda value: str(value)[:24],
)
def test_the_subject_of_a_figure(lead: str, unit: str, change: Change, wanted: Subject | None) -> None:
    assert subject_of(Words(lead, "", unit, change)) == wanted


@pytest.mark.parametrize(("before", "wanted"), [("", "城镇居民人均可支配收入"), ("8.4%和", "农村居民人均可支配收入")])
def test_names_in_a_row_have_figures_in_a_row(before: str, wanted: str) -> None:
    lead = f"城镇居民人均可支配收入和农村居民人均可支配收入实际增长{before}"
    found = subject_of(Words(lead, "", "%", Change.INCREASE, listed=not before))
    assert found == Subject(wanted, Aspect.GROWTH)


def test_a_name_and_its_synonym_are_of_the_same_people() -> None:
    made = {
        subject_of(Words(f"{name}达到", "", "元", Change.LEVEL)) for name in ("农村居民人均纯收入", "农民人均纯收入")
    }
    assert made == {Subject("农民人均纯收入", Aspect.LEVEL)}


@pytest.mark.parametrize(
    ("lead", "status", "deadline", "wanted"),
    [
        ("去年经济增长", Status.ACTUAL, None, Scope(2025, 2025)),
        ("2024年经济增长", Status.ACTUAL, None, Scope(2024, 2024)),
        ("经济比上年增长", Status.ACTUAL, None, Scope(2025, 2025)),
        ("经济比2020年增长", Status.ACTUAL, None, None),
        ("过去五年经济增长", Status.ACTUAL, None, None),
        ("上半年经济增长", Status.ACTUAL, None, None),
        ("经济年均增长", Status.ACTUAL, None, None),
        ("五年新增就业", Status.ACTUAL, None, None),
        ("三年行动实施,去年新增就业", Status.ACTUAL, None, Scope(2025, 2025)),
        ("2025年实现年初确定的目标,经济增长", Status.ACTUAL, None, Scope(2025, 2025)),
        ("年初以来经济增长", Status.ACTUAL, None, None),
        ("粮食连续五年增产,总产量", Status.ACTUAL, None, Scope(2025, 2025)),
        ("粮食产量连续五年增长", Status.ACTUAL, None, None),
        ("2025年生产总值按2020年价格计算,达到", Status.ACTUAL, None, Scope(2025, 2025)),
        ("2025年生产总值达到5万亿元,比2021年增长", Status.ACTUAL, None, None),
        ("今年经济增长", Status.TARGET, date(2026, 12, 31), Scope(2026, 2026)),
        ("地区生产总值年均增长", Status.TARGET, date(2030, 12, 31), Scope(2026, 2030, each=True)),
        ("今后五年城镇新增就业", Status.TARGET, date(2030, 12, 31), Scope(2026, 2030)),
    ],
    ids=lambda value: str(value)[:24],
)
def test_the_years_of_a_figure(lead: str, status: Status, deadline: date | None, wanted: Scope | None) -> None:
    times = times_of("", year=2026, last=2026, reports=False)
    assert scope_of(lead, status=status, deadline=deadline, place=0, times=times) == wanted


def test_what_opens_a_passage_holds_for_its_sentences() -> None:
    text = "五年来,成就巨大。城镇新增就业5000万人。"
    times = times_of(text, year=2026, last=2026, reports=False)
    lead = "城镇新增就业"
    assert scope_of(lead, status=Status.ACTUAL, deadline=None, place=text.index(lead), times=times) is None


@pytest.mark.parametrize(
    ("opening", "lead", "wanted"),
    [
        ("过去一年成绩很大。", "居民消费价格涨幅控制在", Scope(2025, 2025)),
        ("过去一年成绩很大。", "今后要把居民消费价格涨幅控制在", Scope(2026, 2026)),
        ("今年主要预期目标如下。", "居民消费价格涨幅控制在", Scope(2026, 2026)),
        ("还要指出的是,在刚刚过去的2025年,形势不错。", "城镇新增就业", Scope(2025, 2025)),
    ],
)
def test_what_the_sentence_before_opens(opening: str, lead: str, wanted: Scope) -> None:
    times = times_of(f"{opening}{lead}2%。", year=2026, last=2026, reports=False)
    due = date(2026, 12, 31)
    assert scope_of(lead, status=Status.TARGET, deadline=due, place=len(opening), times=times) == wanted


def _paper(name: str, code: str | None, year: int, level: Level = Level.PROVINCE) -> Paper:
    days = date(year, 1, 1), date(year, 12, 31)
    return Paper(name, name, name, f"{year}年政府工作报告", Kind.MIXED, level, name, code, *days)


def _fact(text: str, quote: str, value: str, **changed: object) -> Fact:
    """Return the fact that one figure of one sentence is."""
    start = text.index(quote)
    made: dict[str, object] = {
        "status": Status.TARGET,
        "high": None,
        "unit": "%",
        "comparator": Comparator.EQ,
        "change": Change.INCREASE,
        "deadline": date(2026, 12, 31),
    } | changed
    stated = Stated(
        span=Span(start, start + len(quote)),
        sentence=Span(0, len(text)),
        quote=quote,
        page=None,
        indicator="",
        value=Decimal(value),
        **made,  # type: ignore[arg-type]
    )
    paper = _paper("某省", "330000", 2026)
    (fact,) = link(paper, text, [stated])
    return fact


ACTUAL = {"status": Status.ACTUAL, "deadline": None}


@pytest.mark.parametrize(
    ("comparator", "target", "actual", "verdict"),
    [
        (Comparator.EQ, "8", "8.8", Verdict.EXCEEDED),
        (Comparator.EQ, "8", "7.8", Verdict.MISSED),
        (Comparator.EQ, "8", "8.0", Verdict.MET),
        (Comparator.GE, "8", "12", Verdict.MET),
        (Comparator.GE, "8", "7.9", Verdict.MISSED),
        (Comparator.APPROX, "8", "7.3", Verdict.WITHIN_ABOUT),
        (Comparator.APPROX, "8", "7.1", Verdict.MISSED),
        (Comparator.APPROX, "8", "9.1", Verdict.EXCEEDED),
    ],
)
def test_growth_promised_and_reported(comparator: Comparator, target: str, actual: str, verdict: Verdict) -> None:
    promised = _fact(f"今年地区生产总值增长{target}%。", f"{target}%", target, comparator=comparator)
    reported = _fact(f"2025年地区生产总值增长{actual}%。", f"{actual}%", actual, **ACTUAL)
    assert judge(promised, reported).verdict is verdict


def test_where_a_change_began_and_where_it_goes() -> None:
    text = "今年拟安排财政赤字1.6万亿元,赤字率从去年的2.1%提高到2.3%。"
    level = {"change": Change.LEVEL}
    began, goes = _fact(text, "2.1%", "2.1", **ACTUAL | level), _fact(text, "2.3%", "2.3", **level)
    assert (began.subject, began.scope, began.promised) == (Subject("赤字率", Aspect.LEVEL), Scope(2025, 2025), False)
    assert (goes.subject, goes.scope, goes.promised) == (Subject("赤字率", Aspect.LEVEL), Scope(2026, 2026), True)


def test_a_fall_that_is_named_is_a_fall() -> None:
    told_of = _fact("2025年单位国内生产总值能耗降幅超过3%。", "3%", "3", **ACTUAL | {"change": Change.LEVEL})
    assert (told_of.low, told_of.high) == (Decimal(-3), Decimal(-3))


def test_amounts_at_prices_of_other_years_are_of_another_subject() -> None:
    amount = {"unit": "元", "change": Change.LEVEL}
    priced = _fact("按2020年不变价格计算,2025年农业总产值达到50亿元。", "50亿元", "5000000000", **ACTUAL | amount)
    plain = _fact("2025年农业总产值达到60亿元。", "60亿元", "6000000000", **ACTUAL | amount)
    assert priced.subject == Subject("农业总产值", Aspect.LEVEL, ("2020年价格",))
    assert plain.subject == Subject("农业总产值", Aspect.LEVEL)


def test_a_deeper_fall_of_what_has_no_better_way_is_only_different() -> None:
    promised, reported = (
        _fact(f"{year}总人口下降{value}%。", f"{value}%", value, **more | {"change": Change.DECREASE})
        for year, value, more in (("今年", "3", {}), ("2025年", "5", ACTUAL))
    )
    assert judge(promised, reported).verdict is Verdict.DIFFERS


def test_of_what_has_no_better_way_less_than_promised_is_missed() -> None:
    promised = _fact("今年广义货币供应量预期增长13%。", "13%", "13")
    verdicts = {
        judge(promised, _fact(f"2025年广义货币供应量增长{value}%。", f"{value}%", value, **ACTUAL)).verdict
        for value in ("11", "15")
    }
    assert verdicts == {Verdict.MISSED, Verdict.DIFFERS}


def test_a_fall_that_is_deeper_is_better() -> None:
    promised = _fact(
        "今年单位国内生产总值能耗下降3.4%以上。", "3.4%", "3.4", comparator=Comparator.GE, change=Change.DECREASE
    )
    reported = _fact("2025年单位国内生产总值能耗下降5%。", "5%", "5", **ACTUAL | {"change": Change.DECREASE})
    judged = judge(promised, reported)
    assert judged.verdict is Verdict.MET
    assert told(promised) == "下降不低于3.4%"
    assert "-5-(-3.4)=-1.6个百分点" in judged.arithmetic


def test_units_of_one_size_are_one() -> None:
    promised = _fact("今年粮食产量达到4250亿公斤。", "4250亿公斤", "425000000000", unit="公斤", change=Change.LEVEL)
    reported = _fact(
        "2025年粮食产量达到43524万吨。", "43524万吨", "435240000", **ACTUAL | {"unit": "吨", "change": Change.LEVEL}
    )
    judged = judge(promised, reported)
    assert judged.verdict is Verdict.EXCEEDED
    assert "4352.4亿公斤-4250亿公斤=+102.4亿公斤" in judged.arithmetic


@pytest.mark.parametrize(
    ("own", "sign", "relation"),
    [
        ("5", Comparator.LE, Relation.LOWER),
        ("5.5", Comparator.APPROX, Relation.EQUAL),
        ("5.7", Comparator.APPROX, Relation.HIGHER),
        ("5.5", Comparator.LE, Relation.OVERLAPPING),
    ],
)
def test_a_place_and_the_place_above(own: str, sign: Comparator, relation: Relation) -> None:
    lower = _fact(f"今年城镇调查失业率{own}%。", f"{own}%", own, comparator=sign, change=Change.LEVEL)
    upper = _fact("今年城镇调查失业率5.5%左右。", "5.5%", "5.5", comparator=Comparator.APPROX, change=Change.LEVEL)
    assert compare(lower, upper).relation is relation


def test_places_above_a_county() -> None:
    assert above("330122") == ("330100", "330000", NATION)
    assert above("330122:分水镇") == ("330122", "330100", "330000", NATION)
    assert above(NATION) == ()


# --- documents in a database --------------------------------------------------------------------------------------

REPORTS = {
    "浙江省2025年政府工作报告.txt": (
        "2025年浙江省政府工作报告\n一、2024年工作回顾\n2024年，全省生产总值增长5.5%。\n二、2025年工作安排\n"
        "今年经济社会发展主要预期目标是：全省生产总值增长6%，城镇调查失业率控制在5%以内，城镇新增就业100万人以上。\n"
    ),
    "浙江省2026年政府工作报告.txt": (
        "2026年浙江省政府工作报告\n一、2025年工作回顾\n过去一年，全省生产总值增长5.4%，城镇新增就业110万人。\n"
        "二、2026年工作安排\n今年经济社会发展主要预期目标是：全省生产总值增长6%，城镇调查失业率控制在5.5%以内。\n"
    ),
    "杭州市2026年政府工作报告.txt": (
        "2026年杭州市政府工作报告\n二、2026年工作安排\n"
        "今年经济社会发展主要预期目标是：全市生产总值增长6.5%，城镇调查失业率控制在6%以内。\n"
    ),
}


@pytest.fixture
def database(place: str, tmp_path: Path) -> str:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    store = open_store(place, extractor="1")
    for outcome in ingest([folder], store, jobs=1):
        assert outcome.result is Result.LOADED
    store.close()
    return place


def test_a_plan_against_the_next_report(database: str) -> None:
    engine = open_reader(database)
    with engine.connect() as connection:
        linked = read(connection, Filters())
    engine.dispose()
    verdicts = {(row.year, row.target.subject.name): row.judged.verdict for row in kept(linked.blocks)}
    assert verdicts == {
        (2025, "地区生产总值"): Verdict.MISSED,
        (2025, "城镇新增就业"): Verdict.MET,
        (2025, "城镇调查失业率"): Verdict.NOT_REPORTED,
    }
    assert list(kept_pledges(linked)) == []


def test_what_a_report_leaves_out_is_one_finding_in_the_order_of_the_plan() -> None:
    text = "今年预期目标是：城镇登记失业率控制在5%,城镇新增就业90万人,粮食产量达到100万吨。"
    told_of = {"5%": ("5", "%"), "90万人": ("900000", "人"), "100万吨": ("1000000", "吨")}
    rows = [
        Kept(_fact(text, quote, value, unit=unit, change=Change.LEVEL), None, Judged(Verdict.NOT_REPORTED, ""))
        for quote, (value, unit) in told_of.items()
    ]
    (forwards,), (backwards,) = findings(rows), findings(rows[::-1])
    assert forwards == backwards
    assert [place.quote for place in forwards.places] == list(told_of)
    assert "3项后来的报告未提实际数" in forwards.arithmetic


def test_findings_keep_what_a_person_says(database: str) -> None:
    audit_database(database, jobs=1)
    before = _found(database)
    weaker = next(one for one in before.values() if one.rule == "松于上级计划")
    assert weaker.sides[0].region == "杭州市"
    assert weaker.sides[1].region == "浙江省"
    assert "6-5.5=+0.5个百分点" in weaker.arithmetic
    assert any(one.rule == "未达目标" and "5.4-6=-0.6个百分点" in one.arithmetic for one in before.values())
    engine = open_writer(database)
    with engine.begin() as connection:
        set_status(connection, weaker.id, Word.DISMISSED, "口径不同")
    engine.dispose()
    audit_database(database, jobs=1)
    after = _found(database)
    assert after.keys() == before.keys()
    assert (after[weaker.id].status, after[weaker.id].reason) == ("dismissed", "口径不同")


def _found(database: str) -> dict[str, object]:
    engine = open_reader(database)
    with engine.connect() as connection:
        found = {one.id: one for one in find(connection, Wanted())}
    engine.dispose()
    return found  # type: ignore[return-value]


def test_the_command_writes_a_page_and_a_workbook(database: str, tmp_path: Path) -> None:
    run = CliRunner().invoke
    page, book = tmp_path / "out.html", tmp_path / "out.xlsx"
    assert run(app, ["audit", "--db", database, "--jobs", "1", "--report", str(page)]).exit_code == 0
    assert run(app, ["audit", "--stored", "--db", database, "--report", str(book)]).exit_code == 0
    html = page.read_text(encoding="utf-8")
    assert "5.4-6=-0.6个百分点" in html
    assert "http" not in html
    names = set(html.split('id="')[1:])
    links = {part.partition('"')[0] for part in html.split('href="#')[1:]}
    assert links <= {name.partition('"')[0] for name in names}
    workbook = load_workbook(book)
    assert workbook.sheetnames == ["发现", "计划与报告", "上下级对照", "完成率"]
    assert "浙江省" in {cell.value for cell in workbook["计划与报告"]["A"]}
    assert ("领域", "经济", 3, 2, 1, 0.5) in list(workbook["完成率"].values)


def test_the_page_has_a_table_for_each_plan(database: str, tmp_path: Path) -> None:
    page = tmp_path / "out.html"
    CliRunner().invoke(app, ["audit", "--db", database, "--jobs", "1", "--report", str(page)])
    plans = page.read_text(encoding="utf-8").partition('id="plans"')[2].partition('id="places"')[0]
    (plan,) = plans.split('class="plan"')[1:]
    assert "3项目标，报告提到2项，达到1项（50%）" in plan
    assert plan.index("未达到") < plan.index(">达到") < plan.index("报告未提")


SILENT = {"目标放松未说明", "目标骤变", "未完成目标不再提"}
YEARS = {
    "浙江省2025年政府工作报告.txt": (
        "2025年浙江省政府工作报告\n一、2025年工作安排\n今年经济社会发展主要预期目标是：全省生产总值增长6%，城镇新增就业100万人，"
        "单位生产总值能耗下降3%。\n"
    ),
    "浙江省2026年政府工作报告.txt": (
        "2026年浙江省政府工作报告\n一、2025年工作回顾\n过去一年，单位生产总值能耗下降2%。{word}\n二、2026年工作安排\n"
        "今年经济社会发展主要预期目标是：全省生产总值增长5%，城镇新增就业10万人。{reason}\n"
    ),
}


@pytest.mark.parametrize(
    ("word", "reason", "rules"),
    [
        ("", "", SILENT),
        ("没有实现能耗强度下降的目标。", "", {"目标放松未说明", "目标骤变"}),
        ("", "目标下调，主要是考虑外部环境。", {"未完成目标不再提"}),
        ("", "综合考虑各方面因素，提出以上目标。", SILENT),
        ("", "\n三、重点任务\n调整优化产业结构，加强项目衔接，充分考虑老年人的习惯。", SILENT),
    ],
    ids=["silent", "owned up to", "with a reason", "with all reasons", "with such words in the work behind"],
)
def test_from_year_to_year(word: str, reason: str, rules: set[str], place: str, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in YEARS.items():
        (folder / name).write_text(text.format(word=word, reason=reason), encoding="utf-8")
    store = open_store(place, extractor="1")
    assert [outcome.result for outcome in ingest([folder], store, jobs=1)] == [Result.LOADED] * len(YEARS)
    store.close()
    audit_database(place, jobs=1)
    assert {one.rule for one in _found(place).values() if one.family == "years"} == rules


NEW = "".join(
    f"今年要在全省{where}新建{what}{count}，方便群众就近办事就学就医。"
    for where, what, count in (
        ("城区", "学校", "9所"),
        ("乡镇", "公园", "7座"),
        ("山区", "卫生院", "5所"),
        ("海岛", "码头", "3座"),
    )
)
COPY = (
    "{year}年浙江省政府工作报告\n一、{year}年工作安排\n今年要新建改建农村公路四千五百公里，改造危旧桥梁一百五十座。\n"
    "全年组织各类职业技能培训三十万人次，新增技能人才十二万人。\n{more}完成老旧小区改造六百个，惠及居民二十万户以上。\n"
)


@pytest.mark.parametrize(("more", "copied"), [("", True), (NEW, False)])
def test_wording_that_is_copied(more: str, copied: bool, place: str, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for year in (2025, 2026):
        text = COPY.format(year=year, more=more if year > 2025 else "")
        (folder / f"浙江省{year}年政府工作报告.txt").write_text(text, encoding="utf-8")
    store = open_store(place, extractor="1")
    assert [outcome.result for outcome in ingest([folder], store, jobs=1)] == [Result.LOADED] * 2
    store.close()
    audit_database(place, jobs=1)
    assert ("目标文字照抄上年" in {one.rule for one in _found(place).values()}) is copied


def test_an_ingest_may_audit_what_it_loads(tmp_path: Path) -> None:
    folder, database = tmp_path / "reports", str(tmp_path / "a.db")
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    loaded = CliRunner().invoke(app, ["ingest", str(folder), "--db", database, "--jobs", "1", "--audit"])
    assert loaded.exit_code == 0
    assert "3 documents compared, 3 read again" in loaded.output
    assert any(one.rule == "未达目标" for one in _found(database).values())


def test_a_finding_is_dismissed_with_a_reason_only(database: str) -> None:
    run = CliRunner().invoke
    assert run(app, ["audit", "set", "F-12345678", "dismissed", "--db", database]).exit_code == 2
    assert run(app, ["audit", "set", "F-12345678", "confirmed", "--db", database]).exit_code == 4


STEPS = {
    "浙江省2025年政府工作报告.txt": (
        "2025年浙江省政府工作报告\n一、2025年工作安排\n今年经济社会发展主要预期目标是：全省生产总值增长6%，"
        "居民收入增长与经济增长{bound}同步。\n"
    ),
    "浙江省2026年政府工作报告.txt": (
        "2026年浙江省政府工作报告\n一、2025年工作回顾\n过去一年，全省生产总值增长5.4%，居民人均可支配收入增长{income}。\n"
    ),
}


@pytest.mark.parametrize(
    ("income", "verdict"), [("5.5%", Verdict.MET), ("5%", Verdict.WITHIN_ABOUT), ("4.5%", Verdict.MISSED)]
)
def test_incomes_in_step_with_growth(income: str, verdict: Verdict, place: str, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in STEPS.items():
        (folder / name).write_text(text.format(bound="基本", income=income), encoding="utf-8")
    store = open_store(place, extractor="1")
    assert [outcome.result for outcome in ingest([folder], store, jobs=1)] == [Result.LOADED] * len(STEPS)
    store.close()
    engine = open_reader(place)
    with engine.connect() as connection:
        (row,) = kept_pledges(read(connection, Filters()))
    engine.dispose()
    assert row.judged.verdict is verdict
    assert row.judged.arithmetic.startswith("目标与经济增长同步")


def test_rows_of_the_workbook_are_as_high_as_their_sentences(database: str, tmp_path: Path) -> None:
    book = tmp_path / "out.xlsx"
    CliRunner().invoke(app, ["audit", "--db", database, "--jobs", "1", "--report", str(book)])
    sheet = load_workbook(book)["发现"]
    column = [cell.value for cell in sheet[1]].index("句子")
    for number in range(2, sheet.max_row + 1):
        sentence = str(sheet[number][column].value)
        assert sheet.row_dimensions[number].height >= 15 * (2 * len(sentence) / 44)
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$1"


PLACES = ("浙江省", "江苏省", "安徽省", "福建省", "江西省", "山东省", "河南省", "湖北省")
BOTH = "城镇调查失业率控制在5.5%左右，居民消费价格涨幅2%左右。"
SPEAKS_LESS = {
    "silent": ("", "大力发展旅游业。", True),
    "without a number": ("居民消费价格合理回升，城镇调查失业率保持稳定。", "大力发展旅游业。", False),
    "in the work behind": ("居民消费价格合理回升。", "多渠道促进就业，确保城镇调查失业率总体稳定。", False),
}


@pytest.mark.parametrize(("aims", "work", "missing"), SPEAKS_LESS.values(), ids=SPEAKS_LESS)
def test_an_indicator_of_the_plan_above_that_a_place_leaves_out(
    aims: str, work: str, missing: bool, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "国务院.txt").write_text(
        f"2026年国务院政府工作报告\n一、2026年工作安排\n今年发展主要预期目标是：国内生产总值增长5%左右，{BOTH}\n",
        encoding="utf-8",
    )
    for place in PLACES:
        told = aims if place == PLACES[0] else BOTH
        text = (
            f"2026年{place}政府工作报告\n一、2026年工作安排\n今年主要预期目标是：生产总值增长5%左右，"
            f"固定资产投资增长3%，进出口总额增长3%，{told}\n{work}\n"
        )
        (folder / f"{place}.txt").write_text(text, encoding="utf-8")
    database = str(tmp_path / "a.db")
    store = open_store(database, extractor="1")
    assert {outcome.result for outcome in ingest([folder], store, jobs=1)} == {Result.LOADED}
    store.close()
    audit_database(database, jobs=1)
    found = [one for one in _found(database).values() if one.rule == "上级指标未列"]
    assert [one.sides[0].region for one in found] == [PLACES[0]] * len(found)
    assert bool(found) is missing
