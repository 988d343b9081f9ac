"""Cues (线索) that make bodies act: 牵头, 负责, 会同, 由…, 督促…, 各学校要…; each a rule with its examples.

The names themselves are looked for by `body_duties`, before or behind the cue.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from pipeline.extract.body_verbs import DAY, EVERY, FIRM, LOOSE, MODAL, NOUNS
from pipeline.lexicon import BodyKind, bodies
from pipeline.model import Role
from pipeline.rules import Rule, one_of


class Side(StrEnum):
    """Where the names stand, seen from the cue, and what kind of cue it is."""

    BEFORE = "before"
    DUTY = "duty"
    ACT = "act"
    TURN = "turn"
    REQUEST = "request"
    BY = "by"
    WITH = "with"
    MADE = "made"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that makes bodies act, with the role it gives them."""

    side: Side
    role: Role


_LAST = "".join(sorted({row.word[-1] for row in bodies() if row.kind not in (BodyKind.NOT,)} | set("等”)界众")))
# Adverbs that stand between a name and what it does.
_SOFT = (
    "认真 积极 主动 切实 严格 及时 密切 广泛 全程 共同 协同 具体 全面 统一 统筹 分别 分工 各自 "
    "主要 直接 充分 也 都 均 还 仍 仍然 则 更 务必 同时 首先 进一步 每年 定期 依法 "
    "在职责范围内 在各自职责范围内 按照各自职责 按各自职责 依职责 按职责 按照职责 按职责分工 按照职责分工 根据职责分工 "
    "深入 经常 高度 尽快 抓紧 按时 继续 自觉 思想 思想上 行动上 "
)
_SOFT_WORDS = _SOFT.split()
SOFT = f"{one_of(_SOFT_WORDS)}*"
_SOFT_BY_END = {
    char: tuple(sorted((word for word in _SOFT_WORDS if word[-1] == char), key=len, reverse=True))
    for char in {word[-1] for word in _SOFT_WORDS}
}
SOFT_ENDS = frozenset(word[-1] for word in _SOFT_WORDS) | set(",、")
# Characters of adverbs in a row that are looked through; 也都要按照各自职责分工积极主动 is long, what goes on is no sentence.
_SOFT_REACH = 30
NEAR = frozenset(_LAST) | SOFT_ENDS
# How names end: a pair of characters tells most of them apart from other words, one character the rest (局, 办, 委).
_WORDS = [row.word for row in bodies() if row.kind is not BodyKind.NOT]
PAIRS = frozenset(word[-2:] for word in _WORDS if len(word) > 1)
SINGLES = frozenset(word for word in _WORDS if len(word) == 1) | set("等”)界众")


def is_last(char: str) -> bool:
    """Say whether names of bodies may end in a character."""
    return char != "" and char in _LAST


def soft_start(folded: str, end: int) -> int:
    """Return where the adverbs before a position begin, one comma among them: 各镇,也都|要 begins at the comma."""
    comma, least = False, max(0, end - _SOFT_REACH)
    while end > least:
        last = folded[end - 1]
        if last in ",、" and not comma:
            comma, end = True, end - 1
            continue
        word = next((word for word in _SOFT_BY_END.get(last, ()) if folded.endswith(word, 0, end)), None)
        if word is None:
            break
        end -= len(word)
    return end


def _behind_a_name(cue: Cue) -> Callable[[re.Match[str]], Cue | None]:
    """Return what builds a cue where a name, or an adverb behind one, may end right before it."""

    def build(match: re.Match[str]) -> Cue | None:
        return cue if match.start() and match.string[match.start() - 1] in NEAR else None

    return build


def _not_behind(chars: str, cue: Cue) -> Callable[[re.Match[str]], Cue | None]:
    """Return what builds a cue unless it ends a word that some character before it begins (申请, 理由)."""

    def build(match: re.Match[str]) -> Cue | None:
        return None if match.start() and match.string[match.start() - 1] in chars else cue

    return build


