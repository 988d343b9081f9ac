"""Times that the calendar alone does not date: plan periods, school terms, spans from now, events, recurrences.

Each way to write one is a rule that turns folded text into `TimeWords`, as in extract/time_words.py.
"""

from __future__ import annotations

import re

from pipeline.extract.time_words import COUNT, DAY, HAN, MONTH, TENTH, names
from pipeline.lexicon import named_times
from pipeline.model import Bound, TimeForm, TimePoint, TimeWords
from pipeline.rules import Rule, one_of

# --- plan periods -----------------------------------------------------------------------------------------------

_LATE = r"(?:末期?|期[末未]|初期?|前期|中期|后期|[前后][两三]年)"
PLAN_PERIOD = Rule(
    name="plan period",
    pattern=re.compile(
        rf"(?P<quote>(?P<until>(?<![虑及涉直])到)?[“\"]?(?P<name>(?<![{HAN}十]){names('plan')})[”\"]?(?:计划|规划)?(?:(?:时期|期间|规划期)(?P<late>末)?|(?P<edge>{_LATE}))"
        r"(?P<before>之?前)?)"
    ),
    build=lambda match: TimeWords(
        TimeForm.PLAN,
        TimePoint(name=match["name"], edge=match["late"] or match["edge"] or ""),
        bound=Bound.BY if match["until"] or match["before"] else Bound.IN,
    ),
    yes={
        "“十四五”期间": TimeWords(TimeForm.PLAN, TimePoint(name="十四五")),
        "“十一五”时期": TimeWords(TimeForm.PLAN, TimePoint(name="十一五")),
        "十二五末": TimeWords(TimeForm.PLAN, TimePoint(name="十二五", edge="末")),
        "到“十三五”末": TimeWords(TimeForm.PLAN, TimePoint(name="十三五", edge="末"), bound=Bound.BY),
    },
    no=("十二五规划", "“十四五”旅游项目", "五五普法"),
    needs=("五",),
)
NUMBERED_PLAN = Rule(
    name="plan period by number",
    pattern=re.compile(
        rf"第(?P<number>[{HAN}十]{{1,2}})个五年(?:计划|规划)?(?:期间|时期|期内|之?内|(?P<late>期?末|初期))"
    ),
    build=lambda match: TimeWords(TimeForm.PLAN, TimePoint(name=match["number"] + "五", edge=match["late"] or "")),
    yes={
        "第二个五年计划期间": TimeWords(TimeForm.PLAN, TimePoint(name="二五")),
        "第十四个五年规划时期": TimeWords(TimeForm.PLAN, TimePoint(name="十四五")),
    },
    no=("第二个五年计划", "五年计划期间"),
    needs=("个五年",),
)
OWN_PERIOD = Rule(
    name="the plan's own period",
    pattern=re.compile(r"(?:本?规划|计划)期(?P<edge>[内末间])|规划期限内|任期(?P<term>内)"),
    build=lambda match: (
        None
        if match["term"]
        else TimeWords(TimeForm.PLAN, TimePoint(name="规划期", edge="末" if match["edge"] == "末" else ""))
    ),
    yes={
        "规划期内": TimeWords(TimeForm.PLAN, TimePoint(name="规划期")),
        "规划期末": TimeWords(TimeForm.PLAN, TimePoint(name="规划期", edge="末")),
    },
    no=("中长期规划", "规划期待", "任期内"),
    needs=("划期",),
)
_SCHOOL_YEAR = r"(?:(?P<year>(?:19|20)\d\d|[Xx×]{2,4})(?:[-/](?:(?:19|20)?\d\d|[Xx×]{2,4}))? ?(?:学年度?|年度?)第?的?)?"
TERM = Rule(
    name="school term",
    pattern=re.compile(
        rf"(?P<quote>{_SCHOOL_YEAR}(?P<name>(?:第[一二]|(?<=[年度])上|下|[春秋]季?|本)学期|本学年)(?P<edge>期?末|初|内)?(?P<before>结束前|之?前)?)"
    ),
    build=lambda match: TimeWords(
        TimeForm.TERM,
        TimePoint(
            match["year"] or "",
            match["name"].replace("春学", "春季学").replace("秋学", "秋季学"),
            edge=match["edge"] or "",
        ),
        bound=Bound.BY if match["before"] else Bound.IN,
    ),
    yes={
        "2020学年第二学期": TimeWords(TimeForm.TERM, TimePoint("2020", "第二学期")),
        "2012-2013学年第一学期": TimeWords(TimeForm.TERM, TimePoint("2012", "第一学期")),
        "本学期末": TimeWords(TimeForm.TERM, TimePoint(name="本学期", edge="末")),
    },
    no=("每学期", "学期工作", "全学期"),
    needs=("学期", "本学年"),
)
SCHOOL_YEAR = Rule(
    name="school year",
    pattern=re.compile(
        r"(?P<year>(?<!\d)(?:19|20)\d\d)(?:[-/](?:19|20)?\d\d)? ?学年(?!度?第|[上下春秋])(?P<edge>[内末])?"
    ),
    build=lambda match: TimeWords(TimeForm.TERM, TimePoint(match["year"], "学年", edge=match["edge"] or "")),
    yes={"2021-2022学年": TimeWords(TimeForm.TERM, TimePoint("2021", "学年"))},
    no=("2021学年第一学期", "每学年"),
    needs=("学年",),
)

