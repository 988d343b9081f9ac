"""The options that commands share, and how what is typed becomes a typed value."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.model import Kind, Level, State, Status


class Form(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


class Language(StrEnum):
    """The language of column labels; the keys of JSON are English always."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Years:
    """The first and the last of some years."""

    first: int
    last: int


def _years(typed: str) -> Years:
    """Return the first and the last year of 2026 or 2009-2025."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", typed)
    if match is None or int(match[1]) == 0 or int(match[2] or match[1]) < int(match[1]):
        raise typer.BadParameter(f"{typed}: write 2026 or 2009-2025")
    return Years(int(match[1]), int(match[2] or match[1]))


def _day(typed: str, *, last: bool) -> date:
    """Return the day, or the first or last day of a year or month."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", typed)
    try:
        if match is None:
            raise ValueError
        year, month = int(match[1]), int(match[2] or (12 if last else 1))
        return date(year, month, int(match[3] or (monthrange(year, month)[1] if last else 1)))
    except ValueError as error:  # also: month must be in 1..12
        raise typer.BadParameter(f"{typed}: write 2026, 2026-06 or 2026-06-30") from error


def _first_day(typed: str) -> date:
    return _day(typed, last=False)


def _last_day(typed: str) -> date:
    return _day(typed, last=True)


Db = Annotated[
    str,
    typer.Option(
        "--db", envvar="MUBIAO_DB", help="A file (SQLite), or postgresql://user@host/name.", metavar="FILE_OR_URL"
    ),
]
Paths = Annotated[list[Path], typer.Argument(help="Files and folders.", metavar="PATH...")]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Processes; one for each core unless told.")]
Allow = Annotated[
    list[str] | None,
    typer.Option(
        "--allow",
        metavar="LIMIT=NUMBER",
        help="A limit on each file, such as seconds=600 or memory=4GB; may be given again. MUBIAO_ALLOW sets it for all.",
    ),
]
Limit = Annotated[
    int | None, typer.Option("--limit", "-n", min=0, help="Answers at most; 0 is all. A table shows 100.")
]
AnswerForm = Annotated[Form, typer.Option("--format", "-f", help="How to print the answers.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="A file to write to.", dir_okay=False)]
Lang = Annotated[Language, typer.Option("--lang", envvar="MUBIAO_LANG", help="The language of column labels.")]

Indicator = Annotated[str | None, typer.Option("--indicator", "-i", help="Words of the indicator: 毛入园率")]
Region = Annotated[
    str | None,
    typer.Option(
        "--region", "-r", help="A place with all that lies in it, by the beginning of name or code: 浙江, 3308"
    ),
]
Levels = Annotated[list[Level] | None, typer.Option("--level", help="The level of the office; may be given again.")]
Kinds = Annotated[list[Kind] | None, typer.Option("--kind", help="The kind of document; may be given again.")]
Statuses = Annotated[list[Status] | None, typer.Option("--status", help="May be given again.")]
Year = Annotated[
    Years | None,
    typer.Option(
        "--year", "-y", parser=_years, metavar="YEAR[-YEAR]", help="The plan's period or the due day touches it."
    ),
]
Unit = Annotated[str | None, typer.Option("--unit", "-u", help="Words of a responsible unit's name: 教育局")]
DueAfter = Annotated[
    date | None,
    typer.Option(
        "--due-after", parser=_first_day, metavar="DAY", help="Due on this day or later; 2026 and 2026-06 do."
    ),
]
DueBefore = Annotated[
    date | None, typer.Option("--due-before", parser=_last_day, metavar="DAY", help="Due on this day or earlier.")
]
Text = Annotated[str | None, typer.Option("--text", "-t", help="Words of the sentence or table row: 就业")]
States = Annotated[
    list[State] | None,
    typer.Option("--state", help="The state of the document, as quarantined (read too badly); may be given again."),
]
History = Annotated[bool, typer.Option("--history", help="Earlier versions of changed files too.")]

Duplicates = Annotated[
    bool, typer.Option("--duplicates", help="Documents too that say what an earlier one says: one plan on two sites.")
]
DEFAULT_DB = "mubiao.db"
