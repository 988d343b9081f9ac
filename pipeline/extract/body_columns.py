"""Bodies in the columns of task tables: 责任单位, 负责处室, 配合处室, 牵头领导, 分管领导, people's names included.

`Reading` in, `Mention[BodyWords]` out; what a cell answers for is its row, or all rows over which the cell is merged.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import takewhile

from pipeline.extract.body_labels import ROLES
from pipeline.extract.body_lists import split
from pipeline.extract.body_names import is_body, is_place
from pipeline.model import BodyWords, Role, Row, RowCell, Span
from pipeline.rules import Mention
from pipeline.segment.reading import Reading

_WHO = "(?:单位|部门|处室|科室|股室|领导|机构|主体|人|方|者|年段|处|局|组|校长)"
_HEADS = {
    Role.LEAD: re.compile(rf"{ROLES[Role.LEAD]}.{{0,4}}{_WHO}|^{ROLES[Role.LEAD]}$"),
    Role.SUPPORT: re.compile(rf"{ROLES[Role.SUPPORT]}.{{0,4}}{_WHO}|^(?:配合|协办)$"),
    Role.RESPONSIBLE: re.compile(rf"(?:{ROLES[Role.RESPONSIBLE]}|组织|安排).{{0,4}}{_WHO}|^(?:责任|负责|承办)$"),
}
_NO_HEAD = re.compile("职责|责任书|责任清单|责任制|电话|签名|签字|盖章|分值|得分|联系|内容|描述|意见")
# A head that names only the sort of body holds bodies where its cells do.
_BARE = re.compile(
    "(?:工作|有关|相关|职能|主管|经办|实施)?(?P<sort>处室|部门|科室|股室|单位|年段|主持|组织者|处室\\(年段\\))(?:名称)?"
)
# Share of a bare column's cells that must read like bodies: 单位 may as well head 个 and 万元.
ENOUGH_BODIES = 0.6

_SINGLE = r"[\u4e00-\u9fff]"
_SPACED = re.compile(rf"(?<!{_SINGLE})(?P<name>{_SINGLE}[ \u3000]+{_SINGLE})(?!{_SINGLE})")
_WORD = re.compile(r"[^\s、,;/|。]+")
_EACH = re.compile(r"(?<=[\u4e00-\u9fff]{2})各")
_NOT_A_NAME = re.compile(r"^[\d\W_]+$|^(?:无|暂无|待定|略|同上|详见.*|见.*|序号)$")
LONGEST_CELL = 120
LONGEST_PERSON = 4


def columns(reading: Reading) -> Iterator[Mention[BodyWords]]:
    """Yield the bodies of label columns: 党政办 总务处 信息处 under 负责处室 gives three."""
    tables: dict[int, list[Row]] = defaultdict(list)
    for row in reading.outline.rows:
        tables[row.table].append(row)
    for rows in tables.values():
        roles = _roles(reading, rows)
        if not roles:
            continue
        known = _known(reading, rows, roles)
        for number, row in enumerate(rows):
            for cell in row.cells:
                role = roles.get(_head(reading, cell))
                if role is None or cell.carried:
                    continue
                scope = _scope(rows, number, cell)
                for span in _listed(reading.folded, cell.span, known):
                    words = BodyWords(reading.words(span), role, scope)
                    yield Mention(span, words, "column of bodies")


def _head(reading: Reading, cell: RowCell) -> str:
    return re.sub(r"\s", "", "".join(reading.words(head) for head in cell.heads[-1:]))


def _roles(reading: Reading, rows: list[Row]) -> dict[str, Role]:
    """Return the heads of a table under which bodies stand, with their roles."""
    cells: dict[str, list[RowCell]] = defaultdict(list)
    for row in rows:
        for cell in row.cells:
            if not cell.carried:
                cells[_head(reading, cell)].append(cell)
    roles: dict[str, Role] = {}
    for head, under in cells.items():
        if not head or _NO_HEAD.search(head):
            continue
        named = [role for role, pattern in _HEADS.items() if pattern.search(head)]
        if named:
            roles[head] = named[0]
        elif (bare := _BARE.fullmatch(head)) and len(cells) > 1 and _hold_bodies(reading, under):
            roles[head] = (
                Role.LEAD if re.search(f"牵头{re.escape(bare['sort'][:2])}", reading.folded) else Role.RESPONSIBLE
            )
    return roles


def _hold_bodies(reading: Reading, cells: list[RowCell]) -> bool:
    """Say whether most cells of a bare column read like bodies."""
    good = 0
    for cell in cells:
        listed = _listed(reading.folded, cell.span, re.compile("(?!)"))
        good += bool(listed) and all(
            is_body(_closed_up(reading.words(span))) or is_place(reading.words(span)) for span in listed
        )
    return good >= ENOUGH_BODIES * len(cells)


def _closed_up(words: str) -> str:
    return re.sub(r"\s", "", words)


def _known(reading: Reading, rows: list[Row], roles: dict[str, Role]) -> re.Pattern[str]:
    """Return a pattern of the names that stand alone in some cell: it takes apart cells that run names together."""
    alone: set[str] = set()
    for row in rows:
        for cell in row.cells:
            words = reading.words(cell.span)
            closed = _closed_up(words)
            short = 2 <= len(closed) <= LONGEST_PERSON and not re.search("[、,;/各]", words)
            whole = _SPACED.fullmatch(words) or not re.search(r"\s", words)
            if short and whole and _head(reading, cell) in roles:
                alone.add(closed)
    if not alone:
        return re.compile("(?!)")
    choices = sorted(alone, key=lambda name: (-len(name), name))
    return re.compile("|".join(r"\s*".join(map(re.escape, name)) for name in choices))


def _listed(folded: str, cell: Span, known: re.Pattern[str]) -> tuple[Span, ...]:
    """Return the names in a cell, apart at marks, blanks, line ends, before 各, and where known names meet."""
    if cell.end - cell.start > LONGEST_CELL:
        return ()
    found: list[Span] = []
    for left, right in _apart(folded, cell, known):
        for span in split(folded, left, right):
            if not _NOT_A_NAME.match(folded[span.start : span.end]) and span.end - span.start > 1:
                found.append(span)
    return tuple(found)


def _apart(folded: str, cell: Span, known: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a cell between blanks, keeping 蒋  明 and other spaced names whole."""
    position = cell.start
    if re.fullmatch(rf"(?:\s*(?:{known.pattern}))+\s*", folded[cell.start : cell.end]):
        yield from (match.span() for match in known.finditer(folded, cell.start, cell.end))
        return
    whole = [match.span() for match in _SPACED.finditer(folded, cell.start, cell.end)]
    glued = [match.span() for match in known.finditer(folded, cell.start, cell.end) if _stands(folded, match, cell)]
    for left, right in _keep_apart(whole, glued):
        yield from _words(folded, position, left)
        yield left, right
        position = right
    yield from _words(folded, position, cell.end)


