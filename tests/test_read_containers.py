"""Archives and mails: each member a document of its own, names as their authors wrote them, nothing outside touched."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest

from pipeline.model import Document, Format, IssueCode, ReadError
from pipeline.read import read

PLAN = "2025年工作计划\n6月底前新建幼儿园3所，由县教育局牵头。\n"


def _zip(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return file.getvalue()


def _docx(text: str) -> bytes:
    package = docx.Document()
    package.add_paragraph(text)
    file = io.BytesIO()
    package.save(file)
    return file.getvalue()


def _read(tmp_path: Path, name: str, data: bytes) -> tuple[Document, ...]:
    path = tmp_path / name
    path.write_bytes(data)
    return read(path)


def test_each_member_is_a_document(tmp_path: Path) -> None:
    members = {
        "附件/计划.txt": PLAN.encode("gb18030"),
        "方案.docx": _docx("年内造林1200亩。"),
        "__MACOSX/._方案.docx": b"\x00\x05\x16\x07",
        "~$方案.docx": b"x",
        "附件/": b"",
    }
    found = _read(tmp_path, "一批.zip", _zip(members))
    assert [(one.source.member, one.source.format, one.source.part) for one in found] == [
        ("方案.docx", Format.DOCX, 1),
        ("附件/计划.txt", Format.TXT, 2),
    ]
    assert found[1].text == PLAN
    assert found[1].source.name == f"{tmp_path}/一批.zip!附件/计划.txt#2"
    assert len({one.source.sha256 for one in found}) == 1


def test_one_member_has_no_number(tmp_path: Path) -> None:
    (found,) = _read(tmp_path, "一件.zip", _zip({"计划.txt": PLAN.encode()}))
    assert (found.source.part, found.source.name) == (None, f"{tmp_path}/一件.zip!计划.txt")


def test_names_of_chinese_windows(tmp_path: Path) -> None:
    file = io.BytesIO()
    raw = "工作计划.txt".encode("gb18030")
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("x" * len(raw), PLAN)
    (found,) = _read(tmp_path, "win.zip", file.getvalue().replace(b"x" * len(raw), raw))
    assert found.source.member == "工作计划.txt"


def test_archives_nest_once(tmp_path: Path) -> None:
    inner = _zip({"计划.txt": PLAN.encode()})
    (found,) = _read(tmp_path, "outer.zip", _zip({"inner.zip": inner}))
    assert found.source.member == "inner.zip!计划.txt"
    with pytest.raises(ReadError, match="nesting") as caught:
        _read(tmp_path, "deep.zip", _zip({"outer.zip": _zip({"inner.zip": inner})}))
    assert caught.value.code == "nothing-inside"


@pytest.mark.parametrize(
    "name", ["../../etc/计划.txt", "/etc/计划.txt", "C:\\计划.txt", "a/../../计划.txt", "..\\计划.txt"]
)
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    (found,) = _read(tmp_path, "bad.zip", _zip({name: b"x" * 50, "计划.txt": PLAN.encode()}))
    assert found.source.member == "计划.txt"
    (issue,) = found.issues
    assert issue.code is IssueCode.MEMBER_UNREAD
    assert "leads out of the archive" in issue.detail


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (found,) = _read(tmp_path, "some.zip", _zip({"a.bin": bytes(range(256)) * 20, "计划.txt": PLAN.encode()}))
    assert [(issue.code, issue.detail) for issue in found.issues] == [
        (IssueCode.MEMBER_UNREAD, "a.bin: the file holds binary data, not text; look at where it came from")
    ]
    with pytest.raises(ReadError) as caught:
        _read(tmp_path, "none.zip", _zip({"a.bin": bytes(range(256)) * 20}))
    assert caught.value.code == "nothing-inside"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        _read(tmp_path, "bomb.zip", _zip({"计划.txt": b" " * 60_000_000}))
    assert caught.value.code == "too-large"


def _mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "office@example.org", "all@example.org"
    mail["Subject"] = "关于印发2025年工作计划的通知"
    mail["Date"] = "Mon, 06 Jan 2025 09:00:00 +0800"
    mail.set_content("各科室：现将计划印发给你们，请于3月底前报送分解方案。\n", charset="gb18030")
    return mail


def test_a_mail_and_its_attachments(tmp_path: Path) -> None:
    mail = _mail()
    mail.add_attachment(_docx("年内造林1200亩。"), maintype="application", subtype="octet-stream", filename="方案.docx")
    inner = _zip({"计划.txt": PLAN.encode()})
    mail.add_attachment(inner, maintype="application", subtype="zip", filename="附件.zip")
    found = _read(tmp_path, "通知.eml", mail.as_bytes())
    assert [one.source.member for one in found] == ["正文", "方案.docx", "附件.zip!计划.txt"]
    assert found[0].text.startswith("各科室：现将计划印发给你们")


def test_a_mail_in_a_mail(tmp_path: Path) -> None:
    outer = _mail()
    inner = _mail()
    inner.add_attachment(PLAN.encode(), maintype="text", subtype="plain", filename="../计划.txt")
    outer.add_attachment(inner)
    found = _read(tmp_path, "转发.eml", outer.as_bytes())
    assert [one.source.member for one in found] == ["正文", "附件1!正文"]
    assert [issue.code for issue in found[1].issues] == [IssueCode.MEMBER_UNREAD]


def test_a_text_that_only_begins_like_a_mail_is_text(tmp_path: Path) -> None:
    (found,) = _read(tmp_path, "note.txt", "Date: 2025\n工作目标：新建幼儿园3所。\nTo: 各科室\n".encode())
    assert found.source.format is Format.TXT
