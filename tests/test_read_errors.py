"""Files that cannot be read: one line each, with a code, in plain words."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipeline.model import ReadError
from pipeline.read import read


def _docx() -> bytes:
    document = docx.Document()
    for number in range(40):
        document.add_paragraph(f"第{number}项工作于6月底前完成。")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _pdf(encrypt: StandardEncryption | None = None) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=encrypt)
    canvas.rect(100, 100, 300, 300)
    if encrypt:
        canvas.drawString(100, 700, "work plan of the year 2024")
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("word/document.xml", b" " * 50_000_000)
    return file.getvalue()


def _ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + stream.encode("utf-16-le") + b"\x00" * 400


def _xlsx() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("xl/workbook.xml", "")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "build", "code"),
    [
        ("empty.txt", lambda: b"", "empty-file"),
        ("blank.txt", lambda: b"\xef\xbb\xbf \r\n\n", "empty-file"),
        ("binary.txt", lambda: bytes(range(256)) * 20, "not-text"),
        ("compressed.txt", lambda: random.Random(7).randbytes(5000), "not-text"),
        ("picture.txt", lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 200, "damaged"),
        ("cut.docx", lambda: _docx()[: len(_docx()) // 2], "damaged"),
        ("bomb.docx", _bomb, "too-large"),
        ("locked.docx", lambda: _ole("EncryptedPackage"), "encrypted"),
        ("old.ppt", lambda: _ole("PowerPoint Document"), "unsupported-format"),
        ("old.xls", lambda: _ole("Workbook"), "damaged"),
        ("new.xlsx", _xlsx, "damaged"),
        ("data.xml", lambda: "<?xml version='1.0'?><plan><goal>完成</goal></plan>".encode(), "unsupported-format"),
        ("locked.pdf", lambda: _pdf(StandardEncryption("secret")), "encrypted"),
        ("cut.pdf", lambda: b"%PDF-1.4\n1 0 obj\n<<", "damaged"),
        ("scan.pdf", _pdf, "no-text-layer"),
        ("frame.html", lambda: b"<html><body><script>1</script></body></html>", "no-text"),
    ],
)
def test_unreadable_file(tmp_path: Path, name: str, build: Callable[[], bytes], code: str) -> None:
    path = tmp_path / name
    path.write_bytes(build())
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.code == code
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_folder_and_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path)
    assert caught.value.code == "not-a-file"
    with pytest.raises(ReadError) as caught:
        read(tmp_path / "none.txt")
    assert caught.value.code == "not-found"


def test_file_without_rights(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("工作计划")
    path.chmod(0)
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(65534)
    try:
        with pytest.raises(ReadError) as caught:
            read(path)
    finally:
        if was_root:
            os.seteuid(0)
    assert caught.value.code == "no-permission"


def test_file_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes("工作计划".encode() * 400_000)
    monkeypatch.setenv("MUBIAO_ALLOW", "file=1MB")
    with pytest.raises(ReadError, match=r"4.6 MB, more than the 1 MB .*limit “file”") as caught:
        read(path)
    assert caught.value.code == "too-large"
