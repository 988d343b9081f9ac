"""The flows: their settings, batches and page as plain functions, one flow end to end, and the nightly command as it runs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from flows import nightly
from flows.report import Report, page, told
from flows.server import server
from flows.settings import Settings, SettingsError, load_settings, missing_folders
from pipeline.ingest import Outcome, Result, Summary, batch
from pipeline.load.database import DatabaseError
from pipeline.query.newest import NewTarget

ROOT = Path(__file__).resolve().parent.parent
PLAN = "青禾县2026年就业工作计划\n一、目标任务\n年底前城镇新增就业9000人以上，由县人社局牵头。\n"
REPORT = "青禾县2025年工作总结\n2025年新建公办幼儿园3所，学前三年毛入园率达98.5%。\n"
# Seconds for a server to come up and a flow to run on a busy machine with two cores.
PATIENCE = 120


# --- settings ---------------------------------------------------------------------------------------------------


def _write(folder: Path, text: str) -> Path:
    path = folder / "mubiao.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_settings_are_read(tmp_path: Path) -> None:
    path = _write(
        tmp_path, 'folders = ["plans", "/srv/计划"]\ndatabase = "m.db"\nhour = 2\nminute = 30\nprocesses = 3\n'
    )
    settings = load_settings(path)
    folders = (tmp_path / "plans", Path("/srv/计划"))
    assert settings == Settings(folders, str(tmp_path / "m.db"), hour=2, minute=30, processes=3)
    assert (settings.cron, settings.allow) == ("30 2 * * *", ())
    assert tmp_path / "plans" in missing_folders(settings)


def test_limits_are_read(tmp_path: Path) -> None:
    path = _write(tmp_path, 'folders = ["."]\ndatabase = "m.db"\nhour = 2\nallow = ["seconds=600", "memory=4GB"]\n')
    assert load_settings(path).allow == ("seconds=600", "memory=4GB")


def test_a_url_is_left_as_it_is(tmp_path: Path) -> None:
    path = _write(tmp_path, 'folders = ["."]\ndatabase = "postgresql://reader@db/plans"\nhour = 0\n')
    settings = load_settings(path)
    assert (settings.database, settings.minute) == ("postgresql://reader@db/plans", 0)


def test_a_database_with_a_password_can_stand_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUBIAO_DB", "postgresql://writer:secret@db/plans")
    assert load_settings(_write(tmp_path, 'folders = ["."]\nhour = 0\n')).database.endswith("@db/plans")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('folders = ["a"]\nhour = 2\n', "database must be a file or a URL"),
        ('folders = []\ndatabase = "m.db"\nhour = 2\n', "folders must be a list of names"),
        ('folders = "a"\ndatabase = "m.db"\nhour = 2\n', "folders must be a list of names"),
        ('folders = ["a"]\ndatabase = "m.db"\nhour = 24\n', "hour must be a whole number from 0 to 23"),
        ('folders = ["a"]\ndatabase = "m.db"\nhour = "2"\n', "hour must be a whole number from 0 to 23"),
        ('folders = ["a"]\ndatabase = "m.db"\n', "hour must be a whole number from 0 to 23"),
        ('folders = ["a"]\ndatabase = "m.db"\nhour = 2\nminute = 60\n', "minute must be a whole number from 0 to 59"),
        ('folders = ["a"]\ndatabase = "m.db"\nhour = 2\nprocesses = 0\n', "processes must be a whole number from 1"),
        ('folders = ["a"]\ndatabase = "m.db"\nhour = 2\nallow = "seconds=600"\n', "allow must be a list of limits"),
        ('folders = ["a"]\ndatabase = "m.db"\nhour = 2\nallow = ["days=1"]\n', "allow: “days=1” is no limit"),
        ('folder = ["a"]\ndatabase = "m.db"\nhour = 2\n', "there is no setting “folder”; did you mean “folders”?"),
        (
            'folders = ["a"]\ndatabase = "m.db"\nhour = 2\nxyz = 1\n',
            "there is no setting “xyz”; the settings are folders,",
        ),
        ("hour: 2\n", "this is no TOML"),
    ],
)
def test_wrong_settings_are_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    monkeypatch.delenv("MUBIAO_DB", raising=False)
    path = _write(tmp_path, text)
    with pytest.raises(SettingsError) as raised:
        load_settings(path)
    assert str(raised.value).startswith(f"{path}: {said}")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("form", ["--once", "serve"])
def test_the_nightly_run_does_not_start_on_wrong_settings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    path = _write(tmp_path, 'folders = ["plans"]\ndatabase = "m.db"\nhour = 2\n')
    assert nightly.main([str(path)] + (["--once"] if form == "--once" else [])) == 2
    assert capsys.readouterr().err == f"{path}: there is no folder {tmp_path / 'plans'}; correct folders, or make it\n"


def test_the_nightly_run_does_not_start_without_its_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _write(tmp_path, 'folders = ["."]\ndatabase = "nowhere/m.db"\nhour = 2\n')
    assert nightly.main([str(path), "--once"]) == 3
    assert capsys.readouterr().err.count("\n") == 1


def test_a_missing_settings_file_is_told_with_an_example(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert nightly.main([str(tmp_path / "none.toml")]) == 2
    assert 'write one with folders = ["plans"]' in capsys.readouterr().err


# --- batches ----------------------------------------------------------------------------------------------------


def _files(ending: str, count: int) -> list[Path]:
    return [Path(f"{number}{ending}") for number in range(count)]


@pytest.mark.parametrize(
    ("files", "sizes"),
    [
        ([], []),
        (_files(".txt", 1), [1]),
        (_files(".txt", 401), [400, 1]),
        (_files(".pdf", 41), [20, 20, 1]),
        (_files(".PNG", 6), [5, 1]),
        (_files(".txt", 390) + _files(".pdf", 2), [390, 2]),
        (_files(".txt", 380) + _files(".pdf", 1), [381]),
    ],
)
def test_batches_are_of_like_weight_and_lose_nothing(files: list[Path], sizes: list[int]) -> None:
    made = list(batch.batches(files))
    assert [len(some) for some in made] == sizes
    assert [path for some in made for path in some] == files


def test_only_a_database_that_is_away_is_tried_again(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError) as away:
        batch.check("postgresql://mubiao@127.0.0.1:1/none")
    with pytest.raises(DatabaseError) as wrong:
        batch.check("mysql://mubiao@127.0.0.1:1/none")
    assert batch.is_away(away.value)
    assert not batch.is_away(wrong.value)
    assert not batch.is_away(ValueError())


# --- the page ---------------------------------------------------------------------------------------------------


def _report(*outcomes: Outcome) -> Report:
    summary = Summary()
    for outcome in outcomes:
        summary.add(outcome)
    failures = tuple(outcome for outcome in outcomes if outcome.result is Result.FAILED)
    target = NewTarget("T-3f9a2c81", "新增就业", "9000人", date(2026, 12, 31), None, "a|b.txt")
    barred = tuple(outcome for outcome in outcomes if outcome.result is Result.QUARANTINED)
    return Report(7, "mubiao.db", summary, failures, (target,), 2.0, barred)


def test_the_page_tells_outcomes_failures_speed_and_what_is_new() -> None:
    made = page(
        _report(
            Outcome("a.txt", Result.LOADED, documents=1, characters=500),
            Outcome("b.txt", Result.UNCHANGED),
            Outcome("c.pdf", Result.FAILED, "encrypted", "needs a password"),
            Outcome("d.txt", Result.QUARANTINED, "low-quality", "read quality 0.21: garbled"),
        )
    )
    assert "## Quarantined\n\n| file | why |\n| --- | --- |\n| d.txt | read quality 0.21: garbled |" in made
    assert made.startswith("# Run 7 into `mubiao.db`\n")
    assert "0.5 documents/s" in made
    assert "| loaded |  | 1 |" in made
    assert "|  | encrypted | 1 |" in made
    assert "| c.pdf | needs a password |" in made
    assert "| T-3f9a2c81 | 新增就业 | 9000人 | 2026-12-31 | a\\|b.txt |" in made


def test_nothing_that_a_file_holds_becomes_markup_of_the_page() -> None:
    made = page(_report(Outcome("<img src=x>|#.txt", Result.FAILED, "damaged", "two\nlines [a](b)")))
    assert "| \\<img src=x\\>\\|\\#.txt | two lines \\[a\\](b) |" in made


def test_many_failures_are_told_in_part() -> None:
    report = _report(*(Outcome(f"{number}.txt", Result.FAILED, "empty", "the file is empty") for number in range(60)))
    assert "| and 10 more |" in page(report)
    assert told(report).splitlines()[-2:] == ["and 10 more", report.summary.line(2.0)]


# --- the flow, end to end ---------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of the server that the nightly command starts, with its database in a folder that goes away.

    Prefect's own harness has a server too, but one that plans no runs, and each takes its ten seconds to start.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("PREFECT_API")]:
            patch.delenv(name)
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
        with server() as address:
            from prefect.settings import PREFECT_API_URL, temporary_settings

            with temporary_settings({PREFECT_API_URL: address}):
                yield address


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Return a folder with two plans, an empty file and a damaged one."""
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / "report.txt").write_text(REPORT, encoding="gb18030")
    (folder / "empty.txt").touch()
    (folder / "cut.docx").write_bytes((ROOT / "corpus" / "task-breakdown-2023.docx").read_bytes()[:3000])
    return folder


