"""The commands that ask: targets, deadlines, units, goals, documents, and sql.

The first five differ only in their question, their filters and the columns of their table: they are values.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from pipeline.cli import options
from pipeline.cli.options import DEFAULT_DB, AnswerForm, Db, Form, Lang, Language, Limit, Output
from pipeline.cli.printing import Row, print_rows, reading, rows_wanted
from pipeline.load.export import plain
from pipeline.model import State, Status

# Filters, by the name of their option.
_FILTERS: dict[str, Any] = {
    "indicator": options.Indicator,
    "region": options.Region,
    "level": options.Levels,
    "year": options.Year,
    "status": options.Statuses,
    "unit": options.Unit,
    "due_after": options.DueAfter,
    "due_before": options.DueBefore,
    "text": options.Text,
    "kind": options.Kinds,
    "state": options.States,
}
_NOW = (State.CURRENT, State.REMOVED)
_PAST = (*_NOW, State.SUPERSEDED)
_SIGNS = {"ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ "}
_CHANGES = {"increase": "↑ ", "decrease": "↓ ", "multiple": "× "}


@dataclass(frozen=True, slots=True)
class Question:
    """A command that asks: function and answer of `pipeline.query` by name, filters it takes, columns it shows."""

    name: str
    said: str
    find: str
    answer: str
    filters: tuple[str, ...]
    columns: tuple[str, ...]


_PLACE = ("region", "level", "year", "kind", "text")
_DUE = ("due_after", "due_before")
QUESTIONS = (
    Question(
        "targets",
        "What is promised: quantities with indicator, value, due day and responsible units. --status asks for others.",
        "find_quantities",
        "QuantityAnswer",
        ("indicator", "status", "unit", *_DUE, *_PLACE),
        ("id", "region", "indicator", "amount", "deadline", "responsible", "title"),
    ),
    Question(
        "deadlines",
        "Times by which planned work is due; --unit finds those in a sentence that makes it responsible.",
        "find_deadlines",
        "DeadlineAnswer",
        ("unit", *_DUE, *_PLACE),
        ("id", "region", "quote", "first", "last", "sentence", "title"),
    ),
    Question(
        "units",
        "Responsible units (责任单位), and the work that each is responsible for.",
        "find_units",
        "UnitAnswer",
        ("unit", *_PLACE),
        ("id", "region", "name", "role", "scope", "title"),
    ),
    Question(
        "goals",
        "Targets without a number: outcomes that can be ticked off.",
        "find_goals",
        "GoalAnswer",
        ("unit", *_DUE, *_PLACE),
        ("id", "region", "quote", "deadline", "responsible", "title"),
    ),
    Question(
        "documents",
        "Documents, and how much was found in each.",
        "find_documents",
        "DocumentAnswer",
        (*_PLACE, "state"),
        (
            "id",
            "title",
            "kind",
            "level",
            "region",
            "period",
            "targets",
            "deadlines",
            "units",
            "goals",
            "state",
            "duplicate_of",
            "path",
        ),
    ),
)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for question in QUESTIONS:
        app.command(question.name, help=question.said)(_command(question))
    app.command()(sql)


def sql(
    query: Annotated[
        str, typer.Argument(help="One SELECT: select region, indicator, value from targets", metavar="QUERY")
    ],
    form: AnswerForm = Form.TABLE,
    limit: Limit = None,
    output: Output = None,
    lang: Lang = Language.ZH,
    db: Db = DEFAULT_DB,
) -> None:
    """A question in SQL, which cannot change anything. The views targets and actuals have what one needs."""
    from itertools import islice

    from pipeline.query import ask

    with reading(db) as connection:
        table = ask(connection, query)
        rows: Iterator[Row] = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
        wanted = islice(rows, rows_wanted(limit, form))
        names = table.columns
        print_rows(
            wanted, columns=names, table_columns=names, form=form, language=lang, output=output, cut=limit is None
        )


def _command(question: Question) -> Callable[..., None]:
    """Return the function that Typer makes a command of, with the options that the question takes."""

    def command(
        history: options.History = False,
        duplicates: options.Duplicates = False,
        limit: Limit = None,
        form: AnswerForm = Form.TABLE,
        output: Output = None,
        lang: Lang = Language.ZH,
        db: Db = DEFAULT_DB,
        **typed: Any,
    ) -> None:
        from pipeline import query

        filters = _filters(typed, history=history, duplicates=duplicates or question.name == "documents")
        find, answer = getattr(query, question.find), getattr(query, question.answer)
        with reading(db) as connection:
            _tell_of_duplicates(query.count_duplicates(connection, filters))
            print_rows(
                map(
                    _table_row if form is Form.TABLE else query.flat,
                    find(connection, filters, limit=rows_wanted(limit, form)),
                ),
                columns=query.columns(answer),
                table_columns=question.columns,
                form=form,
                language=lang,
                output=output,
                cut=limit is None,
            )

    signature = inspect.signature(command, eval_str=True)
    own = [parameter for parameter in signature.parameters.values() if parameter.kind is not parameter.VAR_KEYWORD]
    taken = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_FILTERS[name])
        for name in question.filters
    ]
    keyword = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]
    command.__signature__ = signature.replace(parameters=[*taken, *keyword])  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in (*taken, *keyword)}
    return command


def _tell_of_duplicates(count: int) -> None:
    if count:
        repeat = (
            "1 document that repeats an earlier one is"
            if count == 1
            else f"{count} documents that repeat earlier ones are"
        )
        typer.echo(f"{repeat} left out; --duplicates shows what they say", err=True)


def _filters(typed: dict[str, Any], *, history: bool, duplicates: bool) -> Any:
    from pipeline.query import Filters

    years = typed.get("year")
    return Filters(
        indicator=typed.get("indicator"),
        region=typed.get("region"),
        levels=tuple(typed.get("level") or ()),
        kinds=tuple(typed.get("kind") or ()),
        statuses=tuple(typed.get("status") or (Status.TARGET,)),
        years=None if years is None else (years.first, years.last),
        unit=typed.get("unit"),
        due_after=typed.get("due_after"),
        due_before=typed.get("due_before"),
        text=typed.get("text"),
        states=tuple(typed.get("state") or (_PAST if history else _NOW)),
        duplicates=duplicates,
    )


def _table_row(answer: Any) -> Row:
    """Return the values of an answer as a table shows them: what belongs together in one cell."""
    from pipeline.query import flat

    row: dict[str, object] = dict(flat(answer))
    if "value" in row:
        row["amount"] = _amount(row)
    ends = [plain(row.get(end)) for end in ("period_from", "period_to")]
    # A whole year, or years, need no days.
    whole = ends[0].endswith("-01-01") and ends[1].endswith("-12-31")
    row["period"] = "–".join(dict.fromkeys(end[:4] if whole else end for end in ends))
    return row


def _amount(row: dict[str, object]) -> str:
    """Return the amount as written, with what bounds it and how it changes: ≥ 1.1万人次, ↑ 5.59%, 2-3个."""
    sign = _SIGNS.get(plain(row["comparator"]), "")
    return f"{_CHANGES.get(plain(row['change']), '')}{sign}{plain(row['quote'])}"
