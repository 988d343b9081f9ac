"""Score: what links and comparisons say, held against answer tables that people wrote for real documents.

Two tables: plan against next year's report (national_pairs), and places against the nation (provinces_vs_nation). Right is
a value or verdict that the table has; what the table calls not stated and is given a value counts against the second bound.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pipeline.audit.compare import compare, judge
from pipeline.audit.facts import Linked, kept_pledges, read
from pipeline.audit.link import NATION, Fact, base_factor, headline
from pipeline.audit.report import Blocks, Kept, kept
from pipeline.audit.scope import Scope
from pipeline.audit.subject import Aspect, Subject
from pipeline.query.filters import Filters

# What the tables call an indicator, as subjects: the names that may answer, the best first, and what of them is told.
KEYS: Mapping[str, tuple[tuple[str, ...], Aspect]] = {
    "gdp_growth": (("地区生产总值",), Aspect.GROWTH),
    "cpi": (("居民消费价格涨幅", "零售物价总水平", "物价总水平"), Aspect.GROWTH),
    "new_urban_jobs": (("城镇新增就业",), Aspect.LEVEL),
    "registered_unemployment": (("城镇登记失业率",), Aspect.LEVEL),
    "surveyed_unemployment": (("城镇调查失业率",), Aspect.LEVEL),
    "m2_growth": (("广义货币供应量",), Aspect.GROWTH),
    "deficit_amount": (("财政赤字",), Aspect.LEVEL),
    "deficit_ratio": (("赤字率",), Aspect.LEVEL),
    "grain_output": (("粮食产量",), Aspect.LEVEL),
    "energy_intensity": (("单位国内生产总值能耗",), Aspect.GROWTH),
    "co2_intensity": (("单位国内生产总值二氧化碳排放",), Aspect.GROWTH),
    "income_growth": (
        ("居民人均可支配收入", "城镇居民人均可支配收入", "城镇居民人均生活费收入", "农民人均纯收入"),
        Aspect.GROWTH,
    ),
    "income_growth_all": (("居民人均可支配收入",), Aspect.GROWTH),
    "income_growth_urban": (("城镇居民人均可支配收入",), Aspect.GROWTH),
    "income_growth_rural": (("农村居民人均可支配收入",), Aspect.GROWTH),
    "fiscal_revenue_growth": (("一般公共预算收入",), Aspect.GROWTH),
    "industrial_value_added_growth": (("规模以上工业增加值",), Aspect.GROWTH),
    "fixed_investment_growth": (("固定资产投资",), Aspect.GROWTH),
    "retail_sales_growth": (("社会消费品零售总额",), Aspect.GROWTH),
    "foreign_trade_growth": (("进出口总额",), Aspect.GROWTH),
    "rd_intensity": (("研发经费投入强度",), Aspect.LEVEL),
    "pm25_concentration": (("细颗粒物浓度",), Aspect.LEVEL),
}
# Parts of the whole that answer where the table asks for the whole: the deficit of the centre was the nation's.
_PARTS: Mapping[str, tuple[tuple[str, ...], ...]] = {"财政赤字": ((), ("中央",))}


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a table: what was asked, what the table answers, what was said."""

    table: str
    asked: str
    stated: bool
    wanted: str
    said: str

    @property
    def right(self) -> bool:
        """Say whether the answer is the table's."""
        return self.wanted == self.said


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of the stated were answered right, and how many of those not stated were given a value all the same."""

    table: str
    stated: int
    right: int
    unstated: int
    invented: int


def questions(connection: sa.Connection, folder: Path) -> tuple[Question, ...]:
    """Return every question of the tables in a folder with the answer that the loaded documents give."""
    linked = read(connection, Filters())
    asked = list(_pairs(linked, folder, "pairs"))
    for name, ask in (("provinces", _provinces), ("provinces-vs-nation", _against_nation)):
        asked += ask(linked.blocks, folder, name)
    return tuple(asked)


def standings(asked: tuple[Question, ...]) -> tuple[Standing, ...]:
    """Return the counts of each table."""
    made = []
    for table in dict.fromkeys(question.table for question in asked):
        own = [question for question in asked if question.table == table]
        stated = [question for question in own if question.stated]
        others = [question for question in own if not question.stated]
        right = sum(question.right for question in stated)
        made.append(Standing(table, len(stated), right, len(others), sum(not one.right for one in others)))
    return tuple(made)


def shown(asked: tuple[Question, ...], errors: int = 0) -> str:
    """Return the counts as lines to print, with so many of the wrong answers."""
    lines = [
        f"{one.table:32} right {one.right}/{one.stated} of the stated ({one.right / max(one.stated, 1):.3f}), "
        f"{one.invented}/{one.unstated} of the unstated given a value"
        for one in standings(asked)
    ]
    wrong = [question for question in asked if not question.right][:errors]
    lines += [f"  {one.table} {one.asked}: wanted {one.wanted}, said {one.said}" for one in wrong]
    return "\n".join(lines)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        with path.open(encoding="utf-8") as stream:
            for line in stream:
                yield json.loads(line)


def _pairs(linked: Linked, folder: Path, name: str) -> Iterator[Question]:
    found = linked.blocks
    promised = {
        (row.target.subject.name, row.year): row for row in kept_pledges(linked) if row.target.paper.place == NATION
    }
    rows = {(row.target.subject, row.year): row for row in kept(found) if row.target.paper.place == NATION}
    for pair in _rows(folder / "national_pairs.jsonl"):
        year, key = pair["year"], pair["indicator_key"]
        target = _stated(found, NATION, key, year, promised=True, in_year=pair["target_report"])
        actual = _stated(found, NATION, key, year, promised=False, in_year=pair["actual_report"])
        stated = pair["verdict"] != "target_not_stated"
        wanted = _figure(pair["target_value"], pair["target_unit"], pair["target_high"])
        yield Question(f"{name}: targets", pair["id"], stated, wanted, _said(target))
        if stated:
            figure = _figure(pair["actual_value"], pair["actual_unit"], None)
            yield Question(f"{name}: actuals", pair["id"], figure != "-", figure, _said(actual))
            said = _verdict(rows, target, actual, pair)
            pledge = next((promised[one, year] for one in KEYS[key][0] if (one, year) in promised), None)
            if target is None and pledge is not None:
                said = pledge.judged.verdict.value
            yield Question(f"{name}: verdicts", pair["id"], True, pair["verdict"], said)


def _verdict(
    rows: Mapping[tuple[Subject, int], Kept], target: Fact | None, actual: Fact | None, pair: Mapping[str, Any]
) -> str:
    if target is None:
        return "target_not_stated"
    row = rows.get((target.subject, pair["year"]))
    if row is not None and row.actual is not None and row.actual.paper.year == pair["actual_report"]:
        return row.judged.verdict.value
    return "not_reported" if actual is None else judge(target, actual).verdict.value


def _provinces(found: Blocks, folder: Path, name: str) -> Iterator[Question]:
    places = _places(found)
    for row in _rows(folder / "provinces_2026.jsonl"):
        if row["canonical"] in KEYS and row["province"] in places:
            said = _stated(found, places[row["province"]], row["canonical"], row["year"], promised=True)
            wanted = _figure(row["value"], row["unit"], row["high"])
            yield Question(
                f"{name}: targets", f"{row['province']} {row['canonical']}", wanted != "-", wanted, _said(said)
            )


def _against_nation(found: Blocks, folder: Path, name: str) -> Iterator[Question]:
    places = _places(found)
    years = {(row["province"]): row["year"] for row in _rows(folder / "provinces_2026.jsonl")}
    for row in _rows(folder / "provinces_vs_nation.jsonl"):
        if row["province"] not in places:
            continue
        year = years.get(row["province"], 2026)
        own, nation = (
            _stated(found, place, row["canonical"], year, promised=True) for place in (places[row["province"]], NATION)
        )
        said = "not_stated" if own is None or nation is None else compare(own, nation).relation.value
        asked = f"{row['province']} {row['canonical']}"
        yield Question(name, asked, row["relation"] != "not_stated", row["relation"], said)


def _places(found: Blocks) -> dict[str, str]:
    """Return the places by the names that documents have for them."""
    places: dict[str, str] = {}
    for block in found.values():
        for place, facts in block.items():
            places.setdefault(facts[0].paper.shown, place)
    return places


def _stated(
    found: Blocks, place: str, key: str, year: int, *, promised: bool, in_year: int | None = None
) -> Fact | None:
    """Return what a place says of an indicator in a year, None where nothing is said."""
    names, aspect = KEYS[key]
    for subject in (Subject(one, aspect, part) for one in names for part in _PARTS.get(one, ((),))):
        facts = found.get((subject, Scope(year, year)), {}).get(place, [])
        fact = headline([one for one in facts if one.promised is promised and in_year in (None, one.paper.year)])
        if fact is not None:
            return fact
    return None


def _said(fact: Fact | None) -> str:
    if fact is None:
        return "-"
    low, high = sorted((abs(fact.low), abs(fact.high)))
    return _bare(low) if low == high else f"{_bare(low)} to {_bare(high)}"


def _figure(value: float | None, unit: str | None, high: float | None) -> str:
    if value is None:
        return "-"
    factor = base_factor(unit or "")
    low = _bare(Decimal(str(value)) * factor)
    return low if high is None else f"{low} to {_bare(Decimal(str(high)) * factor)}"


def _bare(value: Decimal) -> str:
    return f"{value.normalize():f}"