CENTURY = Rule(
    name="part of a century",
    pattern=re.compile(
        r"(?P<until>(?<![虑及涉直])到)?(?P<name>(?:本|这个?|二十|二十一|20|21|下个?)世纪)(?P<edge>末|内|初|中叶|中期)"
    ),
    build=lambda match: TimeWords(
        TimeForm.PLAN,
        TimePoint(name=match["name"], edge=match["edge"]),
        bound=Bound.BY if match["until"] else Bound.IN,
    ),
    yes={"到本世纪末": TimeWords(TimeForm.PLAN, TimePoint(name="本世纪", edge="末"), bound=Bound.BY)},
    no=("新世纪", "世纪广场", "本世纪以来"),
    needs=("世纪",),
)

# --- spans counted from the plan's start ------------------------------------------------------------------------

_UNIT = r"(?:个?(?P<unit>年|月|周|星期|季度|工作日|天|日|小时))"
# 经过五年左右的时间, 用三年时间: what is done with them is done at their end.
_SPENT = r"(?P<spent>(?<=经过)|(?<=[,。再要力争取]用)|(?<=集中))?"
WITHIN = Rule(
    name="within a span",
    pattern=re.compile(
        rf"(?P<quote>{_SPENT}(?:(?P<ahead>今后|未来|接下来)的?)?(?:(?<![\d.{HAN}十百第近过])|(?<=经过))(?:{COUNT}(?:-|至|到))?"
        rf"(?P<count>{COUNT}|半|几) ?{_UNIT}(?:左右)?(?P<time>的?时间)?(?P<within>[之以]?内(?![容部乱涵外在]))?)"
    ),
    build=lambda match: (
        TimeWords(
            TimeForm.WITHIN,
            TimePoint(match["count"], edge=match["unit"]),
            bound=Bound.BY if match["within"] else Bound.IN,
        )
        if match["within"] or match["ahead"] or (match["time"] and match["spent"] is not None)
        else None
    ),
    yes={
        "两年之内": TimeWords(TimeForm.WITHIN, TimePoint("两", edge="年"), bound=Bound.BY),
        "今后5年": TimeWords(TimeForm.WITHIN, TimePoint("5", edge="年")),
        "经过三年左右的时间": TimeWords(TimeForm.WITHIN, TimePoint("三", edge="年")),
        "2-3年内": TimeWords(TimeForm.WITHIN, TimePoint("3", edge="年"), bound=Bound.BY),
        "3个月内": TimeWords(TimeForm.WITHIN, TimePoint("3", edge="月"), bound=Bound.BY),
    },
    no=("三年行动", "三年时间", "十年内乱", "五年来", "学前三年"),
    needs=("内", "今后", "未来", "接下来", "时间"),
)

