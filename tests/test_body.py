"""Bodies that a text makes responsible: who, in which role, for which stretch, and under which full name."""

from __future__ import annotations

import pytest

from pipeline.extract.body import bodies
from pipeline.extract.body_cues import RULES
from pipeline.extract.body_labels import LABEL
from pipeline.extract.body_lists import names
from pipeline.extract.body_names import is_body
from pipeline.fold import fold
from pipeline.model import (
    Block,
    BlockKind,
    Cell,
    Document,
    Format,
    Kind,
    Level,
    Meta,
    Period,
    Role,
    Source,
    Span,
    Table,
)
from pipeline.normalize.body import assignments, canonical, place_of
from pipeline.rules import Rule
from pipeline.segment import Reading, segment

LEAD, SUPPORT, RESPONSIBLE = Role.LEAD, Role.SUPPORT, Role.RESPONSIBLE
PLAN = "青石县2024年工作要点\n"


def reading_of(text: str, tables: tuple[Table, ...] = ()) -> Reading:
    source = Source("plan.txt", "0" * 64, Format.TXT)
    blocks = (Block(Span(0, len(text)), BlockKind.PARAGRAPH),)
    return segment(Document(source, text, blocks=() if tables else blocks, tables=tables))


def found(text: str) -> list[tuple[str, Role]]:
    return [(mention.words.name, mention.words.role) for mention in bodies(reading_of(PLAN + text))]


def reading_of_table(rows: list[list[str]]) -> Reading:
    text, cells = PLAN, []
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            span = Span(len(text), len(text) + len(word)) if word else None
            cells.append(Cell(row, column, span=span))
            text += word + ("\n" if column == len(words) - 1 else "\t")
    return reading_of(text, (Table(Span(len(PLAN), len(text)), tuple(cells)),))


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("市发展改革委、教育局", ["市发展改革委", "教育局"]),
        ("工业和信息化部、住房和城乡建设部", ["工业和信息化部", "住房和城乡建设部"]),
        ("县住建局和各乡镇人民政府", ["县住建局", "各乡镇人民政府"]),
        ("镇党委、政府", ["镇党委", "政府"]),
        ("各区、县（市）政府", ["各区、县(市)政府"]),
        ("初一、初二班主任", ["初一、初二班主任"]),
        ("公安、渔政等部门", ["公安", "渔政"]),
        ("公安、渔政", []),
        ("各有关部门和单位", ["各有关部门和单位"]),
        ("县级以上地方人民政府", ["县级以上地方人民政府"]),
        ("县财政局办公厅（室）", ["县财政局办公厅(室)"]),
        ("各级渔业互保、再担保机构", ["各级渔业互保、再担保机构"]),
        ("技工学校、高职院校教师", ["技工学校、高职院校教师"]),
        ("公安、渔政等水域管理领域有关部门", ["公安", "渔政"]),
        ("高等学校", ["高等学校"]),
        ("构建担保机构", []),
        ("县残联、县妇联等有关单位及社会各界", ["县残联", "县妇联"]),
        ("加强学校", []),
        ("成立领导小组", []),
        ("我县", []),
        ("市自然资源和规划局", ["市自然资源和规划局"]),
        ("县卫生健康和体育局、县财政局", ["县卫生健康和体育局", "县财政局"]),
        ("县财政局和县审计局", ["县财政局", "县审计局"]),
        ("各地区各部门", ["各地区", "各部门"]),
        ("县政府各部门", ["县政府各部门"]),
        ("新建村卫生室六所", []),
        ("组织二级学院", []),
        ("迎接市教育局", []),
    ],
)
def test_a_list_comes_apart_into_names(listed: str, expected: list[str]) -> None:
    folded = fold(listed)
    assert [span.of(folded) for span in names(folded, 0, len(folded))] == expected


