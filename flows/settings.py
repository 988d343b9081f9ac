"""What the nightly run is to do, from a small TOML file: which folders, into which database, at what hour.

folders = ["/srv/plans", "inbox"]   # beside this file where they are not absolute
database = "mubiao.db"              # a file, or postgresql://user@host/name
hour = 2                            # 0-23, in Shanghai
minute = 30                         # 0-59; 0 where it is left out
processes = 4                       # at once; as many as there are processors where it is left out
allow = ["seconds=600"]             # limits on each file other than the usual ones, as --allow has them
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from pipeline.ingest import LimitsError, allowed

# What is read where no other file is named.
DEFAULT = Path("mubiao.toml")
TIMEZONE = "Asia/Shanghai"

_EXAMPLE = 'folders = ["plans"], database = "mubiao.db" and hour = 2'


class SettingsError(Exception):
    """Settings that cannot be used, with the file, what is wrong and what to write instead, in one line."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Settings:
    """The folders, the database and the time of the nightly run; folders and database file are absolute."""

    folders: tuple[Path, ...]
    database: str
    hour: int
    minute: int
    processes: int
    allow: tuple[str, ...] = ()

    @property
    def cron(self) -> str:
        """The schedule as cron writes it: half past two is `30 2 * * *`."""
        return f"{self.minute} {self.hour} * * *"


def load_settings(path: Path) -> Settings:
    """Return the settings of a file, or raise `SettingsError`."""
    table = _table(path)
    known = [field.name for field in fields(Settings)]
    for name in table:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean “{near[0]}”?" if near else f"the settings are {', '.join(known)}"
            raise SettingsError(path, f"there is no setting “{name}”; {hint}")
    return Settings(
        folders=_folders(path, table),
        database=_database(path, table),
        hour=_number(path, table, "hour", range(24)),
        minute=_number(path, {"minute": 0} | table, "minute", range(60)),
        processes=_number(path, {"processes": os.cpu_count() or 1} | table, "processes", range(1, 1025)),
        allow=_allow(path, table),
    )


def missing_folders(settings: Settings) -> tuple[Path, ...]:
    """Return the folders that are not there now; a share may come back, a misspelt name never does."""
    return tuple(folder for folder in settings.folders if not folder.is_dir())


def _table(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(path, f"there is no such file; write one with {_EXAMPLE}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            path, f"it cannot be read ({error}); save it as UTF-8 and give the right to read"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(path, f"this is no TOML: {error}") from error


def _folders(path: Path, table: Mapping[str, object]) -> tuple[Path, ...]:
    written = table.get("folders")
    if not isinstance(written, list) or not written or not all(isinstance(one, str) and one for one in written):
        raise SettingsError(path, 'folders must be a list of names, such as folders = ["plans"]')
    return tuple(path.absolute().parent / Path(one).expanduser() for one in written)


def _database(path: Path, table: Mapping[str, object]) -> str:
    written = table.get("database", os.environ.get("MUBIAO_DB"))
    if not isinstance(written, str) or not written:
        raise SettingsError(path, 'database must be a file or a URL, such as database = "mubiao.db"')
    return written if "://" in written else str(path.absolute().parent / Path(written).expanduser())


def _allow(path: Path, table: Mapping[str, object]) -> tuple[str, ...]:
    written = table.get("allow", [])
    if not isinstance(written, list) or not all(isinstance(one, str) for one in written):
        raise SettingsError(path, 'allow must be a list of limits, such as allow = ["seconds=600"]')
    try:
        allowed(written)
    except LimitsError as error:
        raise SettingsError(path, f"allow: {error}") from error
    return tuple(written)


def _number(path: Path, table: Mapping[str, object], name: str, allowed: range) -> int:
    written = table.get(name)
    if not isinstance(written, int) or isinstance(written, bool) or written not in allowed:
        raise SettingsError(
            path, f"{name} must be a whole number from {allowed.start} to {allowed.stop - 1}, such as {name} = 2"
        )
    return written
