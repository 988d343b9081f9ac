"""Read: a file in, its documents out, each one immutable text with blocks, tables and pages as spans of it."""

from pipeline.read.registry import MOST_BYTES, read

__all__ = ["MOST_BYTES", "read"]