_LONG_UNIT = r"(?P<unit>年|个月|月|周|个?工作日|天|日)"
SINCE_ISSUE = Rule(
    name="within a span from the date of issue",
    pattern=re.compile(
        rf"自?(?:本\S{{1,6}}?)?(?P<act>印发|发文|发布|下发|公布|通知|施行|实施|成文)之?日起(?:的?(?P<count>{COUNT}|半) ?{_LONG_UNIT}之?以?内)"
    ),
    build=lambda match: TimeWords(
        TimeForm.WITHIN, TimePoint(match["count"], match["act"], edge=match["unit"].removeprefix("个")), bound=Bound.BY
    ),
    yes={
        "本办法印发之日起30日内": TimeWords(TimeForm.WITHIN, TimePoint("30", "印发", edge="日"), bound=Bound.BY),
        "自发文之日起一个月内": TimeWords(TimeForm.WITHIN, TimePoint("一", "发文", edge="月"), bound=Bound.BY),
    },
    no=("自受理之日起20日内", "自印发之日起施行", "自发布之日起有效期五年"),
    needs=("日起",),
)
# Whether a count is that of the plan's own years, extract/deadline.py asks the document's period.
PLAN_YEARS = Rule(
    name="the plan's years counted",
    pattern=re.compile(
        rf"(?<![\d.第近过这来去前后每满逾近达约“”{HAN}十百千几头])(?P<count>[三四五3-5])年(?:中间|中)?"
        r"(?=[,:]|合计|共|总|累计|平均|计划(?=全|投|新|安)|预计|新增|增[加长]|新建|完成|建成|安排|培养|全国|全[省市县区]|将|要|为[一二三四五六七八九\d])"
    ),
    build=lambda match: TimeWords(TimeForm.WITHIN, TimePoint(match["count"], "共", edge="年")),
    yes={
        "五年合计为三亿元": TimeWords(TimeForm.WITHIN, TimePoint("五", "共", edge="年")),
        "投资总额五年为三亿元": TimeWords(TimeForm.WITHIN, TimePoint("五", "共", edge="年")),
    },
    no=("五年计划", "过去五年,", "第五年,", "九五年,", "五年来", "三年行动"),
    needs=("三年", "四年", "五年", "3年", "4年", "5年"),
)
PART_YEARS = Rule(
    name="the plan's first or last years",
    pattern=re.compile(
        r"(?<![五”\"期之以目先的学])(?P<side>[前后头])(?P<count>[一二两三四])年(?![来多级内半]|计划|以|间)"
    ),
    build=lambda match: TimeWords(TimeForm.WITHIN, TimePoint(match["count"], match["side"], edge="年")),
    yes={"后三年再增加一些": TimeWords(TimeForm.WITHIN, TimePoint("三", "后", edge="年"))},
    no=("前三年来", "“七五”前两年", "学前三个年级", "学前三年毛入园率", "今后三年计划"),
    needs=("前", "后", "头"),
)

# --- events -----------------------------------------------------------------------------------------------------

_VAGUE = (
    r"(?:当前[和及、与])?今后一(?:个|段)(?:时期|时间)|(?:当前|现在)[和及]今后|未来一(?:个|段)(?:时期|时间)"
    r"|(?<!临)近期内?(?![目规以间])|短(?:时间|期)内|近阶段"
    rf"|(?:今后)?{COUNT}年(?:或者?|以至|乃至)更长(?:一[些点])?的?(?:时间|时期)(?:之?内|里|中)?"
)
_SCHOOL = (
    r"开学(?:前后|前夕?|第一[天周]|之?初|之前|之?后|两周内)|(?:寒|暑)假(?:结束)?(?:之?前后?|之?后|期间|里)?|暑期(?:前|后|期间)?"
    r"|(?:本|每)?(?<!每)学期(?:结束前|末(?!考|测|复|评|工|检)|初|结束后)|期[中末](?:考试)?(?:结束)?(?:前|后)(?![续勤])"
)
_DURING = ("录取", "报名", "招生", "军训", "考试", "放假", "假期", "节假日", "公示", "收获", "春耕", "秋收", "汛")
_EVENT = (
    r"(?:学生)?报到(?:结束)?(?:前|后)|(?:专业|学业水平|毕业)?(?:考试|高考|中考|会考)(?:结束)?(?:前|后)(?![续期勤])"
    r"|放假前|离校前|毕业前|主?汛期?(?:前|来临前|期间)|入汛前|[春秋]汛前|(?:入冬|上冻|封冻|降雪)(?:前|后)|[春秋]节前"
    r"|(?:春耕|春播|秋收|秋播|播种|收割)(?:生产)?(?:前|期间)|节(?:前|后)(?=[,、完])|供暖(?:季|期)?前"
    rf"|{one_of(_DURING)}期间"
    r"|提前(?:[一两二三四五]|\d{1,2}) ?(?:周|天|个?月|个?工作日|个?星期)"
)
VAGUE = Rule(
    name="a time that an event or nothing dates",
    pattern=re.compile(rf"{_VAGUE}|{_SCHOOL}|{_EVENT}"),
    build=lambda match: TimeWords(TimeForm.EVENT, TimePoint(name=match[0])),
    yes={
        "近期": TimeWords(TimeForm.EVENT, TimePoint(name="近期")),
        "开学前": TimeWords(TimeForm.EVENT, TimePoint(name="开学前")),
        "当前和今后一个时期": TimeWords(TimeForm.EVENT, TimePoint(name="当前和今后一个时期")),
        "提前2周": TimeWords(TimeForm.EVENT, TimePoint(name="提前2周")),
        "学期结束前": TimeWords(TimeForm.EVENT, TimePoint(name="学期结束前")),
        "汛前": TimeWords(TimeForm.EVENT, TimePoint(name="汛前")),
        "五年或者更长一些的时间内": TimeWords(TimeForm.EVENT, TimePoint(name="五年或者更长一些的时间内")),
    },
    no=("近期目标", "期末考试", "考试期限", "近年来", "学前教育", "开学典礼", "提前完成"),
    needs=(
        "近期",
        "今后",
        "短时间",
        "短期",
        "未来一",
        "近阶段",
        "开学",
        "寒假",
        "暑假",
        "暑期",
        "学期",
        "期末",
        "期中",
        "考试",
        "高考",
        "中考",
        "会考",
        "放假前",
        "离校前",
        "毕业前",
        "更长",
        "汛",
        "冻前",
        "雪前",
        "春耕",
        "春播",
        "秋收",
        "秋播",
        "播种",
        "收割",
        "期间",
        "入冬",
        "节前",
        "节后",
        "报到",
        "供暖",
        "提前",
    ),
)
NUMBERED_DAY = Rule(
    name="the so-many-eth of a yearly day",
    pattern=re.compile(
        rf"(?:全国|国际|世界)?第(?:\d{{1,3}}|[{HAN}十百]{{1,4}})个(?P<name>{names('day')})(?:前后|前|期间|到来之际)?"
    ),
    build=lambda match: TimeWords(TimeForm.EVENT, TimePoint(name=match[0])),
    yes={"全国第31个教师节": TimeWords(TimeForm.EVENT, TimePoint(name="全国第31个教师节"))},
    no=("第31个", "教师节"),
    needs=tuple(f"个{name}" for name, time in named_times().items() if time.kind == "day"),
)
WEEK = Rule(
    name="week of a term",
    pattern=re.compile(
        rf"(?P<quote>第? ?(?:\d{{1,2}}|[{HAN}十]{{1,3}})(?: ?[-至、] ?第?(?:\d{{1,2}}|[{HAN}十]{{1,3}}))? ?周)"
        r"(?![边年期岁密围转报刊刘王一二三四五六日末]|\d)"
    ),
    build=lambda match: TimeWords(TimeForm.EVENT, TimePoint(name=match["quote"])),
    yes={
        "17周": TimeWords(TimeForm.EVENT, TimePoint(name="17周")),
        "第三周": TimeWords(TimeForm.EVENT, TimePoint(name="第三周")),
    },
    no=("100周年", "15-50周岁", "每周", "五周边", "第二周五"),
    needs=("周",),
)

