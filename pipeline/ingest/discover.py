"""Folders and files in, the files to read out, with an outcome for each that is left out and why."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.load.outcome import Outcome, Result

# Names that stand in folders of documents and are none, with the code and the reason.
_LEFT_OUT_BEGINNINGS = (
    (".", "hidden", "hidden files are left out; name it to read it"),
    ("~$", "lock-file", "an editor's lock file is no document"),
    ("readme.", "note", "a note on the folder; name the file itself to read it"),
)
_PROGRAMS = (".py", ".js", ".css", ".sh", ".toml", ".yaml", ".yml", ".lock", ".log")
_DATA = (".json", ".jsonl", ".csv", ".tsv")
_LEFT_OUT_ENDINGS = (
    (_PROGRAMS, "program", "a program by its name; name the file itself to read it"),
    (_DATA, "data", "data by its name; name the file itself to read it"),
    (("thumbs.db", "desktop.ini"), "system-file", "a file of the operating system is no document"),
    ((".db", ".db-wal", ".db-shm", ".sqlite", ".sqlite3"), "database", "a database is no document"),
)


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found: files to read in order, the folders looked through, and outcomes of what was left out."""

    files: tuple[Path, ...]
    folders: tuple[Path, ...]
    outcomes: tuple[Outcome, ...]


def discover(paths: Iterable[str | Path]) -> Discovery:
    """Return the files of these files and folders: each folder's by name, those below it in their place, none twice."""
    files: dict[Path, Path] = {}
    folders, outcomes = [], []
    for path in map(Path, paths):
        if path.is_dir():
            folders.append(path)
        for found in _look(path):
            if isinstance(found, Outcome):
                outcomes.append(found)
            else:
                files.setdefault(absolute(found), found)
    return Discovery(tuple(files.values()), tuple(folders), tuple(outcomes))


def absolute(path: Path) -> Path:
    """Return the path from the root without . and .., links kept: by it a file is known from run to run."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps .., Path.resolve follows links


def readable(path: Path) -> str:
    """Return the path as text; a name that is no UTF-8 is most often GB18030, out of an archive of Chinese Windows."""
    raw = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def _look(path: Path) -> Iterator[Path | Outcome]:
    """Yield a file, what a folder holds, or why it is neither."""
    try:
        mode = path.stat().st_mode
        entries = sorted(os.scandir(path), key=lambda entry: entry.name) if stat.S_ISDIR(mode) else []
    except FileNotFoundError:
        yield _failed(path, "not-found", "there is no such file or folder; check the path")
    except PermissionError:
        yield _failed(
            path, "no-permission", "no right to look into it; give the user who runs this the right (chmod u+rx)"
        )
    except OSError as error:
        yield _failed(
            path, "unreadable", f"it cannot be looked into ({error.strerror}); check the disk or network share"
        )
    else:
        if stat.S_ISREG(mode):
            yield path
        elif not stat.S_ISDIR(mode):
            yield _skipped(path, "not-a-file", "neither a file nor a folder")
        for entry in entries:
            yield from _left_out(entry) or _look(path / entry.name)


def _left_out(entry: os.DirEntry[str]) -> tuple[Outcome, ...]:
    """Return the outcome of an entry that is left out, nothing for one to look at."""
    path = Path(entry.path)
    for beginning, code, reason in _LEFT_OUT_BEGINNINGS:
        if entry.name.lower().startswith(beginning):
            return (_skipped(path, code, reason),)
    for endings, code, reason in _LEFT_OUT_ENDINGS:
        if entry.name.lower().endswith(endings):
            return (_skipped(path, code, reason),)
    if entry.is_symlink() and path.is_dir():
        return (_skipped(path, "link-to-folder", "links to folders are not followed; name the folder itself"),)
    return ()


def _failed(path: Path, code: str, reason: str) -> Outcome:
    return Outcome(readable(path), Result.FAILED, code, reason)


def _skipped(path: Path, code: str, reason: str) -> Outcome:
    return Outcome(readable(path), Result.SKIPPED, code, reason)
