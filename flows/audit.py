"""The audit of a database as a Prefect flow, to run by itself or behind every ingest; a page tells what stands.

python -m flows.audit [--db FILE_OR_URL] [--jobs N] [--report out.html]
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from pipeline import ingest as steps
from pipeline.audit.finding import Severity
from pipeline.audit.page import page
from pipeline.audit.run import Audit, audit_database, gathered, standing
from pipeline.audit.store import StoredFinding
from pipeline.ingest import batch
from pipeline.load.database import DatabaseError, shown

# The name under which Prefect keeps the pages, and the findings told on one; the database holds them all.
PAGE = "mubiao-audit"
MOST_TOLD = 50


@task(cache_policy=NO_CACHE)
def compare(database: str, jobs: int) -> Audit:
    """Audit every document by itself and all against each other."""
    return audit_database(database, jobs=jobs)


@task(cache_policy=NO_CACHE)
def open_findings(database: str) -> tuple[StoredFinding, ...]:
    """Return the findings that nobody has judged yet, the gravest first."""
    return standing(database, limit=MOST_TOLD)


@task(cache_policy=NO_CACHE)
def publish(done: Audit, found: tuple[StoredFinding, ...], database: str) -> None:
    """Keep the page that sums up where the run is kept."""
    create_markdown_artifact(told(done, found, shown(database)), key=PAGE, description="Audit")


@flow(name="audit")
def audit(database: str, jobs: int | None = None) -> Audit:
    """Audit the database at a file or URL, with as many processes as there are processors."""
    return through(database, jobs or steps.cores())


def through(database: str, jobs: int) -> Audit:
    """Return what an audit did; to be called inside a flow, behind an ingest."""
    done = compare(database, jobs)
    publish(done, open_findings(database), database)
    return done


def told(done: Audit, found: Sequence[StoredFinding], place: str) -> str:
    """Return the page of Markdown: what was compared, then the open findings in a table."""
    counts = ", ".join(f"{sum(one.severity == name for one in found)} {name}" for name in Severity)
    lines = [f"# Audit of `{place}`", "", f"{done.documents} documents, {done.read} read again; open: {counts}", ""]
    if found:
        lines += ["| id | finding |", "| --- | --- |"]
        lines += [f"| {one.id} | {one.arithmetic.replace('|', '¦')} |" for one in found]
    return "\n".join([*lines, ""])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the flow once and return the exit code: 0 it ran, 3 the database cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m flows.audit", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--db", default=os.environ.get("MUBIAO_DB", "mubiao.db"), help="a file, or postgresql://…")
    parser.add_argument("--jobs", type=int, help="processes at once (as many as there are processors)")
    parser.add_argument("--report", type=Path, help="a page (.html) to write")
    asked = parser.parse_args(arguments)
    try:
        batch.check(asked.db)
        done = audit(asked.db, asked.jobs)
        if asked.report is not None:
            asked.report.write_text(page(gathered(asked.db), day=date.today().isoformat()), encoding="utf-8")
    except DatabaseError as error:
        print(error, file=sys.stderr)
        return 3
    print(f"{done.documents} documents audited, {done.across} findings between them")
    return 0


if __name__ == "__main__":
    sys.exit(main())
