"""The formal lines (公文格式) around a text: its letterhead and addressees above, its signature and distribution below.

Lines of the folded text in, those that GB/T 9704-2012 §7 calls 版头, 主送机关, 附件说明, 落款 and 版记 out, each by its kind.
They say who writes to whom and when; what they name is neither promised nor made responsible.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Formal

# Lines from the top within which a letterhead and its marks stand; a page's own lines may precede them.
_HEAD_LINES = 12
# Lines in which the addressees stand, below a title of several lines and a page's head of ten.
_ADDRESSED_WITHIN = 30
# Characters of an office's name, and of a line of addressees: circulars of the centre list a dozen kinds of offices.
_LONGEST_OFFICE = 40
_LONGEST_ADDRESS = 240
# Lines of addressees: those of a notice, and of the report that it carries.
_MOST_ADDRESSED = 2
# Lines of a signature: a circular of four offices is rare.
_MOST_SIGNERS = 6
# A text in which more dates stand alone under offices than this is a table that lost its lines (县教育局⏎2026年12月31日).
_MOST_SIGNED = 2
# Items of a list of annexes, and characters of one.
_MOST_ANNEXES = 30
_LONGEST_ANNEX = 80

_YEAR = r"(?:19|20|二[〇零0OoＯ○]|一九)[\d〇零0OoＯ○一二三四五六七八九]{2}"
_DAY = rf"{_YEAR}\s*年\s*[\d一二三四五六七八九十]{{1,3}}\s*月\s*[\d一二三四五六七八九十]{{1,3}}\s*日"
_OFFICE_END = (
    r"(?:人民政府|政府|国务院|委员会|管委会|党工委|办公室|办公厅|[局厅部委院校署站所]|学校|[中小大]学|学院|幼儿园|公司|集团|中心|"
    r"党组|党委|工会|协会|联合会|妇联|法院|检察院|指挥部|领导小组|银行|支部|社)"
)
_OFFICE = re.compile(rf"[\u4e00-\u9fff()·、 ]{{2,}}{_OFFICE_END}(?:\(?[章印]\)?)?")
_NO_OFFICE = re.compile(r"关于|单位|部门|牵头|负责|责任|[的与及为将]")
_DATE = re.compile(rf"\(?\s*{_DAY}\s*\)?")
_SIGNED_DATE = re.compile(rf"(?P<office>[\u4e00-\u9fff()·、 ]{{2,}}{_OFFICE_END})\s+{_DAY}")
_NUMBER = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,20}\s?[〔\[(【]\s*(?:19|20)\d\d\s*[〕\])】]\s*第?\s*\d{1,5}\s*号(?:\s+签发人\s*:.{1,30})?"
)
_ALONE: tuple[tuple[Formal, re.Pattern[str]], ...] = (
    (Formal.NUMBER, _NUMBER),
    (Formal.SECRECY, re.compile(r"(?:绝密|机密|秘密)(?:\s*★.{0,8})?(?:\s*(?:特急|加急|平急|急件))?")),
    (Formal.URGENCY, re.compile(r"特急|加急|平急|急件|特提(?:\s*(?:绝密|机密|秘密))?")),
    (Formal.SIGNER, re.compile(r"签发人\s*:.{1,30}")),
    (Formal.ADDRESSEE, re.compile(r"主送\s*:.{2,}")),
    (Formal.COPIES, re.compile(r"(?:抄送|抄报|分送)\s*:.{2,}")),
    (Formal.KEYWORDS, re.compile(r"主\s*题\s*词\s*:.{2,}")),
    (Formal.PRINTED, re.compile(rf".{{0,40}}{_DAY}\s*印发?")),
    (Formal.NOTE, re.compile(r"\(此[件文].{2,20}\)")),
)
_HINT = re.compile(r"[号密急送抄印]|签发|主\s*题|此")
# Marks that stand at the top alone; further down 特急 is a word of a table.
_ABOVE = frozenset((Formal.SECRECY, Formal.URGENCY, Formal.SIGNER))
# 版记, which is ruled.
_BELOW = frozenset((Formal.COPIES, Formal.KEYWORDS, Formal.PRINTED))
_RED = re.compile(rf"(?:.{{2,30}}{_OFFICE_END}\s*(?:\(?文\s*件\)?)?|文\s*件)+")
_ANNEXES = re.compile(r"附\s*件\s*:\s*(?:1\s*[.、,]?\s*)?[^\s\d].*")
_ANNEX_ITEM = re.compile(r"(?:附\s*件\s*)?\d{1,2}\s*[.、,:]\s*\S.*")
_BEHIND_ANNEXES = frozenset((Formal.SIGNATURE, Formal.DATE, Formal.COPIES, Formal.PRINTED, Formal.NOTE))

_ADDRESSED = re.compile(r"各|.{0,40}各位|全体|全[县市省校]|尊敬|有关|[省市县区州校][直级]|中共")
_ADDRESSED_BODY = re.compile(
    rf"[\u4e00-\u9fff]+{_OFFICE_END}|国务院|[\u4e00-\u9fff]{{2,12}}(?:代表|同志|先生|女士|(?<!主任)委员)|(?:同志|老师|同学|朋友)们"
)
# What is done by those whom a label names: 牵头单位, 受理机构.
_LABEL = re.compile(
    r"(?:责任|牵头|配合|主办|承办|协办|参加|编制|发布|印发|发文|填报|起草|组织|实施|成员|联系|受理|建设|主管|监管|组成|报送)"
    r"(?:单位|部门|机构|机关|处室|科室|人|领导)"
)
_NO_ADDRESS = re.compile(
    r"(?:如下|以下|包括|要求|要点|方面|目标|任务|措施|内容|时间|地点|对象|范围|原则|方式|步骤|标准|名单|电话|附件)\s*$|[\d%]|"
    r"本[年月周学期次][^级]|成立|设立|组建|^\("
)
_ADDRESSEES = re.compile(
    r"(?:人民政府|政府|委员会|办公[室厅]|[局厅部委办院会校室科处站所系组园镇乡村市县区州旗省社军团司行班队段]|街道|公司|企业|集团|中心|"
    r"单位|部门|机构|机关|自治区|直辖市|中学|小学|大学|[中小]学校|高校|学院|书院|学部|学科|代表|委员|同志们?|老师们?|同学们?|同事们?|"
    r"领导|专家|校友|来宾|家长们?|朋友们|教师|员工|教工|职工|教职工|师生|支部|党委|党组|工会|年级|负责人|先生|女士)$"
)
# A name before 代表 or 委员: 某某、某某委员.
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,6}")
_TITLED = re.compile(r"(?:代表|委员|同志|先生|女士)$")
_PARTED = re.compile(r"[,、;/]|(?:以及|及其)")


def formal_lines(folded: str, lines: Sequence[tuple[int, int]]) -> dict[int, Formal]:
    """Return the kind of each formal line by where it begins: 各县(区)人民政府,市直各单位: is an addressee.

    `lines` are the lines of prose in text order, without blanks around them.
    """
    words = [folded[start:end] for start, end in lines]
    found: dict[int, Formal] = {}
    for at, line in enumerate(words):
        if len(line) > _LONGEST_ADDRESS or not _HINT.search(line):
            continue
        kind = next((kind for kind, pattern in _ALONE if pattern.fullmatch(line)), None)
        if kind is not None and (kind not in _ABOVE or at < _HEAD_LINES):
            found[at] = kind
    _letterhead(words, found)
    _addressee(words, found)
    _signatures(words, found)
    _annexes(words, found)
    return {lines[at][0]: kind for at, kind in found.items()}


def formal_in_cell(line: str) -> Formal | None:
    """Return the kind of a folded line of a table's cell where it is formal: 抄送 and 印发 often stand between ruled lines."""
    if len(line) > _LONGEST_ADDRESS or not _HINT.search(line):
        return None
    return next((kind for kind, pattern in _ALONE if kind in _BELOW and pattern.fullmatch(line)), None)


