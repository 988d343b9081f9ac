"""The store: whole documents or none, never twice, versions linked, and the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from made import TEXT, extraction, misquoted

from pipeline.load import schema
from pipeline.load.database import DatabaseError, open_reader, open_writer
from pipeline.load.records import RefusedRecord
from pipeline.load.search import grams, passages_with, search_form
from pipeline.load.store import Loaded, Store, open_store
from pipeline.model import Amount, Span

COUNTED = [schema.documents, *schema.RECORDS, schema.quantity_units, schema.files]


def counts(store: Store) -> dict[str, int]:
    with store.engine.connect() as connection:
        return {
            table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in COUNTED
        }


def states(store: Store) -> list[tuple[str, bool, bool, bool]]:
    """Return each document's path with whether it has an earlier version, has a later one, and is removed."""
    table = schema.documents
    with store.engine.connect() as connection:
        found = connection.execute(sa.select(table).order_by(table.c.id)).all()
    return [
        (row.path, row.previous_id is not None, row.superseded_by is not None, row.removed_at is not None)
        for row in found
    ]


@pytest.fixture
def store(place: str) -> Store:
    return open_store(place, extractor="1")


def test_every_record_is_there_with_its_provenance(store: Store) -> None:
    assert store.load(extraction(), path="/in/plan.txt", parts=1) is Loaded.LOADED
    with store.engine.connect() as connection:
        text = connection.execute(sa.select(schema.texts.c.text)).scalar_one()
        for table in (schema.quantities, schema.deadlines, schema.assignments, schema.goals):
            for row in connection.execute(sa.select(table)).all():
                assert text[row.span_start : row.span_end] == row.quote
                assert row.clause_start <= row.span_start < row.span_end <= row.clause_end
                assert row.rule
                assert row.passage_id is not None
        target = connection.execute(sa.select(schema.quantities).where(schema.quantities.c.status == "target")).one()
        units = connection.execute(sa.select(schema.quantity_units.c.owner_id, schema.quantity_units.c.name)).all()
    assert (target.value_exact, target.indicator, target.deadline.isoformat()) == (
        Decimal(9000),
        "城镇新增就业",
        "2026-12-31",
    )
    assert [tuple(unit) for unit in units] == [(target.id, "县人社局")]


def test_loading_twice_changes_nothing(store: Store) -> None:
    store.load(extraction(), path="/in/plan.txt", parts=1)
    before = counts(store)
    assert store.load(extraction(), path="/in/plan.txt", parts=1) is Loaded.UNCHANGED
    assert counts(store) == before
    assert store.known([extraction().document.source.sha256, "0" * 64]) == {extraction().document.source.sha256}


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(misquoted, id="quote differs from the text"),
        pytest.param(lambda: extraction(TEXT + "\0"), id="U+0000 in the text"),
        pytest.param(lambda: extraction(TEXT + "\ud800"), id="half a surrogate pair"),
        pytest.param(
            lambda: replace(extraction(), assignments=(replace(extraction().assignments[0], scope=Span(0, 9999)),)),
            id="scope outside the text",
        ),
        pytest.param(
            lambda: replace(
                extraction(), quantities=(replace(extraction().quantities[0], amount=Amount(Decimal("NaN"), "人")),)
            ),
            id="value is not a number",
        ),
    ],
)
def test_a_false_record_leaves_nothing_of_its_document(store: Store, wrong: Callable[[], object]) -> None:
    with pytest.raises((RefusedRecord, UnicodeEncodeError)):
        store.load(wrong(), path="/in/plan.txt", parts=1)  # type: ignore[arg-type]
    assert set(counts(store).values()) == {0}


def test_a_document_that_fails_midway_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise sa.exc.OperationalError("INSERT", {}, Exception("disk full"))

    monkeypatch.setattr("pipeline.load.store.responsible", fail)  # the last rows of a document
    with pytest.raises(DatabaseError, match="disk full"):
        store.load(extraction(), path="/in/plan.txt", parts=1)
    assert set(counts(store).values()) == {0}


