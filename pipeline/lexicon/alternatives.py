"""Many words as one pattern, written as a tree of their beginnings: 城镇居民|城镇|农村 → 城镇(?:居民)?|农村.

Where words share their beginning a plain alternation tries them one after the other; the tree reads each character once,
and finds the same: the leftmost word, and of several that begin there the longest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_Tree = dict[str, "_Tree"]
# Marks in a tree where a word ends.
_END = ""


def one_of(words: Iterable[str]) -> str:
    """Return the source of a pattern that matches any of the words, the longest that stands there, as one group.

    Raises ValueError where there is no word, or an empty one: a pattern that matches nothing at all finds it everywhere.
    """
    tree: _Tree = {}
    for word in words:
        if not word:
            raise ValueError("an empty word stands everywhere")
        branch = tree
        for character in word:
            branch = branch.setdefault(character, {})
        branch[_END] = {}
    if not tree:
        raise ValueError("there are no words to look for")
    return _source(tree)


def _source(tree: _Tree) -> str:
    """Return the source for what may follow; where a word ends here, nothing needs to."""
    ends = _END in tree
    branches = [_chain(character, tree[character]) for character in sorted(tree) if character != _END]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"


def _chain(character: str, tree: _Tree) -> str:
    """Return the source for a character and all that follows, without a group as long as there is but one way on."""
    written = re.escape(character)
    while len(tree) == 1 and _END not in tree:
        ((character, tree),) = tree.items()
        written += re.escape(character)
    return written + _source(tree)
