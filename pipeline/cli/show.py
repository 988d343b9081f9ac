"""The command that shows a record in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.labels import codes, labels
from pipeline.cli.options import DEFAULT_DB, Db, Form, Lang, Language, Output
from pipeline.cli.printing import print_rows, reading
from pipeline.load.export import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.text import Text

    from pipeline.query import InPlace

# Told above the sentence already.
_NOT_AGAIN = {"sentence", "start", "end"}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(show)


def show(
    identity: Annotated[str, typer.Argument(help="The ID of a record or document: T-3f9a2c81", metavar="ID")],
    form: Annotated[Form, typer.Option("--format", "-f", help="table is for reading.")] = Form.TABLE,
    output: Output = None,
    lang: Lang = Language.ZH,
    db: Db = DEFAULT_DB,
    cut: Annotated[
        bool, typer.Option("--cut", help="Instead, what was cut out of its document: menus, page numbers, watermarks.")
    ] = False,
) -> None:
    """Show a record in its sentence, with those around it, the headings above it, its file, page, box, cell and rule."""
    from pipeline.query import CutAnswer, InPlace, columns, find_cuts, flat, formal_lines
    from pipeline.query import show as find

    with reading(db) as connection:
        if cut:
            rows, names = map(flat, find_cuts(connection, identity)), columns(CutAnswer)
            print_rows(rows, columns=names, table_columns=names, form=form, language=lang, output=output, cut=False)
            return
        found = find(connection, identity)
        formal = {} if isinstance(found, InPlace) else formal_lines(connection, identity)
    around: dict[str, object] = {}
    if isinstance(found, InPlace):
        around = {"headings": found.headings, "before": found.before, "after": found.after}
    row = flat(found.answer if isinstance(found, InPlace) else found) | formal | around
    if form is not Form.TABLE:
        names = tuple(row)
        print_rows([row], columns=names, table_columns=names, form=form, language=lang, output=output)
        return
    from rich.console import Console
    from rich.text import Text

    if isinstance(found, InPlace):
        Console(highlight=False).print(_in_place(found, Text), end="\n\n", soft_wrap=True)
    label, code = labels(lang), codes(lang)
    for name, value in row.items():
        if plain(value) and name not in _NOT_AGAIN | around.keys():
            typer.echo(f"{label(name)}: {code(name, plain(value))}")


# A table row on one line; a character for a character, so that the record's place stays.
_ON_A_LINE = str.maketrans("\t\n", "│ ")


def _in_place(found: InPlace, text: Callable[..., Text]) -> Text:
    """Return headings, neighbours and the sentence, the record in it in colour."""
    shown = text()
    for depth, heading in enumerate(found.headings):
        shown.append(f"{'  ' * depth}{heading}\n", style="bold")
    for sentence in found.before:
        shown.append(f"  {sentence.translate(_ON_A_LINE)}\n", style="dim")
    here = found.sentence.translate(_ON_A_LINE)
    shown.append(f"▶ {here[: found.start]}")
    shown.append(here[found.start : found.end], style="bold black on yellow")
    shown.append(f"{here[found.end :]}\n")
    for sentence in found.after:
        shown.append(f"  {sentence.translate(_ON_A_LINE)}\n", style="dim")
    shown.rstrip()
    return shown
