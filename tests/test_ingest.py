"""Files and folders into the database: every file in a named outcome, whatever it holds and whatever it does."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path, PosixPath
from typing import Any

import pytest
import sqlalchemy as sa
from made import TEXT

from pipeline import verbs
from pipeline.ingest import Outcome, Processed, Result, Summary, discover, ingest, process, process_all, readable
from pipeline.load import schema
from pipeline.load.store import Store, open_store
from pipeline.query import Filters, State, find_documents, find_quantities
from pipeline.read.limits import Limits, page_read, too_slow, under

PLAN = "青禾县2026年工作计划\n一、目标\n年底前建成幼儿园3所，由县教育局负责。\n"


class Killer(PosixPath):
    """The path of a file that ends the process it is sent to, as a crash of a library in C does."""

    def __reduce__(self) -> Any:
        return os._exit, (9,)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two plans, one below the other."""
    inside = tmp_path / "in"
    (inside / "b").mkdir(parents=True)
    (inside / "a.txt").write_text(PLAN, encoding="utf-8")
    (inside / "b" / "c.txt").write_text(PLAN.replace("3所", "4所"), encoding="gb18030")
    return inside


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    opened = open_store(place, extractor="1")
    yield opened
    opened.close()


def ended(outcomes: Iterator[Outcome]) -> dict[str, str]:
    return {Path(outcome.path).name: outcome.result.value for outcome in outcomes}


def test_discovery_is_sorted_deep_and_tells_what_it_leaves_out(folder: Path) -> None:
    for name in (".hidden", "~$c.docx", "Thumbs.db", "mubiao.db-wal"):
        (folder / name).write_text("x")
    (folder / "z").symlink_to(folder / "b")
    os.mkfifo(folder / "pipe")
    found = discover([folder / "b" / "c.txt", folder, folder / "b" / ".." / "a.txt", folder / "none.txt"])
    assert [path.name for path in found.files] == ["c.txt", "a.txt"]
    assert found.folders == (folder,)
    assert {Path(outcome.path).name: (outcome.result.value, outcome.code) for outcome in found.outcomes} == {
        ".hidden": ("skipped", "hidden"),
        "~$c.docx": ("skipped", "lock-file"),
        "Thumbs.db": ("skipped", "system-file"),
        "mubiao.db-wal": ("skipped", "database"),
        "z": ("skipped", "link-to-folder"),
        "pipe": ("skipped", "not-a-file"),
        "none.txt": ("failed", "not-found"),
    }


def test_a_name_in_gb18030_is_readable() -> None:
    assert readable(Path(os.fsdecode("计划.txt".encode("gb18030")))) == "计划.txt"
    assert readable(Path("计划.txt")) == "计划.txt"


def test_a_file_becomes_its_extractions(folder: Path) -> None:
    processed = process(folder / "a.txt")
    assert processed.failure is None
    assert [extraction.document.source.path for extraction in processed.extractions] == [str(folder / "a.txt")]


