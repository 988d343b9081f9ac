"""Many words as one pattern: the tree finds what a plain alternation finds that tries the longest word first."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.alternatives import one_of
from pipeline.lexicon.indicators import indicators


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("城镇居民收入", ["城镇居民"]),
        ("城镇收入", ["城镇"]),
        ("城市收入", []),
        ("农村和农业", ["农村", "农业"]),
        ("PM2.5和PM215", ["PM2.5"]),
    ],
    ids=lambda value: str(value),
)
def test_the_longest_word_is_found(text: str, wanted: list[str]) -> None:
    assert re.findall(one_of(["城镇", "城镇居民", "农村", "农业", "PM2.5"]), text) == wanted


@given(st.lists(st.text("城镇居民.(", min_size=1, max_size=4), min_size=1), st.text("城镇居民.(", max_size=30))
def test_the_tree_finds_what_an_alternation_finds(words: list[str], text: str) -> None:
    plain = "|".join(map(re.escape, sorted(words, key=lambda word: -len(word))))
    assert re.findall(one_of(words), text) == re.findall(plain, text)


def test_every_name_of_the_lexicon_is_found_whole() -> None:
    pattern = re.compile(one_of(indicators()))
    assert [name for name in indicators() if pattern.fullmatch(name) is None] == []


@pytest.mark.parametrize("words", [[], ["城镇", ""]], ids=["none", "an empty one"])
def test_words_that_would_match_anywhere_are_refused(words: list[str]) -> None:
    with pytest.raises(ValueError, match="word"):
        one_of(words)
