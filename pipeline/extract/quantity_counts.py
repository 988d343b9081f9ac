"""Rules for counts and measures: a numeral before a measure word or unit, and numbers that imply one. Values only."""

from __future__ import annotations

import re

from pipeline.extract.numeral import ALONE, ARABIC, HAN, MORE, REDACTED, SCALE, VAGUE
from pipeline.extract.quantity_words import (
    DIGITS,
    HAN_DIGITS,
    NOT_IN_ARABIC,
    NOT_IN_HAN,
    NOT_ORDINAL,
    TO,
    UNIT_AFTER_ARABIC,
    UNIT_AFTER_HAN,
    YEAR_RUNS,
    builder,
    plain,
)
from pipeline.model import Form, QuantityWords
from pipeline.rules import Rule

_NUMBER = f"(?:{REDACTED}|{ARABIC})"
# What is spoken as a range: 两三名, 三五个.
_SIDE_BY_SIDE = frozenset(["一二", "一两", "二三", "两三", "三四", "三五", "四五", "五六", "六七", "七八", "八九"])

ARABIC_COUNT = Rule(
    name="number, scale and unit",
    pattern=re.compile(
        rf"{NOT_IN_ARABIC}{NOT_ORDINAL}(?P<low>{_NUMBER})\s?(?P<low_scale>{SCALE})?(?P<more>{MORE})?"
        rf"(?:\s?{UNIT_AFTER_ARABIC}?{TO}(?P<high>{ARABIC}))?\s?(?:\([^()]{{2,14}}\))?(?P<scale>{SCALE})?(?P<more_>{MORE})?\s?(?P<unit>{UNIT_AFTER_ARABIC})"
        r"(?!(?:、|和|与)\s?\d+(?:\.\d+)?\s?个百分点)"
    ),
    build=builder(Form.PLAIN),
    yes={
        "1.1万人次": plain("1.1", "人次", low_scale="万"),
        "2-3个": plain("2", "个", "3"),
        "3至5所": plain("3", "所", "5"),
        "5-10万元": plain("5", "元", "10", scale="万"),
        "500元至1500元": plain("500", "元", "1500"),
        "900多万斤": plain("900", "斤", scale="万", more=True),
        "7万余人": plain("7", "人", low_scale="万", more=True),
        "x.2万元": plain("x.2", "元", low_scale="万"),
        "1,234.5亿千瓦时": plain("1,234.5", "千瓦时", low_scale="亿"),
    },
    no=(
        "第31个教师节",
        "前50名考生",
        "2018年",
        "4A级",
        "5G网络",
        "12月3日",
        "PM2.5个",
        "每100户",
        "3个体户",
        "2期工程",
    ),
    tried_at=DIGITS,
)
HAN_COUNT = Rule(
    name="Chinese numeral and unit",
    pattern=re.compile(
        rf"{NOT_IN_HAN}{NOT_ORDINAL}(?P<low>{HAN})(?P<low_scale>{SCALE})?(?P<more>{MORE})?"
        rf"(?:{TO}(?P<high>{HAN}))?(?P<scale>{SCALE})?(?P<more_>{MORE})?(?P<unit>{UNIT_AFTER_HAN})"
    ),
    build=builder(Form.PLAIN),
    yes={
        "三所": plain("三", "所"),
        "两千三百五十亿元": plain("两千三百五十", "元", low_scale="亿"),
        "二百余名": plain("二百", "名", more=True),
        "五十至六十万人": plain("五十", "人", "六十", scale="万"),
    },
    no=("第三所", "三个体户", "一带一路", "二次供水", "三位一体", "百家争鸣"),
    tried_at=HAN_DIGITS,
)
VAGUE_COUNT = Rule(
    name="vague number and unit",
    pattern=re.compile(
        rf"{NOT_IN_HAN}(?<![\d第前])(?P<low>{VAGUE})(?P<scale>{SCALE})?(?P<more>{MORE})?(?P<unit>{UNIT_AFTER_HAN})"
    ),
    build=builder(Form.VAGUE),
    yes={
        "几个": QuantityWords("几", "个", Form.VAGUE),
        "数百人": QuantityWords("数百", "人", Form.VAGUE),
        "几十万元": QuantityWords("几十", "元", Form.VAGUE, scale="万"),
    },
    no=("人数名", "几乎"),
    tried_at=HAN_DIGITS,
)
MULTIPLIER_ALONE = Rule(
    name="multiplier alone",
    pattern=re.compile(
        rf"(?:(?<=近)|(?<=超)|(?<=逾)|(?<=过)|(?<=破)|(?<=约)|(?<=上)|(?<=达)|(?<=[\u4e00-\u9fff])(?=\w{{1,4}}以上)|(?=(?:[十百千]?万|千|百)吨级?))"
        rf"(?P<low>{ALONE})(?P<unit>{UNIT_AFTER_HAN})"
    ),
    build=builder(Form.ALONE),
    yes={"近千人": QuantityWords("千", "人", Form.ALONE), "损失万元以上": QuantityWords("万", "元", Form.ALONE)},
    no=("千家万户", "百年", "万人空巷", "五百人"),
    tried_at=HAN_DIGITS,
)
ADJACENT = Rule(
    name="two digits side by side",
    pattern=re.compile(
        rf"{NOT_IN_HAN}{NOT_ORDINAL}(?P<low>[一二两三四五六七八])(?P<high>[二两三四五六七八九])(?P<scale>[十百千万]?)(?P<unit>{UNIT_AFTER_HAN})"
    ),
    build=lambda match: builder(Form.PLAIN)(match) if match[0][:2] in _SIDE_BY_SIDE and not match["scale"] else None,
    yes={"两三名": plain("两", "名", "三"), "三五个": plain("三", "个", "五")},
    no=("一二产业", "二三线", "八九成新"),
    tried_at=HAN_DIGITS,
)
MULTIPLIER_AND_MORE = Rule(
    name="multiplier and more",
    pattern=re.compile(rf"{NOT_IN_HAN}(?<!\d)(?P<low>{ALONE})(?P<more>{MORE})(?P<unit>{UNIT_AFTER_HAN})"),
    build=builder(Form.ALONE),
    yes={"百余座": QuantityWords("百", "座", Form.ALONE, more=True)},
    no=("三百余座", "百多"),
    tried_at=HAN_DIGITS,
)
BEYOND = Rule(
    name="a multiplier that is passed",
    pattern=re.compile(r"(?:破|超|过|逾)(?P<quote>(?P<low>[百千]|[百千]?[万亿]))(?=[,。;、)]|$)"),
    build=lambda match: QuantityWords(match["low"], "人" if match["low"] in ("百", "千", "万") else "元", Form.ALONE),
    yes={
        "录取破百": QuantityWords("百", "人", Form.ALONE),
        "村集体收入超百万": QuantityWords("百万", "元", Form.ALONE),
    },
    no=("超百强", "过百家"),
)
_YEARS_BEFORE = (
    r"(?:年限|教龄|寿命|任期|学制|平均|至少|不少于|不低于|为期|连续|满|超过|延长|周期|达|到|为|工作|服务)[^,。;\d\n]{0,6}?"
    "(?<![去近这每前后来未首上今明当同])"
)
YEARS = Rule(
    name="years that measure",
    pattern=re.compile(
        rf"{_YEARS_BEFORE}(?P<quote>(?P<low>\d{{1,2}}(?:\.\d+)?|(?<![一二三四五六七八九十〇零])[一二两三四五六七八九十]{{1,3}})\s?(?P<unit>年))(?!级|代|度|计划|规划|行动|[一二三四五六七八九十]年|初|底|终|末|来|内|前|后|期|间|\d|[一二三四五六七八九十]月)"
    ),
    build=builder(Form.PLAIN),
    yes={"平均受教育年限达到11年": plain("11", "年"), "服务期不少于五年": plain("五", "年")},
    no=(
        "到2020年",
        "过去五年",
        "近3年来",
        "到一九六七年",
        "超过五年计划的指标",
        "九年义务教育",
        "今后5年",
        "三年行动计划",
    ),
    needs=("年",),
)
YEARS_AND_MORE = Rule(
    name="years that select",
    pattern=re.compile(
        r"(?<![\d一二三四五六七八九十第])(?P<low>\d{1,2}|[一二两三四五六七八九十]{1,2})(?P<unit>年)(?=\(含\)以上|以上|以下)"
    ),
    build=builder(Form.PLAIN),
    yes={"参保1年以上": plain("1", "年")},
    no=("2010年以上", "第三年以上"),
    needs=("年",),
    tried_at=YEAR_RUNS,
)
LIFE = Rule(
    name="years of life",
    pattern=re.compile(r"寿命[^,。;\d]{0,8}?(?P<quote>(?P<low>\d+(?:\.\d+)?)(?P<unit>岁))"),
    build=builder(Form.PLAIN),
    yes={"人均预期寿命提高到79岁": plain("79", "岁")},
    no=("15至50岁人口", "3岁以下"),
    needs=("寿命",),
)
CYCLE = Rule(
    name="years of a cycle",
    pattern=re.compile(rf"{NOT_IN_HAN}(?<!\d)(?P<low>\d{{1,2}}|{HAN})(?P<unit>年)(?=一?(?:个)?周期|一轮训)"),
    build=builder(Form.PLAIN),
    yes={"五年一周期": plain("五", "年")},
    no=("五年规划", "五年一贯制"),
    needs=("周期", "轮训"),
    tried_at=YEAR_RUNS,
)

