"""Whether a place plans or reports: by its own words, else by what stands above it."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.tense import Ground, Tense, guess_kind, tenses
from pipeline.model import Document, Format, Kind, Period, Source, Span
from pipeline.segment import Reading, segment

REVIEW_AND_PLAN = """某县政府工作报告
一、2010年工作回顾
新建学校五所,培训教师三百名。今后将再建两所。
二、2011年主要任务
新建学校六所,培训教师四百名。目前已开工一所。
三、加强政府自身建设
办结提案七十件。
"""


def reading_of(text: str) -> Reading:
    return segment(Document(Source("a.txt", "0" * 64, Format.TXT), text))


def tense_at(text: str, words: str, kind: Kind) -> tuple[Tense, Ground]:
    reading = reading_of(text)
    start = reading.folded.index(words)
    judgement = tenses(reading, kind).at(Span(start, start + len(words)))
    return judgement.tense, judgement.ground


@pytest.mark.parametrize(
    ("words", "tense", "ground"),
    [
        ("五所", Tense.REPORTED, Ground.HEADING),
        ("两所", Tense.PLANNED, Ground.PIECE),
        ("六所", Tense.PLANNED, Ground.HEADING),
        ("一所", Tense.REPORTED, Ground.PIECE),
        ("七十件", Tense.PLANNED, Ground.HEADING),
    ],
)
def test_both_halves_of_a_mixed_report(words: str, tense: Tense, ground: Ground) -> None:
    assert tense_at(REVIEW_AND_PLAN, words, Kind.MIXED) == (tense, ground)


@pytest.mark.parametrize(
    ("sentence", "kind", "tense"),
    [
        ("完成任务80%。", Kind.PLAN, Tense.PLANNED),
        ("完成任务80%。", Kind.REPORT, Tense.REPORTED),
        ("完成任务80%。", Kind.OTHER, Tense.NEITHER),
        ("已完成任务80%。", Kind.PLAN, Tense.REPORTED),
        ("完成了任务80%。", Kind.PLAN, Tense.REPORTED),
        ("为了完成任务80%。", Kind.PLAN, Tense.PLANNED),
        ("力争完成任务80%。", Kind.REPORT, Tense.PLANNED),
        ("按照要求完成任务80%。", Kind.REPORT, Tense.REPORTED),
        ("要完成任务80%。", Kind.REPORT, Tense.REPORTED),
        ("将督查结果列入80%的考核。", Kind.REPORT, Tense.REPORTED),
        ("目前进展顺利,完成任务80%。", Kind.PLAN, Tense.REPORTED),
    ],
)
def test_cues_of_a_sentence(sentence: str, kind: Kind, tense: Tense) -> None:
    assert tense_at(f"某校材料\n{sentence}\n", "80%", kind)[0] is tense


SEVENTH_PLAN = Period(date(1986, 1, 1), date(1990, 12, 31))


@pytest.mark.parametrize(
    ("sentence", "kind", "tense"),
    [
        ("“六五”期间,产量增长80%。", Kind.MIXED, Tense.REPORTED),
        ("“七五”期间,产量增长80%。", Kind.MIXED, Tense.PLANNED),
        ("到1990年,普及率达到80%。", Kind.MIXED, Tense.PLANNED),
        ("一九八五年普及率为80%。", Kind.PLAN, Tense.REPORTED),
        ("普及率比1985年提高80%。", Kind.PLAN, Tense.PLANNED),
        ("1987年已完成80%。", Kind.PLAN, Tense.REPORTED),
        ("计划草案规定,普及率提高80%。", Kind.MIXED, Tense.PLANNED),
        ("已建成的主要有:公路三条;铁路两条,占80%。", Kind.PLAN, Tense.REPORTED),
        ("国家准备重点扶持县80%。", Kind.MIXED, Tense.PLANNED),
        ("1989年完成80%。", Kind.REPORT, Tense.REPORTED),
        ("1991年完成80%。", Kind.REPORT, Tense.PLANNED),
        ("完成1985年项目验收80%。", Kind.PLAN, Tense.PLANNED),
    ],
)
def test_a_time_told_decides_where_no_word_does(sentence: str, kind: Kind, tense: Tense) -> None:
    reading = reading_of(f"某县材料\n{sentence}\n")
    start = reading.folded.index("80%")
    assert tenses(reading, kind, period=SEVENTH_PLAN).at(Span(start, start + 3)).tense is tense


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2011年某县教育局工作要点", Kind.PLAN),
        ("某县教育局工作总结", Kind.REPORT),
        ("某局2024年工作总结及2025年工作计划", Kind.MIXED),
        ("某省政府工作报告", Kind.MIXED),
        ("某县概貌", Kind.OTHER),
    ],
)
def test_the_kind_that_a_title_tells(title: str, kind: Kind) -> None:
    assert guess_kind(reading_of(f"{title}\n正文。\n")) is kind


def test_what_stands_under_requirements_and_policy_is_planned() -> None:
    text = "某省政府工作报告\n一、2024年工作回顾\n就业总体稳定。\n二、2025年总体要求和政策取向\n失业率5.5%左右，体现了要求。\n"
    assert tense_at(text, "5.5%", Kind.MIXED)[0] is Tense.PLANNED
