"""Near-duplicates: a plan posted again is linked to the first and counted once; one that says something else is not."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from pipeline.ingest import ingest
from pipeline.load import schema
from pipeline.load.duplicates import sketch_of
from pipeline.load.store import Store, open_store
from pipeline.query import Filters, count_duplicates, find_documents, find_quantities

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