def _letterhead(words: list[str], found: dict[int, Formal]) -> None:
    """Find the offices above the number: 青禾县教育局文件, or 文件 between the names of two offices."""
    number = next((at for at, kind in sorted(found.items()) if kind is Formal.NUMBER), None)
    if number is None or number >= _HEAD_LINES:
        return
    for at in reversed(range(number)):
        line = words[at]
        if at in found:
            continue
        is_red = len(line) <= _LONGEST_OFFICE and _RED.fullmatch(line) and not _NO_OFFICE.search(line)
        if not is_red:
            return  # a title stands between: its first line may be an office too
        found[at] = Formal.LETTERHEAD


def _addressee(words: list[str], found: dict[int, Formal]) -> None:
    """Find the lines that name those to whom it is written, and those of what it carries."""
    addressed = [at for at, line in enumerate(words[:_ADDRESSED_WITHIN]) if at not in found and is_addressee(line)]
    found.update(dict.fromkeys(addressed[:_MOST_ADDRESSED], Formal.ADDRESSEE))


def is_addressee(line: str) -> bool:
    """Say whether a folded line names addressees alone: 省政府各部门: does, 责任单位: and 现将有关事项通知如下: do not."""
    if not line.endswith(":") or len(line) > _LONGEST_ADDRESS:
        return False
    bare = re.sub(r"\([^)]*\)", "", line[:-1]).strip()
    if _NO_ADDRESS.search(bare) or "。" in bare or _LABEL.match(bare):
        return False
    parts = [part.strip() for part in _PARTED.split(bare) if part.strip()]
    if not parts or (len(parts) == 1 and _LABEL.search(bare) and not bare.startswith("各")):
        return False
    addresses = _ADDRESSED.match(bare) or any(map(_ADDRESSED_BODY.fullmatch, parts))
    titled = _TITLED.search(parts[-1]) is not None
    return bool(addresses) and all(_is_addressed(part) or (titled and _NAME.fullmatch(part)) for part in parts)