def test_a_newer_extractor_takes_the_place_of_the_older_one(store: Store, place: str) -> None:
    store.load(extraction(), path="/in/plan.txt", parts=1)
    before = counts(store)
    newer = open_store(place, extractor="2")
    assert newer.known([extraction().document.source.sha256]) == set()
    fewer = replace(extraction(), goals=())
    assert newer.load(fewer, path="/in/plan.txt", parts=1) is Loaded.LOADED
    assert counts(newer) == before | {"goals": 0}
    with newer.engine.connect() as connection:
        assert len(connection.execute(passages_with("就业", connection.dialect.name)).all()) == 2


def test_other_bytes_at_the_same_path_are_a_new_version(store: Store) -> None:
    store.load(extraction(), path="/in/plan.txt", parts=1)
    store.load(extraction(TEXT + "附则。\n"), path="/in/plan.txt", parts=1)
    assert states(store) == [("/in/plan.txt", False, True, False), ("/in/plan.txt", True, False, False)]
    store.register("/in/plan.txt", extraction().document.source.sha256)  # the first version is put back
    assert [state[2] for state in states(store)] == [False, True]


def test_versions_of_a_file_of_several_documents_are_linked_part_by_part(store: Store) -> None:
    for digest, parts in (("a" * 64, 3), ("b" * 64, 2)):
        for part in range(1, parts + 1):
            store.load(extraction(part=part, digest=digest), path="/in/page.html", parts=parts)
    table = schema.documents
    with store.engine.connect() as connection:
        rows = {(row.sha256[0], row.part): row for row in connection.execute(sa.select(table))}
    assert [rows["a", part].superseded_by for part in (1, 2, 3)] == [rows["b", part].id for part in (1, 2, 1)]
    assert [rows["b", part].previous_id for part in (1, 2)] == [rows["a", part].id for part in (1, 2)]


def test_a_file_cut_short_is_not_known_until_its_last_document_is_loaded(store: Store) -> None:
    store.load(extraction(part=1, digest="a" * 64), path="/in/page.html", parts=2)
    assert store.known(["a" * 64]) == set()
    store.load(extraction(part=2, digest="a" * 64), path="/in/page.html", parts=2)
    assert store.known(["a" * 64]) == {"a" * 64}


def test_a_newer_extractor_may_cut_a_file_otherwise(store: Store, place: str) -> None:
    for part in (1, 2, 3):
        store.load(extraction(part=part, digest="a" * 64), path="/in/page.html", parts=3)
    newer = open_store(place, extractor="2")
    newer.load(extraction(digest="a" * 64), path="/in/page.html", parts=1)
    with newer.engine.connect() as connection:
        left = connection.execute(sa.select(schema.documents.c.part, schema.documents.c.parts)).all()
    assert [tuple(row) for row in left] == [(0, 1)]
    assert newer.known(["a" * 64]) == {"a" * 64}


def test_a_file_that_is_gone_is_kept_and_marked(store: Store) -> None:
    store.load(extraction(), path="/in/a.txt", parts=1)
    assert store.paths_under("/in") == ["/in/a.txt"]
    assert store.paths_under("/i") == []
    store.mark_removed("/in/a.txt")
    assert states(store) == [("/in/a.txt", False, False, True)]
    assert store.paths_under("/in") == []
    store.register("/in/a.txt", extraction().document.source.sha256)
    assert states(store) == [("/in/a.txt", False, False, False)]


def test_of_two_copies_one_document_is_kept_until_both_are_gone(store: Store) -> None:
    store.load(extraction(), path="/in/a.txt", parts=1)
    store.register("/in/b.txt", extraction().document.source.sha256)
    store.mark_removed("/in/a.txt")
    assert states(store) == [("/in/b.txt", False, False, False)]
    store.mark_removed("/in/b.txt")
    assert states(store) == [("/in/b.txt", False, False, True)]


@pytest.mark.parametrize("value", ["0.1", "92.50", "31000000", "12345678901234567890.123456789", "-3.3"])
def test_figures_stay_exact(store: Store, value: str) -> None:
    first = replace(extraction().quantities[0], amount=Amount(Decimal(value), "元"))
    store.load(replace(extraction(), quantities=(first,)), path="/in/plan.txt", parts=1)
    table = schema.quantities
    with store.engine.connect() as connection:
        row = connection.execute(sa.select(table.c.value_exact, table.c.value)).one()
    assert str(row.value_exact) == value
    assert row.value == pytest.approx(float(value))


