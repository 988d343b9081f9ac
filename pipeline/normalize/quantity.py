"""Quantities as amounts: exact numbers in the canonical unit. `QuantityWords` in, `Amount` or `Issue` out; no search here."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from pipeline.lexicon.units import units
from pipeline.model import Amount, Form, Issue, IssueCode, QuantityWords, Span
from pipeline.normalize.numeral import SCALES, numeral

# 三分之二 is given as 66.67 (GUIDE §2): hundredths of a percent, halves up.
_HUNDREDTH = Decimal("0.01")


def amount(words: QuantityWords, span: Span) -> Amount | Issue:
    """Return the amount, a scale written once given to both ends: 五十至六十万人 is 500000 to 600000 人."""
    unit = units()[words.unit].canonical if words.unit in units() else words.unit
    match words.form:
        case Form.VAGUE | Form.PROPORTION:
            return Amount(None, unit)
        case Form.ALONE:
            return Amount(Decimal(SCALES[words.low]), unit)
        case Form.FOLD:
            return Amount(2 ** numeral(words.low), unit)
        case Form.TENTHS:
            return Amount(10 * numeral(words.low) + (numeral(words.high) if words.high else 0), unit)
        case Form.FRACTION:
            return Amount((100 * numeral(words.low) / numeral(words.high)).quantize(_HUNDREDTH, ROUND_HALF_UP), unit)
        case Form.RATIO:
            return _ratio(words, unit, span)
    return _scaled(words, unit, span)


def _ratio(words: QuantityWords, unit: str, span: Span) -> Amount | Issue:
    left, right = numeral(words.low), numeral(words.high)
    if not right:
        return Issue(IssueCode.IMPOSSIBLE_NUMBER, f"{words.low}:{words.high}", span)
    return Amount(left / right, unit)


def _with_scale(written: str, scale: str) -> Decimal:
    """Return a numeral with its scale; in 三亿七千零六十二万 the 万 belongs to the last part alone."""
    if scale in ("万", "亿") and not written.removeprefix("-")[0].isdecimal() and "点" not in written:
        return numeral(written + scale)
    return numeral(written) * SCALES[scale]


def _scaled(words: QuantityWords, unit: str, span: Span) -> Amount | Issue:
    """Return a plain amount; 9000至1.2万 leaves the scale to the second number alone."""
    if not (words.low[0].isdecimal() or words.low[0] in "-〇零一二两三四五六七八九十百千") or words.low[0] in "xX×*":
        return Amount(None, unit)
    if words.low == "百" and words.form is Form.PERCENT:
        return Amount(Decimal(100), unit)
    scale = SCALES[words.scale]
    low = _with_scale(words.low, words.low_scale)
    if not words.high:
        return Amount(low * scale, unit)
    high = _with_scale(words.high, words.scale)
    if not words.low_scale and low * scale <= high:
        low *= scale
    if high < low:
        return Issue(IssueCode.RANGE_BACKWARDS, f"{words.low}-{words.high}{words.scale}{words.unit}", span)
    return Amount(low, unit, high)
