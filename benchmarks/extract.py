"""How fast the pipeline extracts: characters a second and core, beside `jieba.lcut` over the same text in the same run.

    python benchmarks/extract.py [--rounds 3] [PATH...]

Files are read first, outside the clock. Then every program runs over all the text in turn, `--rounds` times, and the
best round of each counts: a busy machine slows all of them, a pause only one. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import inspect
import json
import resource
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time

from peers import PEERS
from rich.console import Console
from rich.table import Table as Printed

from pipeline import verbs
from pipeline.model import Block, Cell, Document, Page, ReadError, Span, Table

ROOT = Path(__file__).resolve().parent.parent
# Characters a document of the growth figure has: so many that fixed costs do not hide the growth, few enough to take ten times.
GROWTH_CHARACTERS = (2_000, 20_000)
GROWTH_DOCUMENTS = 20
TIMES = 10
# Data and programs; and pictures, since what recognises their text weighs ten times as much as all that is measured here.
_LEFT_OUT = frozenset((".py", ".json", ".md", ".tsv", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"))


# --- what is timed --------------------------------------------------------------------------------------------------


def folder() -> Path:
    """Return where the documents are: many beside the repository, or the samples within it."""
    beside = ROOT.parent / "shared" / "corpus"
    return beside if beside.is_dir() else ROOT / "corpus"


def read_all(paths: Sequence[Path]) -> list[Document]:
    """Return the documents of all files that can be read."""
    documents: list[Document] = []
    for path in _files(paths):
        try:
            documents += verbs.read_document(path)
        except ReadError:
            continue
    return documents


def _files(paths: Iterable[Path]) -> list[Path]:
    files = [file for path in paths for file in (path.rglob("*") if path.is_dir() else (path,))]
    return sorted(file for file in files if file.is_file() and file.suffix not in _LEFT_OUT)


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that a piece of work takes, in seconds."""
    gc.collect()
    begin = process_time()
    work()
    return process_time() - begin


def stages(documents: Sequence[Document]) -> dict[str, float]:
    """Return the seconds that each stage takes, by the module that the public verb takes it from.

    Every function that `pipeline.verbs` imports from a stage is replaced by one that keeps time; the time inside them
    is theirs, what remains is the verb's own.
    """
    spent: dict[str, float] = defaultdict(float)

    def kept(name: str, function: Callable[..., object]) -> Callable[..., object]:
        def timed(*args: object, **named: object) -> object:
            begin = process_time()
            try:
                return function(*args, **named)
            finally:
                spent[name] += process_time() - begin

        return timed

    originals = {
        name: value
        for name, value in vars(verbs).items()
        if inspect.isfunction(value) and value.__module__.split(".")[1:2] in (["segment"], ["extract"], ["normalize"])
    }
    for name, function in originals.items():
        setattr(verbs, name, kept(".".join(function.__module__.split(".")[1:3]), function))
    try:
        total = seconds(lambda: [verbs.extract_document(document) for document in documents])
    finally:
        for name, function in originals.items():
            setattr(verbs, name, function)
    return dict(spent) | {"verbs": max(0.0, total - sum(spent.values()))}


def repeated(document: Document, times: int) -> Document:
    """Return a document whose text is that of another one several times over, with its blocks, tables and pages."""
    length = len(document.text)

    def there(span: Span, time: int) -> Span:
        return Span(span.start + time * length, span.end + time * length)

    def cell(one: Cell, time: int) -> Cell:
        return one if one.span is None else replace(one, span=there(one.span, time))

    blocks: list[Block] = []
    tables: list[Table] = []
    pages: list[Page] = []
    for time in range(times):
        blocks += [replace(block, span=there(block.span, time)) for block in document.blocks]
        pages += [replace(page, span=there(page.span, time)) for page in document.pages]
        tables += [
            replace(table, span=there(table.span, time), cells=tuple(cell(one, time) for one in table.cells))
            for table in document.tables
        ]
    return replace(document, text=document.text * times, blocks=tuple(blocks), tables=tuple(tables), pages=tuple(pages))


