"""Which time expressions are deadline records (时限, GUIDE §3): planned work is due, begins or takes place then.

`Reading` in, `Mention[TimeWords]` out. Past events, names of plans, restating headings, column heads, attribution
lines and the practice of reports are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extract import time_terms, time_words
from pipeline.extract.tense import Tense, Tenses, tenses
from pipeline.extract.time_setting import Setting, is_wide, setting
from pipeline.model import Bound, Kind, TimeForm, TimeWords
from pipeline.rules import Mention, keep_longest, one_of
from pipeline.segment.reading import Reading

RULES = (*time_words.RULES, *time_terms.RULES)

# Only the text about the literals that a rule needs is read, WINDOW characters to each side. Dashes, dots and 日 are
# everywhere: they count only beside a number or a unit of time. A pattern that begins with a literal is found fastest.
WINDOW = 20
_N = "[\\d一二三四五六七八九十]"
_NARROW = {
    time_words.RANGE.name: r"[\d年月日号份度旬午一二三四五六七八九十)] ?[-∼至到]",
    time_words.DOTTED.name: r"\d[./]\d",
    time_words.DAY_ALONE.name: rf"日(?:(?<=[\n\t ]{_N}日)|(?<=[\n\t ]{_N}{_N}日)|(?<=[\n\t ]{_N}{_N}{_N}日))",
    time_words.DAY_WITHIN.name: r"日(?:(?<=[^\d月年.]\d日)|(?<=[^\d月年.]\d\d日))",
    time_words.ISO_DAY.name: r"-(?<=\d\d\d\d-)\d",
    time_terms.WITHIN.name: r"内(?<=[年月周期度日天时右间之以]内)|今后|未来|接下来|时间(?<=[年的右]时间)",
    time_terms.PART_YEARS.name: r"年(?<=[前后头][一二两三四]年)",
}
_ANCHORS = tuple((rule, re.compile(_NARROW.get(rule.name) or one_of(rule.needs))) for rule in RULES)
# A bare day belongs to a month told at most so many characters before it: a week's table has rows of up to 300.
MONTH_REACH = 300
# In a text that plans nothing these words make rules, and what a rule allows in time is no deadline.
_NORMATIVE = frozenset({"应当", "应该", "应", "必须", "要"})
_DATED = frozenset({TimeForm.CALENDAR, TimeForm.PLAN, TimeForm.TERM})
_HOLIDAYS = frozenset({"寒假", "暑假", "暑期"})
_SEASONS = frozenset({"春季", "夏季", "秋季", "冬季"})
_COUNTING = frozenset({time_terms.PLAN_YEARS.name, time_terms.PART_YEARS.name})
_CLOSING = frozenset({"内", "底", "末"})


def deadlines(
    reading: Reading, kind: Kind | None = None, *, known: Tenses | None = None
) -> tuple[Mention[TimeWords], ...]:
    """Return the deadline records of a document in text order, such as 2012年元旦前, 每年教师节, 3月-4月份.

    `kind` is what is known of the document, else the title is asked; `known` are its tenses where they are at hand.
    """
    found = keep_longest(_times(reading.folded))
    if not found:
        return ()
    known = known or tenses(reading, kind)
    return tuple(mention for mention in _dated(found) if _is_record(reading, known, mention))


def _dated(found: Iterable[Mention[TimeWords]]) -> Iterator[Mention[TimeWords]]:
    """Yield the times without the bare days before which no month stands near: 高一13日 dates behind 1月12日 only."""
    month = -MONTH_REACH
    for mention in found:
        if mention.rule == time_words.DAY_WITHIN.name:
            if mention.span.start - month > MONTH_REACH:
                continue
            month = mention.span.end
        elif mention.words.first.month or mention.rule == time_words.DAY_ALONE.name:
            month = mention.span.end
        yield mention


def _times(folded: str) -> Iterator[Mention[TimeWords]]:
    """Yield every time expression, overlapping ones too."""
    for rule, anchor in _ANCHORS:
        for start, end in _windows(folded, anchor):
            yield from rule.find(folded, start, end)


def _windows(folded: str, anchor: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text about an anchor, none overlapping."""
    start, end = 0, 0
    for match in anchor.finditer(folded):
        at = match.start()
        if at - WINDOW > end:
            if end:
                yield start, end
            start = at - WINDOW
        end = min(len(folded), at + WINDOW)
    if end:
        yield start, end


def _is_record(reading: Reading, known: Tenses, mention: Mention[TimeWords]) -> bool:
    """Say whether a time expression is a deadline record; what costs least is asked first."""
    place = setting(reading, known, mention)
    if place.in_head_cell or place.is_named() or place.restates() or not _is_due(place):
        return False
    return _is_planned(known, mention) and not place.is_furniture(reading.folded)


def _is_due(place: Setting) -> bool:
    """Say whether the words around a time make it one at which work is due."""
    form = place.words.form
    if form is TimeForm.CALENDAR:
        return _is_date(place)
    if form is TimeForm.RECURRING:
        slogan = not place.words.first.name.startswith("每") and place.before.endswith(("“", "·"))
        return not (slogan or place.is_rate())
    if form is TimeForm.WITHIN:
        if place.mention.rule in _COUNTING:
            return place.counts_plan()
        return not place.is_condition()
    if form is TimeForm.EVENT:
        return _is_event(place)
    if place.mention.rule == time_terms.SCHOOL_YEAR.name:
        return place.alone or place.is_put() or place.dates_the_work()
    if place.mention.rule == time_terms.OWN_PERIOD.name and not place.words.first.edge:
        return place.opens()
    return not place.is_object()


def _is_event(place: Setting) -> bool:
    if place.mention.rule == time_terms.WEEK.name:
        return place.alone or place.heads_a_row
    return place.words.first.name not in _HOLIDAYS or place.alone or place.is_put()


def _is_date(place: Setting) -> bool:
    """Say whether a calendar time dates the work: 9月份的评比 does, 2020年项目验收 and a bare 教师节 do not."""
    words, first = place.words, place.words.first
    if place.mention.rule == time_words.DOTTED.name:
        return place.is_day_in_digits()
    if place.mention.rule == time_words.ISO_DAY.name:
        return place.in_row and (place.alone or place.is_day_in_digits() or place.follows_weekday())
    if place.alone:
        return True
    if place.is_elsewhen():
        return False
    nameless = words.bound is Bound.IN and words.last is None
    if nameless and first.name and not (first.year or first.month or first.edge):
        if first.name in _SEASONS:
            return False
        if is_wide(words):
            return not place.is_object() and not place.after.startswith("的")
        if not first.name.endswith(("季度", "学期", "明春")):
            return place.is_put()
    if words.bound is Bound.IN and (is_wide(words) or first.name.endswith("学期")):
        return place.dates_the_work()
    return not place.before.endswith("由")


def _is_planned(known: Tenses, mention: Mention[TimeWords]) -> bool:
    """Say whether the text plans there; where it does not tell, a bound (到2020年, 年内) looks ahead by itself."""
    judgement, part = known.at(mention.span), known.part(mention.span.start)
    words = mention.words
    if judgement.tense is Tense.PLANNED:
        rules = part.cue == Kind.OTHER.value and judgement.cue in _NORMATIVE
        return words.form in _DATED or not rules
    if judgement.tense is Tense.REPORTED:
        return False
    if words.form is TimeForm.PLAN or (words.form is TimeForm.CALENDAR and words.bound is Bound.BY):
        return True
    return words.first.edge in _CLOSING and judgement.cue != Kind.OTHER.value
