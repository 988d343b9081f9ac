"""Who issued the document (发文机关): the office in its title, at its foot, in its opening words or in its site's name.

Title words and `Reading` in, the issuer as copied from the text out, None where the text does not tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from pipeline.extract.genre import closing_genre, kind_of_title, unspaced
from pipeline.extract.place import divisions_in, places_in
from pipeline.extract.title import TitleWords
from pipeline.fold import fold
from pipeline.model import Kind
from pipeline.rules import one_of
from pipeline.segment.reading import Reading

# Closing words of offices; those of one character are guarded against the words they also close.
_LONG = (
    *(
        "人民政府",
        "政府",
        "国务院",
        "办公室",
        "办公厅",
        "委员会",
        "管委会",
        "管理局",
        "党工委",
        "党委",
        "党组",
        "党总支",
        "团委",
    ),
    *(
        "总工会",
        "工会",
        "联合会",
        "妇联",
        "残联",
        "协会",
        "学会",
        "教研组",
        "领导小组",
        "指挥部",
        "法院",
        "检察院",
        "研究院",
    ),
    *(
        "研究室",
        "督导室",
        "学校",
        "小学",
        "大学",
        "学院",
        "幼儿园",
        "书院",
        "集团",
        "公司",
        "中心",
        "银行",
        "医院",
        "保卫处",
    ),
    *("教务处", "党校"),
)
_NUMBER = "[一二三四五六七八九十]"
_OFFICE = (
    rf"(?:{one_of(_LONG)}|中学(?![科生习年期])|(?<=第)(?:{_NUMBER}|\d){{1,3}}[中小](?!学(?!生)|心)"
    rf"|(?<=[\u4e00-\u9fff]){_NUMBER}{{1,2}}中(?!心|小|学(?!生|期|年))|(?:[市县区州省]|(?<=[市县区州省发改教工卫计体]))委(?!员|托)"
    r"|(?<![当结布格大全新本])局(?![面部限势长])|(?<![大客])厅(?!长)|(?<![全干内外局本各一东南西北中])部(?![长分门署队]))"
)
_JOIN = (
    "(?!创建|举行|召开|开展|关于|年度|工作|实施|组织|参加|争创|落实|推进|加强|文件)"
    r"[^\s,。;:、!?“”《》()〔〕的及对在向由为将是\d]"
)
# An office behind its place, or one that opens the title by itself; the words go on to the last office of the run.
_NAMED = re.compile(rf"(?:{_JOIN}{{0,14}}?{_OFFICE})+")
# An office without its place opens a title when the title goes on like one; these words alone name no office.
_GOES_ON = re.compile(r"[\d(《“关工的\s]|[二一][〇零九]|$|[一-龥]{0,6}(?:计划|要点|方案|总结|规划|目标|简介)")
_NO_OFFICE = re.compile(
    r"^(?:第[一二三四五六七八九十\d]+(?:周|届|次|批)|[本各全我]|[市省县区]直|.{0,2}届.次)|(?:中小学|市委市政府)$"
    r"|^(?:学校|公司|工会|中心|处室|科室|中小学|小学|中学|小学学校|幼儿园|乡镇政府|乡镇人民政府)$"
)
_PARTY = re.compile(r"(?:中共|共青团|中国共产党|中国共产主义青年团|民革|民盟)$")
_REDACTED = re.compile(r"(?:某某|某|[xX×*]{1,4}|\s)+(?=[省市县区州镇乡])|^[xX×某]+")
_OPENS = re.compile(
    r"(?:【[^】]*】|[(《“]|(?:范文|篇)[一二三四五六七八九十\d]*:|关于|印发|转发|[\d〇零一二三四五六七八九]{4}(?:-[\d]{4})?(?:学年|年度|年))*(?:第[一二]学期|[春秋]季学期|[上下]半年)?\s*"
)
_ON_BEHALF = re.compile(
    rf"代表(?P<office>{_JOIN}{{0,14}}?(?:人民政府|政府|国务院|委员会|党委))[,，、向]?(?:[^,。]{{0,6}}向|,)"
)
# What such a title names is not by the site that shows it.
_OTHERS = re.compile("《?(?:国家|全国|中共中央|国务院|中华人民共和国)")
_GOVERNMENT = ("政府", "人民政府")
_NATION = re.compile(r"第[一二三四五六七八九十]+届全国人民代表大会|国务院(?:代|副)?总理")
_DATE = re.compile(
    r"\s*[\d〇零一二三四五六七八九]{4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?\s*$"
)
_SUBJECT = re.compile(r"(?:[\d〇零一二三四五六七八九]{4}年(?:度|以来|来|上半年)?,?|今年(?:以来)?,?|近年来,?)?")
# A foot stands in the last lines; reports and their annexes rarely have more than this many behind it.
_FOOT_LINES = 14
_LONGEST_OFFICE = 32
_LONGEST_BARE = 12
# Offices named so far down belong to others.
_REACH = 60000
_EDGE = re.compile(r"[\s,。;:、!?“”《》()的及对在向由\d]")
_STRUCK = re.compile(
    r"(?:[xX×*]{1,4}|某)(?P<office>[市县区州镇](?:教育局|教育和体育局|教体局|人民政府|委员会|[\u4e00-\u9fff]{2,4}局))"
)


def issuer(reading: Reading, title: TitleWords, own: str | None) -> str | None:
    """Return the issuer: 衢州市教育局 for 《教育局工作计划》 whose text names it, 国务院办公厅 from a title or a foot.

    `own` is how the text calls its own place (县), which offices of other places do not fit.
    """
    titles = (_fold(reading, title), *title.heads)
    for head in titles:
        found = office_of(unspaced(head))
        if found in _GOVERNMENT:
            if kind_of_title(head) is not Kind.MIXED:
                continue
            return _government(reading, own)
        if found:
            return _fullest(found, reading, own)
    others = _OTHERS.match(titles[0]) or any(place.full and place.span.start < 4 for place in places_in(titles[0]))
    opening = _opening(reading) if closing_genre(titles[0]) is not None or title.sample else ()
    for words in (*_foot(reading), *_behalf(reading), *opening, *_redacted(reading), None if others else title.site):
        found = words and office_of(words)
        if found in _GOVERNMENT:
            return _government(reading, own)
        if found:
            return _fullest(found, reading, own)
    return None


def _government(reading: Reading, own: str | None) -> str:
    """Return whose 政府工作报告 it is: 国务院 of one given to the nation's congress, else 省人民政府 with its place."""
    said = next(_behalf(reading), None)
    if said == "国务院" or (said is None and _NATION.search(reading.folded, 0, 600)):
        return "国务院"
    stem = said or (f"{own}人民政府" if own and own in "省市州县区" else "人民政府")
    found = _fullest(stem, reading, stem[0])
    if found[0] not in "省市州县区":
        return found
    places = Counter(place.name for place in divisions_in(reading.folded[:_REACH]) if place.name.endswith(found[0]))
    return places.most_common(1)[0][0] + found[1:] if places else found