# --- recurrences ------------------------------------------------------------------------------------------------

_CYCLE = rf"(?:个?半?(?:年|月|季度?|学期|学年|周|星期|天|日|旬|晚|节假日)|(?:[{HAN}两]|\d{{1,2}})个?(?:年|月|季度|周|天|学期)|逢(?:节假日|重大节日))"
_WHEN = (
    rf"(?:{names('day')}(?:前后|前|期间)?|[一二三四1-4]季度末?|[春夏秋冬]季|[上下]半年|{MONTH}(?:{DAY}|{TENTH})?(?:之?前)?|(?<=月){DAY}(?:之?前)?"
    rf"|(?<=周)[{HAN}日](?:至(?:周|每周)?[{HAN}日])?|(?<=星期)[{HAN}日]|[底末初](?:之?前)?|开学(?:初|前)(?:[和、及](?:学)?期末)?|年?底(?:之?前)?|结束[前后])"
)
RECURRING = Rule(
    name="recurrence",
    pattern=re.compile(
        rf"(?P<quote>(?<!平均)(?:工作日|节假日|双休日)?每{_CYCLE}(?![边岁期龄级均度亩段])(?:的?{_WHEN})?|(?<!一)(?:天天|周周|月月|日日)(?=[\u4e00-\u9fff])|一年一度|[一两三]年一(?:次|届|评))"
    ),
    build=lambda match: TimeWords(TimeForm.RECURRING, TimePoint(name=match["quote"])),
    yes={
        "每年": TimeWords(TimeForm.RECURRING, TimePoint(name="每年")),
        "每年教师节": TimeWords(TimeForm.RECURRING, TimePoint(name="每年教师节")),
        "周周排查": TimeWords(TimeForm.RECURRING, TimePoint(name="周周")),
        "每学期开学初和学期末": TimeWords(TimeForm.RECURRING, TimePoint(name="每学期开学初和学期末")),
        "每月5日前": TimeWords(TimeForm.RECURRING, TimePoint(name="每月5日前")),
        "工作日每日": TimeWords(TimeForm.RECURRING, TimePoint(name="工作日每日")),
    },
    no=("平均每年", "每个", "每人", "定期", "逐年", "每亩"),
    needs=("每", "天天", "周周", "月月", "一年一"),
)

RULES = (
    PLAN_PERIOD,
    NUMBERED_PLAN,
    OWN_PERIOD,
    CENTURY,
    TERM,
    SCHOOL_YEAR,
    WITHIN,
    SINCE_ISSUE,
    PLAN_YEARS,
    PART_YEARS,
    VAGUE,
    NUMBERED_DAY,
    WEEK,
    RECURRING,
)
