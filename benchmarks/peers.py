"""Other programs that read Chinese text, each run only where it is installed: what they do to one text."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable

Work = Callable[[str], object]


def _jieba() -> Work:
    import jieba

    jieba.setLogLevel("ERROR")
    jieba.initialize()
    work: Work = jieba.lcut
    return work


def _rjieba() -> Work:
    import rjieba

    rjieba.cut("青禾县")
    work: Work = rjieba.cut
    return work


def _spacy() -> Work:
    import spacy

    chinese = spacy.blank("zh")
    chinese.max_length = sys.maxsize
    return chinese


def _cn2an() -> Work:
    cn2an = importlib.import_module("cn2an")
    return lambda text: cn2an.transform(text, "cn2an")


def _recognizers_number() -> Work:
    suite, culture = importlib.import_module("recognizers_number"), importlib.import_module("recognizers_text").Culture
    model = suite.NumberRecognizer(culture.Chinese).get_number_model()
    return lambda text: model.parse(text)


def _recognizers_date_time() -> Work:
    suite = importlib.import_module("recognizers_date_time")
    culture = importlib.import_module("recognizers_text").Culture
    model = suite.DateTimeRecognizer(culture.Chinese).get_datetime_model()
    return lambda text: model.parse(text)


def _jionlp() -> Work:
    jionlp = importlib.import_module("jionlp")
    return lambda text: jionlp.ner.extract_time(text)


# Name printed, module that must be there, loader, share of the documents: the slow ones get every fiftieth.
PEERS: tuple[tuple[str, str, Callable[[], Work], int], ...] = (
    ("jieba.lcut", "jieba", _jieba, 1),
    ("rjieba.cut", "rjieba", _rjieba, 1),
    ("spacy.blank('zh')", "spacy", _spacy, 1),
    ("cn2an.transform", "cn2an", _cn2an, 50),
    ("recognizers_number", "recognizers_number", _recognizers_number, 50),
    ("recognizers_date_time", "recognizers_date_time", _recognizers_date_time, 50),
    ("jionlp.ner.extract_time", "jionlp", _jionlp, 50),
)
