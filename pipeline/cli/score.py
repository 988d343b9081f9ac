"""The command that measures extraction against gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.ingest import limits_allowed, told
from pipeline.cli.options import Allow, Form, Jobs
from pipeline.cli.printing import Exit, give_up, stopped_by_signals
from pipeline.cli.progress import bar
from pipeline.cli.score_audit import score_audit

if TYPE_CHECKING:
    from pipeline.read.limits import Limits


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(score)


def score(
    gold: Annotated[
        Path | None,
        typer.Argument(
            help="A folder of gold: NAME.json for document NAME. With --audit: of answers.", metavar="GOLD_DIR"
        ),
    ] = None,
    paths: Annotated[
        list[Path] | None, typer.Argument(help="The documents; else looked for beside the gold.", metavar="[PATH...]")
    ] = None,
    audit: Annotated[
        bool,
        typer.Option(
            "--audit",
            help="Measure the audit: on the seeds of corpus/audit, or on the seeds and tables of answers in GOLD_DIR.",
        ),
    ] = False,
    errors: Annotated[int, typer.Option("--errors", min=0, help="Errors shown of each sort.")] = 0,
    against: Annotated[
        Path | None, typer.Option("--against", help="An earlier run, saved with --format json: tells gained and lost.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", "-f", help="table or json.")] = Form.TABLE,
    jobs: Jobs = None,
    allow: Allow = None,
) -> None:
    """Measure what is extracted from documents, or what the audit finds, against what people marked in them."""
    from pipeline.score import GoldError
    from pipeline.score import score as measure
    from pipeline.score.entry import gold_pages

    limits = limits_allowed(allow)
    if audit:
        score_audit(gold, paths or [], errors=errors, jobs=jobs)
        return
    if gold is None:
        give_up(Exit.USAGE, "name the folder of gold, or ask for --audit")
    try:
        wanted = {page.name.partition("#")[0] for page in gold_pages(gold)}
        report = measure(gold, _predictions(paths or _beside(gold), wanted, jobs, limits))
    except GoldError as error:
        give_up(Exit.USAGE, str(error))
    if form is Form.TABLE:
        typer.echo(report.as_table(errors))
    else:
        typer.echo(json.dumps(report.as_dict(), ensure_ascii=False))
    if against is not None:
        typer.echo(report.against(_saved(against)).as_text(), err=form is not Form.TABLE)


def _predictions(paths: list[Path], wanted: set[str], jobs: int | None, limits: Limits) -> list[dict[str, Any]]:
    """Return what is extracted from those files that have gold."""
    from pipeline.ingest import Processed, cores, discover, process_all
    from pipeline.output import as_dict

    files = [path for path in discover(paths).files if path.name in wanted]
    made: list[dict[str, Any]] = []
    with stopped_by_signals(), bar(len(files)) as progress:
        for item in process_all(files, jobs=jobs or cores(), limits=limits):
            progress.step()
            if isinstance(item, Processed):
                made += map(as_dict, item.extractions)
                if item.failure is not None:
                    progress.say(told(item.failure))
    return made


def _saved(path: Path) -> dict[str, Any]:
    try:
        run: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        give_up(Exit.USAGE, f"{path}: is no run saved with --format json ({error})")
    return run


def _beside(gold: Path) -> list[Path]:
    """Return where the documents of a gold folder are: in docs beside it, else in the folder that holds it."""
    docs = gold.parent / "docs"
    return [docs if docs.is_dir() else gold.parent]
