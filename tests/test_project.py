"""The project's own files: pins that cover what is asked for, commands that the README names, no machine in them."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib.metadata import distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINS = dict(
    line.split("==") for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if line[:1] != "#"
)


def test_constraints_are_plain_pins() -> None:
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", name) for name in PINS)
    assert all(re.fullmatch(r"[A-Za-z0-9.!+-]+", version) for version in PINS.values())


def _asked() -> list[str]:
    """Return the requirements that `make install` resolves: the project's own and those of developers."""
    extras = PROJECT["optional-dependencies"]
    return [*PROJECT["dependencies"], *extras["flows"], *extras["postgres"], *extras["dev"]]


@pytest.mark.parametrize("asked", [each for each in _asked() if not each.startswith("mubiao")])
def test_what_the_project_asks_for_is_pinned_and_fits(asked: str) -> None:
    wanted = Requirement(asked)
    pins = {canonicalize_name(name): version for name, version in PINS.items()}
    version = pins[canonicalize_name(wanted.name)]
    assert version in wanted.specifier


def _installed() -> list[str]:
    """Return the pinned packages that this Python has; some are for others only."""
    here = {canonicalize_name(each.name) for each in distributions()}
    return sorted(name for name in PINS if canonicalize_name(name) in here)


@pytest.mark.parametrize("name", _installed())
def test_what_a_pinned_package_needs_is_pinned_too(name: str) -> None:
    pins = {canonicalize_name(each) for each in PINS} | {"pip", "setuptools"}
    needed = [Requirement(each) for each in requires(name) or []]
    plain = [each for each in needed if each.marker is None or each.marker.evaluate({"extra": ""})]
    assert [each.name for each in plain if canonicalize_name(each.name) not in pins] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_targets_of_make_that_a_readme_names_exist(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"\bmake ([a-z]+)", (ROOT / name).read_text(encoding="utf-8")))
    assert named
    assert named <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def test_both_readmes_show_the_same_commands() -> None:
    english, chinese = (
        re.findall(
            r"^(?:\.venv/bin/\S+ .*?|make \w+)(?=\s{2,}#|$)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE
        )
        for name in ("README.md", "README.zh.md")
    )
    assert english == chinese


@pytest.mark.parametrize("script", [".ci/run"])
def test_scripts_parse(script: str) -> None:
    assert subprocess.run(["bash", "-n", str(ROOT / script)], check=False).returncode == 0
