"""Opening a database: a place (a file or a URL) goes in, an engine comes out whose tables are there and up to date.

Writers may create and migrate; readers get a connection on which the database itself refuses to write.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import ConnectionPoolEntry

from pipeline.load.schema import HEAD, VERSION_TABLE

# Seconds a writer waits for another one's transaction; a document's takes milliseconds, a migration perhaps minutes.
_WAIT = 60
# Seconds to wait for a server that does not answer.
_CONNECT = 10
# Any number that no other program is likely to lock on: "mubiao" in hexadecimal.
_MIGRATION_LOCK = 0x6D756269616F


class DatabaseError(Exception):
    """A database that cannot be opened or used, with the place, what happened and what to do, in one line."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


def open_writer(place: str) -> sa.Engine:
    """Return an engine to write with; a database that is not there yet is made, an older one brought up to date."""
    engine = _engine(place, read_only=False)
    try:
        if _version(engine) != HEAD:
            _migrate(engine, place)
    except sa.exc.DBAPIError as error:
        raise DatabaseError(shown(place), why(error)) from error
    return engine


def open_reader(place: str) -> sa.Engine:
    """Return an engine that can only read; an older database is brought up to date first."""
    path = _path(place)
    if path is not None and not path.exists():
        raise DatabaseError(shown(place), "there is no such database; make one with: mubiao ingest PATH...")
    engine = _engine(place, read_only=True)
    try:
        version = _version(engine)
        if version is None:
            raise DatabaseError(shown(place), "this is no database of mubiao; name another one with --db")
        if version != HEAD:
            open_writer(place).dispose()
    except sa.exc.DBAPIError as error:
        raise DatabaseError(shown(place), why(error)) from error
    return engine


def shown(place: str) -> str:
    """Return the place as it may be printed: without a password."""
    return sa.make_url(place).render_as_string(hide_password=True) if "://" in place else place


def why(error: sa.exc.DBAPIError) -> str:
    """Return what the database said, in one line."""
    lines = [line.strip() for line in str(error.orig).splitlines() if line.strip()]
    return lines[0] if lines else type(error.orig).__name__


def _url(place: str) -> sa.URL:
    if "://" not in place:
        return sa.URL.create("sqlite", database=place)
    try:
        url = sa.make_url(
            place.replace("postgres://", "postgresql://", 1) if place.startswith("postgres://") else place
        )
    except (sa.exc.ArgumentError, ValueError) as error:
        raise DatabaseError(
            place.split("@")[-1], "this is no URL of a database; write postgresql://user@host/name"
        ) from error
    name = url.get_backend_name()
    if name not in ("sqlite", "postgresql"):
        raise DatabaseError(
            shown(place), f"{name} is not supported; use a file (SQLite) or postgresql://user@host/name"
        )
    return url


def _path(place: str) -> Path | None:
    """Return the file of an SQLite database, None for a server."""
    url = _url(place)
    if url.get_backend_name() != "sqlite":
        return None
    if not url.database or url.database == ":memory:":
        raise DatabaseError(place, "a database in memory is gone when the command ends; name a file")
    return Path(url.database)


def _engine(place: str, *, read_only: bool) -> sa.Engine:
    path = _path(place)
    if path is None:
        return _postgresql(place, read_only=read_only)
    if not path.parent.is_dir():
        raise DatabaseError(place, f"the folder {path.parent} does not exist; make it first")
    return _sqlite_reader(path) if read_only else _sqlite_writer(path)


def _postgresql(place: str, *, read_only: bool) -> sa.Engine:
    url = _url(place).set(drivername="postgresql+psycopg")
    arguments = {} if "connect_timeout" in url.query else {"connect_timeout": _CONNECT}
    try:
        engine = sa.create_engine(url, connect_args=arguments)
    except ImportError as error:
        raise DatabaseError(
            shown(place), "the driver for PostgreSQL is missing; pip install 'mubiao[postgres]'"
        ) from error
    return engine.execution_options(postgresql_readonly=True) if read_only else engine


def _sqlite_writer(path: Path) -> sa.Engine:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(
            "PRAGMA synchronous = NORMAL"
        )  # with WAL: a crash of the machine loses the last commits, whole
        if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            with suppress(sqlite3.OperationalError):  # another process is opening the new file too: it sets the same
                connection.execute("PRAGMA journal_mode = WAL")
        return connection

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.QueuePool)

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # Taking the write lock at once: a transaction that reads first and writes later can fail instead of waiting.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _sqlite_reader(path: Path) -> sa.Engine:
    uri = f"file:{quote(str(path.absolute()))}?mode=ro"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=_WAIT, isolation_level=None)
        try:
            connection.execute("SELECT 1 FROM sqlite_master")
        except sqlite3.OperationalError:
            # A WAL database in a folder that we may not write to can be opened only as one that nobody changes.
            connection.close()
            connection = sqlite3.connect(f"{uri}&immutable=1", uri=True, isolation_level=None)
        return connection

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.QueuePool)

    @event.listens_for(engine, "connect")
    def _read_only(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _version(engine: sa.Engine) -> str | None:
    """Return the step the tables are at, None where there are none."""
    with engine.connect() as connection:
        return _version_of(connection)


def _version_of(connection: sa.Connection) -> str | None:
    found = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name = :name"
        if connection.dialect.name == "sqlite"
        else "SELECT to_regclass(:name)"
    )
    if connection.execute(sa.text(found), {"name": VERSION_TABLE}).scalar() is None:
        return None
    return connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()


def _migrate(engine: sa.Engine, place: str) -> None:
    """Bring the tables up to date in one transaction; of two processes that come at once the second finds it done."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "pipeline.load:migrations")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        version = _version_of(connection)
        if version == HEAD:
            return
        if version is None and sa.inspect(connection).has_table("documents"):
            raise DatabaseError(shown(place), "another program's tables stand here; name another database with --db")
        if version is not None and version not in known:
            raise DatabaseError(
                shown(place), "a newer mubiao wrote this database; update this one: pip install -U mubiao"
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