def test_a_folder_goes_through_the_flow_and_a_second_time_changes_nothing(
    prefect_server: str, plans: Path, tmp_path: Path
) -> None:
    from flows.ingest import PAGE, ingest

    place = str(tmp_path / "mubiao.db")
    first = ingest([str(plans), str(tmp_path / "nowhere")], place, jobs=1)
    assert first.summary.files == {Result.LOADED: 2, Result.FAILED: 3}
    assert {Path(outcome.path).name: outcome.code for outcome in first.failures} == {
        "empty.txt": "empty-file",
        "cut.docx": "damaged",
        "nowhere": "not-found",
    }
    assert "9000人" in [target.quote for target in first.targets]

    (plans / "report.txt").unlink()
    second = ingest([str(plans)], place, jobs=1)
    assert second.summary.files == {Result.UNCHANGED: 1, Result.FAILED: 2, Result.REMOVED: 1}
    assert second.run == first.run + 1
    assert second.targets == ()

    pages = _ask(prefect_server, "/artifacts/filter", {"artifacts": {"key": {"any_": [PAGE]}}})
    assert {kept["data"].splitlines()[0] for kept in pages} == {
        f"# Run {run} into `{place}`" for run in (first.run, second.run)
    }


def test_a_batch_that_fails_as_a_whole_ends_in_outcomes(
    prefect_server: str, plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.ingest import ingest

    def broken(*_: object, **__: object) -> None:
        raise DatabaseError("mubiao.db", "the disk is full")

    monkeypatch.setattr(batch, "ingest_batch", broken)
    report = ingest([str(plans)], str(tmp_path / "mubiao.db"), jobs=1)
    assert report.summary.files == {Result.FAILED: 4}
    assert {outcome.reason for outcome in report.failures} == {"mubiao.db: the disk is full"}


# --- the nightly command, as it runs ----------------------------------------------------------------------------


def _ask(address: str, path: str, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(
        f"{address}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def _until(lines: Iterator[str], pattern: str) -> re.Match[str]:
    for line in lines:
        found = re.search(pattern, line)
        if found:
            return found
    raise AssertionError(f"it ended without {pattern}")


def test_the_nightly_command_schedules_runs_and_ends(prefect_server: str, plans: Path, tmp_path: Path) -> None:
    """Served by one command: the nights are planned in Shanghai's time, a run does its work, and it ends when told to."""
    path = _write(tmp_path, 'folders = ["plans"]\ndatabase = "m.db"\nhour = 2\nminute = 30\nprocesses = 1\n')
    served = subprocess.Popen(
        [sys.executable, "-u", "-m", "flows.nightly", str(path)],
        env=os.environ
        | {
            "PREFECT_API_URL": prefect_server,
            "PREFECT_LOGGING_LEVEL": "CRITICAL",
            "PREFECT_RUNNER_POLL_FREQUENCY": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert served.stdout is not None
    lines = iter(served.stdout)
    try:
        assert _until(lines, r"Prefect answers at (\S+);")[1] == prefect_server
        planned = _planned(prefect_server)
        assert [start.strftime("%H:%M %z") for start in planned[:2]] == ["18:30 +0000"] * 2  # 02:30 in Shanghai
        deployment = _ask(prefect_server, "/deployments/filter", {})[0]["id"]
        _ask(prefect_server, f"/deployments/{deployment}/create_flow_run", {"state": {"type": "SCHEDULED"}})
        _until(lines, r"2 loaded \(2 documents\), 2 failed")
        served.terminate()  # in the moment in which its run ends
        rest, _ = served.communicate(timeout=PATIENCE)
    finally:
        served.kill()
    assert served.returncode == 0
    assert rest == ""


def _planned(address: str) -> list[datetime]:
    """Return the starts of the runs that the server has planned for the nightly flow, once it has."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        wanted = {"sort": "EXPECTED_START_TIME_ASC", "flows": {"name": {"any_": ["nightly"]}}}
        runs = _ask(address, "/flow_runs/filter", wanted)
        if runs:
            return [datetime.fromisoformat(run["expected_start_time"]) for run in runs]
        time.sleep(0.5)
    raise AssertionError("the server plans no runs")
