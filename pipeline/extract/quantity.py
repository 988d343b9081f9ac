"""Quantities (数量): a numeral with its unit of measure, as written. Folded text in, `Mention[QuantityWords]` out.

What is left out is the guide's list (§2): dates, ordinals, numbering, names and slogans, ages, indefinite 一个.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.extract.numeral import ALONE, ARABIC, HAN, MORE, REDACTED, SCALE, VAGUE
from pipeline.extract.names import outside, zones
from pipeline.lexicon.abstractions import abstractions
from pipeline.lexicon.units import Unit, units
from pipeline.model import Form, QuantityWords
from pipeline.rules import Mention, Rule, one_of, runner

# Read by rules of their own: most numbers before 年 are dates, 倍 and % are no measure words.
_OTHERWISE = frozenset({"年", "倍", "%", "‰"})
# What numerals begin with, for the runner.
_DIGITS = "0123456789xX×*"
_HAN_DIGITS = "〇零一二两三四五六七八九十百千万亿几数"
_EITHER = _DIGITS + _HAN_DIGITS
_TO = r"\s?(?:-{1,2}|至|到)\s?"
_NUMBER = f"(?:{REDACTED}|{ARABIC})"
_NOT_ORDINAL = r"(?<![第前每])(?<!第\s)"
_NOT_IN_ARABIC = r"(?<![\dA-Za-z.:×/])(?<!\d,)"
_NOT_IN_HAN = "(?<![〇零一二两三四五六七八九十百千万亿几数])"


def _unit(choices: list[Unit]) -> str:
    """Return a pattern for the units, longest first, none of them where it begins another word."""
    longest_first = sorted(choices, key=lambda unit: (-len(unit.written), unit.written))
    return (
        "(?:"
        + "|".join(
            re.escape(u.written) + (f"(?!{one_of(u.not_before)})" if u.not_before else "") for u in longest_first
        )
        + ")"
    )


_COUNTED = [unit for unit in units().values() if unit.written not in _OTHERWISE]
_UNIT = _unit(_COUNTED)
_HAN_UNIT = _unit([unit for unit in _COUNTED if unit.after_han])


def _build(form: Form, unit: str = "") -> Callable[[re.Match[str]], QuantityWords]:
    """Return a builder that takes the named groups of a match as words."""

    def build(match: re.Match[str]) -> QuantityWords:
        named = match.groupdict(default="")
        return QuantityWords(
            low=named["low"],
            unit=unit or named.get("unit", ""),
            form=form,
            high=named.get("high", ""),
            low_scale=named.get("low_scale", ""),
            scale=named.get("scale", ""),
            more=bool(named.get("more") or named.get("more_")),
        )

    return build


def _plain(low: str, unit: str, high: str = "", **rest: str | bool) -> QuantityWords:
    return QuantityWords(low, unit, high=high, **rest)  # type: ignore[arg-type]


ARABIC_COUNT = Rule(
    name="number, scale and unit",
    pattern=re.compile(
        rf"{_NOT_IN_ARABIC}{_NOT_ORDINAL}(?P<low>{_NUMBER})\s?(?P<low_scale>{SCALE})?(?P<more>{MORE})?"
        rf"(?:\s?{_UNIT}?{_TO}(?P<high>{ARABIC}))?\s?(?:\([^()]{{2,14}}\))?(?P<scale>{SCALE})?(?P<more_>{MORE})?\s?(?P<unit>{_UNIT})"
        r"(?!(?:、|和|与)\s?\d+(?:\.\d+)?\s?个百分点)"
    ),
    build=_build(Form.PLAIN),
    yes={
        "1.1万人次": _plain("1.1", "人次", low_scale="万"),
        "2-3个": _plain("2", "个", "3"),
        "3至5所": _plain("3", "所", "5"),
        "5-10万元": _plain("5", "元", "10", scale="万"),
        "500元至1500元": _plain("500", "元", "1500"),
        "900多万斤": _plain("900", "斤", scale="万", more=True),
        "7万余人": _plain("7", "人", low_scale="万", more=True),
        "x.2万元": _plain("x.2", "元", low_scale="万"),
        "1,234.5亿千瓦时": _plain("1,234.5", "千瓦时", low_scale="亿"),
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
    begins=_DIGITS,
)
HAN_COUNT = Rule(
    name="Chinese numeral and unit",
    pattern=re.compile(
        rf"{_NOT_IN_HAN}{_NOT_ORDINAL}(?P<low>{HAN})(?P<low_scale>{SCALE})?(?P<more>{MORE})?"
        rf"(?:{_TO}(?P<high>{HAN}))?(?P<scale>{SCALE})?(?P<more_>{MORE})?(?P<unit>{_HAN_UNIT})"
    ),
    build=_build(Form.PLAIN),
    yes={
        "三所": _plain("三", "所"),
        "两千三百五十亿元": _plain("两千三百五十", "元", low_scale="亿"),
        "二百余名": _plain("二百", "名", more=True),
        "五十至六十万人": _plain("五十", "人", "六十", scale="万"),
    },
    no=("第三所", "三个体户", "一带一路", "二次供水", "三位一体", "百家争鸣"),
    begins=_HAN_DIGITS,
)
VAGUE_COUNT = Rule(
    name="vague number and unit",
    pattern=re.compile(
        rf"{_NOT_IN_HAN}(?<![\d第前])(?P<low>{VAGUE})(?P<scale>{SCALE})?(?P<more>{MORE})?(?P<unit>{_HAN_UNIT})"
    ),
    build=_build(Form.VAGUE),
    yes={
        "几个": QuantityWords("几", "个", Form.VAGUE),
        "数百人": QuantityWords("数百", "人", Form.VAGUE),
        "几十万元": QuantityWords("几十", "元", Form.VAGUE, scale="万"),
    },
    no=("人数名", "几乎"),
    begins=_HAN_DIGITS,
)
MULTIPLIER_ALONE = Rule(
    name="multiplier alone",
    pattern=re.compile(
        rf"(?:(?<=近)|(?<=超)|(?<=逾)|(?<=过)|(?<=破)|(?<=约)|(?<=上)|(?<=达)|(?<=[\u4e00-\u9fff])(?=\w{{1,4}}以上)|(?=(?:[十百千]?万|千|百)吨级?))"
        rf"(?P<low>{ALONE})(?P<unit>{_HAN_UNIT})"
    ),
    build=_build(Form.ALONE),
    yes={"近千人": QuantityWords("千", "人", Form.ALONE), "损失万元以上": QuantityWords("万", "元", Form.ALONE)},
    no=("千家万户", "百年", "万人空巷", "五百人"),
    begins=_HAN_DIGITS,
)
PERCENT = Rule(
    name="percent",
    pattern=re.compile(rf"(?<![\d.])(?<![xX×*]\.)(?P<low>{_NUMBER})\s?%?(?:{_TO}(?P<high>{ARABIC}))?\s?%(?!%)"),
    build=_build(Form.PERCENT, "%"),
    yes={
        "92.5%": QuantityWords("92.5", "%", Form.PERCENT),
        "5%-5.5%": QuantityWords("5", "%", Form.PERCENT, "5.5"),
        "95-98%": QuantityWords("95", "%", Form.PERCENT, "98"),
        "88.9 %": QuantityWords("88.9", "%", Form.PERCENT),
    },
    no=("XX%", "%"),
    needs=("%",),
    begins=_DIGITS,
)
HAN_PERCENT = Rule(
    name="百分之",
    pattern=re.compile(rf"百分之(?P<low>{HAN}|{ARABIC}|百)(?:{_TO}(?:百分之)?(?P<high>{HAN}|{ARABIC}))?"),
    build=_build(Form.PERCENT, "%"),
    yes={
        "百分之四点一": QuantityWords("四点一", "%", Form.PERCENT),
        "百分之七至百分之八": QuantityWords("七", "%", Form.PERCENT, "八"),
    },
    no=("百分点",),
    needs=("百分之",),
)
PERMILLE = Rule(
    name="permille",
    pattern=re.compile(
        rf"(?<![\d.])(?P<low>{_NUMBER})\s?‰?(?:{_TO}(?P<high>{ARABIC}))?\s?‰|千分之(?P<low_>{HAN}|{ARABIC})"
    ),
    build=lambda match: QuantityWords(match["low"] or match["low_"], "‰", Form.PERMILLE, match["high"] or ""),
    yes={
        "3‰": QuantityWords("3", "‰", Form.PERMILLE),
        "千分之六": QuantityWords("六", "‰", Form.PERMILLE),
    },
    no=("千分制",),
    needs=("‰", "千分之"),
    begins=_EITHER,
)
TENTHS = Rule(
    name="成",
    pattern=re.compile(
        rf"{_NOT_IN_HAN}(?<![\d.一\u4e00-\u9fff完形建合促达][年月日])(?P<low>[一两三四五六七八九]|\d)成(?=[,。;、)多左以]|的|$)"
    ),
    build=_build(Form.TENTHS, "%"),
    yes={"八成": QuantityWords("八", "%", Form.TENTHS), "九成以上": QuantityWords("九", "%", Form.TENTHS)},
    no=("完成", "一成不变", "三成立"),
    needs=("成",),
    begins=_HAN_DIGITS,
)
FRACTION = Rule(
    name="fraction",
    pattern=re.compile(rf"(?P<high>{HAN}|\d+)分之(?P<low>{HAN}|\d+)"),
    build=lambda match: (
        None
        if match["high"] in {"百", "千", "万", "100", "1000"}
        else QuantityWords(match["low"], "%", Form.FRACTION, match["high"])
    ),
    yes={"三分之二": QuantityWords("二", "%", Form.FRACTION, "三")},
    no=("百分之五", "千分之三"),
    needs=("分之",),
    begins=_EITHER,
)
RATIO = Rule(
    name="ratio",
    pattern=re.compile(
        r"(?<![\d.:])(?P<low>\d+(?:\.\d+)?)\s?:\s?(?P<high>\d+(?:\.\d+)?)(?![\d:]*[:点时分])(?!\d)"
        rf"|(?<=比)(?:为|是|达到|保持在)?(?P<low_>{HAN})比(?P<high_>{HAN})(?=[,。;、)]|$)"
    ),
    build=lambda match: (
        None
        if _is_clock(match)
        else QuantityWords(match["low"] or match["low_"], "比", Form.RATIO, match["high"] or match["high_"])
    ),
    yes={
        "普职比1:1": QuantityWords("1", "比", Form.RATIO, "1"),
        "师生比达1:18.5": QuantityWords("1", "比", Form.RATIO, "18.5"),
    },
    no=("上午8:30集合", "时间:2022-01-08 06:09:00", "19:43:38"),
    needs=(":", "比"),
    begins=_EITHER,
)
PROPORTION = Rule(
    name="proportion of three and more",
    pattern=re.compile(r"(?<![\d.:-])(?P<low>\d+(?:\.\d+)?)(?::\d+(?:\.\d+)?){2,}(?![\d:])"),
    build=lambda match: (
        None
        if re.fullmatch(r"[012]?\d:[0-5]\d:[0-5]\d", match[0])
        and "比" not in match.string[max(0, match.start() - 14) : match.start()]
        and "结构" not in match.string[max(0, match.start() - 14) : match.start()]
        else QuantityWords(match[0], "比", Form.PROPORTION)
    ),
    yes={"三次产业结构为19:43:38": QuantityWords("19:43:38", "比", Form.PROPORTION)},
    no=("06:09:00",),
    needs=(":",),
    begins=_DIGITS,
)
FOLD = Rule(
    name="翻番",
    pattern=re.compile(r"翻(?:(?P<low>[一两二三四]|\d)番|一?倍|番)"),
    build=lambda match: QuantityWords(match["low"] or "一", "倍", Form.FOLD),
    yes={"翻两番": QuantityWords("两", "倍", Form.FOLD), "翻番": QuantityWords("一", "倍", Form.FOLD)},
    no=("翻新", "三番五次"),
    needs=("翻",),
)
TIMES = Rule(
    name="倍",
    pattern=re.compile(
        rf"(?:{_NOT_IN_ARABIC}(?P<low>{ARABIC})|{_NOT_IN_HAN}(?P<low_>{HAN}))(?P<more>{MORE})?"
        rf"(?:{_TO}(?P<high>{ARABIC}|{HAN}))?(?P<more_>{MORE})?倍(?!增)"
    ),
    build=lambda match: QuantityWords(
        match["low"] or match["low_"], "倍", high=match["high"] or "", more=bool(match["more"] or match["more_"])
    ),
    yes={"增长2倍": _plain("2", "倍"), "三点五倍": _plain("三点五", "倍")},
    no=("事半功倍", "倍增"),
    needs=("倍",),
    begins=_EITHER,
)
_YEARS_BEFORE = r"(?:年限|教龄|寿命|任期|学制|平均|至少|不少于|不低于|为期|连续|满|超过|延长|周期|达|到|为|工作|服务)[^,。;\d\n]{0,6}?(?<![去近这每前后来未首上今明当同])"
YEARS = Rule(
    name="years that measure",
    pattern=re.compile(
        rf"{_YEARS_BEFORE}(?P<quote>(?P<low>\d{{1,2}}(?:\.\d+)?|(?<![一二三四五六七八九十〇零])[一二两三四五六七八九十]{{1,3}})\s?(?P<unit>年))(?!级|代|度|计划|规划|行动|[一二三四五六七八九十]年|初|底|终|末|来|内|前|后|期|间|\d|[一二三四五六七八九十]月)"
    ),
    build=_build(Form.PLAIN),
    yes={"平均受教育年限达到11年": _plain("11", "年"), "服务期不少于五年": _plain("五", "年")},
    no=("到2020年", "过去五年", "近3年来", "到一九六七年", "超过五年计划的指标", "九年义务教育", "今后5年", "三年行动计划"),
    needs=("年",),
)
CYCLE = Rule(
    name="years of a cycle",
    pattern=re.compile(rf"{_NOT_IN_HAN}(?<!\d)(?P<low>\d{{1,2}}|{HAN})(?P<unit>年)(?=一?(?:个)?周期|一轮训)"),
    build=_build(Form.PLAIN),
    yes={"五年一周期": _plain("五", "年")},
    no=("五年规划", "五年一贯制"),
    needs=("周期", "轮训"),
    begins=_EITHER,
)
POINTS_SHARED = Rule(
    name="percentage points with a shared unit",
    pattern=re.compile(r"(?<![\d.])(?P<low>\d+(?:\.\d+)?)\s?个?(?=(?:、|和|与)\s?\d+(?:\.\d+)?\s?个百分点)"),
    build=_build(Form.PLAIN, "百分点"),
    yes={"分别提高3个和4个百分点": _plain("3", "百分点")},
    no=("提高3个",),
    needs=("个百分点",),
    begins=_DIGITS,
)
ZERO_RATE = Rule(
    name="a rate of nought",
    pattern=re.compile(r"率[^,。;%\d]{0,4}?(?:为|是|到|至|在)\s?(?P<quote>(?P<low>[0零]))(?![\d.%‰])"),
    build=_build(Form.PERCENT, "%"),
    yes={"辍学率保持为0": QuantityWords("0", "%", Form.PERCENT), "死亡率为零": QuantityWords("零", "%", Form.PERCENT)},
    no=("零发生", "率先为0.5", "合格率为0.5%"),
    needs=("率",),
)
INDEX = Rule(
    name="index or coefficient",
    pattern=re.compile(
        r"(?:指数|系数)[^,。;%\d]{0,12}?(?<![a-zA-Z])(?P<quote>(?P<low>\d+(?:\.\d+)?))(?P<unit>)(?!\s?(?:[\d.%‰年月日]|个|分|名|位|以?内))"
    ),
    build=_build(Form.PLAIN),
    yes={"有效利用系数提高到0.5": _plain("0.5", ""), "发展指数达90以上": _plain("90", "")},
    no=("指数居全省第3位", "指数增长5%"),
    needs=("指数", "系数"),
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
    build=_build(Form.PLAIN, "比"),
    yes={"普职比达到6.5": _plain("6.5", "比")},
    no=("普职比1:1", "师生比提高5%"),
    needs=("比",),
)
IMPLIED_UNIT = Rule(
    name="number with scale and no measure word",
    pattern=re.compile(
        rf"{_NOT_IN_ARABIC}{_NOT_ORDINAL}(?P<low>{ARABIC})\s?(?P<more>{MORE})?(?P<scale>万亿|亿|千万|百万|万)(?P<more_>{MORE})?(?!\s?(?:{_UNIT}|[\d.%-]|亩|[千百]))"
    ),
    build=_implied,
    yes={
        "总人口38万": _plain("38", "人", low_scale="万"),
        "30余万师生": _plain("30", "人", low_scale="万", more=True),
        "申请资金100万": _plain("100", "元", low_scale="万"),
        "视频点击量266万": _plain("266", "次", low_scale="万"),
    },
    no=("3万人", "5亿元", "2万亩"),
    begins=_DIGITS,
)
BEYOND = Rule(
    name="a multiplier that is passed",
    pattern=re.compile(r"(?:破|超|过|逾)(?P<quote>(?P<low>[百千]|[百千]?万|亿))(?=[,。;、)]|$)"),
    build=lambda match: QuantityWords(
        match["low"], "人" if len(match["low"]) == 1 and match["low"] != "亿" else "元", Form.ALONE
    ),
    yes={
        "录取破百": QuantityWords("百", "人", Form.ALONE),
        "村集体收入超百万": QuantityWords("百万", "元", Form.ALONE),
    },
    no=("超百强", "过百家"),
)

RULES: tuple[Rule[QuantityWords], ...] = (
    ARABIC_COUNT,
    HAN_COUNT,
    VAGUE_COUNT,
    MULTIPLIER_ALONE,
    PERCENT,
    HAN_PERCENT,
    PERMILLE,
    TENTHS,
    FRACTION,
    RATIO,
    PROPORTION,
    FOLD,
    TIMES,
    YEARS,
    CYCLE,
    POINTS_SHARED,
    ZERO_RATE,
    INDEX,
    BARE_RATIO,
    IMPLIED_UNIT,
    BEYOND,
)


def _is_clock(match: re.Match[str]) -> bool:
    """Say whether 8:30 is a time of day: two digits of minutes and no word for a ratio before it."""
    written = re.fullmatch(r"[012]?\d:[0-5]\d", match[0].replace(" ", ""))
    return bool(written) and "比" not in match.string[max(0, match.start() - 14) : match.start()]


_find = runner(RULES)

# What stands before or after a Chinese numeral with 一 that really counts: 每月一次, 至少一门, 一项以上.
_CLOCK = re.compile(r"[\d一二三四五六七八九十][时点]$")
_AT_LEAST = re.compile(r"(?:至少|不少于|不低于|最少|不得少于)[^,。;“”\d]{0,8}$")
_EACH = re.compile(r"[每各][^,。;“”]{0,14}$")
_EACH_HERE = re.compile(r"[每各][^,。;“”]{1,4}$")
_EVENTS = frozenset("次 场 期 轮 节 天 遍 小时 学时 课时".split())
_ABSTRACT = re.compile(rf"[\u4e00-\u9fff]{{0,4}}?{one_of(abstractions())}|“|\d")
_CONCRETE = re.compile("项目|基地|企业|学校|园区|乡镇|专业|中心|试点|校区|公司|机构|床位|课题|案例|整治|小区|村庄|队")
_ABSTRACT_UNITS = frozenset("个 项 类 种 条 位 大类 方 层 段 样".split())


def _counts(mention: Mention[QuantityWords], folded: str) -> bool:
    """Say whether a number counts something: not 8时35分, ×100%, 一个, 两个体系, 三项工作 (ruling 1), a past 一次 (ruling 14)."""
    start, end = mention.span.start, mention.span.end
    if mention.words.unit == "分" and _CLOCK.search(folded, max(0, start - 3), start):
        return False
    if mention.words.unit == "%" and folded[start - 1 : start] in ("×", "*"):
        return False
    if mention.rule not in (HAN_COUNT.name, VAGUE_COUNT.name):
        return True
    words = mention.words
    before, after = folded[max(0, start - 16) : start], folded[end : end + 12]
    if words.low == "一" and not words.low_scale:
        if before[-1:] in ("每", "同", "某", "另", "任"):
            return False
        at_least = after.startswith("以上") or _AT_LEAST.search(before) is not None
        return at_least or bool(words.unit in _EVENTS and _EACH.search(before)) or bool(_EACH_HERE.search(before))
    if words.low in ("二", "双") and words.unit in ("次", "类", "期", "级", "个", "轮"):
        return False
    if words.low_scale or words.scale or len(words.low) > 2:
        return True
    abstract = _ABSTRACT.match(after) if words.unit in _ABSTRACT_UNITS else None
    return (abstract is None or _CONCRETE.match(after, abstract.end()) is not None) and before[-1:] not in "“两"


def mentions(folded: str) -> tuple[Mention[QuantityWords], ...]:
    """Return the quantities of a folded text, those in names, slogans and page furniture left out."""
    found = [mention for mention in _find(folded) if _counts(mention, folded)]
    free = outside([mention.span for mention in found], zones(folded))
    return tuple(mention for mention, counts in zip(found, free, strict=True) if counts)
