"""Ingest: folders and files in, what they say in the database, one named outcome for every file.

`discover` → `new_files` → `process_all` (or `process`, one file) → `load` → `vanished`; `ingest` does them all. They
are plain functions of picklable records, to be called from a command, a notebook or a task of an orchestrator.
"""

from pipeline.ingest.discover import Discovery, absolute, discover, readable
from pipeline.ingest.ingest import cores, ingest, ingest_found, load, new_files, vanished
from pipeline.ingest.process import Processed, process, process_all, process_within
from pipeline.ingest.summary import Summary
from pipeline.load.outcome import Outcome, Result
from pipeline.read.limits import Limits, LimitsError, allowed

__all__ = [
    "Discovery",
    "Limits",
    "LimitsError",
    "Outcome",
    "Processed",
    "Result",
    "Summary",
    "absolute",
    "allowed",
    "cores",
    "discover",
    "ingest",
    "ingest_found",
    "load",
    "new_files",
    "process",
    "process_all",
    "process_within",
    "readable",
    "vanished",
]
