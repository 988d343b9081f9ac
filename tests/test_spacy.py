"""The component of spaCy, found by its entry point: groups, labels, typed records, borders of tokens, the way through bytes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from pipeline.model import Assignment, Deadline, Goal, Kind, Quantity, Role, Span, Status
from pipeline.verbs import extract_text, read_document

ROOT = Path(__file__).resolve().parent.parent
CHARACTERS: dict[str, object] = {}
WORDS: dict[str, object] = {"nlp": {"tokenizer": {"segmenter": "jieba"}}}
GROUPS = ("quantities", "deadlines", "responsible_units", "goals")
# Characters outside the basic plane, a line break and two blanks together stand before what is found.
PLAN = "𠮷县教育局2025年工作计划\n  年内新建幼儿园3所，由县住建局牵头。每月检查一次。6月底前完成校舍维修。"


def _pipeline(config: dict[str, object], **settings: object) -> Language:
    nlp = spacy.blank("zh", config=config)
    nlp.add_pipe("mubiao", config=settings)
    return nlp


@pytest.fixture(scope="module", params=[CHARACTERS, WORDS], ids=["characters", "words of jieba"])
def nlp(request: pytest.FixtureRequest) -> Language:
    return _pipeline(request.param)


def _facts(doc: Doc) -> dict[str, list[object]]:
    return {name: [span._.mubiao for span in doc.spans[name]] for name in GROUPS}


def test_every_kind_has_its_group_with_labels_and_records(nlp: Language) -> None:
    doc = nlp(PLAN)
    assert doc.text == PLAN
    assert {name: [(span._.mubiao.quote, span.label_) for span in doc.spans[name]] for name in GROUPS} == {
        "quantities": [("3所", "target"), ("一次", "target")],
        "deadlines": [("年内", "deadline"), ("每月", "recurring"), ("6月底前", "deadline")],
        "responsible_units": [("县住建局", "lead")],
        "goals": [("完成校舍维修", "goal")],
    }


def test_records_are_the_typed_ones(nlp: Language) -> None:
    facts = _facts(nlp(PLAN))
    school, _ = facts["quantities"]
    assert isinstance(school, Quantity)
    assert (school.amount.value, school.amount.unit, school.indicator) == (Decimal(3), "所", "新建幼儿园")
    assert (school.status, school.deadline, school.responsible) == (Status.TARGET, date(2025, 12, 31), ("县住建局",))
    june = facts["deadlines"][-1]
    assert isinstance(june, Deadline)
    assert (june.first, june.last) == (None, date(2025, 6, 30))
    (body,) = facts["responsible_units"]
    assert isinstance(body, Assignment)
    assert body.role is Role.LEAD
    (goal,) = facts["goals"]
    assert isinstance(goal, Goal)
    assert goal.deadline == date(2025, 6, 30)


def test_records_are_those_of_extract_text(nlp: Language) -> None:
    extraction = extract_text(PLAN)
    doc = nlp(PLAN)
    assert _facts(doc) == {
        "quantities": list(extraction.quantities),
        "deadlines": list(extraction.deadlines),
        "responsible_units": list(extraction.assignments),
        "goals": list(extraction.goals),
    }
    assert doc._.mubiao == extraction.meta


def test_the_document_tells_of_itself() -> None:
    meta = _pipeline(CHARACTERS)(PLAN)._.mubiao
    assert (meta.title, meta.kind, meta.issuer) == ("𠮷县教育局2025年工作计划", Kind.PLAN, "𠮷县教育局")
    assert (meta.period.first, meta.period.last) == (date(2025, 1, 1), date(2025, 12, 31))


def test_a_span_takes_in_whole_tokens_and_its_record_keeps_the_place() -> None:
    """One token holds two bodies here: each has its span over that token, and its own record."""
    nlp = _pipeline(CHARACTERS)
    text = "（市教育局、市财政局负责）"
    whole = Doc(nlp.vocab, words=["（", "市教育局、市财政局", "负责", "）"], spaces=[False] * 4)
    spans = nlp(whole).spans["responsible_units"]
    assert [(span.start_char, span.end_char) for span in spans] == [(1, 10), (1, 10)]
    assert [span._.mubiao.span for span in spans] == [Span(1, 5), Span(6, 10)]
    assert [span._.mubiao.span.of(text) for span in spans] == ["市教育局", "市财政局"]


def _texts() -> Iterator[str]:
    for name in ("township-education-2013.txt", "county-work-report-2025.txt", "task-breakdown-2023.docx"):
        yield from (document.text for document in read_document(ROOT / "corpus" / name))


def test_spans_of_real_documents_cover_what_their_records_quote(nlp: Language) -> None:
    for doc in nlp.pipe(_texts()):
        assert len(doc.spans["quantities"]) > 10
        for name in GROUPS:
            for span in doc.spans[name]:
                fact = span._.mubiao
                assert doc.text[fact.span.start : fact.span.end] == fact.quote
                assert span.start_char <= fact.span.start
                assert fact.span.end <= span.end_char


def test_pipe_gives_what_single_calls_give(nlp: Language) -> None:
    texts = [PLAN, "没有任何承诺。", "", "2026年底前建成2座水库。"]
    assert [_facts(doc) for doc in nlp.pipe(texts, batch_size=2)] == [_facts(nlp(text)) for text in texts]


def test_pipe_over_processes() -> None:
    nlp = _pipeline(CHARACTERS)
    texts = [PLAN, "2026年底前建成2座水库。"]
    assert [_facts(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=1)] == [_facts(nlp(text)) for text in texts]


def test_records_go_through_the_bytes_of_the_doc(nlp: Language) -> None:
    doc = nlp(PLAN)
    back = Doc(spacy.blank("zh").vocab).from_bytes(doc.to_bytes())
    assert _facts(back) == _facts(doc)
    assert [span.label_ for span in back.spans["quantities"]] == ["target", "target"]
    assert back._.mubiao == doc._.mubiao


def test_records_go_through_a_docbin_that_keeps_user_data(nlp: Language) -> None:
    doc = nlp(PLAN)
    kept = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (back,) = DocBin().from_bytes(kept).get_docs(spacy.blank("zh").vocab)
    assert _facts(back) == _facts(doc)


def test_the_pipeline_goes_through_a_folder_with_its_settings(tmp_path: Path) -> None:
    _pipeline(WORDS, kinds=["goals"], period_from="2030-01-01", period_to="2030-12-31").to_disk(tmp_path)
    doc = spacy.load(tmp_path)("年内完成校舍维修。")
    assert list(doc.spans) == ["goals"]
    assert [span._.mubiao.deadline for span in doc.spans["goals"]] == [date(2030, 12, 31)]


def test_spans_of_others_have_no_record() -> None:
    doc = _pipeline(CHARACTERS)(PLAN)
    assert doc[0:2]._.mubiao is None
    assert spacy.blank("zh")(PLAN)._.mubiao is None


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"kinds": ["targets"]}, "there is no targets"),
        ({"period_to": "2025年底"}, "2025年底"),
        ({"period_from": "2025-12-31", "period_to": "2025-01-01"}, "runs backwards"),
    ],
    ids=lambda value: str(value),
)
def test_settings_that_cannot_be_meant_are_told(settings: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        _pipeline(CHARACTERS, **settings)


def test_a_pipeline_without_the_component_compiles_no_patterns() -> None:
    """spaCy loads every entry point of every package for every pipeline: it must cost those who do not ask next to nothing."""
    program = "import sys, spacy; spacy.blank('zh'); print('pipeline.spacy_component' in sys.modules, 'pipeline.verbs' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True False"
