"""Databases to test on: SQLite files, and a real PostgreSQL that the session starts in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from pipeline.load.database import open_writer

_numbers = count(1)


def _binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs, of the newest version where there are several."""
    found = shutil.which("pg_ctl")
    if found is not None:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[4]))
    return folders[-1].parent if folders else None


def _missing(reason: str) -> None:
    """Skip, or fail where PostgreSQL is required."""
    if os.environ.get("MUBIAO_REQUIRE_POSTGRES") == "1":
        pytest.fail(f"{reason}, and MUBIAO_REQUIRE_POSTGRES=1 requires it")
    pytest.skip(reason)


def _as_user(folder: Path) -> list[str]:
    """Return what goes before a command so that it does not run as root, which PostgreSQL refuses."""
    if os.getuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        shutil.chown(folder, name)
        return ["runuser", "-u", name, "--"]
    raise AssertionError("root runs the tests and there is no other user to run PostgreSQL")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Yield the URL, without a database, of a server of our own; skip where PostgreSQL is not installed."""
    binaries = _binaries()
    if binaries is None:
        _missing("PostgreSQL's programs (initdb, pg_ctl) are not installed")
        raise AssertionError
    # Not under pytest's own folder: that is closed to other users, and the server runs as one.
    folder = Path(tempfile.mkdtemp(prefix="mubiao-pg-"))
    user = _as_user(folder)
    data, port = folder / "data", _free_port()

    def run(program: str, *arguments: str) -> None:
        command = [*user, str(binaries / program), "-D", str(data), *arguments]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=120)

    try:
        run("initdb", "-U", "mubiao", "--auth=trust", "--locale=C.UTF-8", "--encoding=UTF8", "--no-sync")
        options = f"-p {port} -h 127.0.0.1 -k {folder} -F"
        run("pg_ctl", "-w", "-o", options, "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql://mubiao@127.0.0.1:{port}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _create(server: str, name: str, template: str) -> str:
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
    return f"{server}/{name}"


def _drop(server: str, name: str) -> None:
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture(scope="session")
def _postgres_template(postgres_server: str) -> str:
    """Return the name of a database with empty tables, to make others from."""
    open_writer(_create(postgres_server, "ready", "template0")).dispose()
    return "ready"


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database file with empty tables, to copy."""
    path = tmp_path_factory.mktemp("template") / "mubiao.db"
    open_writer(str(path)).dispose()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Yield the place of a database without tables: the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield str(tmp_path / "mubiao.db")
        return
    server, name = request.getfixturevalue("postgres_server"), f"test_{next(_numbers)}"
    yield _create(server, name, "template0")
    _drop(server, name)


@pytest.fixture
def postgres_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield the URL of a PostgreSQL database with empty tables."""
    server, name = request.getfixturevalue("postgres_server"), f"test_{next(_numbers)}"
    yield _create(server, name, request.getfixturevalue("_postgres_template"))
    _drop(server, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the place of a database with empty tables: the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return str(shutil.copy(request.getfixturevalue("_sqlite_template"), tmp_path / "mubiao.db"))
    url: str = request.getfixturevalue("postgres_url")
    return url
