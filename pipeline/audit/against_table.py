"""Text against table (文与表): what the running text tells of an indicator, against the row of that name in the document's tables.

Only the same name, unit and year are compared. Where a row's columns carry no years (收入, 小计, 其中) any of its numbers may be
the one meant, so that the text is wrong only where it fits none of them and comes near to one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from pipeline.audit.cells import Stated, bare_name, stated
from pipeline.audit.figures import Figure, Ground, like
from pipeline.audit.finding import Family, Finding, Severity
from pipeline.audit.parts import is_plain
from pipeline.model import Change, Status

_SCOPE = re.compile(
    r"^(?:(?:到|至|截至)?(?:(?:19|20)\d\d年)?[底末]?|全[省市县区镇乡校国州院]|[我本][省市县区院校单位]{1,2}|力争|确保|实现|使|其中|全部|当年|本年度?(?!收|支))+"
)
_VERB = re.compile(
    r"(?:达到|提高到|提升到|增加到|降低到|下降到|控制在|保持在|稳定在|达|为|至|到|总?数量?|[约近超]|总计|合计)+$"
)
# Columns that tell something else than the row's own value.
_ASIDE = re.compile(r"增|减|比|率|年均|累计|%|同期|上年|序号|编码|备注|完成|差|单价|标准|分值|权重|得分")
# Names that so many rows bear that none can be told by them.
_GENERAL = re.compile(
    r"^(?:合计|总计|小计|共计|其他|其它|数量|金额|总数|人数|面积|投资|总投资|支出|收入|经费|资金|工程|项目|预算|决算|.{0,2})$"
)
# A number that is further from the table's is of another thing.
_NEAR = Fraction(3, 2)


def check(ground: Ground) -> Iterator[Finding]:
    """Yield what the text tells otherwise than the table: 入园率达到95% beside the table's 学前三年毛入园率 93."""
    rows: dict[tuple[str, str], list[Stated]] = {}
    for one in stated(ground):
        rows.setdefault((_plain(one.name), one.key), []).append(one)
    if not rows:
        return
    tables = [table.span for table in ground.document.tables]
    for figure in ground.figures:
        if any(table.holds(figure.span) for table in tables):
            continue
        name = _plain(ground.label(figure))
        if (name, figure.key) in rows and not _GENERAL.fullmatch(name) and _is_level(ground, figure):
            yield from _held(ground, figure, name, rows[name, figure.key])


def _plain(words: str) -> str:
    return _VERB.sub("", _SCOPE.sub("", bare_name(words)))


def _is_level(ground: Ground, figure: Figure) -> bool:
    share = figure.key == "%" and figure.quantity.change is Change.LEVEL
    return share or is_plain(ground, figure)


def _held(ground: Ground, figure: Figure, name: str, rows: list[Stated]) -> Iterator[Finding]:
    year = _year(ground, figure)
    of_year = [one for one in rows if one.year is not None and one.year == year]
    own = _own_year(ground)
    # Columns without a year are of the document's own.
    plain = [one for one in rows if one.year is None and not _ASIDE.search(one.head)] if year in (None, own) else []
    for told_in in (of_year, plain):
        if not told_in or any(figure.allows(one.low, one.high) for one in told_in):
            continue
        near = min(told_in, key=lambda one: abs(one.value - figure.value))
        if near.value <= 0 or not 1 / _NEAR <= figure.value / near.value <= _NEAR:
            continue
        quote = ground.document.text
        printed = near.span.of(quote)
        head = f"（{near.head}）" if near.head else ""
        meant, apart = like(figure, near.value), like(figure, abs(near.value - figure.value))
        written = printed if meant == printed else f"{printed}（合{meant}）"
        words = f"{name}：正文为{figure.span.of(quote)}，表中{head}为{written}，相差{apart}"
        yield ground.finding(
            Family.TWICE, "正文与表格数值不同", words, figure.span, near.span, severity=Severity.WARNING
        )
        return


def _year(ground: Ground, figure: Figure) -> int | None:
    """Return the year that the figure's sentence names last before it, else that of a target's deadline."""
    start = ground.sentence(figure.span.start).start
    years: list[str] = re.findall(r"(?:19|20)\d\d(?=年)", ground.folded[start : figure.span.start])
    if years:
        return int(years[-1])
    due = figure.quantity.deadline
    return due.year if due is not None and figure.quantity.status is Status.TARGET else None


def _own_year(ground: Ground) -> int | None:
    """Return the year that the document is of, None where it is of several."""
    period = ground.extraction.meta.period
    if period.first is None or period.last is None or period.first.year != period.last.year:
        return None
    return period.last.year
