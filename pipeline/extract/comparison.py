"""How a quantity bounds what it measures (comparator) and whether it is a level or a difference (change), from the words
around it. Folded text and a span in; `Comparator` and `Change` out (GUIDE §2, rulings 24-29 and 37)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Change, Comparator, Form, QuantityWords
from pipeline.rules import Mention

# How far hedges stand from their number: 不低于全省平均水平的85%.
REACH_BEFORE = 12

_BEFORE = re.compile(
    r"(?P<ge>不低于|不得低于|不少于|不得少于|不小于|不下于|不短于|至少|最少|最低|≥|>=)|(?P<le>不超过|不得超过|不高于|不得高于|不多于|不大于|至多|最多(?!跑)|不突破|≤|<="
    r"|压减到|控制在|控制到|控制为|限制在)|(?P<gt>超过|超出|超|突破|高于|多于|大于|高出|逾|破|过|>)|(?P<lt>低于|少于|小于|不足|不到|不满|<)"
    r"|(?P<approx>大约|约为|大概|将近|接近|近|约|左右)|(?P<eq>达到|达|为|是|至|到|占|完成|实现|的)"
)
# 约, 近, 过, 破, 超 are parts of many words: 签约, 预约, 最近, 通过, 突破, 超额.
_PART_OF_WORD = re.compile(
    r"(?:[签预违解节节集合邀条履续制公特契缩大]约|[最附邻靠远临新相]近|[通经不超路度走越错胜莫]过|[爆打攻]破|[高赶]超|近(?:视|期|年|日|来|\d+年)|约(?:束|定|谈|\D{0,2}书)|过(?:程|去|年|渡|境|关|半)"
    r"|破(?:解|产|坏|除|损|案)|超(?:额|前|级|市|声|出|大|标|载|限|长|短|常|越))"
)
AFTER = re.compile(
    r"\s?(?:\([^)]{0,12}\))?\s?(?:的)?(?:(?P<ge>及?以上|起步?)|(?P<le>及?以下|以内|之内|内(?![部容涵蒙地陆外政]))|(?P<approx>左右|上下|以?上下|多(?![个名家项样次元种方媒彩层]))|(?P<gt>以外))"
)
_UP = re.compile(
    r"(?P<up>新增|净增|增加|增长|增收|增幅|增速|增设|增|涨幅|上涨|扩充|增补|提高|提升|上升|扩大|递增|扩增|升高|多收|同比\+)|(?P<down>下降|降低|降幅|减少|缩短|压缩|压减|削减|核减|缩减|调减|下调|减|降)"
    r"|(?P<level>达到|达|为|是|占|完成|实现|建成|新建|建设|控制在|保持在|稳定在|维持在|超过|突破|不低于|不少于|培育|培养|培训|发放|投入|安排|招聘|组织|开展|共有|现有|拥有|认定|成立|创建|举办|覆盖|改造"
    r"|推进|实施|引进|打造|资助|支持|解决|筹措|争取|落实|开工|竣工|下达|累计|总[数量额])"
)
# 增长到40%, 提高至98%, 减少为3个 give the level that is reached; 增产, 增值税 and 减排 are words of their own.
_TO = re.compile(r"\s?(?:到|至|为|成)")
_NO_VERB = re.compile(
    r"增(?:值|效|产|进|强|信|添|补|减挂钩|量)|减(?:排|免|负|费|轻|贫|灾|税|租|息|持)|降(?:碳|本|解|水|费|耗|息|准|噪|尘|损)|提升(?:工程|行动|项目|改造|计划)|增加值|增长(?:极|点)|[可新]增(?:长)?点"
)
_SPEED = re.compile(
    r"(?:增速|增幅|(?<!自然)增长率|增长速度|涨幅|递增率|(?<!自然)增长(?!率)|(?:上升|上涨)幅度?)[^,。;]{0,8}$"
)


# 高于全国1.4个百分点 is a distance as it stands, no bound and no growth.
_AGAINST = re.compile(r"(?:高于|低于|高出|超出|超过|落后|领先|快于|好于)[^,。;\d]{2,16}$")
POINTS = frozenset({"百分点", "个百分点"})
_STRICT = frozenset({Comparator.GT, Comparator.LT})
# A rate without a verb stands at its level whatever the list before it did: …增长5%，城镇调查失业率5.4%.
_RATE_NAME = re.compile(r"(?:率|比重|占比|比例|覆盖面|度)\s*(?:约|近|为|达)?$")


# 新增发电装机…万千瓦，采煤能力…万吨，铁路里程…公里: what is added goes on over commas while capacities are listed.
_ADDED_LIST = re.compile(r"新增[^。;]*,[^,。;]*(?:能力|里程|容量|装机|学位|床位|岗位)\s*$")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparator and a change."""

    comparator: Comparator
    change: Change


