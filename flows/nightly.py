"""The folders of a settings file into their database every night, at an hour in Shanghai.

    python -m flows.nightly [mubiao.toml]          serve the schedule until it is stopped
    python -m flows.nightly [mubiao.toml] --once   run now, once

Settings are read again before every run: a folder that is added tonight is read tonight.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from flows.child import running
from flows.server import ServerError, server
from flows.settings import DEFAULT, TIMEZONE, Settings, SettingsError, load_settings, missing_folders
from pipeline.ingest import batch
from pipeline.load.database import DatabaseError


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve, or run once; return the exit code: 0 well, 1 a file failed, 2 settings, 3 the database cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m flows.nightly", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("settings", nargs="?", type=Path, default=DEFAULT, help=f"a TOML file ({DEFAULT})")
    parser.add_argument("--once", action="store_true", help="run now, once, and end")
    asked = parser.parse_args(arguments)
    try:
        settings = load_settings(asked.settings)
        _check(asked.settings, settings)
        return _once(asked.settings) if asked.once else _serve(asked.settings, settings)
    except (SettingsError, ServerError) as error:
        print(error, file=sys.stderr)
        return 2
    except DatabaseError as error:
        print(error, file=sys.stderr)
        return 3


def _check(path: Path, settings: Settings) -> None:
    """Raise for what would fail every night; what is missing on one night alone is told by that night's run."""
    for folder in missing_folders(settings):
        raise SettingsError(path, f"there is no folder {folder}; correct folders, or make it")
    batch.check(settings.database)


def _once(path: Path) -> int:
    from flows.schedule import nightly

    report = nightly.with_options(retries=0)(str(path.absolute()))
    return 1 if report.failures else 0


def _serve(path: Path, settings: Settings) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # as systemd ends it: the server must end with it
    try:
        with server() as address, running("flows.schedule", [str(path)]) as schedule:
            print(f"every day at {settings.hour:02}:{settings.minute:02} in {TIMEZONE} into {settings.database}:")
            print("\n".join(f"  {folder}" for folder in settings.folders))
            print(f"Prefect answers at {address}; stop with Ctrl+C", flush=True)
            code = schedule.wait()
    except KeyboardInterrupt:
        return 0
    print(f"the schedule ended by itself (exit code {code}); what it printed last says why", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
