"""The folded view is as long as the text and plain where matching wants it plain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fold import fold


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("「９２．５％」", "“92.5%”"),
        ("義務教育", "义务教育"),
        ("２０１３—２０１５年", "2013-2015年"),
        ("1∶1", "1:1"),
        ("二○二五年", "二〇二五年"),
        ("21455㎡", "21455㎡"),
        ("…½", "…½"),
    ],
)
def test_what_is_folded(text: str, view: str) -> None:
    assert fold(text) == view


@given(st.text())
def test_length_is_kept(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_long_text_is_folded_like_its_parts() -> None:
    part = "２０２６年，全县（含園區）新增就业１２００人；增长８．５％　—「十四五」\u00a0：完成\n"
    assert fold(part * 50) == fold(part) * 50
