"""Flat rows out of the database as JSON, JSON lines or CSV; keys are English, and no cell can be a formula."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TextIO

# A spreadsheet takes a text that begins with one of these for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Row = Mapping[str, object]


def write_jsonl(rows: Iterable[Row], stream: TextIO) -> None:
    """Write one JSON object a line."""
    for row in rows:
        stream.write(f"{_json(row)}\n")


def write_json(rows: Iterable[Row], stream: TextIO) -> None:
    """Write one JSON array, an object a line, as the rows come."""
    separator = "[\n"
    for row in rows:
        stream.write(f"{separator}{_json(row)}")
        separator = ",\n"
    stream.write("[]\n" if separator == "[\n" else "\n]\n")


def write_csv(rows: Iterable[Row], stream: TextIO, *, columns: Sequence[str], label: Callable[[str], str]) -> None:
    """Write a line of labels and one for each row."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([_safe(label(column)) for column in columns])
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])


def plain(value: object) -> str:
    """Return a value as a person reads it: 92.5, 2026-12-31, 县教育局、县财政局, a box 72 100.5 300 120."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (tuple, list)):
        is_box = all(isinstance(one, float) for one in value)
        return " ".join(f"{one:g}" for one in value) if is_box else "、".join(map(plain, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _cell(value: object) -> str:
    return plain(value) if isinstance(value, (Decimal, int, float, date)) else _safe(plain(value))


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _json(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, default=_value)


def _value(value: object) -> object:
    """Return a value that JSON has no form for in one that it has; the store keeps the exact decimal."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value)
