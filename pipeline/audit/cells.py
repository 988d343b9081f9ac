"""What tables tell (表格数值): rows of a table in, each number out with its name, its unit, its year, as wide as its digits allow.

The unit stands in brackets behind the name or the column head, in a column of its own (计量单位), or above the table (单位：万元).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pipeline.audit.figures import Ground, base_of
from pipeline.fold import fold
from pipeline.lexicon.units import units
from pipeline.model import Row, RowCell, Span

NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_WITH_UNIT = re.compile(rf"(?P<number>{NUMBER.pattern})\s?(?P<unit>[\u4e00-\u9fff%‰]{{1,6}})")
_BRACKET = re.compile(r"\((?P<words>[^()]{1,12})\)")
_CAPTION = re.compile(r"单位[:：]\s?(?P<unit>[\u4e00-\u9fff%‰/]{1,6})")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ORDINAL = re.compile(r"^(?:其中:?|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,3}[.、．])+")
# Characters before a table in which its unit may be told.
_ABOVE = 60
_LONGEST = 6  # characters of a unit


@dataclass(frozen=True, slots=True)
class Stated:
    """A number of a table: `name` is its row's, `head` its column's, `low` to `high` what its digits allow, in units of `key`."""

    span: Span
    name: str
    head: str
    year: int | None
    key: str
    value: Fraction
    low: Fraction
    high: Fraction
    table: int
    row: int


def stated(ground: Ground) -> Iterator[Stated]:
    """Yield the numbers of a document's tables whose unit is told."""
    for row in ground.extraction.outline.rows:
        above = _above(ground, row.table)
        for cell in row.cells:
            found = _stated(ground, row, cell, above)
            if found is not None:
                yield found


def bare_name(words: str) -> str:
    """Return a name without its number and its brackets: 一、事业收入（万元） → 事业收入."""
    return _BRACKET.sub("", _ORDINAL.sub("", re.sub(r"\s", "", words))).strip(":,;、。")


def _words(ground: Ground, span: Span) -> str:
    return fold(span.of(ground.document.text)).strip()


def _above(ground: Ground, number: int) -> str | None:
    """Return the unit told right above a table or in its first line."""
    start = ground.document.tables[number].span.start
    found = list(_CAPTION.finditer(ground.folded, max(0, start - _ABOVE), min(len(ground.folded), start + _ABOVE)))
    return found[-1]["unit"] if found else None


def _stated(ground: Ground, row: Row, cell: RowCell, above: str | None) -> Stated | None:
    written = _words(ground, cell.span)
    own = _WITH_UNIT.fullmatch(written)
    if cell.carried or not (own or NUMBER.fullmatch(written)):
        return None
    names = [words for span in cell.row_heads if (words := _words(ground, span)) and not NUMBER.fullmatch(words)]
    head = "".join(_words(ground, span) for span in cell.heads)
    name, unit = _named(names)
    unit = (own["unit"] if own else None) or _unit_in(head) or unit or above
    if not name or unit is None or (base := base_of(unit)) is None:
        return None
    key, size = base
    number = Fraction((own["number"] if own else written).replace(",", ""))
    decimals = len((own["number"] if own else written).partition(".")[2])
    half = Fraction(1, 2 * 10**decimals) if decimals or _is_measured(unit) else Fraction(0)
    years = _YEAR.findall(head)
    year = int(years[-1]) if years else None
    return Stated(
        cell.span,
        name,
        head,
        year,
        key,
        number * size,
        (number - half) * size,
        (number + half) * size,
        row.table,
        row.number,
    )


def _named(names: list[str]) -> tuple[str, str | None]:
    """Return the name of a row and its unit, from the cells that name it: 学前三年毛入园率, %."""
    unit = None
    while names and len(names[-1]) <= _LONGEST and base_of(names[-1]) is not None:
        unit = names.pop()
    if not names:
        return "", unit
    return bare_name(names[-1]), unit or _unit_in(names[-1])


def _unit_in(words: str) -> str | None:
    """Return the unit in brackets: 万元 of 总投资(万元), % of 比例(%)."""
    return next((match["words"] for match in _BRACKET.finditer(words) if base_of(match["words"]) is not None), None)


def _is_measured(unit: str) -> bool:
    known = units().get(unit.lstrip("万亿"))
    return unit[:1] in "万亿" or (known is not None and known.dimension not in ("count", "people"))
