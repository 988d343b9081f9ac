"""Files and folders into the database as a Prefect flow: discover → batches → process and load → a page that sums up.

    python -m flows.ingest PATH... [--db FILE_OR_URL] [--jobs N]

No server need run: Prefect starts a temporary one. Whoever has one names it in PREFECT_API_URL.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner

from flows.report import MOST_TARGETS, Report, page, told
from pipeline import ingest as steps
from pipeline.ingest import Discovery, LimitsError, Outcome, Result, Summary, allowed, batch
from pipeline.load.database import DatabaseError, shown
from pipeline.query.newest import NewTarget, newest_targets

# Batches under way at once: while one waits for its last, slow file, the other keeps the processors busy.
AT_ONCE = 2
THREADS: Any = ThreadPoolTaskRunner(max_workers=AT_ONCE)
# Seconds before each new attempt on a database that is away: a restart takes some, a failover about a minute.
WAITS = [5.0, 20.0, 60.0]
# The name under which Prefect keeps the pages, the newest of all runs in front.
PAGE = "mubiao-ingest"


def _is_away(_task: Any, _run: Any, state: Any) -> bool:
    return batch.is_away(state.data)


@task(cache_policy=NO_CACHE)
def discover(paths: Sequence[str]) -> Discovery:
    """Return the files to bring in."""
    return steps.discover(paths)


@task(cache_policy=NO_CACHE)
def begin(found: Discovery, database: str) -> int:
    """Return the number of the new run."""
    return batch.begin(found, database)


@task(cache_policy=NO_CACHE, retries=len(WAITS), retry_delay_seconds=WAITS, retry_condition_fn=_is_away)
def process_and_load(
    files: Sequence[Path], database: str, run: int, jobs: int, allow: Sequence[str]
) -> tuple[Outcome, ...]:
    """Bring one batch into the database."""
    return batch.ingest_batch(files, database, run=run, jobs=jobs, limits=allowed(allow))


@task(cache_policy=NO_CACHE, retries=len(WAITS), retry_delay_seconds=WAITS, retry_condition_fn=_is_away)
def finish(found: Discovery, database: str, run: int) -> tuple[Outcome, ...]:
    """Mark what is gone and end the run."""
    return batch.finish(found, database, run=run)


@task(cache_policy=NO_CACHE)
def newest(database: str, since: datetime) -> tuple[NewTarget, ...]:
    """Return targets that this run brought in."""
    return newest_targets(database, since=since, limit=MOST_TARGETS)


@task(cache_policy=NO_CACHE)
def publish(report: Report) -> None:
    """Keep the page that sums up where the run is kept."""
    create_markdown_artifact(page(report), key=PAGE, description=f"Run {report.run}")


@flow(name="ingest", task_runner=THREADS)
def ingest(paths: list[str], database: str, jobs: int | None = None, allow: list[str] | None = None) -> Report:
    """Bring files and folders into the database at a file or URL, with as many processes as there are processors."""
    return through(paths, database, jobs or steps.cores(), allow or ())


def through(paths: Sequence[str], database: str, jobs: int, allow: Sequence[str] = ()) -> Report:
    """Return the report of a run; to be called inside a flow, so that every flow that ingests does the same."""
    since, started = datetime.now(UTC), time.monotonic()
    found = discover(paths)
    run = begin(found, database)
    each = -(-jobs // AT_ONCE)
    waiting = [
        (files, process_and_load.submit(files, database, run, each, allow)) for files in batch.batches(found.files)
    ]
    summary, failures, barred = Summary(), list[Outcome](), list[Outcome]()
    for outcomes in (*(_ended(files, future) for files, future in waiting), finish(found, database, run)):
        for outcome in outcomes:
            summary.add(outcome)
        failures += [outcome for outcome in outcomes if outcome.result is Result.FAILED]
        barred += [outcome for outcome in outcomes if outcome.result is Result.QUARANTINED]
    new, seconds = newest(database, since), time.monotonic() - started
    report = Report(run, shown(database), summary, tuple(failures), new, seconds, tuple(barred))
    publish(report)
    return report


def _ended(files: Sequence[Path], future: PrefectFuture[tuple[Outcome, ...]]) -> tuple[Outcome, ...]:
    """Return the outcomes of a batch; one that failed as a whole stops no other."""
    result: Any = future.result(raise_on_failure=False)
    return batch.failed(files, result) if isinstance(result, BaseException) else result


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the flow once and return the exit code: 0 well, 1 a file failed, 2 usage, 3 the database cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m flows.ingest", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("paths", nargs="+", help="files and folders to bring in")
    parser.add_argument("--db", default=os.environ.get("MUBIAO_DB", "mubiao.db"), help="a file, or postgresql://…")
    parser.add_argument("--jobs", type=int, help="processes at once (as many as there are processors)")
    parser.add_argument("--allow", action="append", help="a limit on each file, such as seconds=600", metavar="LIMIT=N")
    asked = parser.parse_args(arguments)
    try:
        allowed(asked.allow or ())
        batch.check(asked.db)  # at once, and not after the seconds that a server takes to start
        report = ingest(asked.paths, asked.db, asked.jobs, asked.allow)
    except LimitsError as error:
        print(error, file=sys.stderr)
        return 2
    except DatabaseError as error:
        print(error, file=sys.stderr)
        return 3
    print(told(report))
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