def _is_addressed(part: str) -> bool:
    """Say whether a part of the line ends in those who can be written to: 市直各单位."""
    return _ADDRESSEES.search(part) is not None


def _signatures(words: list[str], found: dict[int, Formal]) -> None:
    """Find dates that stand alone with the offices above them, where the text is signed and no table of dates."""
    signed: list[tuple[int, int]] = []
    for at, line in enumerate(words):
        if (
            at in found
            or len(line) > 2 * _LONGEST_OFFICE
            or not (_DATE.fullmatch(line) or _SIGNED_DATE.fullmatch(line))
        ):
            continue
        first = at
        while first and at - first < _MOST_SIGNERS and first - 1 not in found and _is_office(words[first - 1]):
            first -= 1
        if first < at or _SIGNED_DATE.fullmatch(line):
            signed.append((first, at))
    if len(signed) > _MOST_SIGNED:
        return
    for first, at in signed:
        found[at] = Formal.DATE
        found.update(dict.fromkeys(range(first, at), Formal.SIGNATURE))


def _is_office(line: str) -> bool:
    return len(line) <= _LONGEST_OFFICE and bool(_OFFICE.fullmatch(line)) and not _NO_OFFICE.search(line)


def _annexes(words: list[str], found: dict[int, Formal]) -> None:
    """Find the lists of annexes above a signature; 附件 above what is annexed is a heading."""
    for at, line in enumerate(words):
        if at in found or len(line) > _LONGEST_ANNEX or not _ANNEXES.fullmatch(line):
            continue
        end = at + 1
        while end < len(words) and end - at < _MOST_ANNEXES and end not in found and _is_item(words[end]):
            end += 1
        if found.get(end) in _BEHIND_ANNEXES:
            found.update(dict.fromkeys(range(at, end), Formal.ANNEXES))


def _is_item(line: str) -> bool:
    return len(line) <= _LONGEST_ANNEX and bool(_ANNEX_ITEM.fullmatch(line)) and line[-1] not in "。;"
