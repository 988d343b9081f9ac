"""What the rules for quantities are composed of: what may stand before a number, the units behind it, and their builder."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.lexicon.units import Unit, units
from pipeline.model import Form, QuantityWords
from pipeline.rules import one_of

# Read by rules of their own: most numbers before 年 are dates and before 岁 ages, 倍 and % are no measure words.
_OTHERWISE = frozenset({"年", "岁", "倍", "%", "‰"})
TO = r"\s?(?:-{1,2}|至|到)\s?"
NOT_ORDINAL = r"(?<![第前每])(?<!第\s)"
NOT_IN_ARABIC = r"(?<![\dA-Za-z.:×/])(?<!\d,)"
_HAN = "[〇零一二两三四五六七八九十百千万亿几数]"
NOT_IN_HAN = f"(?<!{_HAN})"


def _any_of(choices: list[Unit]) -> str:
    """Return a pattern for the units, longest first, none of them where it begins another word.

    Units that begin alike stand together behind their first character: half the time of one flat list.
    """
    by_first: dict[str, list[Unit]] = {}
    for unit in sorted(choices, key=lambda unit: (-len(unit.written), unit.written)):
        by_first.setdefault(unit.written[0], []).append(unit)
    branches = (f"{re.escape(first)}(?:{'|'.join(map(_rest, units))})" for first, units in by_first.items())
    return f"(?:{'|'.join(branches)})"


def _rest(unit: Unit) -> str:
    beyond = f"(?!{one_of(unit.not_before)})" if unit.not_before else ""
    return re.escape(unit.written[1:]) + beyond


_COUNTED = [unit for unit in units().values() if unit.written not in _OTHERWISE]
UNIT_AFTER_ARABIC = _any_of(_COUNTED)
UNIT_AFTER_HAN = _any_of([unit for unit in _COUNTED if unit.after_han])

# Where the rules are tried: at numbers that are no dates, and at Chinese numerals before what can follow one.
_AFTER_HAN = "".join(sorted({unit.written[0] for unit in _COUNTED if unit.after_han} | set("余多来点分成倍比-至到年")))
# Each begins behind the run that it is: tried again at every digit, a line of a hundred thousand would take a minute.
DIGITS = (r"(?<![0-9xX×*])[0-9xX×*]++(?:[.,]\d++)*+(?!\s?[年月日])",)
HAN_DIGITS = (rf"{NOT_IN_HAN}{_HAN}++(?:(?=[{re.escape(_AFTER_HAN)}])|(?<=[万亿]))",)
EITHER = DIGITS + HAN_DIGITS
YEAR_RUNS = (r"(?<!\d)\d++(?=年)", r"(?<![一二两三四五六七八九十])[一二两三四五六七八九十]++(?=年)")


def builder(form: Form, unit: str = "") -> Callable[[re.Match[str]], QuantityWords]:
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


def plain(low: str, unit: str, high: str = "", **rest: str | bool) -> QuantityWords:
    return QuantityWords(low, unit, high=high, **rest)  # type: ignore[arg-type]
