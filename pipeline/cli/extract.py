"""The command that prints what files say, without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import typer

from pipeline.cli.ingest import limits_allowed, told
from pipeline.cli.options import Allow, AnswerForm, Form, Jobs, Lang, Language, Output, Paths
from pipeline.cli.printing import Exit, Row, print_rows, stopped_by_signals
from pipeline.cli.progress import Progress, bar
from pipeline.load.outcome import Outcome, Result

# Columns of the forms that have a line for each record; the JSON forms have an object for each document.
_RECORDS = ("quantities", "deadlines", "responsible_units", "goals")
_COLUMNS = (
    *("document", "record", "start", "end", "quote", "indicator", "value", "high", "unit", "comparator", "change"),
    *("status", "deadline", "responsible", "from", "to", "recurring", "name", "role", "rule"),
)
_TABLE_COLUMNS = ("document", "record", "quote", "indicator", "status", "deadline", "responsible", "from", "to", "role")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(extract)


def extract(
    paths: Paths,
    form: AnswerForm = Form.JSONL,
    output: Output = None,
    lang: Lang = Language.ZH,
    jobs: Jobs = None,
    allow: Allow = None,
) -> None:
    """Print what files say, in their order: an object a document (jsonl, json) or a line a record (csv, table)."""
    from pipeline.ingest import cores, discover, process_all

    limits = limits_allowed(allow)
    found = discover(paths)
    failed: list[Outcome] = []
    with stopped_by_signals(), bar(len(found.files)) as progress:

        def end(outcome: Outcome) -> None:
            if outcome.result is Result.FAILED:
                failed.append(outcome)
            progress.say(told(outcome))

        for outcome in found.outcomes:
            end(outcome)
        objects = _objects(process_all(found.files, jobs=jobs or cores(), limits=limits), progress, end)
        rows = objects if form in (Form.JSON, Form.JSONL) else _records(objects)
        print_rows(
            rows, columns=_COLUMNS, table_columns=_TABLE_COLUMNS, form=form, language=lang, output=output, cut=False
        )
    if failed:
        raise typer.Exit(Exit.FAILED)


def _objects(processed: Iterator[Any], progress: Progress, end: Callable[[Outcome], None]) -> Iterator[dict[str, Any]]:
    """Yield the object of each document."""
    from pipeline.output import as_dict

    for item in processed:
        progress.step()
        if item.failure is not None:
            end(item.failure)
        yield from map(as_dict, item.extractions)


def _records(objects: Iterator[dict[str, Any]]) -> Iterator[Row]:
    """Yield each record with the document it stands in and what it is."""
    for found in objects:
        for record in _RECORDS:
            for row in found[record]:
                yield {"document": found["source"]["path"], "record": record, **row}
