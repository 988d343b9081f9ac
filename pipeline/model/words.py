"""What extraction finds, still words: nothing here is computed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.document import Span
from pipeline.model.terms import Kind, Role


class PeriodForm(StrEnum):
    """How a period is written; `PeriodWords.part` holds the term, half, quarter or month inside its year."""

    YEAR = "year"
    SCHOOL_YEAR = "school-year"
    FIVE_YEARS = "five-years"
    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """A period as the text tells it: `first` and `last` as written (2011, 2021, 十四, 2021-12-24), empty where it is
    open; `part` the piece of the year that is meant (第一学期, 上半年, 3月)."""

    quote: str
    form: PeriodForm
    first: str
    last: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class MetaWords:
    """What the document says of itself, still words.

    `kind` is what the title tells, or where it tells nothing the text; `own` how the text calls its own place (我县 → 县,
    我校 → 校), most frequent first; `places` the named places, nearest the title first.
    """

    title: str | None
    title_span: Span | None
    kind: Kind
    issuer: str | None
    region: str | None
    places: tuple[str, ...]
    own: tuple[str, ...]
    number: str | None
    issued: PeriodWords | None
    period: PeriodWords | None


class TimeForm(StrEnum):
    """How a time is told; it tells how to date it."""

    CALENDAR = "calendar"  # 2012年底, 上半年, 3月至8月, 2012年元旦前
    PLAN = "plan"  # “十四五”期间, 规划期末
    TERM = "term"  # 2020学年第二学期, 本学期
    WITHIN = "within"  # 两年之内, 今后5年: counted from the plan's start
    EVENT = "event"  # 开学前, 近期, 17周: nothing in the expression dates it
    RECURRING = "recurring"  # 每月, 每年教师节


class Bound(StrEnum):
    """On which side a time bounds the work."""

    IN = "in"  # 上半年
    BY = "by"  # 6月底前, 到2020年
    FROM = "from"  # 2012年起
    AFTER = "after"  # 春节后
    ABOUT = "about"  # 国庆前后


@dataclass(frozen=True, slots=True)
class TimePoint:
    """One end of a time expression, its parts as written: `year` (2012, 二〇一二, 今年, XX), `name` (上半年, 元旦),
    `month`, `day`, `edge` (底, 末, 初, 内, 上旬); for 两年之内 `year` is the count and `edge` the unit."""

    year: str = ""
    name: str = ""
    month: str = ""
    day: str = ""
    edge: str = ""


@dataclass(frozen=True, slots=True)
class TimeWords:
    """A time expression, still words; `last` is the far end of a range (2009年3月至8月)."""

    form: TimeForm
    first: TimePoint = TimePoint()
    last: TimePoint | None = None
    bound: Bound = Bound.IN


class Form(StrEnum):
    """How an amount is written; it tells how to read the numerals."""

    PLAIN = "plain"  # 3至5所, 1.1万人次
    PERCENT = "percent"  # 92.5%, 5%-5.5%, 百分之四点一
    PERMILLE = "permille"  # 3‰, 千分之三
    TENTHS = "tenths"  # 八成
    FRACTION = "fraction"  # 三分之二: `low` of `high`
    RATIO = "ratio"  # 1∶1, 二比一: `low` to `high`
    PROPORTION = "proportion"  # 19∶43∶38
    FOLD = "fold"  # 翻两番
    ALONE = "alone"  # 百名, 万元: the multiplier is the number
    VAGUE = "vague"  # 数百人, 几个


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """What a quantity says, as written; `high` and the scales are empty where there is none, `more` is true with 余, 多, 来."""

    low: str
    unit: str
    form: Form = Form.PLAIN
    high: str = ""
    low_scale: str = ""
    scale: str = ""
    more: bool = False


@dataclass(frozen=True, slots=True)
class BodyWords:
    """A body (责任单位) that the text makes responsible: its name as written, how, and the stretch it answers for."""

    name: str
    role: Role
    scope: Span


@dataclass(frozen=True, slots=True)
class GoalWords:
    """A target without a number (目标): `outcome` is the clause that states what will be there or done, folded; `due` the
    place of the date that heads its list (3月份, 第一阶段(6月前), 5月：…), None where no heading dates it."""

    outcome: str
    due: Span | None = None