def _fold(reading: Reading, title: TitleWords) -> str:
    return reading.words(title.span) if title.span else fold(title.text or "")


def office_of(words: str) -> str | None:
    """Return the office that a title names before what it plans: 绍兴一中团委 from 绍兴一中团委2009学年工作计划."""
    words = words.strip()
    opening = _OPENS.match(words)
    start = opening.end() if opening else 0
    places = places_in(words[start:])
    if places and _leads(words[start:], places[0].span.start):
        first = start + (0 if _PARTY.search(words[start : start + places[0].span.start]) else places[0].span.start)
        last = places[0]
        for place in places[1:]:
            if place.span.start == last.span.end:
                last = place
        run = _NAMED.match(words, start + last.span.end)
        return _office(words[first : run.end()]) if run else None
    run = _NAMED.match(words, start)
    ahead = not places or run is None or run.end() <= start + places[0].span.start
    if run and len(run[0]) <= _LONGEST_BARE and _GOES_ON.match(words, run.end()) and ahead:
        return _office(run[0])
    return None


def _leads(words: str, first: int) -> bool:
    """Say whether a place stands where a title names its office: at its start, behind 中共 or an occasion (高考)."""
    return first == 0 or _PARTY.search(words[:first]) is not None or (first <= 3 and words[:first].isalnum())


def _office(name: str) -> str | None:
    """Return an office's name, 国务院 for 国务院政府, None for words that only look like one (各学校, 第四周学校)."""
    name = name.replace("国务院政府", "国务院")
    return None if _NO_OFFICE.search(name) else name


def _foot(reading: Reading) -> Iterator[str]:
    """Yield the offices that sign: a line of its own with the date below or behind it."""
    lines = [line.strip() for line in reading.folded[-1500:].split("\n") if line.strip()][-_FOOT_LINES:]
    for line, below in pairwise([*lines, ""]):
        match = re.match(
            r"(?P<office>[^\d,。;:]{3,32}?)\s*(?P<date>[\d〇零一二三四五六七八九]{4}\s*年.{3,12}日?)?$", line
        )
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
    """Return the office with its place, as the text elsewhere writes it: 某县教育局 is its 宁南县教育局.

    One already with its place gains only the house it belongs to: 某市学生研究室 is 某市教育研究院学生研究室.
    """
    bare = _REDACTED.sub("", office)
    place = next(divisions_in(bare), None)
    if place is not None and place.span.start == 0:
        rest = bare[place.span.end :]
        housed = [
            each
            for each in _written_out(rest, reading, None)
            if each.startswith(place.name) and re.fullmatch(_NAMED, each[place.span.end : len(each) - len(rest)])
        ]
        return max(housed, key=len, default=bare)
    found = Counter(_written_out(re.sub("^[省市县区州镇]", "", bare), reading, own))
    return max(found, key=lambda each: (found[each], len(each)), default=bare or office)


def _written_out(stem: str, reading: Reading, own: str | None) -> Iterator[str]:
    """Yield the forms of an office that open with a place, in the text and the caption."""
    folded = reading.folded[:_REACH]
    for match in re.finditer(re.escape(stem), folded) if stem else ():
        left = _EDGE.split(folded[max(0, match.start() - 20) : match.start()])[-1]
        places = list(divisions_in(left))
        if places and (own is None or places[0].name.endswith(own)):
            yield left[places[0].span.start :] + stem


def _redacted(reading: Reading) -> Iterator[str]:
    """Yield the office of a place whose name was struck out: xx县教育局 is 县教育局, and the text's own."""
    found = Counter(match["office"] for match in _STRUCK.finditer(reading.folded, 0, _REACH))
    yield from (office for office, _ in found.most_common(1))