def test_a_bug_met_by_a_file_is_its_outcome(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(_: object) -> None:
        raise KeyError("尺")

    monkeypatch.setattr(verbs, "extract_document", stumble)
    failure = process(folder / "a.txt").failure
    assert failure is not None
    assert (failure.result, failure.code) == (Result.FAILED, "bug")
    assert "KeyError at test_ingest.py" in str(failure.reason)


def test_files_that_kill_their_process_cost_only_themselves(folder: Path) -> None:
    first, second = folder / "a.txt", folder / "b" / "c.txt"
    stands = Outcome("known.txt", Result.UNCHANGED)
    items = [first, Killer("x.pdf"), second, stands, Killer("y.pdf"), first]
    results = list(process_all(items, jobs=2))
    told = []
    for result in results:
        outcome = result.failure if isinstance(result, Processed) else result
        told.append((outcome.code or outcome.result.value) if outcome else "read")
    assert told == ["read", "worker-died", "read", "unchanged", "worker-died", "read"]


def test_a_file_that_takes_too_long_fails_and_the_next_is_read(tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text(PLAN * 3000, encoding="utf-8")
    short = tmp_path / "empty.txt"
    short.write_text("")
    codes = [
        result.failure.code
        for result in process_all([long, short], jobs=1, limits=Limits(seconds=0.05))
        if result.failure
    ]  # type: ignore[union-attr]
    assert codes == ["too-slow", "empty-file"]


@pytest.mark.parametrize(
    ("pages", "seconds", "said"),
    [
        (
            (31, 64),
            180.0,
            "; 31 of its 64 pages could be read in that time); split it, or allow more: --allow seconds=600",
        ),
        ((1, 2), 10.0, "; 1 of its 2 pages could be read in that time); split it, or allow more: --allow seconds=60"),
        (None, 180.0, "(limit “seconds”); split it, or allow more: --allow seconds=540"),
    ],
)
def test_what_is_too_slow_tells_what_to_allow(pages: tuple[int, int] | None, seconds: float, said: str) -> None:
    with under(Limits(seconds=seconds)):
        if pages is not None:
            page_read(*pages)
        reason = too_slow(Limits(seconds=seconds))
    assert reason.startswith(f"it takes longer than the {seconds:g} seconds that a file may take (limit “seconds”")
    assert reason.endswith(said)


def test_a_second_run_changes_nothing(folder: Path, store: Store) -> None:
    assert ended(ingest([folder], store, jobs=2)) == {"a.txt": "loaded", "c.txt": "loaded"}
    assert ended(ingest([folder], store, jobs=2)) == {"a.txt": "unchanged", "c.txt": "unchanged"}
    with store.engine.connect() as connection:
        kept = connection.execute(sa.select(schema.outcomes.c.run_id, schema.outcomes.c.result)).all()
        finished = connection.scalars(sa.select(schema.runs.c.finished_at)).all()
    assert [tuple(row) for row in kept] == [(1, "loaded"), (1, "loaded"), (2, "unchanged"), (2, "unchanged")]
    assert None not in finished


def test_what_changes_is_a_new_version_and_what_goes_is_marked(folder: Path, store: Store) -> None:
    list(ingest([folder], store, jobs=1))
    (folder / "a.txt").write_text(PLAN.replace("3所", "5所"), encoding="utf-8")
    (folder / "b" / "c.txt").rename(folder / "d.txt")
    outcomes = list(ingest([folder], store, jobs=1))
    assert [(Path(outcome.path).name, outcome.result.value) for outcome in outcomes] == [
        ("a.txt", "loaded"),
        ("d.txt", "unchanged"),
        ("c.txt", "removed"),
    ]
    (folder / "d.txt").unlink()
    assert ended(ingest([folder], store, jobs=1)) == {"a.txt": "unchanged", "d.txt": "removed"}
    table = schema.documents
    with store.engine.connect() as connection:
        rows = connection.execute(sa.select(table).order_by(table.c.id)).all()
    assert [(row.superseded_by is not None, row.removed_at is not None) for row in rows] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_a_folder_that_is_gone_marks_nothing(folder: Path, store: Store) -> None:
    """A disk that is not mounted looks like this."""
    list(ingest([folder], store, jobs=1))
    folder.rename(folder.parent / "elsewhere")
    assert ended(ingest([folder], store, jobs=1)) == {"in": "failed"}
    assert len(store.paths_under(str(folder))) == 2


def test_the_summary_counts_by_outcome() -> None:
    summary = Summary()
    assert summary.line(1.0) == "no files in 1.0 s"
    summary.add(Outcome("a", Result.LOADED, documents=2, characters=len(TEXT), peak=3 * 2**20))
    summary.add(Outcome("b", Result.FAILED, "empty-file", "the file is empty"))
    assert summary.reasons[Result.FAILED, "empty-file"] == 1
    assert summary.line(2.0).startswith("1 loaded (2 documents), 1 failed in 2.0 s: 1.0 documents/s")


def _zip(path: Path, members: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)


def _named(store: Store, *states: State) -> dict[str, str]:
    with store.engine.connect() as connection:
        found = find_documents(connection, Filters(states=states or tuple(State)))
        return {Path(answer.path).name: answer.state.value for answer in found}


def test_members_of_an_archive_are_known_by_name(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "一批.zip"
    _zip(path, {"计划.txt": PLAN, "方案.txt": PLAN.replace("3所", "4所"), "坏.pdf": "%PDF-1.7\n"})
    (outcome,) = ingest([path], store, jobs=1)
    assert (outcome.result.value, outcome.code, outcome.documents) == ("loaded", "members-unread", 2)
    assert "1 in it could not be read: 坏.pdf: " in (outcome.reason or "")
    assert _named(store) == {"一批.zip!计划.txt": "current", "一批.zip!方案.txt": "current"}
    with store.engine.connect() as connection:
        targets = [answer.where.path for answer in find_quantities(connection, Filters())]
        before = list(find_documents(connection, Filters()))
    assert targets == [f"{path}!方案.txt", f"{path}!计划.txt"]
    assert ended(ingest([path], store, jobs=1)) == {"一批.zip": "unchanged"}
    with store.engine.connect() as connection:
        assert list(find_documents(connection, Filters())) == before


def test_a_changed_archive_takes_the_place_of_each_member_by_its_name(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "一批.zip"
    _zip(path, {"乙.txt": PLAN, "丙.txt": PLAN.replace("3所", "4所")})
    list(ingest([path], store, jobs=1))
    _zip(path, {"甲.txt": PLAN.replace("3所", "5所"), "乙.txt": PLAN.replace("3所", "6所")})
    list(ingest([path], store, jobs=1))
    with store.engine.connect() as connection:
        found = list(find_documents(connection, Filters(states=tuple(State))))
    names = {answer.id: answer.member for answer in found}
    assert [(one.member, one.state.value, names.get(one.superseded_by or "")) for one in found if one.sha256] == [
        ("丙.txt", "removed", None),
        ("乙.txt", "superseded", "乙.txt"),
        ("乙.txt", "current", None),
        ("甲.txt", "current", None),
    ]
    assert [names.get(one.previous or "") for one in found] == [None, None, "乙.txt", None]
