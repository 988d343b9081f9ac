"""The command that audits, and the one that keeps what a person says of a finding."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli import options
from pipeline.cli.options import DEFAULT_DB, AnswerForm, Db, Form, Jobs, Lang, Language, Limit, Output
from pipeline.cli.printing import Exit, Row, give_up, print_rows, reading, rows_wanted

_COLUMNS = (
    "id", "family", "severity", "status", "reason", "rule", "arithmetic", "region", "title", "quote", "sentence", "path",
    "page", "start", "end", "other_region", "other_title", "other_quote", "other_sentence", "other_path",
)  # fmt: skip
_TABLE = ("id", "family", "severity", "status", "arithmetic", "region", "title")


class Family(StrEnum):
    """The sorts of checks, by the names of `pipeline.audit`."""

    IMPOSSIBLE = "impossible"
    SUMS = "sums"
    RATES = "rates"
    COUNTS = "counts"
    TWICE = "twice"
    FIT = "fit"
    BETWEEN = "between"
    YEARS = "years"
    REPORT = "report"
    COPIES = "copies"


class Severity(StrEnum):
    """How sure and grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class State(StrEnum):
    """What a person says of a finding."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


audit_app = typer.Typer(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(
        audit_app, name="audit", help="Does a plan hold together: with itself, the plan above, last year, the report?"
    )


@audit_app.callback()
def audit(
    context: typer.Context,
    region: options.Region = None,
    level: options.Levels = None,
    kind: options.Kinds = None,
    year: options.Year = None,
    family: Annotated[
        list[Family] | None, typer.Option("--family", help="The sort of check; may be given again.")
    ] = None,
    severity: Annotated[list[Severity] | None, typer.Option("--severity", help="May be given again.")] = None,
    status: Annotated[
        list[State] | None, typer.Option("--status", help="Open ones unless told; may be given again.")
    ] = None,
    stored: Annotated[bool, typer.Option("--stored", help="Only show what earlier audits found.")] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="A page (.html) or workbook (.xlsx) to write.", dir_okay=False)
    ] = None,
    form: AnswerForm = Form.TABLE,
    limit: Limit = None,
    output: Output = None,
    lang: Lang = Language.ZH,
    jobs: Jobs = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Audit the database and show what does not hold together. The filters choose what is shown; all is compared."""
    if context.invoked_subcommand is not None:
        return
    if report is not None and report.suffix.lower() not in (".html", ".htm", ".xlsx"):
        give_up(Exit.USAGE, f"{report}: write a name that ends in .html or .xlsx")
    if not stored:
        run_audit(db, jobs)
    from pipeline.audit.store import find

    wanted = _wanted(region, level, kind, year, family, severity, status, every=report is not None)
    with reading(db) as connection:
        if report is not None:
            _write(connection, wanted, report)
            return
        print_rows(
            map(_row, find(connection, wanted, limit=rows_wanted(limit, form))),
            columns=_COLUMNS,
            table_columns=_TABLE,
            form=form,
            language=lang,
            output=output,
            cut=limit is None,
        )


@audit_app.command("set")
def set_(
    identity: Annotated[str, typer.Argument(help="The finding: F-3f9a2c81", metavar="ID")],
    state: Annotated[State, typer.Argument(help="What you say of it.")],
    reason: Annotated[
        str | None, typer.Option("--reason", help="Why; a finding is dismissed with a reason only.")
    ] = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Keep what you say of a finding; no later audit changes it."""
    if state is State.DISMISSED and not (reason or "").strip():
        give_up(Exit.USAGE, "say why with --reason: a finding that is dismissed without a reason helps nobody")
    from pipeline.audit.store import Status, set_status
    from pipeline.load.database import DatabaseError, open_reader, open_writer
    from pipeline.query import UnknownId

    try:
        open_reader(db).dispose()  # a database that is not there is told, not made
        engine = open_writer(db)
        with engine.begin() as connection:
            found = set_status(connection, identity, Status(state.value), reason)
        engine.dispose()
    except DatabaseError as error:
        give_up(Exit.DATABASE, str(error))
    except UnknownId as error:
        give_up(Exit.NOT_FOUND, str(error))
    typer.echo(f"{found}: {state.value}")


def run_audit(db: str, jobs: int | None, *, quiet: bool = False) -> None:
    """Audit a database, and say unless asked to be quiet what was done."""
    from pipeline.audit.run import audit_database
    from pipeline.cli.printing import stopped_by_signals
    from pipeline.ingest import cores
    from pipeline.load.database import DatabaseError, open_reader

    try:
        open_reader(db).dispose()
        with stopped_by_signals():
            done = audit_database(db, jobs=jobs or cores())
    except DatabaseError as error:
        give_up(Exit.DATABASE, str(error))
    if quiet:
        return
    typer.echo(
        f"{done.documents} documents compared, {done.read} read again; {done.across} findings between them", err=True
    )
    if done.unread:
        typer.echo(f"{done.unread} documents were not audited by themselves: their files are gone or changed", err=True)


def _write(connection: Any, wanted: Any, report: Path) -> None:
    from datetime import date

    from pipeline.audit.shown import gather

    shown = gather(connection, wanted)
    try:
        if report.suffix.lower() == ".xlsx":
            from pipeline.audit.workbook import write_workbook

            write_workbook(shown, report)
        else:
            from pipeline.audit.page import page

            report.write_text(page(shown, day=date.today().isoformat()), encoding="utf-8")
    except OSError as error:
        give_up(Exit.USAGE, f"{report}: cannot be written ({error.strerror})")
    typer.echo(f"{report}: {len(shown.findings)} findings, {len(shown.plans)} targets held against reports", err=True)


def _wanted(
    region: Any, level: Any, kind: Any, year: Any, family: Any, severity: Any, status: Any, *, every: bool
) -> Any:
    from pipeline.audit import finding as names
    from pipeline.audit.store import Status, Wanted
    from pipeline.query import Filters
    from pipeline.query import State as Standing

    filters = Filters(
        region=region,
        levels=tuple(level or ()),
        kinds=tuple(kind or ()),
        years=None if year is None else (year.first, year.last),
        states=(Standing.CURRENT,),
    )
    return Wanted(
        filters,
        tuple(names.Family(one.value) for one in family or ()),
        (),
        tuple(names.Severity(one.value) for one in severity or ()),
        tuple(Status(one.value) for one in status or ([] if every else [State.OPEN])),
    )


def _row(found: Any) -> Row:
    """Return a finding as a flat row: the place in doubt, then the first that it is held against."""
    row: dict[str, object] = {name: getattr(found, name) for name in _COLUMNS[:7]}
    for prefix, side in zip(("", "other_"), found.sides, strict=False):
        row |= {f"{prefix}{name}": getattr(side, name) for name in ("region", "title", "quote", "sentence", "path")}
        if not prefix:
            row |= {"page": side.page, "start": side.start, "end": side.end}
    return row
