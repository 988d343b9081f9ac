"""Imports point one way; the flows hold no rule, no pattern and no SQL; no plain command needs Prefect or spaCy."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# What each part may import, from the records outwards. What a part may not, it has no business knowing.
_WORDS = {"model", "fold", "rules", "lexicon"}
_FACTS = _WORDS | {"segment"}
_STORED = {"model", "fold", "lexicon", "version", "workers", "load"}
ALLOWED: dict[str, set[str]] = {
    "pipeline.model": set(),
    "pipeline.fold": {"model"},
    "pipeline.rules": {"model"},
    "pipeline.lexicon": {"model", "fold"},
    "pipeline.version": set(),
    "pipeline.confine": set(),
    "pipeline.workers": {"confine"},
    "pipeline.read": _WORDS,
    "pipeline.segment": _WORDS,
    "pipeline.extract": _FACTS,
    "pipeline.normalize": _FACTS,
    "pipeline.verbs": _FACTS | {"read", "extract", "normalize"},
    "pipeline.warm": {"read", "verbs"},
    "pipeline.output": {"model"},
    "pipeline.explain": _FACTS | {"extract"},
    "pipeline.load": {"model", "fold", "lexicon", "version"},
    "pipeline.ingest": _STORED | {"verbs", "read"},
    "pipeline.query": _STORED,
    "pipeline.score": {"model", "verbs", "output", "ingest", "workers"},
    "pipeline.cli": _STORED | {"read", "verbs", "ingest", "query", "score", "output", "explain", "audit"},
    "pipeline.web": _STORED | {"query", "output"},
    "pipeline.audit": _STORED | {"query", "rules", "verbs", "ingest"},
    "pipeline.spacy_component": {"model", "verbs"},
    "flows": _STORED | {"ingest", "query", "audit"},
}


def _part(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0] if parts[0] == "flows" else ".".join(parts[:2])


def _imports(path: Path) -> Iterator[str]:
    """Yield the full names that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


SOURCES = [path for path in _sources("pipeline") + _sources("flows") if path != ROOT / "pipeline" / "__init__.py"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_point_one_way(path: Path) -> None:
    part = _part(path)
    assert part in ALLOWED, f"{part} is new: say in ALLOWED what it may import"
    own = {part.removeprefix("pipeline.")}
    for name in _imports(path):
        root, _, rest = name.partition(".")
        if root == "flows":
            assert part == "flows", f"{name} is upstream of {part}"
        elif root == "pipeline" and rest:
            assert rest.split(".")[0] in ALLOWED[part] | own, f"{part} may not import {name}"


@pytest.mark.parametrize("path", _sources("flows"), ids=lambda path: path.name)
def test_flows_hold_no_rule_no_pattern_and_no_sql(path: Path) -> None:
    foreign = {name.split(".")[0] for name in _imports(path)} & {
        "re",
        "regex",
        "sqlalchemy",
        "sqlite3",
        "psycopg",
        "jieba",
    }
    assert not foreign
    strings = [
        node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)
    ]
    assert not [
        text
        for text in strings
        if isinstance(text, str) and text.lstrip().upper().startswith(("SELECT ", "INSERT ", "UPDATE ", "DELETE "))
    ]


@pytest.mark.parametrize("path", _sources("pipeline"), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_pipeline_does_not_know_prefect(path: Path) -> None:
    assert not [name for name in _imports(path) if name.split(".")[0] == "prefect"]


@pytest.mark.parametrize("path", _sources("pipeline"), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_the_component_of_spacy_knows_spacy(path: Path) -> None:
    if path.stem != "spacy_component":
        assert not [name for name in _imports(path) if name.split(".")[0] in {"spacy", "thinc"}]


def test_no_command_loads_prefect_spacy_or_jieba() -> None:
    """Whatever the modules of the command line, and what they load when called, none of these slow ones comes with them."""
    program = (
        "import importlib, pkgutil, sys, pipeline\n"
        "for found in pkgutil.walk_packages(pipeline.__path__, 'pipeline.'):\n"
        "    if not found.name.endswith(('__main__', 'spacy_component')) and '.migrations' not in found.name:\n"
        "        importlib.import_module(found.name)\n"
        "print(sorted({'prefect', 'spacy', 'thinc', 'jieba'} & sys.modules.keys()))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_settings_of_the_nightly_run_are_read_without_prefect() -> None:
    """A misspelt setting is told at once, not after the seconds that Prefect takes to load."""
    program = "import flows.nightly, sys; print('prefect' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "False"