@pytest.mark.parametrize(
    "words", ["区教育局", "各学校", "有条件的企业", "食品安全工作领导小组", "班主任", "试点城市", "州财政"]
)
def test_names_of_bodies(words: str) -> None:
    assert is_body(words)


@pytest.mark.parametrize("words", ["全部", "机会", "格局", "学科", "我局", "不断完善学校", "农村", "发展所需", "城市"])
def test_words_that_only_look_like_bodies(words: str) -> None:
    assert not is_body(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修缮校舍。（县教育局、县财政局负责）", [("县教育局", RESPONSIBLE), ("县财政局", RESPONSIBLE)]),
        (
            "疏浚河道。（县水务局牵头，县财政局、各乡镇人民政府配合）",
            [("县水务局", LEAD), ("县财政局", SUPPORT), ("各乡镇人民政府", SUPPORT)],
        ),
        (
            "整治扬尘。（县住建局牵头，县城管局、县公安局按职责分工负责）",
            [("县住建局", LEAD), ("县城管局", RESPONSIBLE), ("县公安局", RESPONSIBLE)],
        ),
        ("建设粮库。（县发改局会同有关部门负责）", [("县发改局", RESPONSIBLE), ("有关部门", SUPPORT)]),
        ("发放补贴。（县民政局、县残联）", [("县民政局", RESPONSIBLE), ("县残联", RESPONSIBLE)]),
        (
            "修路。（县交通局、县财政局负责，列第一位者为牵头单位，下同）种树。（县林业局、县水务局负责）",
            [("县交通局", LEAD), ("县财政局", RESPONSIBLE), ("县林业局", LEAD), ("县水务局", RESPONSIBLE)],
        ),
        ("新建泵站。\n牵头单位：县水务局；配合单位：县电力公司", [("县水务局", LEAD), ("县电力公司", SUPPORT)]),
        ("责任人：王大山、李小河", [("王大山", RESPONSIBLE), ("李小河", RESPONSIBLE)]),
        ("（2）县卫生局。认真做好疫苗接种工作，确保应种尽种。", [("县卫生局", RESPONSIBLE)]),
        ("各乡镇要抓好春耕备耕。", [("各乡镇", RESPONSIBLE)]),
        ("各镇街、县直各单位要报送总结。", [("各镇街", RESPONSIBLE), ("县直各单位", RESPONSIBLE)]),
        ("由县农业农村局牵头，县气象局配合，做好防灾工作。", [("县农业农村局", LEAD), ("县气象局", SUPPORT)]),
        ("要求县应急局、派出所经常检查加油站。", [("县应急局", RESPONSIBLE), ("派出所", RESPONSIBLE)]),
        ("督促各中小学开展消防演练。", [("各中小学", RESPONSIBLE)]),
        ("台账每月由村委会存档备查。", [("村委会", RESPONSIBLE)]),
        ("县政府成立专项督查组，开展巡查。", [("县政府", RESPONSIBLE)]),
        ("我县职业学校将协助配合各部门完成培训任务。", [("我县职业学校", SUPPORT)]),
        ("县水文站每日上报水情。", [("县水文站", RESPONSIBLE)]),
        (
            "县级林长每季度巡林一次，村级林长每周巡林两次。",
            [("县级林长", RESPONSIBLE), ("村级林长", RESPONSIBLE)],
        ),
        ("各乡镇于每月5日前报送进度。", [("各乡镇", RESPONSIBLE)]),
        ("11月底前各镇将总结报送县安委办。", [("各镇", RESPONSIBLE)]),
        ("总经理对消防安全负总责。", [("总经理", RESPONSIBLE)]),
        ("各镇要成立专班，主要领导亲自抓。", [("各镇", RESPONSIBLE), ("主要领导", RESPONSIBLE)]),
        ("各县（市）的证书换发工作，请于9月底前完成。", [("各县(市)", RESPONSIBLE)]),
        ("县教育局要督促中小学校开设劳动课。", [("县教育局", RESPONSIBLE), ("中小学校", RESPONSIBLE)]),
        ("负责部门/团队：合唱团、美术组", [("合唱团", RESPONSIBLE), ("美术组", RESPONSIBLE)]),
        ("其他有关部门按职责分工抓好落实。", [("其他有关部门", RESPONSIBLE)]),
        ("各牵头单位要列出清单，配合单位要主动对接。", [("各牵头单位", LEAD), ("配合单位", SUPPORT)]),
        ("支持龙头企业牵头组建联合体。", [("龙头企业", LEAD)]),
    ],
)
def test_bodies_of_a_plan(text: str, expected: list[tuple[str, Role]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "我局将继续深化改革。",
        "鼓励企业参与公益活动。",
        "健全校长负责、家长参与的治理机制。",
        "配合县教育局做好普查工作。",
        "行政机关负责人出庭应诉。",
        "按照市委、市政府的要求，扎实推进工作。",
        "以学校为单位开展评比。",
        "实行由单一治理向综合治理的转变。",
        "与合作企业开展订单培养，扩大就业。",
        "强基联盟成立大会在礼堂召开。",
        "小学由71所整合为47所。",
        "这类事项不应由政府管理。",
        "新修水渠三公里，植树二百亩，改造危房三十户。\n名词解释\n1.三河同治：由县水务局统一实施。",
        "鼓励学校开展研学活动，拓宽视野。",
    ],
)
def test_texts_that_assign_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("档案科科长岗位职责\n1、编制年度移交清单。\n2、协助办公室清点库房。\n", ["档案科科长"]),
        ("各处室分工：\n总务处：负责清理排水沟。\n教学处：临时课表的安排与通知。\n", ["总务处", "教学处"]),
        ("名单如下\n医务室：王某某 李某某\n", []),
        ("水政监察部门、渔政部门在职责范围内，分别负责巡查。", ["水政监察部门", "渔政部门"]),
        ("县林业主管部门依照技术规程编制采伐方案。", ["县林业主管部门"]),
        ("建立由政府负责人牵头的协调机制，形成合力。", []),
        ("将补贴范围由企业参加培训的职工扩大至全体职工。", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_duty_lists_and_plain_verbs(text: str, expected: list[str]) -> None:
    assert [name for name, _ in found(text)] == expected


def test_a_bracket_answers_for_its_own_item_only() -> None:
    reading = reading_of(PLAN + "一、农业\n种树100亩。（县林业局负责）修渠3公里。（县水务局负责）")
    scopes = [reading.words(mention.words.scope) for mention in bodies(reading)]
    assert ["种树100亩" in scope for scope in scopes] == [True, False]
    assert ["修渠3公里" in scope for scope in scopes] == [False, True]


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("落实资金300万元。（责任单位：县水务局；配合单位：县财政局）", "300万元", ["县水务局", "县财政局"]),
        ("备足化肥2万吨。发放贷款3亿元。由县农业局牵头，县供销社配合。", "2万吨", ["县农业局", "县供销社"]),
        ("1.抓培训。开办夜校。县人社局要办班4期。新增就业900人。", "900人", []),
        ("县级河长全年巡河80次，水质达标率90%。", "90%", []),
    ],
)
def test_what_bodies_answer_for(text: str, number: str, expected: list[str]) -> None:
    reading = reading_of(PLAN + text)
    at = reading.folded.index(number)
    scopes = [(mention.words.name, mention.words.scope) for mention in bodies(reading)]
    assert [name for name, scope in scopes if scope.start <= at < scope.end] == expected