def _stands(folded: str, match: re.Match[str], cell: Span) -> bool:
    """Say whether a known name stands for itself: it is spaced, a person's, or its edges are the words' edges."""
    before = match.start() == cell.start or not re.match(_SINGLE, folded[match.start() - 1])
    after = match.end() == cell.end or not re.match(_SINGLE, folded[match.end()])
    return (before and after) or not is_body(_closed_up(match[0]))


def _keep_apart(whole: list[tuple[int, int]], glued: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for left, right in sorted([*glued, *whole], key=lambda piece: (piece[0], -piece[1])):
        if not kept or kept[-1][1] <= left:
            kept.append((left, right))
    return kept


def _words(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches between blanks, a stretch apart before each 各 but the first."""
    if re.search(r"\(", folded[start:end]):
        if start < end:
            yield start, end
        return
    for word in _WORD.finditer(folded, start, end):
        left = word.start()
        for each in _EACH.finditer(folded, word.start(), word.end()):
            if is_body(folded[left : each.start()]) or is_place(folded[left : each.start()]):
                yield left, each.start()
                left = each.start()
        yield left, word.end()


def _scope(rows: list[Row], number: int, cell: RowCell) -> Span:
    """Return the stretch of the rows that a cell covers, their own cells only."""
    covered = takewhile(lambda row: any(other.span.start == cell.span.start for other in row.cells), rows[number:])
    own = [other.span for row in covered for other in row.cells if not other.carried]
    return Span(min(span.start for span in own), max(span.end for span in own))
