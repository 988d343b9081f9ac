"""The application: its commands, and what is told of all of them."""

from __future__ import annotations

import typer

from pipeline.cli import admit, ask, audit, explain, extract, ingest, score, show

_EPILOG = (
    "Exit codes: 0 all right; 1 some files failed; 2 wrong usage; 3 the database cannot be opened or refuses the question; "
    "4 there is no such record; 130 interrupted; 143 stopped."
)

app = typer.Typer(
    name="mubiao",
    help="Chinese plan texts (规划、计划、方案) become a database one can question: what is promised, by when, by whom.",
    epilog=_EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from pipeline.version import extractor_version

        typer.echo(f"mubiao {extractor_version()}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    pass


for module in (ingest, admit, extract, explain, ask, show, audit, score):
    module.register(app)
