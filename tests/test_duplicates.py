"""Near-duplicates: a plan posted again is linked to the first and counted once; one that says something else is not."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from itertools import count
from pathlib import Path
from time import sleep

import pytest
import sqlalchemy as sa
from made import extraction

from pipeline.ingest import ingest
from pipeline.load import schema
from pipeline.load.duplicates import LOCK, sketch_of
from pipeline.load.store import Loaded, Store, open_store
from pipeline.query import Filters, count_duplicates, find_documents, find_quantities
from pipeline.verbs import extract_document, read_document

_WORK = (
    "加强师资队伍建设，组织教师全员培训{0}人次，由县教育局牵头。",
    "改造薄弱学校{1}所，新增学位{2}个，由县发展改革局负责。",
    "完善学生资助体系，资助家庭经济困难学生{3}人，由县财政局负责。",
    "推进智慧校园建设，建成智慧教室{4}间，城区学校实现无线网络全覆盖。",
    "开展校园安全专项整治，排查整改隐患{5}处，由县公安局、县消防救援大队负责。",
    "深化教育评价改革，完善义务教育质量监测制度，健全校长和教师考核办法，落实双减政策要求。",
    "大力发展职业教育，扩大招生规模，深化产教融合、校企合作，新建实训基地{6}个。",
)
NUMBERS = (1200, 6, 900, 3500, 48, 120, 2)


def plan(*numbers: int, place: str = "青禾县", year: int = 2026) -> str:
    """Return a plan with these numbers."""
    lines = "\n".join(f"（{'一二三四五六七'[at]}）{line.format(*numbers)}" for at, line in enumerate(_WORK))
    return f"{place}{year}年教育工作计划\n为推动全县教育事业高质量发展，结合实际，制定本计划。\n一、主要任务\n{lines}\n"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    opened = open_store(place, extractor="1")
    yield opened
    opened.close()


def originals(store: Store, folder: Path, *texts: str) -> list[int | None]:
    """Return which of the texts each of them repeats, counted from 0, when loaded one after the other."""
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        assert [outcome.code for outcome in ingest([folder / f"{number}.txt"], store, jobs=1)] == [None]
    query = sa.select(schema.documents.c.id, schema.sketches.c.duplicate_of).order_by(schema.documents.c.id)
    query = query.join_from(
        schema.documents, schema.sketches, isouter=True, onclause=schema.documents.c.id == schema.sketches.c.document_id
    )
    with store.engine.connect() as connection:
        rows = connection.execute(query).all()
    place = dict(zip([row.id for row in rows], count(), strict=False))
    return [None if row.duplicate_of is None else place[row.duplicate_of] for row in rows]


def test_a_plan_posted_again_is_linked_and_counted_once(store: Store, tmp_path: Path) -> None:
    first = plan(*NUMBERS)
    again = "教育信息网 通知公告\n" + first.replace("，", ",").replace("（", "(") + "上传者：办公室\n"
    assert originals(store, tmp_path, first, again, again + "阅读原文\n") == [None, 0, 0]
    with store.engine.connect() as connection:
        once = list(find_quantities(connection, Filters()))
        assert {found.where.path for found in once} == {str(tmp_path / "0.txt")}
        assert len(list(find_quantities(connection, Filters(duplicates=True)))) == 3 * len(once) > 0
        assert count_duplicates(connection, Filters()) == 2
        assert count_duplicates(connection, Filters(region="浙江")) == 0
        views = connection.execute(sa.text("SELECT count(*) FROM targets")).scalar_one()
        documents = list(find_documents(connection, Filters()))
    assert views == len(once)
    assert [found.duplicate_of for found in documents] == [None, documents[0].id, documents[0].id]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(plan(1300, 8, 950, 3600, 50, 110, 3, year=2027), id="next year's"),
        pytest.param(plan(1300, 8, 950, 3600, 50, 110, 3), id="other numbers"),
        pytest.param(plan(*NUMBERS, year=2027), id="another period"),
    ],
)
def test_a_plan_on_the_same_pattern_is_its_own(store: Store, tmp_path: Path, other: str) -> None:
    assert originals(store, tmp_path, plan(*NUMBERS), other) == [None, None]


def test_another_countys_plan_on_the_same_pattern_is_its_own(store: Store, tmp_path: Path) -> None:
    assert originals(store, tmp_path, plan(*NUMBERS, place="龙游县"), plan(*NUMBERS, place="开化县")) == [None, None]


def test_another_places_plan_is_its_own_where_only_names_tell_the_places(store: Store) -> None:
    one = extraction()
    for at, (region, code) in enumerate((("青禾县", "330899"), ("白石镇", None), ("青禾县", None), (None, None))):
        other = replace(one, meta=replace(one.meta, region=region, region_code=code))
        source = replace(one.document.source, sha256=str(at) * 64)
        store.load(replace(other, document=replace(one.document, source=source)), path=f"/in/{at}.txt", parts=1)
    with store.engine.connect() as connection:
        rows = connection.execute(sa.select(schema.sketches).order_by(schema.sketches.c.document_id)).all()
    first = rows[0].document_id
    assert [row.duplicate_of for row in rows] == [None, None, first, first]


def test_when_the_first_is_changed_its_copy_speaks_for_itself(store: Store, tmp_path: Path) -> None:
    first = plan(*NUMBERS)
    assert originals(store, tmp_path, first, first + "阅读原文\n") == [None, 0]
    (tmp_path / "0.txt").write_text("青禾县2026年水利工作计划\n年底前新建水库3座。\n", encoding="utf-8")
    list(ingest([tmp_path / "0.txt"], store, jobs=1))
    with store.engine.connect() as connection:
        paths = {found.where.path for found in find_quantities(connection, Filters())}
    assert paths == {str(tmp_path / "0.txt"), str(tmp_path / "1.txt")}


def test_a_sketch_is_the_share_of_what_two_texts_have_in_common() -> None:
    words = "".join(sha256(str(at).encode()).hexdigest() for at in range(200))
    half = words[: len(words) // 2]
    one, same, other, part = (sketch_of(text) for text in (words, f"　{words.upper()} ", words[::-1], half))
    assert one and other and part
    assert one == same
    assert sum(map(int.__eq__, one, other)) < 4
    assert 20 <= sum(map(int.__eq__, one, part)) <= 44
    assert sketch_of("通知。") is None


NOTICE = "关于召开青禾县教育局工作例会的通知\n各股室：\n定于3月5日上午9时在三楼会议室召开工作例会，请{0}准时参加。\n青禾县教育局办公室\n"


def test_a_short_notice_posted_again_is_linked(store: Store, tmp_path: Path) -> None:
    first = NOTICE.format("全体人员")
    again = first.replace("，", ",").replace("\n", "\n\n") + "上传者：办公室\n"
    assert originals(store, tmp_path, first, again) == [None, 0]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(NOTICE.format("王主任"), id="another name"),
        pytest.param(NOTICE.format("全体人员").replace("三楼", "五楼"), id="another room"),
        pytest.param(NOTICE.format("全体人员").replace("9时", "10时"), id="another hour"),
        pytest.param(NOTICE.format("全体人员") * 2, id="twice as much"),
    ],
)
def test_a_short_notice_of_something_else_is_its_own(store: Store, tmp_path: Path, other: str) -> None:
    assert originals(store, tmp_path, NOTICE.format("全体人员"), other) == [None, None]


def test_of_two_loaded_at_the_same_time_one_is_linked_to_the_other(place: str, tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / f"{number}.txt").write_text(plan(*NUMBERS) + "阅读原文\n" * number, encoding="utf-8")
    extractions = [extract_document(read_document(tmp_path / f"{number}.txt")[0]) for number in range(2)]
    watching = open_store(place, extractor="1")

    def load(at: int) -> Loaded:
        own = open_store(place, extractor="1")
        loaded = own.load(extractions[at], path=f"/in/{at}.txt", parts=1)
        own.close()
        return loaded

    with ThreadPoolExecutor(2) as pool, watching.engine.connect() as connection:
        is_server = connection.dialect.name == "postgresql"
        if is_server:  # both are loaded but for the link, and neither sees the other yet
            connection.execute(sa.text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
        loads = [pool.submit(load, at) for at in range(2)]
        waiting = sa.text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        while is_server and connection.scalar(waiting) < 2 and not all(one.done() for one in loads):
            sleep(0.01)
        if is_server:
            connection.execute(sa.text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})
        assert [one.result() for one in loads] == [Loaded.LOADED, Loaded.LOADED]
    with watching.engine.connect() as connection:
        table = schema.sketches.c
        rows = connection.execute(sa.select(table.document_id, table.duplicate_of).order_by(table.document_id)).all()
    watching.close()
    assert [row.duplicate_of for row in rows] == [None, rows[0].document_id]
