"""What tells a time begins with one of few characters, so that a sentence is read closely only there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.audit.scope import BEGINS, TOLD

_ALPHABET = st.characters(max_codepoint=0x9FFF)


def _ways(pattern: str) -> Iterator[str]:
    """Yield the alternatives of a pattern, and those of an alternative that is but a named group."""
    depth, start = 0, 0
    for match in re.finditer(r"\\.|\[[^\]]*\]|[()|]|$", pattern):
        depth += {"(": 1, ")": -1}.get(match.group(), 0)
        if depth == 0 and match.group() in ("|", ""):
            way, start = pattern[start : match.start()], match.end()
            named = re.fullmatch(r"\(\?P<(?!year)\w+>(.*)\)", way)
            yield from [way] if named is None else _ways(named[1])


WAYS = tuple(_ways(TOLD.pattern.removeprefix(f"(?={BEGINS})(?:").removesuffix(")")))


def test_all_ways_to_tell_a_time_are_looked_at() -> None:
    assert {"今年", "明年", "上半年", "届政府", "去年"} <= set(WAYS)


@pytest.mark.parametrize("way", WAYS)
def test_a_time_begins_with_a_character_at_which_it_is_looked_for(way: str) -> None:
    @settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None, database=None)
    @given(st.from_regex(way, alphabet=_ALPHABET))
    def begins(text: str) -> None:
        for match in re.finditer(way, text):
            assert re.match(BEGINS, match.group())

    begins()


@pytest.mark.parametrize(
    ("lead", "wanted"),
    [
        ("全市今年", ["今年"]),
        ("从去年的5%到今年", ["去年", "今年"]),
        ("“十四五”时期年均", ["“十四五”时期", "年均"]),
        ("全市", []),
    ],
    ids=str,
)
def test_times_are_found_wherever_they_stand(lead: str, wanted: list[str]) -> None:
    assert [match.group() for match in TOLD.finditer(lead)] == wanted