def test_a_standing_rule_assigns_no_planned_work() -> None:
    reading = reading_of("青石县校车管理办法\n第一条 各学校应当建立台账。\n第二条 县教育局负责检查。")
    assert bodies(reading) == ()


def meta_of(issuer: str) -> Meta:
    return Meta("工作计划", Kind.PLAN, Level.SCHOOL, None, None, issuer, Period(None, None))


def test_the_issuer_is_no_subject_of_its_own_plan_but_of_one_act() -> None:
    reading = reading_of("青石一中工作计划\n学校要加强管理。各年级要开好班会。学校将成立检查组。")
    mentions = bodies(reading, meta=meta_of("青石一中"))
    assert [mention.words.name for mention in mentions] == ["各年级", "学校"]


def test_what_is_laid_on_all_that_follows_reaches_on() -> None:
    first = "建章立制。（县环保局指导，试点乡镇政府负责落实。以下均需试点乡镇政府落实，不再列出）"
    text = f"二、任务\n{first}\n清运垃圾。（县住建局指导）"
    reading = reading_of(PLAN + text)
    inherited = [mention for mention in bodies(reading) if "清运垃圾" in reading.words(mention.words.scope)]
    assert [mention.words.name for mention in inherited] == ["试点乡镇政府", "县住建局"]


