"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from made import extraction
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.load.export import write_csv, write_json
from pipeline.load.store import open_store

PLAN = "青禾县2026年工作计划\n一、目标\n年底前建成幼儿园3所，由县教育局负责。\n"
MUBIAO = [sys.executable, "-m", "pipeline.cli"]


def run(*arguments: str | Path, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    command = [*before, *MUBIAO, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def invoke(*arguments: str | Path) -> tuple[int, str, str]:
    """Run the command in this process, where it starts at once; return exit code, stdout and stderr."""
    result = CliRunner().invoke(app, [*map(str, arguments)], env={"COLUMNS": "200"})
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with one document."""
    path = tmp_path_factory.mktemp("loaded") / "mubiao.db"
    store = open_store(str(path), extractor="1")
    store.load(extraction(), path="/in/plan.txt", parts=1)
    store.close()
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a plan."""
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "plan.txt").write_text(PLAN, encoding="utf-8")
    return inside


def words(value: object) -> str | None:
    """Return the name of a test by its arguments."""
    return " ".join(value) if isinstance(value, list) else None


def spoil(folder: Path) -> None:
    """Put files into the folder of which none can be read."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    whole = io.BytesIO()
    document = docx.Document()
    for number in range(40):
        document.add_paragraph(f"第{number}项工作于6月底前完成。")
    document.save(whole)
    (folder / "cut.docx").write_bytes(whole.getvalue()[: len(whole.getvalue()) // 2])
    canvas = Canvas(str(folder / "locked.pdf"), encrypt=StandardEncryption("secret"))
    canvas.drawString(100, 700, "work plan")
    canvas.save()
    (folder / "closed").mkdir(mode=0o000)


def without_rights() -> tuple[str, ...]:
    """Return what goes before a command so that rights count for it: they do not for root."""
    if os.getuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root runs the tests, for whom rights do not count, and there is no setpriv")
    dropped = "-dac_override,-dac_read_search"
    return ("setpriv", f"--bounding-set={dropped}", f"--inh-caps={dropped}", "--")


def test_bad_files_cost_a_line_each_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    spoil(folder)
    result = run("ingest", folder, folder / "none.txt", "--db", tmp_path / "a.db", before=without_rights())
    assert result.returncode == 1
    lines = result.stderr.splitlines()
    assert all(line.startswith("failed ") for line in lines), result.stderr
    names = ["binary.txt", "closed", "cut.docx", "empty.txt", "locked.pdf", "none.txt"]
    assert sorted(Path(line.removeprefix("failed ").split(":")[0]).name for line in lines) == names
    assert result.stdout.startswith("1 loaded (1 documents), 6 failed in ")
    again = run("ingest", folder / "plan.txt", "--db", tmp_path / "a.db")
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.startswith("1 unchanged in ")


def test_quiet_says_only_what_failed(folder: Path, tmp_path: Path) -> None:
    (folder / ".hidden").write_text("x")
    result = run("ingest", folder, "--quiet", "--db", tmp_path / "a.db")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_a_url_serves_as_well(folder: Path, postgres_url: str) -> None:
    assert run("ingest", folder, "--db", postgres_url).returncode == 0
    code, out, _ = invoke("targets", "--db", postgres_url, "--text", "幼儿园", "--format", "json")
    assert code == 0
    assert [row["value"] for row in json.loads(out)] == [3]


@pytest.mark.parametrize("command", [["targets"], ["ingest", "plan.txt"], ["sql", "select 1"], ["show", "T-3f9a2c81"]])
@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("postgresql://mubiao:geheim@127.0.0.1:1/none", "127.0.0.1"),
        ("mysql://host/name", "not supported"),
        ("no/such/folder/a.db", "no such"),
    ],
)
def test_a_database_out_of_reach_is_one_line_and_code_3(command: list[str], place: str, said: str) -> None:
    code, out, err = invoke(*command, "--db", place)
    assert (code, out) == (3, "")
    assert err.count("\n") == 1
    assert said in err or "does not exist" in err
    assert "geheim" not in err


def test_asking_without_a_database_tells_how_to_make_one(tmp_path: Path) -> None:
    code, _, err = invoke("targets", "--db", tmp_path / "a.db")
    assert code == 3
    assert "mubiao ingest" in err
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["targets", "--year", "26"],
        ["targets", "--year", "2026-2025"],
        ["targets", "--due-before", "2026-13"],
        ["targets", "--status", "promised"],
        ["deadlines", "--indicator", "就业"],
        ["ingest"],
        ["extract", "plan.txt", "--format", "yaml"],
        ["score", "none"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_code_2(arguments: list[str]) -> None:
    assert invoke(*arguments)[0] == 2


def test_the_keys_of_json_are_english_and_the_labels_of_tables_are_not(loaded: Path) -> None:
    rows = json.loads(invoke("targets", "--db", loaded, "--format", "json")[1])
    assert [(row["indicator"], row["value"], row["deadline"]) for row in rows] == [("城镇新增就业", 9000, "2026-12-31")]
    table = invoke("targets", "--db", loaded)[1]
    assert all(word in table for word in ("指标", "城镇新增就业", "↑ ≥ 9000人", "县人社局", "2026-12-31"))
    assert "Indicator" in invoke("targets", "--db", loaded, "--lang", "en")[1]
    lines = invoke("units", "--db", loaded, "--format", "jsonl")[1].splitlines()
    assert [json.loads(line)["role"] for line in lines] == ["lead"]


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["targets"], 1),
        (["targets", "--status", "target", "--status", "actual"], 2),
        (["targets", "--limit", "0"], 1),
        (
            [
                "targets",
                "--indicator",
                "就業",
                "--region",
                "33",
                "--level",
                "county",
                "--kind",
                "plan",
                "--unit",
                "人社",
            ],
            1,
        ),
        (["targets", "--year", "2026", "--due-after", "2026", "--due-before", "2026", "--text", "牵头"], 1),
        (["targets", "--due-before", "2026-11"], 0),
        (["deadlines", "--due-after", "2026-12", "--due-before", "2026-12-31"], 1),
        (["units", "--unit", "人社局"], 0),  # its canonical name is spelt out
        (["units", "--unit", "人力资源"], 1),
        (["goals", "--due-before", "2026"], 1),
        (["documents", "--year", "2020-2025"], 0),
        (["documents", "--year", "2020-2026", "--history"], 1),
        (["sql", "select * from targets"], 1),
    ],
    ids=words,
)
def test_filters(loaded: Path, arguments: list[str], count: int) -> None:
    code, out, err = invoke(*arguments, "--db", loaded, "--format", "jsonl")
    assert (code, len(out.splitlines()), err) == (0, count, "")


def test_csv_in_a_file_is_for_excel(loaded: Path, tmp_path: Path) -> None:
    assert invoke("targets", "--db", loaded, "--format", "csv", "--output", tmp_path / "a.csv")[0] == 0
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert rows[0][:4] == ["编号", "指标", "数值", "上限"]
    assert rows[1][1:3] == ["城镇新增就业", "9000"]
    with (tmp_path / "b.csv").open("wb") as file:
        subprocess.run([*MUBIAO, "targets", "--db", str(loaded), "--format", "csv"], stdout=file, check=True)
    assert (tmp_path / "b.csv").read_bytes() == raw


def test_no_cell_is_a_formula() -> None:
    out = io.StringIO()
    rows = [{"a": '=HYPERLINK("http://x")', "b": "-1+2"}, {"a": "＝1", "b": -5}, {"a": ("@x", "y"), "b": "就业"}]
    write_csv(rows, out, columns=("a", "b"), label=str)
    assert list(csv.reader(io.StringIO(out.getvalue()))) == [
        ["a", "b"],
        ['\'=HYPERLINK("http://x")', "'-1+2"],
        ["'＝1", "-5"],
        ["'@x、y", "就业"],
    ]


@pytest.mark.parametrize("rows", [[], [{"a": 1}], [{"a": 1}, {"a": None}]])
def test_json_is_json_however_many_rows(rows: list[dict[str, object]]) -> None:
    out = io.StringIO()
    write_json(rows, out)
    assert json.loads(out.getvalue()) == rows


def test_show_puts_a_record_in_its_place(loaded: Path) -> None:
    identity = json.loads(invoke("targets", "--db", loaded, "--format", "jsonl")[1])["id"]
    code, out, _ = invoke("show", identity, "--db", loaded)
    assert code == 0
    assert "▶ 年底前城镇新增就业9000人以上，由县人社局牵头。" in out
    assert all(word in out for word in ("一、目标任务", "文件: /in/plan.txt", "规则: arabic", "建成县级零工市场。"))
    document = json.loads(invoke("documents", "--db", loaded, "--format", "jsonl")[1])["id"]
    assert "青禾县" in invoke("show", document, "--db", loaded)[1]
    assert json.loads(invoke("show", identity, "--db", loaded, "--format", "json")[1])[0]["headings"] == [
        "一、目标任务"
    ]


def test_show_of_nothing_is_code_4(loaded: Path) -> None:
    code, out, err = invoke("show", "T-00000000", "--db", loaded)
    assert (code, out, err.count("\n")) == (4, "", 1)


def test_sql_that_would_change_something_is_refused(loaded: Path) -> None:
    code, _, err = invoke("sql", "delete from documents", "--db", loaded)
    assert (code, err.count("\n")) == (3, 1)
    assert len(invoke("documents", "--db", loaded, "--format", "jsonl")[1].splitlines()) == 1


def test_extract_keeps_the_order_of_the_files(folder: Path) -> None:
    for number in range(6):
        (folder / f"{number}.txt").write_text(PLAN.replace("3所", f"{number}所"), encoding="utf-8")
    (folder / "x.txt").write_bytes(b"")
    result = run("extract", folder, "--jobs", "2")
    assert result.returncode == 1
    paths = [json.loads(line)["source"]["path"] for line in result.stdout.splitlines()]
    assert [Path(path).name for path in paths] == [*(f"{number}.txt" for number in range(6)), "plan.txt"]
    assert result.stderr.startswith("failed ")


def test_extract_as_csv_has_a_line_for_each_record(folder: Path) -> None:
    out = run("extract", folder, "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(out)))
    assert ["quantities", "3所"] in [[row["类别"], row["原文"]] for row in rows]


def test_a_pipe_that_closes_is_no_error(loaded: Path) -> None:
    command = f"{sys.executable} -m pipeline.cli targets --db {loaded} --format jsonl | true"
    result = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in result.stderr


def test_the_command_line_loads_nothing_heavy_to_help() -> None:
    heavy = {"spacy", "jieba", "pdfplumber", "pandas", "sqlalchemy", "prefect", "lxml", "alembic"}
    code = f"import sys, pipeline.cli.app; print(sorted({heavy!r} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_help_tells_the_exit_codes() -> None:
    out = invoke("--help")[1]
    assert all(f"{code} " in out for code in (0, 1, 2, 3, 4, 130))


def test_show_tells_what_was_cut_out_of_a_document(tmp_path: Path) -> None:
    lines = "".join(f"<p>{line}</p>" for line in PLAN.splitlines())
    page = f'<html><body><div class="menu">网站首页</div>{lines}<p>责任编辑：办公室</p></body></html>'
    (tmp_path / "plan.html").write_text(page, encoding="utf-8")
    database = tmp_path / "mubiao.db"
    assert invoke("ingest", tmp_path / "plan.html", "--db", database)[0] == 0
    (target,) = (json.loads(line)["id"] for line in invoke("targets", "--db", database, "-f", "jsonl")[1].splitlines())
    code, out, _ = invoke("show", target, "--cut", "--db", database, "--format", "jsonl")
    assert code == 0
    assert [json.loads(line) for line in out.splitlines()] == [
        {"reason": "menu", "page": None, "at": 0, "after": "", "text": "网站首页"},
        {"reason": "page-frame", "page": None, "at": len(PLAN), "after": PLAN[-20:], "text": "责任编辑：办公室"},
    ]
    assert "菜单" in invoke("show", target, "--cut", "--db", database)[1]
    assert invoke("show", "T-00000000", "--cut", "--db", database)[0] == 4


def test_score_takes_limits(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    code, _, err = invoke("score", tmp_path / "gold", tmp_path, "--allow", "days=1")
    assert (code, "“days=1” is no limit" in err) == (2, True)
