"""What the checks inside a document work on: its figures (数) as intervals that the printed digits allow, and its sentences.

An `Extraction` goes in, a `Ground` comes out. 8.1万亩 is every area from 80500 to 81500 亩; 22所 is 22 and nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from pipeline.audit.finding import Family, Finding, Severity, place
from pipeline.fold import fold
from pipeline.lexicon.units import units
from pipeline.model import Comparator, Document, Extraction, Quantity, Span

_NUMERAL = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_MORE = re.compile(r"[余多来](?!年)")
_ABOUT_BEFORE = re.compile(
    r"(?:大?约|近|将近|接近|大概|大致|上下|超过?|逾|突破|不少于|不低于|不足|最多|至少)[为有达]?$"
)
_ABOUT_AFTER = re.compile(r"\s?(?:左右|上下|以上|以下|以内|多|余|\([^()]*\)左右)")
# What a hedged number may be off: 约, 近 and 余 hide less than a tenth in the plans that were read.
_HEDGED = Fraction(1, 10)
_PERSONS = dict.fromkeys(["人", "名", "位", "口", "口人"], "人")
_ANIMALS = dict.fromkeys(["头", "只", "羽", "匹", "万只"], "头")
# Measures of which a plain integer is a rounded one; all else that is a plain integer was counted.
_MEASURED = frozenset(
    {
        "length",
        "area",
        "mass",
        "volume",
        "energy",
        "power",
        "share",
        "duration",
        "money",
        "currency",
        "multiple",
        "points",
    }
)
_STOPS = re.compile("[。！!?？\n\t]")
# Numbers from here on are told in 万.
_LONG = 10**5
_SCALES = {"万": 10**4, "亿": 10**8}
# Digits that OCR tore apart around a figure: 3 · 85亿吨, 1g80年.
_TORN = re.compile(r"[\d·.,]\s?$|[\d][a-zA-Z·]\s?$|[〇零一二三四五六七八九]、$")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the text: `low` to `high` is what its digits and hedges allow, in the base unit of its `key`."""

    span: Span
    value: Fraction
    low: Fraction
    high: Fraction
    key: str
    hedged: bool
    quantity: Quantity

    def allows(self, low: Fraction, high: Fraction) -> bool:
        """Say whether the figure can be a number from low to high."""
        return self.low <= high and low <= self.high


@dataclass(frozen=True, slots=True)
class Ground:
    """A document laid out for the checks: folded text, figures and sentences in text order."""

    extraction: Extraction
    folded: str
    figures: tuple[Figure, ...]
    sentences: tuple[Span, ...]

    @property
    def document(self) -> Document:
        return self.extraction.document

    def inside(self, start: int, end: int) -> tuple[Figure, ...]:
        """Return the figures that lie wholly between two positions."""
        first = bisect_left(self.figures, start, key=lambda figure: figure.span.start)
        last = bisect_right(self.figures, end, key=lambda figure: figure.span.end)
        return self.figures[first:last]

    def sentence(self, position: int) -> Span:
        """Return the sentence around a position."""
        at = bisect_right(self.sentences, position, key=lambda span: span.start) - 1
        return self.sentences[max(at, 0)]

    def line(self, figure: Figure) -> Span:
        """Return the line around a figure."""
        start = self.folded.rfind("\n", 0, figure.span.start) + 1
        end = self.folded.find("\n", figure.span.end)
        return Span(start, len(self.folded) if end < 0 else end)

    def label(self, figure: Figure) -> str:
        """Return the words right before a figure, back to the next mark: 水田面积 of 水田面积960亩."""
        start = max(0, figure.span.start - 40)
        before = re.sub(
            r"(?<=[\u4e00-\u9fff])\([^()\n]*\)(?=(?:为|共|有|达)?\s?$)", "", self.folded[start : figure.span.start]
        )
        words = re.split(r"[,。;:、()\n\t“”\d]", before[-30:])[-1]
        words = re.sub(r"^(?:.*其中|以及|和|及|与)", "", words.strip())
        return re.sub(r"(?:大?约|近|将近|共计?|合计|总共|共有|达到?|现有|有|为|是|分别|计)*\s*$", "", words).strip()

    def finding(
        self, family: Family, rule: str, arithmetic: str, *spans: Span, severity: Severity = Severity.ERROR
    ) -> Finding:
        """Return a finding at spans of this document."""
        return Finding(family, rule, severity, arithmetic, tuple(place(self.document, span) for span in spans))


def ground(extraction: Extraction) -> Ground:
    """Return the extraction laid out for the checks."""
    text = extraction.document.text
    folded = fold(text)
    found = (_figure(quantity, folded) for quantity in extraction.quantities)
    return Ground(extraction, folded, tuple(figure for figure in found if figure), tuple(_sentences(folded)))


