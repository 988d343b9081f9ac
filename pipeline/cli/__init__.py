"""The command line: `mubiao` and its commands. Each imports what it needs when it is called: help is there at once."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from pipeline.cli.app import app

    app(prog_name="mubiao")


__all__ = ["main"]
