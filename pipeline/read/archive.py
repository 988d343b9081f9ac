"""Zip archives: bytes in, the members that may be documents out. Nothing is written to a disk."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.model import Issue, IssueCode, ReadError
from pipeline.read.limits import exceeded, limits, size

_DAMAGED = "the archive is damaged or cut short; fetch or save it again"
# A name not marked as UTF-8 is of Chinese Windows, unless it is UTF-8 that nobody marked; `zipfile` takes it for cp437.
_UTF8_MARK = 0x800
_NAME_ENCODINGS = ("utf-8", "gb18030")
# What archives carry beside documents: resource forks and indexes of systems, lock files of editors.
_SYSTEM_FOLDERS = ("__MACOSX",)
_SYSTEM_FILES = ("thumbs.db", "desktop.ini")
_SYSTEM_BEGINNINGS = (".", "~$")


@dataclass(frozen=True, slots=True)
class Member:
    """One file out of an archive or mail."""

    name: str
    data: bytes


def members_of(data: bytes, path: str) -> tuple[Member | Issue, ...]:
    """Return the files of an archive by name, an issue for each that is locked, damaged or named to escape a folder."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError(path, _DAMAGED, code="damaged") from error
    with archive:
        held = [info for info in archive.infolist() if not info.is_dir()]
        _check(held, len(data), path)
        named = sorted((name_of(info), number, info) for number, info in enumerate(held))
        return tuple(_member(archive, info, name) for name, _, info in named if not _is_of_system(name))


def name_of(info: zipfile.ZipInfo) -> str:
    """Return the name of a member as its author wrote it: 工作计划.docx in GB18030 is no ╣ñ╫≈╝╞╗«.docx."""
    if info.flag_bits & _UTF8_MARK:
        return info.filename.replace("\\", "/")
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in _NAME_ENCODINGS:
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return info.filename


def _check(held: list[zipfile.ZipInfo], packed: int, path: str) -> None:
    whole = sum(info.file_size for info in held)
    if len(held) > limits().members:
        raise exceeded(path, "members", f"the archive has {len(held)} members")
    if whole > limits().unpacked:
        raise exceeded(path, "unpacked", f"the archive unpacks to {size(whole)}")
    if whole > limits().ratio * max(1, packed):
        raise exceeded(path, "ratio", f"the archive unpacks to {whole // max(1, packed)} times its size")


def _is_of_system(name: str) -> bool:
    parts = PurePosixPath(name).parts
    if not parts or parts[0] in _SYSTEM_FOLDERS:
        return bool(parts)
    last = parts[-1].lower()
    return last in _SYSTEM_FILES or (last.startswith(_SYSTEM_BEGINNINGS) and last != "..")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Member | Issue:
    shown = printable(name)
    if escapes(name):
        return Issue(IssueCode.MEMBER_UNREAD, f"{shown}: its name leads out of the archive; it is not read")
    if info.flag_bits & 1:
        return Issue(IssueCode.MEMBER_UNREAD, f"{shown}: it is protected by a password; save a copy without one")
    if info.file_size > limits().file:
        return Issue(
            IssueCode.MEMBER_UNREAD, f"{shown}: {exceeded(shown, 'file', f'it has {size(info.file_size)}').reason}"
        )
    try:
        return Member(shown, archive.read(info))
    # `zipfile` reads no more than the size that the directory tells, and then compares the checksum.
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
    ):
        return Issue(IssueCode.MEMBER_UNREAD, f"{shown}: it is damaged or packed in a way that is not read")


def escapes(name: str) -> bool:
    """Say whether a name would lead out of the folder that it is unpacked into: ../../etc/passwd, C:\\计划.doc."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return not parts or parts[0] == "/" or ".." in parts or parts[0][1:2] == ":"


def printable(name: str) -> str:
    """Return the name in one line that any terminal and database takes."""
    return "".join(char if char.isprintable() else "�" for char in name)[:200]
