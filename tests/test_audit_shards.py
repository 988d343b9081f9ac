"""What several processes link is what one links, in the same order; facts that were sent arrive as they were."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.audit.facts import papers_of
from pipeline.audit.link import Fact, Paper, Stated, link
from pipeline.audit.loaded import TOGETHER, Share, Told, shares
from pipeline.audit.packed import pack, unpack
from pipeline.audit.shards import Stored, linked
from pipeline.ingest import ingest
from pipeline.load.database import open_reader
from pipeline.load.store import open_store
from pipeline.model import Change, Comparator, Kind, Level, Span, Status
from pipeline.query import Filters

PLACES = {"浙江省": "330000", "杭州市": "330100", "江西省": "360000"}
TEXT = (
    "一、去年工作回顾\n去年，全区生产总值增长{grown}%，幸福河湖整治完成{done}公里，单位能耗下降3.10%。\n"
    "二、今年工作安排\n今年，全区生产总值增长{aim}%左右，城镇新增就业1万至1.5万人，河湖整治力争再完成{done}公里以上。\n"
)


def _stated(text: str, quote: str, value: str, **more: object) -> Stated:
    start = text.index(quote)
    begin = text.rindex("\n", 0, start) + 1
    known: dict[str, object] = {
        "page": 3, "status": Status.TARGET, "indicator": "全区生产总值", "high": None, "unit": "%",
        "comparator": Comparator.EQ, "change": Change.INCREASE, "deadline": None, "bodies": ("县发展改革委",),
    }  # fmt: skip
    span, sentence = Span(start, start + len(quote)), Span(begin, text.index("。", start))
    return Stated(span=span, sentence=sentence, quote=quote, value=Decimal(value), **known | more)  # type: ignore[arg-type]


def _document(number: int) -> Told:
    """Return one of many plans: of three places, several years, with a growth, a fall, a range and words of their own."""
    name, code = list(PLACES.items())[number % len(PLACES)]
    year = 2010 + number // len(PLACES) % 10
    level = Level.PREFECTURE if code == "330100" else Level.PROVINCE
    paper = Paper(
        f"{number:016x}", f"{number}.txt", f"{number:064x}", f"{year}年政府工作报告", Kind.MIXED, level, name, code,
        date(year, 1, 1), date(year, 12, 31),
    )  # fmt: skip
    grown, aim = 5 + number % 4, 6 + number % 3
    text = TEXT.format(grown=grown, aim=aim, done=10 * number + 7)
    actual = {"status": Status.ACTUAL, "page": None, "bodies": ()}
    mine = {"change": Change.LEVEL, "unit": "公里", "indicator": "幸福河湖整治"}
    figures = (
        _stated(text, f"{grown}%", str(grown), **actual),
        _stated(text, f"{10 * number + 7}公里", str(10 * number + 7), **actual | mine),
        _stated(text, "3.10%", "3.10", **actual | {"change": Change.DECREASE, "indicator": "单位能耗"}),
        _stated(text, f"{aim}%左右", str(aim), comparator=Comparator.APPROX, deadline=date(year, 12, 31)),
        _stated(text, "1万至1.5万人", "10000", high=Decimal(15000), unit="人", comparator=Comparator.RANGE),
    )
    return Told(paper, text, figures)


@dataclass(frozen=True)
class Made:
    """Documents that are made where they are linked."""

    def __call__(self, share: Share) -> list[Told]:
        return [_document(number) for number, _ in share]


@pytest.fixture(scope="module")
def papers() -> list[tuple[int, Paper]]:
    return [(number, _document(number).paper) for number in range(2 * TOGETHER + 5)]


def test_documents_are_in_one_share_each_in_their_order(papers: list[tuple[int, Paper]]) -> None:
    assert [one for share in shares(papers) for one in share] == papers
    assert max(map(len, shares(papers))) == TOGETHER
    assert shares([]) == []


def test_facts_arrive_as_they_were_sent() -> None:
    documents = [_document(number) for number in range(7)]
    facts = [fact for one in documents for fact in link(one.paper, one.text, one.figures)]
    assert {fact.promised for fact in facts} == {True, False}
    assert {fact.low == fact.high for fact in facts} == {True, False}
    papers = [one.paper for one in documents]
    keys, arrived = unpack(pack(facts, papers), papers)
    found = list(arrived)
    assert [fact for _, fact in found] == facts
    assert [keys[number] for number, _ in found] == [(fact.subject, fact.scope) for fact in facts]
    assert [str(fact.low) for _, fact in found] == [str(fact.low) for fact in facts]
    assert all(fact.paper is papers[[one.key for one in papers].index(fact.paper.key)] for _, fact in found)


def test_no_facts_are_sent_too() -> None:
    assert list(unpack(pack([], []), [])[1]) == []


def test_a_document_that_the_caller_does_not_know_is_refused() -> None:
    one = _document(1)
    facts = list(link(one.paper, one.text, one.figures))
    with pytest.raises(KeyError):
        pack(facts, [replace(one.paper, key="another")])


def test_two_processes_link_what_one_links_in_the_same_order(papers: list[tuple[int, Paper]]) -> None:
    alone, together = (linked(Made(), shares(papers), jobs=jobs) for jobs in (1, 2))
    assert list(alone) == list(together)
    assert [list(block.items()) for block in alone.values()] == [list(block.items()) for block in together.values()]
    assert sum(len(facts) for block in alone.values() for facts in block.values()) > 3 * len(papers)
    some: Fact = next(iter(next(iter(alone.values())).values()))[0]
    assert some.stated.quote in TEXT.format(grown=5, aim=6, done=7)


def test_no_documents_make_no_blocks() -> None:
    assert linked(Made(), [], jobs=2) == {}


def test_a_database_is_read_by_several_processes(place: str, tmp_path: Path) -> None:
    for number in range(5):
        one = _document(number)
        (tmp_path / f"{number}.txt").write_text(f"{one.paper.region}{one.paper.title}\n{one.text}", encoding="utf-8")
    store = open_store(place, extractor="1")
    list(ingest([tmp_path], store, jobs=1))
    store.close()
    engine = open_reader(place)
    with engine.connect() as connection:
        papers = papers_of(connection, Filters(duplicates=True))
    engine.dispose()
    source = Stored(place)
    alone, together = (linked(source, [[one] for one in papers], jobs=jobs) for jobs in (1, 2))
    source.close()
    assert len(papers) == 5
    assert list(alone.items()) == list(together.items())
    quotes = {fact.stated.quote for block in alone.values() for facts in block.values() for fact in facts}
    assert {"3.10%", "1万至1.5万人"} <= quotes