@pytest.mark.parametrize(
    "words, found",
    [
        ("就业", ["青禾县2026年就业工作计划", "年底前城镇新增就业9000人以上，由县人社局牵头。"]),
        ("牵头", ["年底前城镇新增就业9000人以上，由县人社局牵头。"]),
        ("县", ["青禾县2026年就业工作计划", "年底前城镇新增就业9000人以上，由县人社局牵头。", "建成县级零工市场。"]),
        (
            "。",
            [
                "年底前城镇新增就业9000人以上，由县人社局牵头。",
                "上年实现農村勞動力轉移1.25万人次。",
                "建成县级零工市场。",
            ],
        ),
        ("农村劳动力", ["上年实现農村勞動力轉移1.25万人次。"]),
        ("就業９０００人", ["年底前城镇新增就业9000人以上，由县人社局牵头。"]),
        ("以上,由", ["年底前城镇新增就业9000人以上，由县人社局牵头。"]),
        ("新增 就业", ["年底前城镇新增就业9000人以上，由县人社局牵头。"]),
        ("业新", []),
        ("100%", []),
        ("年_底", []),
        ("' OR 1=1", []),
        ('"', []),
    ],
)
def test_search_finds_words_of_any_length(store: Store, words: str, found: list[str]) -> None:
    store.load(extraction(), path="/in/plan.txt", parts=1)
    table = schema.passages
    with store.engine.connect() as connection:
        ids = passages_with(words, connection.dialect.name)
        texts = connection.scalars(sa.select(table.c.text).where(table.c.id.in_(ids)).order_by(table.c.number)).all()
    assert texts == found


def test_grams_are_pairs_and_the_last_character() -> None:
    assert grams(search_form("就業 局")) == ("5c314e1a", "4e1a5c40", "5c40")
    assert grams("") == ()


def _load_many(place: str) -> list[str]:
    store = open_store(place, extractor="1")
    return [
        store.load(extraction(TEXT + f"第{number}号。\n"), path=f"/in/{number}.txt", parts=1).value
        for number in range(8)
    ]


def test_two_processes_at_once_load_each_document_once(empty_place: str) -> None:
    # The database is not there yet: they also race to make it.
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        said = list(pool.map(_load_many, [empty_place, empty_place]))
    store = open_store(empty_place, extractor="1")
    assert counts(store)["documents"] == 8
    assert counts(store)["quantities"] == 16
    assert all(sorted(results) == ["loaded", "unchanged"] for results in zip(*said, strict=True))


def test_the_tables_are_those_that_the_migrations_make(empty_place: str) -> None:
    engine = open_writer(empty_place)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table": schema.VERSION_TABLE,
                "include_name": lambda name, kind, _: kind != "table" or not str(name).startswith("passage_index"),
            },
        )
        assert compare_metadata(context, schema.metadata) == []


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "pipeline.load:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [schema.HEAD]


def test_a_database_of_a_newer_program_is_refused(place: str) -> None:
    engine = open_writer(place)
    with engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="newer mubiao"):
        open_writer(place)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'other.db'}")
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE documents (a)"))
    with pytest.raises(DatabaseError, match="another program"):
        open_writer(str(tmp_path / "other.db"))


@pytest.mark.parametrize(
    "place, said",
    [
        ("no/such/folder/mubiao.db", "does not exist"),
        ("mysql://host/name", "not supported"),
        ("postgresql://mubiao:geheim@127.0.0.1:1/none", "127.0.0.1"),
    ],
)
def test_what_cannot_be_opened_is_said_in_one_line(place: str, said: str) -> None:
    with pytest.raises(DatabaseError, match=said) as raised:
        open_writer(place)
    assert "\n" not in str(raised.value)
    assert "geheim" not in str(raised.value)


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("这不是数据库。" * 100)
    for opened in (open_writer, open_reader):
        with pytest.raises(DatabaseError, match="not a database"):
            opened(str(tmp_path / "a.db"))


def test_a_reader_cannot_write(store: Store, place: str) -> None:
    reader = open_reader(place)
    with reader.connect() as connection, pytest.raises(sa.exc.DBAPIError):
        connection.execute(sa.text("DELETE FROM documents"))
