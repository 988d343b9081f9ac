"""How long the audit between documents takes, and how much memory, for 10⁴, 10⁵ and 10⁶ figures.

    python benchmarks/audit.py DATABASE [SIZE...] [--stored] [--jobs 2]

The figures are those of a database's documents, told again for other places and years (`retold.py`). By default they are
made in memory, by the processes that link them; with `--stored` they are first written to a database of their own, outside
the clock, and what is timed is what `mubiao audit` does with it: read, link, compare, save the findings. Each size has
processes of its own; their peaks of memory are added up, as if all came at once. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from retold import Retold, papers, real, write
from rich.console import Console
from rich.table import Table

from pipeline.audit.blocks import without_collecting
from pipeline.audit.loaded import shares
from pipeline.audit.run import across, audit_database
from pipeline.audit.shards import linked

SIZES = (10_000, 100_000, 1_000_000)
# Seconds between two looks at the processes; what one takes after the last look is not seen.
_LOOK = 0.05
_TICKS = os.sysconf("SC_CLK_TCK")
Figures = dict[str, Any]


def in_memory(database: str, size: int, jobs: int) -> Figures:
    """Link and compare so many figures that are made on the way."""
    made = papers(database, size)
    real.cache_clear()  # processes that link ask for the documents themselves
    started = time.perf_counter()
    with without_collecting():
        found = linked(Retold(database), shares(made), jobs=jobs)
        done = time.perf_counter() - started
        count = sum(1 for _ in across(found, lambda key: ""))
    facts = sum(len(facts) for block in found.values() for facts in block.values())
    return {
        "documents": len(made),
        "linked": facts,
        "findings": count,
        "linking_seconds": round(done, 2),
        "seconds": round(time.perf_counter() - started, 2),
    }


def stored(database: str, size: int, jobs: int) -> Figures:
    """Audit a database that holds so many figures and nothing else."""
    started = time.perf_counter()
    done = audit_database(database, jobs=jobs)
    seconds = time.perf_counter() - started
    return {"documents": done.documents, "findings": done.across, "seconds": round(seconds, 2)}


def _run(pipe: Connection, name: str, database: str, size: int, jobs: int) -> None:
    pipe.send({"in_memory": in_memory, "stored": stored}[name](database, size, jobs))


def watched(name: str, database: str, size: int, jobs: int) -> Figures:
    """Return the figures of one run, with the processor seconds and the peak of memory of each of its processes."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs, name, database, size, jobs))
    process.start()
    theirs.close()
    assert process.pid is not None
    seen: dict[int, tuple[float, float]] = {}
    while not ours.poll(_LOOK):
        seen |= _looked(process.pid)
    found: Figures = ours.recv()
    process.join()
    seconds = [round(taken, 1) for taken, _ in seen.values()]
    peaks = [round(peak) for _, peak in seen.values()]
    return found | {
        "processor_seconds": round(sum(seconds), 1),
        "processor_seconds_each": seconds,
        "megabytes": sum(peaks),
        "megabytes_each": peaks,
    }


def _looked(process: int) -> dict[int, tuple[float, float]]:
    """Return processor seconds and peak memory in megabytes of a process and of all that it started, by number."""
    found: dict[int, tuple[float, float]] = {}
    folder = Path("/proc", str(process))
    try:
        ticks = (folder / "stat").read_text().rpartition(")")[2].split()[11:13]
        peak = next(line for line in (folder / "status").read_text().splitlines() if line.startswith("VmHWM"))
        children = (folder / "task" / str(process) / "children").read_text().split()
    except (OSError, StopIteration):
        return found  # it has just ended
    found[process] = (sum(map(int, ticks)) / _TICKS, int(peak.split()[1]) / 1024)
    for child in children:
        found |= _looked(int(child))
    return found


def measure(database: str, size: int, jobs: int, *, folder: Path | None) -> Figures:
    """Return the figures of one size; with a folder, they are written to a database there first."""
    if folder is None:
        return {"figures": size} | watched("in_memory", database, size, jobs)
    place = folder / f"{size}.db"
    started = time.perf_counter()
    write(database, size, place)
    making = round(time.perf_counter() - started, 1)
    found = watched("stored", str(place), size, jobs) | {"writing_seconds": making}
    found["database_megabytes"] = place.stat().st_size // 2**20
    place.unlink()
    return {"figures": size} | found


def show(rows: list[Figures]) -> None:
    """Print a table of the sizes."""
    table = Table("figures", "seconds", "µs a figure", "processor s", "of each process", "MB", "of each", "findings")
    for row in rows:
        each = ("processor_seconds_each", "megabytes_each")
        seconds, peaks = (" + ".join(str(one) for one in row[name]) for name in each)
        table.add_row(
            *(f"{row['figures']:,}", f"{row['seconds']:.1f}", f"{row['seconds'] / row['figures'] * 1e6:.0f}"),
            *(f"{row['processor_seconds']:.1f}", seconds, f"{row['megabytes']:,}", peaks, f"{row['findings']:,}"),
        )
    Console(width=150).print(table)


def main() -> None:
    """Measure each size, print a table, and last one line of JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("database", help="a database of mubiao whose documents are told again")
    parser.add_argument("sizes", nargs="*", type=int, help="how many figures; 10⁴, 10⁵ and 10⁶ unless told")
    parser.add_argument("--stored", action="store_true", help="write the figures to a database and audit that one")
    parser.add_argument("--jobs", type=int, default=2, help="processes that link")
    asked = parser.parse_args()
    if not Path("/proc/self/status").exists():
        sys.exit("this benchmark looks at its processes in /proc, which only Linux has")
    with TemporaryDirectory() as folder:
        where = Path(folder) if asked.stored else None
        rows = [measure(asked.database, size, asked.jobs, folder=where) for size in asked.sizes or SIZES]
    show(rows)
    print(json.dumps({"measured": "stored" if asked.stored else "in memory", "jobs": asked.jobs, "sizes": rows}))


if __name__ == "__main__":
    main()