_PEOPLE = re.compile(
    r"师生|人口|劳动|人才|群众|学生|农民|党员|职工|干部|居民|游客|人|儿童|老人|患者|教师|户籍|考生|用户|市民|村民|工人|毕业生|移民|妇女|新生|听众|观众"
)
_MONEY = re.compile(
    r"资金|投资|金额|经费|收入|财|产值|补助|税|贷款|款|销售额|利润|费|融资|预算|支出|债|奖金|总额|资产|民宿"
)
_CLICKS = re.compile(r"点击|浏览|访问|播放|阅读|转发|观看|下载|登录|关注量")


def _implied(match: re.Match[str]) -> QuantityWords:
    """Build a number without a measure word: people, money, clicks and views tell it (ruling 3, ruling 38)."""
    before, after = (
        match.string[max(0, match.start() - 16) : match.start()],
        match.string[match.end() : match.end() + 10],
    )
    before = re.split("[,。;:、]", before)[-1]
    after = re.split("[,。;:、]", after)[0]
    if _CLICKS.search(before):
        unit = "次"
    elif _PEOPLE.search(after) or (_PEOPLE.search(before) and not _MONEY.search(before + after)):
        unit = "人"
    elif _MONEY.search(before + after) or "以上" in after:
        unit = "元"
    else:
        unit = "人"
    return QuantityWords(match["low"], unit, low_scale=match["scale"] or "", more=bool(match["more"] or match["more_"]))


