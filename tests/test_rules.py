"""Every rule against its own examples: each `yes` is read as it says, in one way; no `no` is read at all."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import pipeline.extract
from pipeline.fold import fold
from pipeline.rules import Rule


def _rules() -> list[Rule[object]]:
    modules = [
        importlib.import_module(f"pipeline.extract.{module.name}")
        for module in pkgutil.iter_modules(pipeline.extract.__path__)
    ]
    found = {id(rule): rule for module in modules for rule in getattr(module, "RULES", ())}
    return list(found.values())


RULES = _rules()


def test_there_are_rules() -> None:
    assert RULES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_has_examples_and_near_misses(rule: Rule[object]) -> None:
    assert rule.yes and rule.no


@pytest.mark.parametrize(
    ("rule", "text", "words"),
    [(rule, text, words) for rule in RULES for text, words in rule.yes.items()],
    ids=[f"{rule.name}: {text}" for rule in RULES for text in rule.yes],
)
def test_an_example_is_read_in_one_way(rule: Rule[object], text: str, words: object) -> None:
    assert [mention.words for mention in rule.find(fold(text))] == [words]


@pytest.mark.parametrize(
    ("rule", "text"),
    [(rule, text) for rule in RULES for text in rule.no],
    ids=[f"{rule.name}: {text}" for rule in RULES for text in rule.no],
)
def test_a_near_miss_is_not_read(rule: Rule[object], text: str) -> None:
    assert list(rule.find(fold(text))) == []
