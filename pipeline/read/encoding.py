"""Which of the Chinese encodings a file is written in: bytes in, the decoded text and the encoding's name out."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MARKED = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_MARKED |= {codecs.BOM_UTF32_LE: "utf-32-le", codecs.BOM_UTF32_BE: "utf-32-be"}
# The characters that make up about half of any Chinese text, in both scripts; with the words of plans among them.
# Text read in the wrong encoding is made of rare characters instead.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五"
    "果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回"
    "教育工作加强管理进一步实施推进完善建设发展责任落实任务完成目标计划单位负责县镇乡村学校项目服务保障安全推动"
    "這為個國時來們會發動過說產種後經進著電現實體製機當應開還無關與長東車見問題應業務規劃環節組織責鎮鄉縣設計總結強區"
    "，。、；：“”（）"
)
# Characters of a sample that decides; more makes no odds and costs time on books.
_SAMPLE = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
# Share of control characters above which bytes are no text; texts have none.
_MOST_CONTROL = 0.005
# Undecodable characters with which a reading still stands: a few, or this share of the text.
_FEW_BROKEN = 2
_MOST_BROKEN = 0.02
# Share of zero bytes from which on a text may be UTF-16: its ASCII letters and line ends are half zeros.
_WIDE_BLANKS = 0.01
_WIDE = ("utf-16-le", "utf-16-be")
_NARROW = ("gb18030", "cp950", "big5hkscs")
_SINGLE = frozenset(("utf-8", "gb18030"))
# Share of common characters below which a reading is wrong: real documents have 0.48
# and more, GB18030 taken for Big5 0.013, UTF-8 taken for GB18030 less than nothing.
_LEAST = 0.03
_LEAST_WIDE = 0.15
_LEAST_BROKEN = 0.15


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the encoding it was read in; `doubt` says why one should look, None where there is no doubt."""

    text: str
    encoding: str
    doubt: str | None = None


def decode(data: bytes) -> Decoded | None:
    """Return the text of the bytes, or None where they are no text in any encoding that Chinese is written in.

    A byte order mark decides, then strict UTF-8, then among the rest (GB18030, Big5, UTF-16) the reading with the most
    common characters: 教育工作计划 in GB18030 is no Big5 that anyone would write. What a page declares is not asked.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], _MARKED.get(mark, name), name)
    is_wide = data[:_SAMPLE].count(0) > _WIDE_BLANKS * min(len(data), _SAMPLE)
    if not is_wide:
        text = _strict(data, "utf-8")
        if text is not None:
            return None if _is_binary(text) else _told(text, "utf-8")
    strict = _readings(data, _WIDE if is_wide else _NARROW + _WIDE)
    lenient = [] if is_wide else [_lenient(data, name, name) for name in ("utf-8", "gb18030")]
    found = [*strict, *(reading for reading in lenient if reading is not None)]
    return max(found, key=lambda reading: plausibility(reading.text), default=None) or _guessed(data)


def _told(text: str, encoding: str) -> Decoded:
    """Return a text without the zero bytes that no database takes, with a doubt where characters were lost."""
    lost = text.count("\ufffd") + text.count("\x00")
    return Decoded(text.replace("\x00", ""), encoding, f"{lost} characters could not be decoded" if lost else None)


def _lenient(data: bytes, codec: str, name: str) -> Decoded | None:
    """Return the reading of a text of which a few bytes are broken, as a cut or a bad copy leaves them."""
    text = data.decode(codec, "replace")
    lost = text.count("\ufffd")
    if lost > max(_FEW_BROKEN, _MOST_BROKEN * len(text)) or _is_binary(text):
        return None
    return None if codec in _SINGLE and plausibility(text) < _LEAST_BROKEN else _told(text, name)


def _readings(data: bytes, names: tuple[str, ...]) -> list[Decoded]:
    """Return the strict readings worth comparing."""
    found = []
    for name in names:
        text = _strict(data, name)
        if text is not None and not _is_binary(text) and plausibility(text) >= _least(name):
            found.append(_told(text, "big5" if name in ("big5hkscs", "cp950") else name))
    return found


def _least(name: str) -> float:
    """Return how plausible a reading must be; any bytes in pairs make UTF-16 of some sort."""
    return _LEAST_WIDE if name.startswith("utf-16") else _LEAST


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _guessed(data: bytes) -> Decoded | None:
    """Return charset-normalizer's reading where no strict one was found, with the doubt named."""
    found = from_bytes(data[:_SAMPLE], cp_isolation=["gb18030", "big5", "utf_8", "utf_16"]).best()
    name = found.encoding if found is not None else "gb18030"
    reading = _lenient(data, name, name.replace("_", "-"))
    return reading if reading is not None and plausibility(reading.text) >= _LEAST_BROKEN else None


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) > _MOST_CONTROL * len(sample)


def plausibility(text: str) -> float:
    """Return the share of common characters among all that are not ASCII; 0.48 to 0.8 for Chinese text."""
    sample = [char for char in text[:_SAMPLE] if char > "\x7f"]
    if not sample:
        return 0.01
    odd = sum(1 for char in sample if "\ue000" <= char <= "\uf8ff")
    return (sum(1 for char in sample if char in _COMMON) - odd) / len(sample)
