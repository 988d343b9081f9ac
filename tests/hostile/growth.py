"""How long texts of one repeated piece take, at one, two and four times a length: what is slow or grows faster is told.

    python tests/hostile/growth.py [--size 5000] [--each 20] [NAME...]

Each line: the way the pieces are set, µs of processor time a character for reading and extraction at four times the
length, and how often the time doubles when the text does (1 is in proportion, 2 quadratic).
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import made_text

from pipeline.model import ReadError
from pipeline.verbs import extract_document, read_document

# Seconds beyond which a text is not tried at twice its length.
_ENOUGH = 20.0
# Growth above this is told: noise of a busy machine stays below.
_GROWS = 1.4
_HEAD = "青禾县2026年工作计划\n一、目标任务\n"
_PIECES = {
    **made_text.RUNS,
    "shares": "10%、",
    "han-digits": "一二三四五六七八九",
    "hundred-millions": "亿",
    "ten-thousands": "万",
    "ten-thousand-numbers": "3万",
    "to": "至",
    "nested-titles": "《计划",
    "pairs-of-titles": "《计划》",
    "brackets-open-words": "（含",
    "first-level": "一、",
    "counted": "1.",
    "duties": "责任单位：县教育局",
    "duties-listed": "责任单位：县教育局、县财政局；",
    "lead": "牵头单位",
    "by-the-end": "年底前",
    "june": "6月底前",
    "year-month": "2026年6月",
    "next-year": "明年",
    "five-year-plan": "“十四五”",
    "plan-period": "十四五期间",
    "grow": "增长",
    "grow-by": "增长5%，",
    "grow-to": "增加到5万",
    "from-to": "从3提高到5，",
    "at-most": "不超过5%",
    "above": "以上",
    "around": "左右",
    "of-which": "其中",
    "each": "分别",
    "each-listed": "分别为3、4、",
    "per": "人/",
    "complete": "完成",
    "completed": "已完成",
    "is": "为",
    "reach": "达到",
    "try": "力争",
    "build-schools": "新建幼儿园3所",
    "schools": "3所",
    "and": "和",
    "of": "的",
    "organise": "县教育局负责",
    "committee": "委员会",
    "people": "人民政府",
    "groups": "领导小组",
    "wait-units": "等单位",
    "villages": "乡镇",
    "appendix": "附件",
    "tables": "表1",
    "fractions": "三分之一",
    "percent-words": "百分之",
    "half": "半",
    "redacted": "XX",
    "stars": "×年×月",
    "dates": "2026-06-30",
    "dotted-dates": "2026.6.30",
    "quarter": "一季度",
    "ordinals": "第一",
    "five-things": "五个",
    "this-year": "今年",
    "semicolons": "；",
    "quoted": "“计划”",
    "question": "？",
    "ideographic-blank-words": "计 划 ",
    "goals": "确保安全生产",
    "goals-listed": "确保安全生产、",
    "goals-ended": "确保安全生产；",
    "headings": "（一）确保安全生产",
    "pipes": "|",
    "stars-marks": "*",
    "hashes": "#",
    "underscores": "_",
}
_SETTINGS: dict[str, Callable[[str], bytes]] = {
    "run": lambda run: f"{_HEAD}{run}\n".encode(),
    "sentence": lambda run: f"{_HEAD}到2025年，新建{run}所，由县教育局负责。\n".encode(),
    "lines": lambda run: f"{_HEAD}{run}\n".encode(),
    "cells": lambda run: f"<html><body><p>{_HEAD}</p><table><tr><td>指标<td>2025年{run}</table>".encode(),
}


@dataclass(frozen=True, slots=True)
class Timed:
    """One piece in one setting: µs a character at the longest, of reading and of extraction, and how the time grows."""

    name: str
    read: float
    extracted: float
    growth: float
    length: int


def _run(setting: str, piece: str, length: int) -> str:
    if setting == "lines":
        return (piece + "\n") * (length // (len(piece) + 1))
    if setting == "cells":
        return f"<tr><td>{piece}<td>{piece}" * (length // (2 * len(piece)))
    return piece * (length // len(piece))


def _seconds(data: bytes, path: Path) -> tuple[float, float, int]:
    """Return the processor seconds of reading and of extraction, and the characters read."""
    path.write_bytes(data)
    gc.collect()
    begin = process_time()
    try:
        documents = read_document(path)
    except ReadError:
        return process_time() - begin, 0.0, len(data.decode())
    middle = process_time()
    for document in documents:
        extract_document(document)
    return middle - begin, process_time() - middle, len(data.decode())


def timed(size: int, chosen: list[str]) -> Iterator[Timed]:
    """Yield the times of all pieces in all settings, or of those whose names hold one of the words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        _seconds(_SETTINGS["run"]("1"), path)
        for piece_name, piece in _PIECES.items():
            for setting, made in _SETTINGS.items():
                name = f"{piece_name}, {setting}"
                if chosen and not any(word in name for word in chosen):
                    continue
                taken: list[float] = []
                for times in (1, 2, 4):
                    read, extracted, length = _seconds(made(_run(setting, piece, size * times)), path)
                    taken.append(read + extracted)
                    if taken[-1] > _ENOUGH:
                        break
                growth = math.log2(taken[-1] / taken[0]) / max(1, len(taken) - 1)
                yield Timed(name, read / length * 1e6, extracted / length * 1e6, growth, length)


def main() -> None:
    """Print the table, slow ones marked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", help="words of the names to try; by default all")
    parser.add_argument("--size", type=int, default=5000, help="characters of the shortest text")
    parser.add_argument("--each", type=float, default=20.0, help="µs a character that are enough")
    asked = parser.parse_args()
    bad = count = 0
    for one in timed(asked.size, asked.names):
        count += 1
        is_bad = one.read + one.extracted > asked.each or one.growth > _GROWS
        bad += is_bad
        mark = "SLOW" if is_bad else "    "
        print(f"{mark} {one.read:9.1f} {one.extracted:9.1f} {one.growth:6.2f} {one.length:8d}  {one.name}", flush=True)
    print(f"{bad} of {count} are slow or grow faster than their texts")


if __name__ == "__main__":
    main()
