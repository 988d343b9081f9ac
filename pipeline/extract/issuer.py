"""Who issued the document (发文机关): the office in its title, at its foot, in its opening words or in its site's name.

Title words and `Reading` in, the issuer as copied from the text out, None where the text does not tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.extract.place import divisions_in, places_in
from pipeline.extract.title import TitleWords
from pipeline.rules import one_of
from pipeline.segment.reading import Reading

# Closing words of offices; those of one character are guarded against the words they also close.
_OFFICE = (
    "(?:"
    + one_of(
        "人民政府 政府 国务院 办公室 办公厅 委员会 管委会 管理局 党工委 党委 党组 党总支 团委 总工会 工会 联合会 妇联 残联 协会 学会 教研组"
        " 领导小组 指挥部 法院 检察院 研究院 研究室 督导室 学校 中学 小学 大学 学院 幼儿园 书院 集团 公司 中心 银行 医院 保卫处 教务处 党校".split()
    )
    + r"|(?<=第)[一二三四五六七八九十\d]{1,3}[中小](?!学|心)|(?<=[\u4e00-\u9fff])[一二三四五六七八九十]{1,2}中(?![学心小])"
    + r"|[市县区州省]委(?!员|托)|(?<![当结布格大全])局(?![面部限势长])|(?<![大客])厅(?!长)|(?<![全干内外局本各一])部(?![长分门署队])"
    + r"|(?<=[发改教工卫计体])委(?!员|托))"
)
_JOIN = r"[^\s,。;:、!?“”《》()〔〕的和与及对在向由为将是\d]"
# An office behind its place, or one that opens the title by itself; the words go on to the last office of the run.
_NAMED = re.compile(rf"(?:{_JOIN}{{0,14}}?{_OFFICE})+")
_PARTY = re.compile(r"(?:中共|共青团|中国共产党|中国共产主义青年团|民革|民盟)$")
_REDACTED = re.compile(r"(?:某某|某|[xX×*]{1,4}|\s)+(?=[省市县区州镇乡])|^[xX×某]+")
_OPENS = re.compile(r"(?:[(《“]|关于|印发|转发|[\d〇零一二三四五六七八九]{4}(?:-[\d]{4})?(?:学年|年度|年))*(?:第[一二]学期)?\s*")
_ON_BEHALF = re.compile(rf"代表(?P<office>{_JOIN}{{0,14}}?(?:人民政府|政府|国务院|委员会|党委))[,，、向]?(?:[^,。]{{0,6}}向|,)")
_DATE = re.compile(r"\s*[\d〇零一二三四五六七八九]{4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?\s*$")
_SUBJECT = re.compile(r"(?:[\d〇零一二三四五六七八九]{4}年(?:度|以来|来|上半年)?,?|今年(?:以来)?,?|近年来,?)?")
# A foot stands in the last lines; reports and their annexes rarely have more than this many behind it.
_FOOT_LINES = 14
_LONGEST_OFFICE = 32


def issuer(reading: Reading, title: TitleWords, own: str | None) -> str | None:
    """Return the issuer: 衢州市教育局 for 《教育局工作计划》 whose text names it, 国务院办公厅 from a title or a foot.

    `own` is how the text calls its own place (县), which offices of other places do not fit.
    """
    for head in filter(None, (title.text and _fold(reading, title), *title.heads)):
        found = office_of(head)
        if found:
            return _fullest(found, reading, own)
    for words in (*_foot(reading), *_behalf(reading), *_opening(reading), title.site):
        found = words and office_of(words)
        if found:
            return _fullest(found, reading, own)
    return None


def _fold(reading: Reading, title: TitleWords) -> str:
    from pipeline.fold import fold

    return reading.words(title.span) if title.span else fold(title.text or "")


def office_of(words: str) -> str | None:
    """Return the office that a title names before what it plans: 绍兴一中团委 from 绍兴一中团委2009学年工作计划."""
    words = words.strip()
    opening = _OPENS.match(words)
    start = opening.end() if opening else 0
    places = [place for place in places_in(words[start:])]
    if places and (places[0].span.start == 0 or _PARTY.search(words[start : start + places[0].span.start])):
        last = places[0]
        for place in places[1:]:
            if place.span.start == last.span.end:
                last = place
        run = _NAMED.match(words, start + last.span.end)
        if run:
            return words[start : run.end()]
    run = _NAMED.match(words, start)
    if run and run.end() - start <= _LONGEST_OFFICE:
        return words[start : run.end()]
    return None


def _foot(reading: Reading) -> Iterator[str]:
    """Yield the offices that sign: a line of its own with the date below or behind it."""
    lines = [line.strip() for line in reading.folded[-1500:].split("\n") if line.strip()][-_FOOT_LINES:]
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        match = re.match(r"(?P<office>[^\d,。;:]{3,32}?)\s*(?P<date>[\d〇零一二三四五六七八九]{4}\s*年.{3,12}日?)?$", line)
        if match and (match["date"] or _DATE.match(below)):
            yield match["office"].replace(" ", "")


def _behalf(reading: Reading) -> Iterator[str]:
    """Yield the office that a speaker reports for: 我代表省人民政府,向大会报告工作."""
    match = _ON_BEHALF.search(reading.folded, 0, 3000)
    if match:
        yield match["office"]


def _opening(reading: Reading) -> Iterator[str]:
    """Yield the office that the first sentence opens with: 2009年,衢州市教育局将认真贯彻…"""
    for line in [line.strip() for line in reading.folded[:2000].split("\n")]:
        if len(line) < 60:
            continue
        match = _SUBJECT.match(line)
        rest = line[match.end() if match else 0 :][:_LONGEST_OFFICE]
        place = next(divisions_in(rest), None)
        if place and place.span.start == 0:
            yield rest
        return


def _fullest(office: str, reading: Reading, own: str | None) -> str:
    """Return the office with its place, as the text elsewhere writes it: 某县教育局 is its 宁南县教育局."""
    bare = _REDACTED.sub("", office)
    if any(True for _ in divisions_in(bare)) and bare == office:
        stem = None
    else:
        stem = re.sub("^[省市县区州镇]", "", bare)
    found = Counter(_written_out(stem or bare, reading, own if stem else None))
    longer = [each for each in found if len(each) > len(bare)]
    if not longer:
        return bare or office
    return max(longer, key=lambda each: (found[each], len(each)))


def _written_out(stem: str, reading: Reading, own: str | None) -> Iterable[str]:
    """Yield the forms of an office that open with a place, in the text."""
    for match in re.finditer(re.escape(stem), reading.folded[:60000]):
        left = reading.folded[max(0, match.start() - 20) : match.start()]
        left = re.split(r"[\s,。;:、!?“”《》()的和与及对在向由]", left)[-1]
        place = next(divisions_in(left), None)
        if place and (own is None or left[place.span.start : place.span.end].endswith(own)):
            yield left[place.span.start :] + stem
