"""Read: a file in, its documents out, each one immutable text with blocks, tables and pages as spans of it.

The readers are loaded with the first file, so that whoever only sets limits need not wait for them.
"""

from pathlib import Path

from pipeline.model import Document

__all__ = ["read"]


def read(path: Path) -> tuple[Document, ...]:
    """Return the documents of a file, one for most, several for a page of 范文1 … 范文6; else raise a `ReadError`."""
    from pipeline.read import registry

    return registry.read(path)
