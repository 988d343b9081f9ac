"""Saved mails (eml): bytes in, the text of the mail and its attachments out."""

from __future__ import annotations

import email
import email.policy
from email.errors import MessageError
from email.message import EmailMessage, Message

from pipeline.model import Issue, IssueCode, ReadError
from pipeline.read.archive import Member, escapes, printable
from pipeline.read.limits import exceeded, limits

# The name of the mail's own text among its members, 正文, and of an attachment that has none.
BODY = "正文"
_NAMELESS = "附件{}"
_RFC822 = "message/rfc822"


def parts_of(data: bytes, path: str) -> tuple[Member | Issue, ...]:
    """Return the mail's own text, html before plain, and then its attachments; a mail in the mail is one of these."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        found = _parts(message)
    except (
        MessageError,
        ValueError,
        LookupError,
        KeyError,
        IndexError,
        AttributeError,
        TypeError,
        RecursionError,
    ) as error:
        raise ReadError(path, "the mail is damaged; save it again", code="damaged") from error
    if len(found) > limits().members:
        raise exceeded(path, "members", f"the mail has {len(found)} parts")
    return tuple(found)


def _parts(message: EmailMessage) -> list[Member | Issue]:
    body = message.get_body(("html", "plain"))
    found: list[Member | Issue] = []
    if body is not None and (written := _bytes(body)).strip():
        found.append(Member(BODY, written))
    for number, part in enumerate(message.iter_attachments(), 1):
        if part is body or _is_inline_picture(part):
            continue
        name = printable((part.get_filename() or _NAMELESS.format(number)).replace("\\", "/"))
        if escapes(name):
            found.append(Issue(IssueCode.MEMBER_UNREAD, f"{name}: its name leads out of the mail; it is not read"))
        else:
            found.append(Member(name, _bytes(part)))
    return found


def _is_inline_picture(part: Message) -> bool:
    return part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"


def _bytes(part: Message) -> bytes:
    """Return the bytes of a part as they were before the mail was made; the encoding is told by them, not by its head."""
    if part.get_content_type() == _RFC822:
        inner = part.get_payload(0)
        return inner.as_bytes() if isinstance(inner, Message) else b""
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""
