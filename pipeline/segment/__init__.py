"""Segment: a document's outline, clauses and table rows. `Document` in, `Reading` out."""

from pipeline.segment.outline import segment
from pipeline.segment.reading import Reading

__all__ = ["Reading", "segment"]
