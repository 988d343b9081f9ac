"""A bar with the time left on stderr, where that is a terminal, and lines above it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import typer


@dataclass(frozen=True, slots=True)
class Progress:
    """How to tell of work under way: `step` when a file is done, `say` for a line."""

    step: Callable[[], None]
    say: Callable[[str], None]


@contextmanager
def silent() -> Iterator[Progress]:
    """Give a progress without a bar, as for cron; lines are still said."""
    yield Progress(lambda: None, _say)


@contextmanager
def bar(total: int) -> Iterator[Progress]:
    """Give a progress with a bar over so many files; where stderr is no terminal there is none."""
    if not sys.stderr.isatty():
        with silent() as progress:
            yield progress
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    console = Console(stderr=True, highlight=False)
    parts = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*parts, console=console, transient=True) as shown:
        task = shown.add_task("files", total=total)
        yield Progress(lambda: shown.advance(task), lambda line: console.print(Text(line), soft_wrap=True))


def _say(line: str) -> None:
    typer.echo(line, err=True)
