"""Answers on the screen or in a file, and the one line that tells of an error."""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import IntEnum
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn, TextIO

import typer

from pipeline.cli.labels import codes, labels
from pipeline.cli.options import Form, Language
from pipeline.load.export import plain, write_csv, write_json, write_jsonl

if TYPE_CHECKING:
    import sqlalchemy as sa

Row = Mapping[str, object]

# Rows of a table unless --limit tells; what is for programs is never cut.
_TABLE_ROWS = 100
# Columns of a table that goes to no terminal.
_WIDTH = 200


class Exit(IntEnum):
    """The exit codes."""

    FAILED = 1
    USAGE = 2
    DATABASE = 3
    NOT_FOUND = 4
    INTERRUPTED = 130


def give_up(code: Exit, said: str) -> NoReturn:
    """Say why in one line on stderr and end."""
    typer.echo(f"mubiao: {said}", err=True)
    raise typer.Exit(code)


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """End quietly when interrupted or told to end: what is loaded is whole, and the same command goes on from there."""

    def stop(number: int, _: FrameType | None) -> NoReturn:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        give_up(Exit.INTERRUPTED, "interrupted; the same command goes on where it stopped")
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def reading(place: str) -> Iterator[sa.Connection]:
    """Give a connection that can only read; what is wrong is told in one line."""
    import sqlalchemy as sa

    from pipeline.load.database import DatabaseError, open_reader, shown, why
    from pipeline.query import RefusedQuery, UnknownId

    try:
        engine = open_reader(place)
        with engine.connect() as connection:
            yield connection
        engine.dispose()
    except DatabaseError as error:
        give_up(Exit.DATABASE, str(error))
    except sa.exc.DBAPIError as error:
        give_up(Exit.DATABASE, f"{shown(place)}: {why(error)}")
    except RefusedQuery as error:
        give_up(Exit.DATABASE, f"the database refuses the question: {error}")
    except UnknownId as error:
        give_up(Exit.NOT_FOUND, str(error))


def rows_wanted(limit: int | None, form: Form) -> int | None:
    """Return how many rows to ask for, None for all; one more than a table shows, to know whether there are more."""
    if limit is not None:
        return limit or None
    return _TABLE_ROWS + 1 if form is Form.TABLE else None


def print_rows(
    rows: Iterable[Row],
    *,
    columns: Sequence[str],
    table_columns: Sequence[str],
    form: Form,
    language: Language,
    output: Path | None,
    cut: bool = True,
) -> None:
    """Print rows in a form to stdout or a file; a table has fewer columns, and is cut unless a limit was given."""
    label = labels(language)
    with _stream(output, form) as stream:
        if form is Form.JSONL:
            write_jsonl(rows, stream)
        elif form is Form.JSON:
            write_json(rows, stream)
        elif form is Form.CSV:
            write_csv(rows, stream, columns=columns, label=label)
        else:
            _table(rows, stream, columns=table_columns, language=language, cut=cut)


@contextmanager
def _stream(output: Path | None, form: Form) -> Iterator[TextIO]:
    """Give the stream to write to. Excel reads a CSV file as UTF-8 only when it begins with a byte order mark."""
    if output is None:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        if form is Form.CSV and _goes_to_a_new_file(sys.stdout):
            sys.stdout.write("\ufeff")
        yield sys.stdout
        return
    try:
        with output.open("w", encoding="utf-8-sig" if form is Form.CSV else "utf-8", newline="") as stream:
            yield stream
    except OSError as error:
        give_up(Exit.USAGE, f"{output}: cannot be written ({error.strerror})")


def _goes_to_a_new_file(stream: TextIO) -> bool:
    """Say whether the shell sends a stream to a file that is still empty."""
    try:
        status = os.fstat(stream.fileno())
    except OSError:  # no file at all: a test's, a notebook's
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size == 0


def _table(rows: Iterable[Row], stream: TextIO, *, columns: Sequence[str], language: Language, cut: bool) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    label, code = labels(language), codes(language)
    source = iter(rows)
    shown = list(islice(source, _TABLE_ROWS) if cut else source)
    console = Console(file=stream, width=None if stream.isatty() else _WIDTH, highlight=False)
    table = Table(header_style="bold", show_lines=False, pad_edge=False)
    for column in columns:
        table.add_column(label(column), no_wrap=column == "id", overflow="fold")
    for row in shown:
        table.add_row(*(Text(code(column, plain(row.get(column)))) for column in columns))
    console.print(table)
    more = cut and next(source, None) is not None
    typer.echo(f"{len(shown)} rows; there are more: --limit 0 shows all" if more else f"{len(shown)} rows", err=True)
