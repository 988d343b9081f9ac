"""The command that lets documents out of quarantine."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.options import DEFAULT_DB, Db
from pipeline.cli.printing import Exit, give_up

Ids = Annotated[list[str], typer.Argument(help="Identities of documents: D-3f9a2c81.", metavar="ID...")]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(admit)


def admit(ids: Ids, db: Db = DEFAULT_DB) -> None:
    """Let documents out of quarantine, for good: documents --state quarantined lists them with what is wrong."""
    from pipeline.cli.ingest import writing
    from pipeline.query.ids import Letter, UnknownId, parse

    keys = []
    for one in ids:
        try:
            letter, key = parse(one)
        except UnknownId as error:
            give_up(Exit.NOT_FOUND, str(error))
        if letter is not Letter.DOCUMENT:
            give_up(Exit.NOT_FOUND, f"{one}: only documents (D-…) are in quarantine")
        keys.append(key)
    with writing(db) as store:
        admitted = {one: store.admit(key) for one, key in zip(ids, keys, strict=True)}
    for one, count in admitted.items():
        if not count:
            give_up(
                Exit.NOT_FOUND, f"{one}: no such document is in quarantine; documents --state quarantined lists them"
            )
    typer.echo(f"admitted {sum(admitted.values())}")
