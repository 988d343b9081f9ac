"""The command that brings files into the database."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import DEFAULT_DB, Allow, Db, Jobs, Paths
from pipeline.cli.printing import Exit, give_up, stopped_by_signals
from pipeline.cli.progress import bar, silent
from pipeline.load.outcome import Outcome, Result

if TYPE_CHECKING:
    from pipeline.load.store import Store
    from pipeline.read.limits import Limits


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(ingest)


def ingest(
    paths: Paths,
    db: Db = DEFAULT_DB,
    jobs: Jobs = None,
    allow: Allow = None,
    audit: Annotated[
        bool, typer.Option("--audit", help="Then audit the database; mubiao audit --stored shows what was found.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what failed: for cron.")] = False,
) -> None:
    """Read files and folders and load what they say. What is known is not read again, and nothing is loaded twice."""
    from pipeline.workers import peak_memory, prepare

    limits = limits_allowed(allow)
    prepare()
    from pipeline.ingest import Summary, cores, discover, ingest_found

    started, summary = time.perf_counter(), Summary()
    with stopped_by_signals(), writing(db) as store:
        found = discover(paths)
        with silent() if quiet else bar(len(found.files) + len(found.outcomes)) as progress:
            for outcome in ingest_found(found, store, jobs=jobs or cores(), limits=limits):
                summary.add(outcome)
                progress.step()
                if outcome.result is Result.FAILED or (outcome.reason and not quiet):
                    progress.say(told(outcome))
    summary.peak = max(summary.peak, peak_memory())
    if not quiet:
        typer.echo(summary.line(time.perf_counter() - started))
    if audit:
        from pipeline.cli.audit import run_audit

        run_audit(db, jobs, quiet=quiet)
    if summary.files[Result.FAILED]:
        raise typer.Exit(Exit.FAILED)


def told(outcome: Outcome) -> str:
    """Return an outcome in one line: failed plan.docx: the file is cut off."""
    return " ".join(f"{outcome.result} {outcome.path}: {outcome.reason}".split())


def limits_allowed(written: list[str] | None) -> Limits:
    """Return the limits on a file, changed by what was typed; what is no limit is told in one line."""
    from pipeline.read.limits import LimitsError, allowed

    try:
        return allowed(written or ())
    except LimitsError as error:
        give_up(Exit.USAGE, str(error))


@contextmanager
def writing(place: str) -> Iterator[Store]:
    """Give the store at a place; what is wrong with it is told in one line."""
    from pipeline.load.store import DatabaseError, open_store
    from pipeline.version import extractor_version

    try:
        store = open_store(place, extractor=extractor_version())
        yield store
        store.close()
    except DatabaseError as error:
        give_up(Exit.DATABASE, str(error))
