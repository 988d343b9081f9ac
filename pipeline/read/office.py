"""LibreOffice without a window, kept warm: the bytes of an old Office file in, those of a docx out.

An office that holds a document open takes the orders of later calls with the same profile: 0.1 s a document where a
cold start takes 2. It works in a folder of its own, runs no macros, follows no links, and ends with this process.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

# Where the program is when the search path does not have it.
_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
# Seconds. A cold start took 2 on two cores; a document of 300 pages 8.
_START = 60.0
_LONGEST = 150.0
_POLL = 0.02
# Documents after which a new office begins, since it gives memory back to nobody.
_MOST_DOCUMENTS = 200
_HOLD = "hold.txt"
_LOCK = ".~lock.hold.txt#"
# Ends the office, whatever it does, when the pipe to this process closes, and clears its folder away.
_KEEPER = (
    'folder=$1; shift; "$@" </dev/null >/dev/null 2>&1 & read -r _; '
    "trap '' TERM; kill -TERM 0; sleep 1; rm -rf -- \"$folder\"; kill -KILL 0"
)
_SETTING = '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "2"),
    ("Common/Save/Document", "AutoSave", "false"),
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{}</oor:items>'
)


class OfficeError(Exception):
    """A document that the office did not convert; `is_late` where it took longer than it may."""

    def __init__(self, reason: str, *, is_late: bool = False) -> None:
        super().__init__(reason)
        self.is_late = is_late


def program() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _ELSEWHERE if Path(place).is_file()), None)


@dataclass(slots=True)
class _Office:
    """A running office: its folder, the keeper that ends it, and how many documents it has converted."""

    soffice: str
    folder: Path
    keeper: subprocess.Popen[bytes] | None
    documents: int = 0

    def is_fit(self) -> bool:
        """Say whether it can take another document."""
        alive = self.keeper is None or self.keeper.poll() is None
        return alive and self.folder.is_dir() and self.documents < _MOST_DOCUMENTS

    def command(self, *arguments: str) -> list[str]:
        profile = (self.folder / "profile").as_uri()
        return [self.soffice, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo", *arguments]

    def end(self) -> None:
        """End the office and clear its folder away."""
        if self.keeper is None:
            shutil.rmtree(self.folder, ignore_errors=True)
        elif self.keeper.stdin is not None:
            self.keeper.stdin.close()


_running: list[_Office] = []


def to_docx(data: bytes, ending: str) -> bytes:
    """Return the document as docx; raise `OfficeError` where the office cannot read it or takes too long."""
    office = _fit()
    office.documents += 1
    out = office.folder / "out"
    given = office.folder / f"in{ending}"
    given.write_bytes(data)
    is_done = False
    try:
        _order(office, given, out)
        is_done = True
    finally:
        # What breaks off, an alarm too, leaves an office that is busy with this document.
        if not is_done:
            _end(office)
    made = out / "in.docx"
    try:
        return made.read_bytes()
    except FileNotFoundError as error:
        raise OfficeError("LibreOffice cannot read it") from error
    finally:
        made.unlink(missing_ok=True)
        given.unlink(missing_ok=True)


def end() -> None:
    """End the office of this process, if one runs."""
    for office in list(_running):
        _end(office)


def _order(office: _Office, given: Path, out: Path) -> None:
    command = office.command("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(given))
    try:
        subprocess.run(
            command,
            env=_environment(office.folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise OfficeError(f"LibreOffice took longer than {_LONGEST:g} seconds", is_late=True) from error


def _fit() -> _Office:
    """Return an office that runs, a new one where the last is gone or has done its share."""
    if _running and _running[0].is_fit():
        return _running[0]
    end()
    soffice = program()
    if soffice is None:
        raise OfficeError("LibreOffice is not installed")
    office = _begun(soffice)
    _running.append(office)
    return office


def _begun(soffice: str) -> _Office:
    folder = Path(tempfile.mkdtemp(prefix="mubiao-office-"))
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (folder / "out").mkdir()
    items = "".join(_SETTING.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    (user / "registrymodifications.xcu").write_text(_PROFILE.format(items), encoding="utf-8")
    (folder / _HOLD).write_text("held", encoding="utf-8")
    office = _Office(soffice, folder, None)
    if os.name == "posix":
        office.keeper = subprocess.Popen(
            ["/bin/sh", "-c", _KEEPER, "keeper", str(folder), *office.command(str(folder / _HOLD))],
            env=_environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        _wait(office)
    return office


def _wait(office: _Office) -> None:
    """Wait until the office has opened the document that it holds: it locks it then."""
    late = time.monotonic() + _START
    while not (office.folder / _LOCK).exists():
        if time.monotonic() > late:
            office.end()
            raise OfficeError(f"LibreOffice did not start within {_START:g} seconds", is_late=True)
        time.sleep(_POLL)


def _end(office: _Office) -> None:
    if office in _running:
        _running.remove(office)
    office.end()


def _environment(folder: Path) -> dict[str, str]:
    """Return the few variables that the office needs; its home is its own folder."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {"HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
