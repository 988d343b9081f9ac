"""Loads all that extraction needs, its tables and patterns too, by extracting from a sentence: for processes to fork from."""

from __future__ import annotations

import pipeline.read.registry  # noqa: F401 - the readers, which the verbs load with the first file
from pipeline.verbs import extract_text

extract_text("青禾县2026年工作计划\n年底前新建幼儿园3所，由县教育局负责。\n")