def hedge_end(mention: Mention[QuantityWords], folded: str) -> int:
    """Return where the quantity with the hedge behind it ends: 5%左右, 70%以上."""
    after = AFTER.match(folded, mention.span.end)
    return after.end() if after else mention.span.end


def compare(mention: Mention[QuantityWords], folded: str, *, left: int, before: Comparison | None) -> Comparison:
    """Return how the quantity at the mention is bounded.

    `left` is where its piece of the sentence begins; `before` the comparison of the quantity listed just before it without
    words of its own, whose change this one shares: 分别增长5%、6.5%.
    """
    after = AFTER.match(folded, mention.span.end)
    comparator = _comparator(mention, folded, left, after)
    if mention.words.unit in POINTS and _AGAINST.search(folded, left, mention.span.start):
        return Comparison(Comparator.EQ if comparator in _STRICT else comparator, Change.LEVEL)
    return Comparison(comparator, _change(mention, folded, left, before))


def _comparator(mention: Mention[QuantityWords], folded: str, left: int, after: re.Match[str] | None) -> Comparator:
    words, start = mention.words, mention.span.start
    if words.high and words.form not in (Form.FRACTION, Form.RATIO, Form.TENTHS):
        return Comparator.RANGE
    hedge = _hedge_before(folded, max(left, start - REACH_BEFORE), start)
    if after is not None and after.lastgroup:
        return Comparator(after.lastgroup)
    if hedge is not None and hedge is not Comparator.EQ:
        return hedge
    return Comparator.APPROX if words.more or words.form is Form.VAGUE else Comparator.EQ


def _hedge_before(folded: str, left: int, start: int) -> Comparator | None:
    """Return the last hedge before a number when nothing but small words stands between."""
    found = None
    for match in _BEFORE.finditer(folded, left, start):
        if match.lastgroup == "eq" or _inside_word(folded, match):
            continue
        gap = folded[match.end() : start]
        if len(gap) <= 2 or (
            not re.search(r"[,。;、\d]", gap) and match.lastgroup in ("ge", "le", "lt") and len(gap) <= 8
        ):
            found = match
    return Comparator(found.lastgroup) if found and found.lastgroup else None


def _inside_word(folded: str, match: re.Match[str]) -> bool:
    return any(
        word.start() <= match.start() < word.end()
        for word in _PART_OF_WORD.finditer(folded, max(0, match.start() - 2), match.end() + 4)
        if word.end() - word.start() > match.end() - match.start()
    )


def _change(mention: Mention[QuantityWords], folded: str, left: int, before: Comparison | None) -> Change:
    words, start = mention.words, mention.span.start
    if words.unit == "倍":
        return Change.MULTIPLE
    if folded[start] == "减":
        return Change.DECREASE
    last = None
    blocked = [match.span() for match in _NO_VERB.finditer(folded, left, start)]
    for match in _UP.finditer(folded, left, start):
        if not any(low <= match.start() < high for low, high in blocked):
            last = match
    if last is None:
        if _RATE_NAME.search(folded[left:start]):
            return Change.LEVEL
        if before is None and _ADDED_LIST.search(folded[max(0, left - 60) : start]):
            return Change.INCREASE
        return before.change if before is not None else Change.INCREASE if words.unit in POINTS else Change.LEVEL
    if last.lastgroup != "level":
        if _TO.match(folded, last.end()) or "到" in folded[last.end() : start][-3:]:
            return Change.LEVEL
        return Change.INCREASE if last.lastgroup == "up" else Change.DECREASE
    if words.unit in ("%", "‰") and _SPEED.search(folded[left : last.start()]):
        return Change.INCREASE
    return Change.LEVEL