BARE_RATIO = Rule(
    name="ratio of which the second term is left out",
    pattern=re.compile(r"(?:[职生师普]比)(?:值|例)?[^,。;%\d]{0,5}?(?P<quote>(?P<low>\d+(?:\.\d+)?))(?!\s?[\d.:%])"),
    build=builder(Form.PLAIN, "比"),
    yes={"普职比达到6.5": plain("6.5", "比")},
    no=("普职比1:1", "师生比提高5%"),
    needs=("比",),
)
IMPLIED_UNIT = Rule(
    name="number with scale and no measure word",
    pattern=re.compile(
        rf"{NOT_IN_ARABIC}{NOT_ORDINAL}(?P<low>{ARABIC})\s?(?P<more>{MORE})?(?P<scale>万亿|亿|千万|百万|万)(?P<more_>{MORE})?(?!\s?(?:{UNIT_AFTER_ARABIC}|[\d.%-]|亩|[千百]))"
    ),
    build=_implied,
    yes={
        "总人口38万": plain("38", "人", low_scale="万"),
        "30余万师生": plain("30", "人", low_scale="万", more=True),
        "申请资金100万": plain("100", "元", low_scale="万"),
        "视频点击量266万": plain("266", "次", low_scale="万"),
    },
    no=("3万人", "5亿元", "2万亩"),
    tried_at=DIGITS,
)
HAN_IMPLIED_UNIT = Rule(
    name="Chinese numeral with scale and no measure word",
    pattern=re.compile(
        rf"{NOT_IN_HAN}{NOT_ORDINAL}(?P<low>{HAN})(?P<more>{MORE})?(?P<scale>万亿|亿|千万|百万|万)(?P<more_>{MORE})?"
        rf"(?!\s?(?:{UNIT_AFTER_ARABIC}|[\d.%‰年一二三四五六七八九十百千零-]))(?=[\u4e00-\u9fff,。;、)]|$)"
    ),
    build=_implied,
    yes={
        "培养专门人才近五百万": plain("五百", "人", low_scale="万"),
        "总人口十亿多": plain("十", "人", low_scale="亿", more=True),
    },
    no=("三万五千人", "一万年", "百万雄师"),
    tried_at=HAN_DIGITS,
)

RULES: tuple[Rule[QuantityWords], ...] = (
    ARABIC_COUNT,
    HAN_COUNT,
    VAGUE_COUNT,
    MULTIPLIER_ALONE,
    MULTIPLIER_AND_MORE,
    ADJACENT,
    BEYOND,
    YEARS,
    YEARS_AND_MORE,
    LIFE,
    CYCLE,
    IMPLIED_UNIT,
    HAN_IMPLIED_UNIT,
)
