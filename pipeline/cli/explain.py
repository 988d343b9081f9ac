"""The command that prints a file clause by clause with what was found there, and by which rule."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.printing import Exit, give_up

if TYPE_CHECKING:
    from rich.text import Text

    from pipeline.explain import Explained
    from pipeline.model import Extraction

_STYLES = {
    "quantity": "bold green",
    "deadline": "bold cyan",
    "unit": "bold magenta",
    "goal": "underline yellow",
    "issue": "bold red",
    "unclaimed": "reverse red",
}


class Shape(StrEnum):
    """How an explanation is printed."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(explain)


def explain(
    file: Annotated[Path, typer.Argument(help="One file.", metavar="FILE")],
    shape: Annotated[Shape, typer.Option("--format", "-f", help="text is for reading.")] = Shape.TEXT,
) -> None:
    """Print a file clause by clause: each mention, the rule that made it, and each numeral that nothing claimed."""
    from pipeline.model import ReadError
    from pipeline.verbs import extract_document, read_document

    try:
        documents = read_document(file)
    except ReadError as error:
        give_up(Exit.FAILED, str(error))
    for document in documents:
        extraction = extract_document(document)
        if shape is Shape.JSON:
            _print_json(extraction)
        else:
            _print_text(extraction)


def _print_json(extraction: Extraction) -> None:
    from pipeline.explain import as_dict

    typer.echo(json.dumps(as_dict(extraction), ensure_ascii=False))


def _print_text(extraction: Extraction) -> None:
    from rich.console import Console
    from rich.text import Text

    from pipeline.explain import explain as explained

    console = Console(highlight=False, soft_wrap=True)
    meta, text = extraction.meta, extraction.document.text
    period = f"{meta.period.first or '…'} to {meta.period.last or '…'}"
    told = (meta.title, meta.kind, meta.level, meta.region, meta.issuer, period)
    console.print(Text(extraction.document.source.name, style="bold"))
    console.print(Text(", ".join(str(part) for part in told if part), style="dim"))
    counts: dict[str, int] = {}
    for clause in explained(extraction):
        console.print(_clause(clause, text))
        for mark in clause.marks:
            counts[mark.kind] = counts.get(mark.kind, 0) + 1
            line = Text("  " * clause.depth + "    ")
            line.append(f"{mark.kind:9} ", style=_STYLES[mark.kind])
            line.append(" ".join(mark.span.of(text).split()))
            line.append(f"  {mark.says}" if mark.says else "")
            line.append(f"  [{mark.rule}]", style="dim")
            console.print(line)
    console.print(Text(", ".join(f"{count} {kind}" for kind, count in counts.items()), style="bold"))


def _clause(clause: Explained, text: str) -> Text:
    """Return the clause, its marks in colour, goals below what stands in them."""
    from rich.text import Text

    start, end = clause.span.start, clause.span.end
    shown = Text(text[start:end], style="bold" if clause.heading else "")
    for mark in sorted(clause.marks, key=lambda mark: mark.kind != "goal"):
        shown.stylize(_STYLES[mark.kind], max(0, mark.span.start - start), min(end, mark.span.end) - start)
    return Text("  " * clause.depth) + shown
