"""Drawings of a pdf that are drawn inside one another (form XObjects): counted before pdfium unfolds them all.

Two forms that draw each other twice are unfolded a million million times, until memory or time is up. Seen are forms
whose resources stand in the file as they are; what compressed objects hide, the limits on memory and time end.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass

from pipeline.model import ReadError

# How deep pdfium goes; forms of real pages lie four deep.
_DEEPEST = 40
# Forms drawn for one on a page: a map has some thousand signs; so many take pdfium a second and 100 MB.
_MOST = 100_000
_FORM = re.compile(rb"/Subtype\s{0,9}/Form\b")
_OBJECT = re.compile(rb"\b(\d{1,10})\s{1,9}\d{1,5}\s{1,9}obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_RESOURCES = re.compile(rb"/Resources\s{1,9}(\d{1,10})\s{1,9}\d{1,5}\s{1,9}R")
_XOBJECTS = re.compile(rb"/XObject\s{0,9}(?:(\d{1,10})\s{1,9}\d{1,5}\s{1,9}R|<<([^<>]*)>>)")
_NAMED = re.compile(rb"/([^\s/<>\[\]()%]{1,99})\s{1,9}(\d{1,10})\s{1,9}\d{1,5}\s{1,9}R")
_DRAWN = re.compile(rb"/([^\s/<>\[\]()%]{1,99})\s{1,9}Do\b")
# Bytes of a dictionary, and of what a form draws, that are looked at.
_HEAD = 20_000
_CONTENT = 2**21


@dataclass(frozen=True, slots=True)
class _Form:
    """A form: its dictionary, and what it draws, still packed or not."""

    head: bytes
    content: bytes


def check_forms(data: bytes, path: str) -> None:
    """Raise a `ReadError` where drawings inside one another would be unfolded without end."""
    forms = _forms(data)
    if not any(_XOBJECTS.search(form.head) or _RESOURCES.search(form.head) for form in forms.values()):
        return
    places = {int(match[1]): match.end() for match in _OBJECT.finditer(data)}
    drawn = {number: _drawn(form, data, places) for number, form in forms.items()}
    counts = dict.fromkeys(forms, 1)
    for _ in range(_DEEPEST):
        counts = {
            number: min(_MOST + 1, 1 + sum(times * counts.get(inner, 0) for inner, times in inside.items()))
            for number, inside in drawn.items()
        }
    if max(counts.values(), default=0) > _MOST:
        reason = (
            f"the pdf's drawings (forms) hold one another or themselves, so that more than {_MOST} would be drawn; "
            "print it to a new pdf"
        )
        raise ReadError(path, reason, code="damaged")


def _forms(data: bytes) -> dict[int, _Form]:
    found: dict[int, _Form] = {}
    for mark in _FORM.finditer(data):
        at = data.rfind(b"obj", max(0, mark.start() - _HEAD), mark.start())
        begin = _OBJECT.search(data, max(0, at - 30), at + 3) if at >= 0 else None
        stream = _STREAM.search(data, mark.end(), mark.end() + _HEAD)
        if begin and stream:
            end = data.find(b"endstream", stream.end(), stream.end() + _CONTENT)
            content = data[stream.end() : end if end >= 0 else stream.end() + _CONTENT]
            found[int(begin[1])] = _Form(data[begin.end() : stream.start()], content)
    return found


def _drawn(form: _Form, data: bytes, places: dict[int, int]) -> Counter[int]:
    """Return what a form draws by the numbers of objects, each with how often."""
    names = {name: int(number) for name, number in _NAMED.findall(_xobjects(form.head, data, places))}
    shown = _DRAWN.findall(_unpacked(form)) if names else ()
    return Counter(names[name] for name in shown if name in names)


def _xobjects(head: bytes, data: bytes, places: dict[int, int]) -> bytes:
    """Return the dictionary that names what a form may draw, be it in other objects."""
    elsewhere = _RESOURCES.search(head)
    if elsewhere:
        head = _body(int(elsewhere[1]), data, places)
    found = _XOBJECTS.search(head)
    if found is None:
        return b""
    return _body(int(found[1]), data, places) if found[1] else found[2]


def _body(number: int, data: bytes, places: dict[int, int]) -> bytes:
    start = places.get(number, len(data))
    end = data.find(b"endobj", start, start + _HEAD)
    return data[start : end if end >= 0 else start + _HEAD]


def _unpacked(form: _Form) -> bytes:
    """Return what a form draws; nothing where it is packed in another way than the usual one."""
    if b"/Filter" not in form.head:
        return form.content
    try:
        return zlib.decompressobj().decompress(form.content, _CONTENT)
    except zlib.error:
        return b""