def _sentences(folded: str) -> list[Span]:
    edges = [0, *(stop.end() for stop in _STOPS.finditer(folded)), len(folded)]
    return [Span(start, end) for start, end in pairwise(edges) if start < end] or [Span(0, 1)]


def told(value: Fraction, unit: str) -> str:
    """Return a number for people: 7478亩, 92亿元, 1.25%; at most four decimals."""
    for scale, word in ((10**8, "亿"), (10**4, "万")):
        if abs(value) >= max(scale, _LONG) and (value * 10**4 / scale).denominator == 1:
            return told(value / scale, word + unit)
    shown = f"{float(value):.4f}".rstrip("0").rstrip(".") if value.denominator != 1 else str(value.numerator)
    return f"{shown}{unit}"


def beside(printed: str, real: float | Fraction) -> str:
    """Return a computed number for people, two digits finer than the printed one that it is held against: 7.5746 beside 7.58%."""
    decimals = re.search(r"\d\s?[.·．点]\s?(\d+)", printed)
    return f"{float(real):.{len(decimals[1]) + 2 if decimals else 2}f}".rstrip("0").rstrip(".")


def like(figure: Figure, value: Fraction) -> str:
    """Return a value in a figure's own unit and scale: 5751.3916万元 beside 5721.39万元."""
    size = figure.value / Fraction(figure.quantity.amount.value or 1) or Fraction(1)
    for word, scale in (("亿", 10**8), ("万", 10**4)):
        if word in figure.quantity.quote:
            return told(value / size / scale, word + figure.quantity.amount.unit)
    return told(value / size, figure.quantity.amount.unit)


def _key(unit: str) -> tuple[str, Fraction]:
    """Return what figures must share to be added, and the size of the unit in it."""
    if unit in _PERSONS or unit in _ANIMALS:
        return _PERSONS.get(unit) or _ANIMALS[unit], Fraction(1)
    known = units().get(unit)
    if known is None or known.dimension in ("count", "people"):
        return unit, Fraction(1)
    return known.base, known.factor


def base_of(written: str) -> tuple[str, Fraction] | None:
    """Return what figures in a unit as written are counted in, and the unit's size in it: 万元 → 元, 10000; None for no unit."""
    scale = re.match("[十百千]?[万亿]{1,2}", written)
    unit = written[scale.end() :] if scale else written
    known = units().get(unit)
    if known is None:
        return None
    key, size = _key(known.canonical)
    for word in scale[0] if scale else "":
        size *= {"十": 10, "百": 100, "千": 1000}.get(word) or _SCALES[word]
    return key, size


def _figure(quantity: Quantity, folded: str) -> Figure | None:
    """Return a quantity as a figure; None for ranges, vague numbers and digits torn apart."""
    amount, span = quantity.amount, quantity.span
    if amount.value is None or amount.high is not None or _TORN.search(folded, max(0, span.start - 3), span.start):
        return None
    if re.match(r"\s?[·.]\s?[\d〇零一二三四五六七八九]|[〇零一二三四五六七八九]+[·.]", folded[span.end : span.end + 4]):
        return None
    quote = folded[span.start : span.end]
    key, size = _key(amount.unit)
    value = Fraction(amount.value)
    half, scaled = _half_step(quote, value)
    known = units().get(amount.unit)
    measured = known is not None and known.dimension in _MEASURED
    slack = half if scaled or measured else Fraction(0)
    hedged = bool(
        _MORE.search(quote)
        or quantity.comparator is not Comparator.EQ
        or _ABOUT_BEFORE.search(folded, max(0, span.start - 5), span.start)
        or _ABOUT_AFTER.match(folded, span.end)
    )
    if hedged:
        slack = max(slack, abs(value) * _HEDGED)
    return Figure(span, value * size, (value - slack) * size, (value + slack) * size, key, hedged, quantity)


def _half_step(quote: str, value: Fraction) -> tuple[Fraction, bool]:
    """Return half of the last printed digit, and whether a scale or decimals say that the number was rounded."""
    written = _NUMERAL.match(quote)
    if written is None:
        rounded = any(scale in quote for scale in "万亿")
        if (point := re.search("点([〇零一二三四五六七八九]+)", quote)) is not None:
            return Fraction(1, 2 * 10 ** len(point[1])) * (_SCALES.get(quote[point.end() : point.end() + 1], 1)), True
        size = Fraction(10**8) if "亿" in quote else Fraction(10**4)
        return (size / 2 if rounded else Fraction(1, 2)), rounded
    number = Fraction(written[0].replace(",", "").rstrip("."))
    scale = value / number if number else Fraction(1)
    decimals = len(written[1] or "")
    return abs(scale) / (2 * 10**decimals), scale != 1 or decimals > 0
