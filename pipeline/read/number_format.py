"""Numbers of a spreadsheet as their cells show them: a value and its number format in, 98.5% or 2025年6月 out.

ECMA-376 part 1, §18.8.30 and §18.8.31. What the reader of the sheet saw is what the document says: 0.985 shown as 98.5%
is 98.5%.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

GENERAL = "General"
# Formats that Excel knows by number alone (§18.8.30), from 27 on those of zh-cn; 14 is shown as the system writes days.
# Their parts for colours, currencies and alignment change no digit and are left out.
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    15: "d-mm-yy",
    16: "d-mm",
    17: "mm-yy",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0",
    42: "#,##0;-#,##0",
    43: "#,##0.00;-#,##0.00",
    44: "#,##0.00;-#,##0.00",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
# Digits that Excel keeps of a number and a cell of format General shows at the most.
_DIGITS = 15
# Parts of a format: [Red], "个", \-, _), *-, then what stands for digits.
_PART = re.compile(r'\[[^\]]*\]|"[^"]*"|[\\!].|_.|\*.|[0#?][0#?,.]*|\.[0#?]+|.', re.S)
_DATE_PART = re.compile(r'\[[^\]]*\]|"[^"]*"|[\\!].|_.|\*.|AM/PM|上午/下午|([ymdhse])\1*|.', re.I | re.S)
# What of a format stands for itself, and the letters of days and hours.
_NO_PLACE = re.compile(r'\[[^\]]*\]|"[^"]*"|[\\!].|_.|\*.', re.S)
_DATE_LETTER = re.compile(r"[ymdhs]", re.I)
# Numbers beyond this are no days that a calendar has, whichever year they are counted from.
_LAST_DAY = 2_957_000


def code_of(number: int, own: dict[int, str]) -> str:
    """Return the format of a number format id, the sheet's own before those that are built in."""
    return own.get(number) or _BUILT_IN.get(number) or GENERAL


def shown(value: float, code: str, *, from_1904: bool = False) -> str:
    """Return the number as the cell shows it: (0.985, "0.0%") is 98.5%, (45838, 'yyyy"年"m"月"') is 2025年6月."""
    if _is_date(code) and 0 <= value <= _LAST_DAY:
        return _day(value, code, from_1904=from_1904)
    sections = code.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 and sections[1].strip() else sections[0]
    has_own_sign = value < 0 and section is not sections[0]
    parts = [part for part in _PART.findall(section) if part[0] not in "[_*"]
    places = [part for part in parts if part[0] in "0#?."]
    if len(places) != 1 or GENERAL in section or "E" in section:
        return plain(value)
    number = _written(Decimal(repr(abs(value) if has_own_sign else value)), places[0], parts.count("%"))
    return "".join(number if part is places[0] else _literal(part) for part in parts).strip()


def plain(value: float) -> str:
    """Return the number without a format: 9000, 24.1, never 24.100000000000001."""
    if value == int(value) and abs(value) < 10**_DIGITS:
        return str(int(value))
    written = format(value, f".{_DIGITS}g")
    return format(Decimal(written), "f") if "e" in written else written


def _written(value: Decimal, places: str, percents: int) -> str:
    thousands = len(places) - len(places.rstrip(","))
    whole, _, broken = places.rstrip(",").partition(".")
    value = Decimal(format(value, f".{_DIGITS}g")) * 100**percents / 1000**thousands
    most = sum(char in "0#?" for char in broken)
    least = broken.count("0")
    rounded = value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    number = format(rounded, ",f" if "," in whole else "f")
    if most > least and "." in number:
        keep = number.index(".") + 1 + least
        number = (number[:keep] + number[keep:].rstrip("0")).rstrip(".")
    head, dot, tail = number.partition(".")
    sign, digits = ("-", head[1:]) if head.startswith("-") else ("", head)
    return sign + digits.zfill(whole.count("0")) + dot + tail


def _literal(part: str) -> str:
    if part[0] == '"':
        return part[1:-1]
    return part[1:] if part[0] in "\\!" and len(part) > 1 else part


@lru_cache(maxsize=256)
def _is_date(code: str) -> bool:
    return code != GENERAL and bool(_DATE_LETTER.search(_NO_PLACE.sub("", code.split(";")[0])))


def _day(value: float, code: str, *, from_1904: bool) -> str:
    # Excel counts a 29 February 1900 that never was: its days are right from March 1900 on.
    begin = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    moment = begin + timedelta(seconds=round(value * 86_400))
    written, follows_hour = [], False
    for match in _DATE_PART.finditer(code.split(";")[0]):
        part = match[0]
        if match[1] is None:
            written.append("" if part[0] in "[_*" or part in ("AM/PM", "上午/下午", "@") else _literal(part))
            continue
        letter = part[0].lower()
        written.append(_field(moment, letter, len(part), is_minute=follows_hour))
        follows_hour = letter in "hs"
    return "".join(written).strip()


def _field(moment: datetime, letter: str, width: int, *, is_minute: bool) -> str:
    if letter in "ye":
        return f"{moment.year:04}" if width != 2 else f"{moment.year % 100:02}"
    value = {
        "m": moment.minute if is_minute else moment.month,
        "d": moment.day,
        "h": moment.hour,
        "s": moment.second,
    }[letter]
    if letter == "d" and width > 2:
        return (
            "日一二三四五六"[moment.isoweekday() % 7]
            if width == 3
            else f"星期{'日一二三四五六'[moment.isoweekday() % 7]}"
        )
    return f"{value:02}" if width >= 2 else str(value)
