"""The nightly flow and its schedule. Imports Prefect: `flows.nightly` does so once it knows which server there is.

    python -m flows.schedule mubiao.toml    serve the schedule, with the server in PREFECT_API_URL

`flows.nightly` runs it so beside itself: Prefect's runner, told to end in the moment in which a run ends, waits for ever,
and a program of its own can be ended all the same.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.audit import through as audit
from flows.ingest import THREADS, through
from flows.report import Report, told
from flows.settings import TIMEZONE, load_settings
from pipeline.load.database import DatabaseError

# New attempts of a night that failed as a whole, which only the database can bring about, and seconds between them.
ATTEMPTS, PAUSE = 3, 600


@flow(name="nightly", task_runner=THREADS, retries=ATTEMPTS, retry_delay_seconds=PAUSE)
def nightly(settings: str) -> Report:
    """Bring the folders of a settings file into its database, audit it, and tell what came of it where the program prints."""
    wanted = load_settings(Path(settings))
    folders = [str(folder) for folder in wanted.folders]
    try:
        report = through(folders, wanted.database, wanted.processes, wanted.allow)
        audit(wanted.database, wanted.processes)
    except DatabaseError as error:
        print(error, file=sys.stderr, flush=True)
        raise
    print(told(report), flush=True)
    return report


class _Nights(Runner):
    """A runner that ends in order when it is told to, as it does when it is interrupted.

    Prefect's own leaves its event loop by `sys.exit`, and Python prints what was cut off.
    """

    def handle_sigterm(self, *_: Any, **__: Any) -> None:
        signal.raise_signal(signal.SIGINT)


def serve(path: Path) -> None:
    """Run the flow at its hour until the program is stopped."""
    settings = load_settings(path)
    nights = _Nights(name="mubiao", limit=1)
    nights.add_flow(
        nightly,
        name="mubiao",
        schedule=Cron(settings.cron, timezone=TIMEZONE),
        parameters={"settings": str(path.absolute())},
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    with suppress(KeyboardInterrupt):
        asyncio.run(nights.start())


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
