"""One figure held against another: met or missed, lower or higher, with the arithmetic spelled out in Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pipeline.audit.link import Fact, base_factor
from pipeline.audit.subject import Aspect
from pipeline.lexicon.indicators import Direction
from pipeline.model import Comparator

# 左右 allows a tenth of what it hedges: reports call 14.8% against 15% 左右 reached, and 6.1% against 10% 左右 far below.
ABOUT = Decimal("0.1")
_SIGNS = {
    Comparator.GE: "不低于", Comparator.GT: "超过", Comparator.LE: "不超过", Comparator.LT: "低于",
    Comparator.APPROX: "约", Comparator.RANGE: "", Comparator.EQ: ""
}  # fmt: skip
_FLOORS = frozenset({Comparator.GE, Comparator.GT})
_CEILINGS = frozenset({Comparator.LE, Comparator.LT})


class Verdict(StrEnum):
    """What became of a target (目标完成情况)."""

    MET = "met"
    EXCEEDED = "exceeded"
    WITHIN_ABOUT = "within_about"
    MISSED = "missed"
    LATE = "late"
    DIFFERS = "differs"
    NOT_REPORTED = "not_reported"


class Relation(StrEnum):
    """How what one plan allows stands to what another allows."""

    EQUAL = "equal"
    LOWER = "lower"
    HIGHER = "higher"
    OVERLAPPING = "overlapping"


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict and the arithmetic behind it."""

    verdict: Verdict
    arithmetic: str


@dataclass(frozen=True, slots=True)
class Compared:
    """How two targets stand to each other: what they allow, their bare figures, and the arithmetic."""

    relation: Relation
    figures: Relation
    arithmetic: str


def judge(target: Fact, actual: Fact) -> Judged:
    """Return whether what was reported meets what was promised: 8% promised, 7.8% reported is missed by 0.2 points."""
    verdict = _verdict(target, actual)
    gap, sign = _gap(target, actual)
    shown = f"目标{told(target)}，实际{told(actual)}：{sign}"
    return Judged(verdict, shown + _why(verdict, target, gap))


def compare(lower: Fact, upper: Fact) -> Compared:
    """Return how a place's target stands to the one of the place above: at most 5% against about 5.5% is lower."""
    figures = _order(lower.low, lower.high, upper.low, upper.high)
    relation = _relation(lower, upper)
    _, sign = _gap(upper, lower)
    if relation is Relation.EQUAL:
        return Compared(relation, figures, f"{told(lower)}，{told(upper)}：相同")
    return Compared(relation, figures, f"{told(lower)}，上级{told(upper)}：{sign}")


def weaker(lower: Fact, upper: Fact, figures: Relation) -> bool:
    """Say whether the first promises less than the second, by the order of their figures: 5.7% unemployment against 5.5%."""
    direction = lower.subject.direction
    return (direction is Direction.HIGHER and figures is Relation.LOWER) or (
        direction is Direction.LOWER and figures is Relation.HIGHER
    )


def told(fact: Fact) -> str:
    """Return a figure as people write it: 约5.5%, 下降3.8%, 不低于4550亿公斤."""
    low, high = fact.low, fact.high
    fall = fact.subject.aspect is not Aspect.LEVEL and high < 0
    sign = _SIGNS[fact.comparator]
    if fall:
        low, high = -high, -low
        turned = {"不低于": "不超过", "不超过": "不低于", "超过": "低于", "低于": "超过"}
        sign = "下降" + turned.get(sign, sign)
    unit = fact.stated.unit
    amount = number(low, unit) if low == high else f"{number(low, unit)}至{number(high, unit)}"
    return f"{sign}{amount}"


def number(value: Decimal, unit: str) -> str:
    """Return an amount in the base unit as people write it in another: 435240000000 in 吨 → 43524万吨."""
    own = value / base_factor(unit)
    for size, name in ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")):
        if unit not in ("%", "‰", "百分点") and abs(own) >= size:
            return f"{plain(own / size)}{name}{unit}"
    return f"{plain(own)}{'个' if unit == '百分点' else ''}{unit}"


def plain(value: Decimal) -> str:
    """Return a number without idle zeros: 8.50 → 8.5; six digits after the point are enough for any plan."""
    text = f"{value.quantize(Decimal('0.000001')) if value.as_tuple().exponent != 0 else value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _gap(target: Fact, actual: Fact) -> tuple[Decimal, str]:
    """Return actual less target with its subtraction in words; of a range the nearer end counts."""
    end = target.high if actual.low > target.high else target.low
    gap = actual.low - end
    unit = target.stated.unit
    points = "百分点" if unit in ("%", "‰") else unit
    minuend, subtrahend = (plain(value / base_factor(unit)) for value in (actual.low, end))
    if unit not in ("%", "‰", "百分点"):
        minuend, subtrahend = number(actual.low, unit), number(end, unit)
    subtrahend = f"({subtrahend})" if end < 0 else subtrahend
    return gap, f"{minuend}-{subtrahend}={'+' if gap > 0 else ''}{number(gap, points)}"


def _verdict(target: Fact, actual: Fact) -> Verdict:
    value, low, high = actual.low, target.low, target.high
    if target.comparator in _FLOORS:
        return Verdict.MET if value >= low else Verdict.MISSED
    if target.comparator in _CEILINGS:
        return Verdict.MET if value <= high else Verdict.MISSED
    slack = abs(high) * ABOUT if target.comparator is Comparator.APPROX else Decimal(0)
    if low - slack <= value <= high + slack:
        return Verdict.WITHIN_ABOUT if target.comparator is Comparator.APPROX else Verdict.MET
    direction = target.subject.direction
    if direction is Direction.NONE:  # neither more nor less is better, but less is not what was promised
        short = target.subject.known and 0 <= value < low
        return Verdict.MISSED if short else Verdict.DIFFERS
    better = value > high if direction is Direction.HIGHER else value < low
    return Verdict.EXCEEDED if better else Verdict.MISSED


def _why(verdict: Verdict, target: Fact, gap: Decimal) -> str:
    if verdict is Verdict.WITHIN_ABOUT:
        slack = abs(target.high) * ABOUT
        return f"，在“左右”的一成（{number(slack, '百分点' if target.stated.unit == '%' else target.stated.unit)}）以内"
    words = {
        Verdict.MET: "，达到目标" if gap else "，与目标相同",
        Verdict.EXCEEDED: "，好于目标",
        Verdict.MISSED: "，未达目标",
        Verdict.DIFFERS: "，与目标不同",
    }
    return words.get(verdict, "")


def _order(low: Decimal, high: Decimal, other_low: Decimal, other_high: Decimal) -> Relation:
    if (low, high) == (other_low, other_high):
        return Relation.EQUAL
    if high < other_low:
        return Relation.LOWER
    return Relation.HIGHER if low > other_high else Relation.OVERLAPPING


_FAR = Decimal("Infinity")


def _allowed(fact: Fact) -> tuple[Decimal, Decimal]:
    """Return the values that a target allows; 左右 stands for its figure."""
    if fact.comparator in _FLOORS:
        return fact.low, _FAR
    return (-_FAR, fact.high) if fact.comparator in _CEILINGS else (fact.low, fact.high)


def _relation(lower: Fact, upper: Fact) -> Relation:
    return _order(*_allowed(lower), *_allowed(upper))