# What may go on with 督促 and 指导, and what makes them part of a name or a noun. The verbs are written out before it in
# the rule: a pattern whose every branch begins with a letter of its own is searched twice as fast.
_URGED = (
    "(?:帮助)?(?:(?:[和、与]|并)?(?:督促|指导|帮助|协助|检查|监督|推动))?"
    "(?!室|部门|处|办|组|委|机构|中心|咨询|员|团|意见|思想|下|方案|站|小组|评估|书)"
)
RULES: tuple[Rule[Cue], ...] = (
    Rule(
        name="bodies lead",
        pattern=re.compile(r"(?P<quote>牵头)(?!单位|部门|处室|教师|人|学校|领导|机构|作用|责任|科室|企业)"),
        build=_behind_a_name(Cue(Side.BEFORE, Role.LEAD)),
        yes={"由县水务局牵头": Cue(Side.BEFORE, Role.LEAD)},
        no=("牵头单位要督办", "发挥牵头部门作用"),
        needs=("牵头",),
        begins=("牵",),
    ),
    Rule(
        name="bodies are in charge",
        pattern=re.compile(r"(?P<quote>负责(?!人(?![员才口事])|制|任|部门|同志|处室|单位)|负总责|承担(?!单位)|主抓)"),
        build=_behind_a_name(Cue(Side.BEFORE, Role.RESPONSIBLE)),
        yes={"各乡镇政府具体负责": Cue(Side.BEFORE, Role.RESPONSIBLE)},
        no=("学校负责人", "实行校长负责制"),
        needs=("负责", "负总责", "承担", "主抓"),
        begins=("负承主",),
    ),
    Rule(
        name="bodies bear the responsibility",
        pattern=re.compile(r"(?P<quote>[是为](?=[^,。;]{0,16}责任(?:主体|单位|人)))"),
        build=_behind_a_name(Cue(Side.BEFORE, Role.RESPONSIBLE)),
        yes={"试点城市政府是工作责任主体": Cue(Side.BEFORE, Role.RESPONSIBLE)},
        no=("学校是育人的场所",),
        needs=("责任主体", "责任单位", "责任人"),
        begins=("是为",),
    ),
    Rule(
        name="bodies act together with others",
        pattern=re.compile(r"(?P<quote>会同)"),
        build=_behind_a_name(Cue(Side.BEFORE, Role.RESPONSIBLE)),
        yes={"市财政局会同市税务局": Cue(Side.BEFORE, Role.RESPONSIBLE)},
        no=("一起会同",),
        needs=("会同",),
        begins=("会",),
    ),
    Rule(
        name="bodies support",
        pattern=re.compile(r"(?P<quote>配合|参与|协助|协办)(?!单位|部门|处室|度|率|者|式|面|人)"),
        build=_behind_a_name(Cue(Side.BEFORE, Role.SUPPORT)),
        yes={"市残联、市妇联配合": Cue(Side.BEFORE, Role.SUPPORT)},
        no=("社会各界配合单位", "提高居民参与度"),
        needs=("配合", "参与", "协助", "协办"),
        begins=("配参协",),
    ),
    Rule(
        name="subject of a duty",
        pattern=re.compile(f"(?P<quote>{MODAL})"),
        build=_behind_a_name(Cue(Side.DUTY, Role.RESPONSIBLE)),
        yes={"各学校要开展": Cue(Side.DUTY, Role.RESPONSIBLE), "区政府将成立小组": Cue(Side.DUTY, Role.RESPONSIBLE)},
        no=("各部门要求", "有关单位应急预案", "学校将来"),
        begins=("要应必须务需将",),
    ),
    Rule(
        name="subject of an act",
        pattern=re.compile(f"(?P<quote>{FIRM}|{LOOSE}(?!{NOUNS}))"),
        build=_behind_a_name(Cue(Side.ACT, Role.RESPONSIBLE)),
        yes={"区政府成立领导小组": Cue(Side.ACT, Role.RESPONSIBLE)},
        no=("学习文件", "县教育局督查制度"),
        begins=(
            "落成制印实严执编上报完组按根对做建健加出派设定开安填提推结牢把值下联抓备召举搞拟确承选抽发分拨筹配强汇督通约调巡修申公反摸整收统审指监准依遵研就贯",
        ),
    ),
    Rule(
        name="subject of what recurs",
        pattern=re.compile(f"(?P<quote>{EVERY})"),
        build=_behind_a_name(Cue(Side.TURN, Role.RESPONSIBLE)),
        yes={"运维单位每周巡检": Cue(Side.TURN, Role.RESPONSIBLE)},
        no=("每周巡检", "学校每年度"),
        needs=("每",),
        begins=("每",),
    ),
    Rule(
        name="subject of what has its day",
        pattern=re.compile(f"(?P<quote>{DAY})"),
        build=_behind_a_name(Cue(Side.TURN, Role.RESPONSIBLE)),
        yes={"各乡镇于6月底前上报名单": Cue(Side.TURN, Role.RESPONSIBLE)},
        no=("于6月底前上报名单",),
        begins=("于在今明次当本每年月学期半上下全0123456789",),
    ),
    Rule(
        name="subject that takes it on in person",
        pattern=re.compile(
            r"(?P<quote>(?:亲自|具体|直接)(?:抓|部署|过问|挂帅|协调|督办)|对[^,。;]{1,24}负(?:总|主要|直接|全面|全|领导)*责)"
        ),
        build=_behind_a_name(Cue(Side.TURN, Role.RESPONSIBLE)),
        yes={"主要领导亲自抓": Cue(Side.TURN, Role.RESPONSIBLE), "厂长对安全负总责": Cue(Side.TURN, Role.RESPONSIBLE)},
        no=("由领导对口联系",),
        needs=("抓", "亲自", "具体", "直接", "负"),
        begins=("亲具直对",),
    ),
    Rule(
        name="subject of a request",
        pattern=re.compile(r"(?P<quote>请(?=[于在按相尽及务提认准如做将]))"),
        build=lambda match: Cue(Side.REQUEST, Role.RESPONSIBLE),
        yes={"各校的总结请于6月底前上报": Cue(Side.REQUEST, Role.RESPONSIBLE)},
        no=("申请补助",),
        needs=("请",),
    ),
    Rule(
        name="by whom",
        pattern=re.compile(r"(?P<quote>由)(?![于此来衷中])"),
        build=_not_behind("自理缘事因案来", Cue(Side.BY, Role.RESPONSIBLE)),
        yes={"由市水务局组织": Cue(Side.BY, Role.RESPONSIBLE)},
        no=("由于天气", "说明事由"),
        needs=("由",),
    ),
    Rule(
        name="together with whom",
        pattern=re.compile(
            r"(?P<quote>会同|联合(?!采购|国|会|体|社|党|执法|开展|收割|培养)|协同(?!推|发|创|监|治|育|联|配|作|共)|牵头(?:[,、]?组织|(?=各)))"
        ),
        build=lambda match: Cue(Side.WITH, Role.SUPPORT),
        yes={"会同有关部门": Cue(Side.WITH, Role.SUPPORT), "牵头各处室": Cue(Side.WITH, Role.SUPPORT)},
        no=("联合执法", "协同发展"),
        needs=("会同", "联合", "协同", "牵头"),
    ),
    Rule(
        name="who is made to act",
        pattern=re.compile(
            f"(?P<quote>督[促导查]{_URGED}|指导{_URGED}|要求{_URGED}|责成{_URGED}|请(?=[各有相牵市县区省镇乡全财交教科民公司人自生住水农商文卫应审国任班年处](?!假)))"
        ),
        build=_not_behind("申邀聘敬提报", Cue(Side.MADE, Role.RESPONSIBLE)),
        yes={"督促各部门整改": Cue(Side.MADE, Role.RESPONSIBLE), "请各单位报送": Cue(Side.MADE, Role.RESPONSIBLE)},
        no=("申请各类资金",),
        needs=("督促", "督导", "督查", "指导", "要求", "责成", "请"),
    ),
)
