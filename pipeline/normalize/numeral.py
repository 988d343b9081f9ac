"""Numerals as numbers, exact: 3.5, 1,234, 两千零五, 三百五, 二〇二五, 四点一. What the patterns admit can be read; no search here."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {char: value for value, chars in enumerate(("〇零", "一", "二两", *"三四五六七八九")) for char in chars}
PLACES = {"十": 10, "百": 100, "千": 1000}
SCALES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7}
SCALES |= {"亿": 10**8, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}


def numeral(written: str) -> Decimal:
    """Return the number written: 3.5; -2.3; 二〇二五 → 2025; 两千零五 → 2005; 三百五 → 350 as it is spoken; 四点一 → 4.1."""
    if written[0].isdecimal() or written[0] == "-":
        return Decimal(written.replace(",", "").replace(" ", "").replace("·", "."))
    whole, _, point = written.partition("点")
    tail = Decimal("0." + "".join(str(DIGITS[char]) for char in point)) if point else Decimal(0)
    for scale in ("亿", "万"):
        if scale in whole[1:]:
            high, low = whole.split(scale, 1)
            return numeral(high) * SCALES[scale] + (numeral(low.lstrip("零")) if low else 0) + tail
    return _below_ten_thousand(whole) + tail


def _below_ten_thousand(written: str) -> Decimal:
    if PLACES.keys().isdisjoint(written):
        return Decimal("".join(str(DIGITS[char]) for char in written))
    total, digit, place = 0, 0, 10
    for char in written:
        if char in PLACES:
            place = PLACES[char]
            total, digit = total + (digit or 1) * place, 0
        elif char in "零〇":
            place = 10  # what follows is counted in ones again
        else:
            digit = DIGITS[char]
    return Decimal(total + digit * place // 10)
