"""`mubiao score --audit`: the audit measured on seeds, on judged relations, and on tables that ask for targets and verdicts."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from pipeline.cli.ingest import told, writing
from pipeline.cli.printing import Exit, give_up, stopped_by_signals
from pipeline.cli.progress import bar
from pipeline.load.outcome import Result

_SEEDS = Path("corpus/audit")
# Tables of answers that lie beside the project, with their documents.
_ANSWERS = Path("../shared/gold/audit")
_RELATIONS = "relations.jsonl"
_BETWEEN = ("national_pairs.jsonl", "provinces_2026.jsonl", "provinces_vs_nation.jsonl")


def score_audit(folder: Path | None, paths: list[Path], *, errors: int, jobs: int | None) -> None:
    """Print how the audit does on what a folder holds; without a folder, on those that are at hand."""
    folders = [folder] if folder is not None else [one for one in (_SEEDS, _ANSWERS) if one.is_dir()]
    if not any(_measure(one, paths, errors, jobs) for one in folders):
        where = " or ".join(str(one) for one in folders) or "this folder"
        give_up(Exit.USAGE, f"no seeds.jsonl and no table of answers in {where}; name the folder that holds them")


def _measure(folder: Path, paths: list[Path], errors: int, jobs: int | None) -> bool:
    from pipeline.audit.score import score_relations, score_seeds
    from pipeline.audit.score_seeds_between import score_seeds_between

    measured = False
    if (folder / "seeds.jsonl").is_file():
        typer.echo(score_seeds(folder).as_table())
        measured = True
    if (folder / "seeds_between.jsonl").is_file():
        typer.echo(score_seeds_between(folder / "seeds_between.jsonl").as_table())
        measured = True
    if (folder / _RELATIONS).is_file():
        typer.echo(score_relations(folder / _RELATIONS, _documents(folder, paths)).as_table())
        measured = True
    if any((folder / name).is_file() for name in _BETWEEN):
        typer.echo(_between(folder, _documents(folder, paths), errors, jobs))
        measured = True
    return measured


def _documents(folder: Path, paths: list[Path]) -> Path:
    """Return the folder of the documents: the one that was named, else corpus, two folders above the tables."""
    found = paths[0] if paths else folder / ".." / ".." / "corpus"
    if not found.is_dir():
        give_up(Exit.USAGE, f"{found}: no folder of documents for the tables in {folder}; name it behind GOLD_DIR")
    return found.resolve()


def _between(folder: Path, documents: Path, errors: int, jobs: int | None) -> str:
    """Return how the questions of tables are answered by a database of the documents, made for this and thrown away."""
    from pipeline.audit.score_between import questions, shown
    from pipeline.ingest import cores, discover, ingest_found
    from pipeline.load.database import open_reader

    with TemporaryDirectory(prefix="mubiao-") as place:
        database = str(Path(place) / "documents.db")
        found = discover([documents])
        with writing(database) as store, stopped_by_signals(), bar(len(found.files) + len(found.outcomes)) as progress:
            for outcome in ingest_found(found, store, jobs=jobs or cores()):
                progress.step()
                if outcome.result is Result.FAILED:
                    progress.say(told(outcome))
        engine = open_reader(database)
        with engine.connect() as connection:
            lines = shown(questions(connection, folder), errors)
        engine.dispose()
    return lines
