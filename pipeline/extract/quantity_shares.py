"""Rules for shares, ratios, multiples and indices: 92.5%, 三分之二, 1∶1, 翻一番, 系数0.5. Values only."""

from __future__ import annotations

import re

from pipeline.extract.numeral import ARABIC, HAN, MORE, REDACTED
from pipeline.extract.quantity_words import DIGITS, EITHER, HAN_DIGITS, NOT_IN_ARABIC, NOT_IN_HAN, TO, builder, plain
from pipeline.model import Form, QuantityWords
from pipeline.rules import Rule

_NUMBER = f"(?:{REDACTED}|{ARABIC})"


def _is_clock(match: re.Match[str]) -> bool:
    """Say whether 8:30 is a time of day: two digits of minutes and no word for a ratio before it."""
    written = re.fullmatch(r"[012]?\d:[0-5]\d", match[0].replace(" ", ""))
    return bool(written) and "比" not in match.string[max(0, match.start() - 14) : match.start()]


PERCENT = Rule(
    name="percent",
    pattern=re.compile(rf"(?<![\d.])(?<![xX×*]\.)(?P<low>{_NUMBER})\s?%?(?:{TO}(?P<high>{ARABIC}))?\s?%(?!%)"),
    build=builder(Form.PERCENT, "%"),
    yes={
        "92.5%": QuantityWords("92.5", "%", Form.PERCENT),
        "5%-5.5%": QuantityWords("5", "%", Form.PERCENT, "5.5"),
        "95-98%": QuantityWords("95", "%", Form.PERCENT, "98"),
        "88.9 %": QuantityWords("88.9", "%", Form.PERCENT),
    },
    no=("XX%", "%"),
    needs=("%",),
    tried_at=DIGITS,
)
HAN_PERCENT = Rule(
    name="百分之",
    pattern=re.compile(rf"百分之(?P<low>{HAN}|{ARABIC}|百)(?:{TO}(?:百分之)?(?P<high>{HAN}|{ARABIC}))?"),
    build=builder(Form.PERCENT, "%"),
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
        rf"(?<![\d.])(?P<low>{_NUMBER})\s?‰?(?:{TO}(?P<high>{ARABIC}))?\s?‰|千分之(?P<low_>{HAN}|{ARABIC})"
    ),
    build=lambda match: QuantityWords(match["low"] or match["low_"], "‰", Form.PERMILLE, match["high"] or ""),
    yes={
        "3‰": QuantityWords("3", "‰", Form.PERMILLE),
        "千分之六": QuantityWords("六", "‰", Form.PERMILLE),
    },
    no=("千分制",),
    needs=("‰", "千分之"),
    tried_at=EITHER,
)
TENTHS = Rule(
    name="成",
    pattern=re.compile(
        rf"{NOT_IN_HAN}(?<![\d.一\u4e00-\u9fff完形建合促达][年月日])(?P<low>[一两三四五六七八九]|\d)成(?P<high>[一二三四五六七八九])?(?=[,。;、)多左以]|的|$)"
    ),
    build=builder(Form.TENTHS, "%"),
    yes={"八成": QuantityWords("八", "%", Form.TENTHS), "九成以上": QuantityWords("九", "%", Form.TENTHS)},
    no=("完成", "一成不变", "三成立"),
    needs=("成",),
    tried_at=HAN_DIGITS,
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
    tried_at=EITHER,
)
HALF = Rule(
    name="half",
    pattern=re.compile(r"一半(?=以上|左右)|(?:(?<=超过)|(?<=占)|(?<=达到)|(?<=近))一半|减半(?!截)"),
    build=lambda match: QuantityWords("一", "%", Form.FRACTION, "二"),
    yes={
        "课时占一半以上": QuantityWords("一", "%", Form.FRACTION, "二"),
        "所得税减半征收": QuantityWords("一", "%", Form.FRACTION, "二"),
    },
    no=("另一半", "一知半解", "时间过半"),
    needs=("一半", "减半"),
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
    tried_at=EITHER,
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
    tried_at=DIGITS,
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
        rf"(?:{NOT_IN_ARABIC}(?P<low>{ARABIC})|{NOT_IN_HAN}(?P<low_>{HAN}))(?P<more>{MORE})?"
        rf"(?:{TO}(?P<high>{ARABIC}|{HAN}))?(?P<more_>{MORE})?倍(?!增)"
    ),
    build=lambda match: QuantityWords(
        match["low"] or match["low_"], "倍", high=match["high"] or "", more=bool(match["more"] or match["more_"])
    ),
    yes={"增长2倍": plain("2", "倍"), "三点五倍": plain("三点五", "倍")},
    no=("事半功倍", "倍增"),
    needs=("倍",),
    tried_at=EITHER,
)
POINTS_SHARED = Rule(
    name="percentage points with a shared unit",
    pattern=re.compile(r"(?<![\d.])(?P<low>\d+(?:\.\d+)?)\s?个?(?=(?:、|和|与)\s?\d+(?:\.\d+)?\s?个百分点)"),
    build=builder(Form.PLAIN, "百分点"),
    yes={"分别提高3个和4个百分点": plain("3", "百分点")},
    no=("提高3个",),
    needs=("个百分点",),
    tried_at=DIGITS,
)
ZERO_RATE = Rule(
    name="a rate of nought",
    pattern=re.compile(r"率[^,。;%\d]{0,4}?(?:为|是|到|至|在)\s?(?P<quote>(?P<low>[0零]))(?![\d.%‰])"),
    build=builder(Form.PERCENT, "%"),
    yes={"辍学率保持为0": QuantityWords("0", "%", Form.PERCENT), "死亡率为零": QuantityWords("零", "%", Form.PERCENT)},
    no=("零发生", "率先为0.5", "合格率为0.5%"),
    needs=("率",),
)
INDEX = Rule(
    name="index or coefficient",
    pattern=re.compile(
        r"(?:指数|系数)[^,。;%\d]{0,12}?(?<![a-zA-Z])(?P<quote>(?P<low>\d+(?:\.\d+)?))(?P<unit>)(?!\s?(?:[\d.%‰年月日]|个|分|名|位|以?内))"
    ),
    build=builder(Form.PLAIN),
    yes={"有效利用系数提高到0.5": plain("0.5", ""), "发展指数达90以上": plain("90", "")},
    no=("指数居全省第3位", "指数增长5%"),
    needs=("指数", "系数"),
)
BARE_RATIO = Rule(
    name="ratio of which the second term is left out",
    pattern=re.compile(r"(?:[职生师普]比)(?:值|例)?[^,。;%\d]{0,5}?(?P<quote>(?P<low>\d+(?:\.\d+)?))(?!\s?[\d.:%])"),
    build=builder(Form.PLAIN, "比"),
    yes={"普职比达到6.5": plain("6.5", "比")},
    no=("普职比1:1", "师生比提高5%"),
    needs=("比",),
)

RULES: tuple[Rule[QuantityWords], ...] = (
    PERCENT,
    HAN_PERCENT,
    PERMILLE,
    TENTHS,
    FRACTION,
    HALF,
    RATIO,
    PROPORTION,
    FOLD,
    TIMES,
    POINTS_SHARED,
    ZERO_RATE,
    INDEX,
    BARE_RATIO,
)
