"""Patterns that look at the next character first find what they would find without looking."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.extract import names, tense_cues, time_tense
from pipeline.extract.deadline import RULES as TIMES
from pipeline.fold import fold
from pipeline.rules import Rule

SAMPLES = sorted((Path(__file__).parent.parent / "corpus").glob("*.txt"))
# Words that begin each branch, also such as no sample has.
CASES = (
    *(
        "上年完成",
        "下一步",
        "下阶段",
        "近年来",
        "以来",
        "前年",
        "过去",
        "年来",
        "同比",
        "目前",
        "迄今",
        "荣获",
        "获评",
        "被评为",
    ),
    *(
        "较好地完成",
        "将于",
        "即将",
        "力争",
        "准备于",
        "未来",
        "争取在",
        "拟定于",
        "提前到",
        "推迟至",
        "延长至",
        "2025年计划",
    ),
    *(
        "纲要提出",
        "草案规定",
        "方案要求",
        "要求达到",
        "预计于",
        "计划投资",
        "要",
        "确保",
        "必须",
        "应加强",
        "务必",
        "努力",
        "请于",
    ),
    *(
        "曾任",
        "完了",
        "截至目前",
        "至今",
        "今后",
        "明年",
        "去年",
        "已完成",
        "规划确定",
        "完成时间",
        "拟在",
        "争创",
        "提出",
    ),
    *("2025年", "一九八〇年", "二〇二五年", "“十四五”期间", "第十个五年", "今年", "本世纪末", "二十世纪末", "20世纪末"),
    *("“七五”", "七五期间", "八五末", "十三五时期", "二十一世纪中叶", '"九五"'),
    *(
        "《规划》",
        "“六个一”",
        "〔2025〕3号",
        "[2025]3号",
        "(2025)3号",
        "来源:网",
        "\n来源:网",
        "\n时间:2025年",
        "https://a.b",
    ),
)


@pytest.mark.parametrize(
    ("quick", "plain"),
    [(tense_cues._CUE, tense_cues.CUES), (time_tense._TIME, time_tense.TIMES), (names._ZONES, names.ZONES)],
    ids=["cues", "times", "zones"],
)
def test_nothing_is_missed(quick: re.Pattern[str], plain: str) -> None:
    rules: tuple[Rule[object], ...] = TIMES  # type: ignore[assignment]
    examples = [text for rule in rules for text in (*rule.yes, *rule.no)]
    for text in (*CASES, *examples, *(path.read_text(encoding="utf-8", errors="replace") for path in SAMPLES)):
        folded = fold(text)
        expected = [match.span() for match in re.finditer(plain, folded)]
        assert [match.span() for match in quick.finditer(folded)] == expected