def growth(documents: Sequence[Document]) -> float:
    """Return how many times longer ten times the text takes; 10 is in proportion, 100 is quadratic."""
    shortest, longest = GROWTH_CHARACTERS
    middling = [one for one in documents if shortest <= len(one.text) <= longest and one.text.endswith("\n")]
    chosen = (middling or list(documents))[:: max(1, len(middling) // GROWTH_DOCUMENTS)][:GROWTH_DOCUMENTS]
    long = [repeated(one, TIMES) for one in chosen]
    once = min(seconds(lambda: [verbs.extract_document(one) for one in chosen]) for _ in range(3))
    often = min(seconds(lambda: [verbs.extract_document(one) for one in long]) for _ in range(2))
    return often / once


def peak_memory(paths: Sequence[Path]) -> float:
    """Return the most memory, in MB, that a fresh process ever held while it read and extracted file after file."""
    command = [sys.executable, str(Path(__file__)), "--memory", *map(str, paths)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _peak_of_this_process() -> float:
    """Return the high-water mark in MB; Linux's own, since `ru_maxrss` there begins with that of the parent."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _read_and_extract(paths: Sequence[Path]) -> None:
    for path in _files(paths):
        for document in read_all([path]):
            verbs.extract_document(document)


# --- the run --------------------------------------------------------------------------------------------------------


def measure(documents: Sequence[Document], rounds: int) -> dict[str, float]:
    """Return characters a second of the pipeline (`mubiao`) and of each peer that is installed."""
    texts = [document.text for document in documents]
    work: dict[str, tuple[int, Callable[[], object]]] = {
        "mubiao": (sum(map(len, texts)), lambda: [verbs.extract_document(one) for one in documents])
    }
    for name, module, load, share in PEERS:
        if importlib.util.find_spec(module) is None:
            continue
        try:
            each, some = load(), texts[::share]
        except ImportError as error:  # installed, but what it needs is not there in the version it needs
            print(f"{name} is left out: {error}", file=sys.stderr)
            continue
        work[name] = (sum(map(len, some)), lambda each=each, some=some: [each(text) for text in some])  # type: ignore[misc]
    verbs.extract_document(documents[0])  # tables are read and patterns compiled once, before the clock
    best = dict.fromkeys(work, float("inf"))
    for _ in range(rounds):
        for name, (_, run) in work.items():
            best[name] = min(best[name], seconds(run))
    return {name: work[name][0] / best[name] for name in work}


def show(console: Console, speeds: dict[str, float], spent: dict[str, float], characters: int) -> None:
    """Print the two tables."""
    table = Printed("program", "characters/s", "mubiao is … times as fast")
    for name, speed in speeds.items():
        table.add_row(name, f"{speed:,.0f}", f"{speeds['mubiao'] / speed:.2f}")
    console.print(table)
    total = sum(spent.values())
    table = Printed("stage", "characters/s", "share of the time")
    for name, taken in sorted(spent.items(), key=lambda item: -item[1]):
        table.add_row(name, f"{characters / taken:,.0f}" if taken > 0 else "-", f"{taken / total:.1%}")
    console.print(table)


def main() -> None:
    """Measure, print the tables, and last one line of JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, help="files and folders; by default the corpus")
    parser.add_argument("--rounds", type=int, default=3, help="how often each program runs; the best round counts")
    parser.add_argument("--memory", action="store_true", help="only read and extract, and print the peak memory in MB")
    asked = parser.parse_args()
    paths = asked.paths or [folder()]
    if asked.memory:
        _read_and_extract(paths)
        print(_peak_of_this_process())
        return
    console = Console()
    memory = peak_memory(paths)
    documents = read_all(paths)
    if not documents:
        sys.exit("no document could be read; name other files or folders")
    characters = sum(len(document.text) for document in documents)
    console.print(f"{len(documents)} documents, {characters:,} characters")
    speeds = measure(documents, asked.rounds)
    spent = stages(documents)
    ten_times = growth(documents)
    show(console, speeds, spent, characters)
    console.print(f"ten times the text takes {ten_times:.1f} times as long; peak memory {memory:.0f} MB")
    figures = {
        "documents": len(documents),
        "characters": characters,
        "characters_per_second": {name: round(speed) for name, speed in speeds.items()},
        "ratio_to_jieba": round(speeds["mubiao"] / speeds["jieba.lcut"], 3) if "jieba.lcut" in speeds else None,
        "seconds_by_stage": {name: round(taken, 3) for name, taken in spent.items()},
        "growth_10x": round(ten_times, 2),
        "peak_memory_mb": round(memory, 1),
    }
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
