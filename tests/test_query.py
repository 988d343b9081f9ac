"""Questions to a loaded database: every filter, on SQLite and PostgreSQL; nothing asked can change anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from made import TEXT, extraction

from pipeline.load import schema
from pipeline.load.database import open_reader, open_writer
from pipeline.load.export import plain
from pipeline.load.store import open_store
from pipeline.model import Cell, Extraction, Kind, Level, Meta, Period, Printed, Span, Status, Table
from pipeline.query import (
    Filters,
    InPlace,
    RefusedQuery,
    State,
    UnknownId,
    ask,
    find_deadlines,
    find_documents,
    find_goals,
    find_quantities,
    find_units,
    flat,
    show,
)


def another(text: str, meta: Meta) -> Extraction:
    return replace(extraction(text), meta=meta)


@pytest.fixture
def connection(place: str) -> Iterator[sa.Connection]:
    """Yield a reading connection to three documents: of a county (2026), of its province (2021-2025), of a school."""
    store = open_store(place, extractor="1")
    store.load(extraction(), path="/in/county.txt", parts=1)
    five_years = Period(date(2021, 1, 1), date(2025, 12, 31))
    province = Meta("浙江省规划", Kind.PLAN, Level.PROVINCE, "浙江省", "330000", "浙江省人民政府", five_years)
    store.load(another(TEXT + "省。\n", province), path="/in/province.txt", parts=1)
    school = Meta("青禾中学总结", Kind.REPORT, Level.SCHOOL, "臺灣省", None, None, Period(None, None))
    store.load(another(TEXT + "校。\n", school), path="/in/school.txt", parts=1)
    store.close()
    engine = open_reader(place)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


COUNTY, PROVINCE, SCHOOL = "/in/county.txt", "/in/province.txt", "/in/school.txt"


@pytest.mark.parametrize(
    ("filters", "paths"),
    [
        (Filters(), [COUNTY, PROVINCE, SCHOOL]),
        (Filters(indicator="就业"), [COUNTY, PROVINCE, SCHOOL]),
        (Filters(indicator="入园率"), []),
        (Filters(region="33"), [COUNTY, PROVINCE]),
        (Filters(region="330000"), [COUNTY, PROVINCE]),
        (Filters(region="330899"), [COUNTY]),
        (Filters(region="浙江"), [COUNTY, PROVINCE]),
        (Filters(region="浙江省"), [COUNTY, PROVINCE]),
        (Filters(region="衢州"), [COUNTY]),
        (Filters(region="青禾"), [COUNTY]),
        (Filters(region="台湾"), [SCHOOL]),
        (Filters(region="江苏"), []),
        (Filters(levels=(Level.COUNTY, Level.SCHOOL)), [COUNTY, SCHOOL]),
        (Filters(kinds=(Kind.REPORT,)), [SCHOOL]),
        (Filters(years=(2023, 2023)), [PROVINCE]),
        (Filters(years=(2026, 2026)), [COUNTY, PROVINCE, SCHOOL]),  # due on 2026-12-31
        (Filters(years=(2027, 2030)), []),
        (Filters(unit="人社"), [COUNTY, PROVINCE, SCHOOL]),
        (Filters(unit="教育局"), []),
        (Filters(due_before=date(2026, 12, 31)), [COUNTY, PROVINCE, SCHOOL]),
        (Filters(due_before=date(2026, 12, 30)), []),
        (Filters(due_after=date(2027, 1, 1)), []),
        (Filters(text="牵头"), [COUNTY, PROVINCE, SCHOOL]),
        (Filters(text="零工"), []),  # in another sentence
        (Filters(region="浙江", levels=(Level.PROVINCE,), text="就业", indicator="城镇"), [PROVINCE]),
    ],
    ids=str,
)
def test_targets_are_found_by_what_is_asked(connection: sa.Connection, filters: Filters, paths: list[str]) -> None:
    found = list(find_quantities(connection, replace(filters, statuses=(Status.TARGET,))))
    assert [answer.where.path for answer in found] == paths


def test_a_target_has_all_that_was_said(connection: sa.Connection) -> None:
    answer = next(find_quantities(connection, Filters(statuses=(Status.TARGET,)), limit=1))
    assert (answer.value, answer.unit, answer.comparator, answer.change) == (Decimal(9000), "人", "ge", "increase")
    assert (answer.deadline, answer.responsible) == (date(2026, 12, 31), ("县人社局",))
    assert answer.where.sentence == "年底前城镇新增就业9000人以上，由县人社局牵头。"
    assert answer.id.startswith("T-")


def test_the_traditional_indicator_is_found_by_simplified_words(connection: sa.Connection) -> None:
    found = find_quantities(connection, Filters(statuses=(Status.ACTUAL,), indicator="劳动力"))
    assert [answer.indicator for answer in found] == ["農村勞動力轉移"] * 3


def test_deadlines_units_and_goals_are_found(connection: sa.Connection) -> None:
    june = Filters(due_after=date(2026, 6, 1), due_before=date(2026, 6, 30))
    assert list(find_deadlines(connection, june)) == []
    assert [answer.quote for answer in find_deadlines(connection, Filters(unit="人力资源"))] == ["年底前"] * 3
    assert [answer.name for answer in find_units(connection, Filters(region="3308"))] == ["县人力资源和社会保障局"]
    assert [answer.scope for answer in find_units(connection, Filters(unit="人力资源", kinds=(Kind.REPORT,)))] == [
        "9000人"
    ]
    assert [answer.quote for answer in find_goals(connection, Filters(years=(2023, 2023)))] == ["建成县级零工市场"]


def test_documents_count_what_was_found(connection: sa.Connection) -> None:
    answer = next(find_documents(connection, Filters(text="零工市场", region="3308")))
    counts = (answer.targets, answer.deadlines, answer.units, answer.goals, answer.issues)
    assert counts == (1, 1, 1, 1, 1)
    assert (answer.state, answer.part, answer.previous) == (State.CURRENT, None, None)
    assert len(list(find_documents(connection, Filters(years=(2021, 2021))))) == 1


def test_superseded_documents_are_asked_for_by_name(place: str) -> None:
    store = open_store(place, extractor="1")
    store.load(extraction(), path="/in/plan.txt", parts=1)
    store.load(extraction(TEXT + "附则。\n"), path="/in/plan.txt", parts=1)
    store.mark_removed("/in/plan.txt")
    with open_reader(place).connect() as connection:
        assert [answer.state for answer in find_documents(connection, Filters())] == [State.REMOVED]
        old = Filters(states=(State.SUPERSEDED,), statuses=(Status.TARGET,))
        assert [answer.where.state for answer in find_quantities(connection, old)] == [State.SUPERSEDED]
        newest = next(find_documents(connection, Filters()))
        earlier = show(connection, str(newest.previous))
    assert not isinstance(earlier, InPlace)
    assert earlier.superseded_by == newest.id


def test_a_record_is_shown_in_its_place(connection: sa.Connection) -> None:
    target = next(find_quantities(connection, Filters(statuses=(Status.TARGET,))))
    found = show(connection, target.id)
    assert isinstance(found, InPlace)
    assert found.answer == target
    assert found.sentence[found.start : found.end] == "9000人"
    assert found.headings == ("一、目标任务",)
    assert found.before == ("青禾县2026年就业工作计划", "一、目标任务")
    assert found.after == ("上年实现農村勞動力轉移1.25万人次。", "建成县级零工市场。")


def test_every_answer_can_be_shown_by_its_id(connection: sa.Connection) -> None:
    for find in (find_quantities, find_deadlines, find_units, find_goals):
        for answer in find(connection, Filters()):
            found = show(connection, answer.id.lower())
            assert isinstance(found, InPlace)
            assert found.answer == answer


@pytest.mark.parametrize("identity", ["T-00000000", "T-", "X-3f9a2c81", "3f9a2c81", "T-3f", "T-3f9a2c8%", ""])
def test_an_id_that_names_nothing_is_told(connection: sa.Connection, identity: str) -> None:
    with pytest.raises(UnknownId):
        show(connection, identity)


def test_an_id_that_names_two_records_tells_both(place: str) -> None:
    store = open_store(place, extractor="1")
    store.load(extraction(), path="/in/plan.txt", parts=1)
    with store.engine.begin() as connection:
        for number, row in enumerate(connection.execute(sa.select(schema.quantities.c.id)).all()):
            change = sa.update(schema.quantities).where(schema.quantities.c.id == row.id)
            connection.execute(change.values(key=f"3f9a2c81{number:08}"))
    with open_reader(place).connect() as reader:
        with pytest.raises(UnknownId, match="T-3f9a2c8100000000, T-3f9a2c8100000001"):
            show(reader, "T-3f9a2c81")
        assert isinstance(show(reader, "T-3f9a2c8100000001"), InPlace)


def test_sql_reads(connection: sa.Connection) -> None:
    table = ask(
        connection,
        "select region, indicator, value, value > 8999 from targets where region_code like '33%' order by 1;",
    )
    assert table.columns[:3] == ("region", "indicator", "value")
    assert [(row[0], row[1], float(str(row[2])), bool(row[3])) for row in table.rows] == [
        ("浙江省", "城镇新增就业", 9000.0, True),
        ("青禾县", "城镇新增就业", 9000.0, True),
    ]
    assert list(ask(connection, "with a as (select 1 as n) select n from a where n = 2").rows) == []


WRITES = [
    "delete from documents",
    "insert into runs (id) values (1)",
    "drop table quantities",
    "create table t (a integer)",
    "create temp table t (a integer)",
    "attach 'other.db' as other",
    "vacuum into 'copy.db'",
    "pragma query_only = off",
    "pragma writable_schema = on",
    "select 1; delete from documents",
    "commit; delete from documents",
    "select 1; commit; delete from documents",
    "set transaction read write",
    "copy documents to program 'touch copied'",
    "with gone as (delete from documents returning id) select * from gone",
    "select load_extension('x')",
    "select set_config('transaction_read_only', 'off', false) from documents, (select 1) as s where nothing",
    "",
    "-- nothing",
]


@pytest.mark.parametrize("query", WRITES)
def test_sql_changes_nothing(
    connection: sa.Connection, place: str, query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(RefusedQuery):
        list(ask(connection, query).rows)
    connection.rollback()
    assert len(list(ask(connection, "select id from documents").rows)) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_reader_of_an_old_database_brings_it_up_to_date(place: str) -> None:
    engine = open_writer(place)
    with engine.begin() as connection:
        kept = connection.execute(sa.text(f"SELECT version_num FROM {schema.VERSION_TABLE}")).scalar()
    engine.dispose()
    assert kept == schema.HEAD
    with open_reader(place).connect() as reader:
        assert list(find_documents(reader, Filters())) == []


def placed() -> Extraction:
    """Return an extraction whose target stands on two recognised lines of page 2, in a cell of its second table."""
    made = extraction(path="/in/一批.zip", digest="a" * 64)
    amount = made.quantities[0].span
    line = Printed(Span(amount.start - 8, amount.start + 2), 2, (72.04, 100.51, 300.0, 115.0), 0.98)
    rest = Printed(Span(amount.start + 2, amount.end + 3), 2, (72.0, 118.0, 180.26, 132.5), 0.9123)
    elsewhere = Printed(Span(0, 5), 1, (10.0, 10.0, 20.0, 20.0), 0.5)
    first = Table(Span(0, 5), (Cell(0, 0, span=Span(0, 5)),))
    second = Table(line.span, (Cell(0, 0), Cell(2, 3, span=Span(line.span.start, rest.span.end))))
    return replace(
        made,
        document=replace(
            made.document,
            source=replace(made.document.source, member="附件/计划\udc80.docx"),
            printed=(elsewhere, line, rest),
            tables=(first, second),
        ),
    )


def test_a_record_tells_its_page_box_table_cell_and_confidence(place: str) -> None:
    store = open_store(place, extractor="1")
    store.load(placed(), path="/in/一批.zip", parts=1)
    with store.engine.connect() as connection:
        (target,) = find_quantities(connection, Filters(statuses=(Status.TARGET,)))
        found = show(connection, target.id)
        (document,) = find_documents(connection, Filters())
        view = connection.execute(sa.text("SELECT member, box, cell_table, cell_row, cell_column FROM targets")).one()
    store.close()
    where = target.where
    assert isinstance(found, InPlace) and found.answer == target
    assert (where.page, where.box, where.confidence) == (2, (72.0, 100.5, 300.0, 132.5), 0.912)
    assert (where.table, where.row, where.column) == (2, 3, 4)
    assert where.path == document.path == "/in/一批.zip!附件/计划\ufffd.docx"
    assert tuple(view) == ("附件/计划\ufffd.docx", "72 100.5 300 132.5", 2, 3, 4)
    assert plain(flat(target)["box"]) == "72 100.5 300 132.5"


def test_a_record_of_a_format_without_pages_has_no_place_on_paper(connection: sa.Connection) -> None:
    where = next(find_quantities(connection, Filters())).where
    assert (where.page, where.box, where.confidence, where.table, where.row, where.column) == (None,) * 6