def test_label_columns_give_bodies_with_their_row() -> None:
    reading = reading_of_table(
        [
            ["序号", "工作任务", "责任单位", "配合单位", "分管领导"],
            ["1", "举办运动会", "体育组 德育处", "各处室各年段", "王大山"],
            ["2", "更换管道", "总务处", "", "李  河王大山"],
            ["3", "检查消防", "安全处", "", "李  河"],
        ]
    )
    mentions = bodies(reading)
    assert [(mention.words.name, mention.words.role) for mention in mentions] == [
        ("体育组", RESPONSIBLE),
        ("德育处", RESPONSIBLE),
        ("各处室", SUPPORT),
        ("各年段", SUPPORT),
        ("王大山", RESPONSIBLE),
        ("总务处", RESPONSIBLE),
        ("李  河", RESPONSIBLE),
        ("王大山", RESPONSIBLE),
        ("安全处", RESPONSIBLE),
        ("李  河", RESPONSIBLE),
    ]
    assert "举办运动会" in reading.words(mentions[0].words.scope)
    assert "更换管道" not in reading.words(mentions[0].words.scope)


def test_a_unit_of_measure_is_no_label_column() -> None:
    assert (
        bodies(reading_of_table([["项目", "单位", "数量"], ["新建校舍", "平方米", "300"], ["新购图书", "册", "90"]]))
        == ()
    )


@pytest.mark.parametrize("rule", [LABEL, *RULES], ids=lambda rule: rule.name)
def test_rules_keep_to_their_examples(rule: Rule[object]) -> None:
    assert rule.yes and rule.no
    for text, words in rule.yes.items():
        assert [mention.words for mention in rule.find(text)] == [words]
    for text in rule.no:
        assert not list(rule.find(text))


@pytest.mark.parametrize(
    ("written", "place", "expected"),
    [
        ("县教体局", "青石县", "青石县教育和体育局"),
        ("教育和体育局", "青石县", "青石县教育和体育局"),
        ("市发展改革委", "青石县", "市发展和改革委员会"),
        ("团  委", None, "共青团委员会"),
        ("国家发展改革委", "青石县", "国家发展和改革委员会"),
        ("各学校", "青石县", "各学校"),
    ],
)
def test_canonical_names(written: str, place: str | None, expected: str) -> None:
    assert canonical(written, place) == expected


def test_assignments_keep_the_quote_and_name_the_body() -> None:
    reading = reading_of("国务院办公厅关于印发方案的通知\n推进试点。（发展改革委、财政部负责）")
    found = assignments(bodies(reading), reading=reading, issuer="国务院办公厅")
    assert [(one.quote, one.name) for one in found] == [("发展改革委", "国家发展和改革委员会"), ("财政部", "财政部")]


@pytest.mark.parametrize(("issuer", "place"), [("青石县教育局", "青石县"), ("国务院", None), (None, None)])
def test_place_of_an_issuer(issuer: str | None, place: str | None) -> None:
    assert place_of(issuer) == place
