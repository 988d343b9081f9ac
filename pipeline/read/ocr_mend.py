"""Characters that recognition takes for others of the same look, settled by what stands beside them; one for one.

A dash is drawn like 一, a full-width bracket or colon like a narrow one: 5一6家 was printed 5—6家.
"""

from __future__ import annotations

import re

_BETWEEN_FIGURES = re.compile(r"(?<=[\d%％年月日])一(?=\d)")
_LEADS_IN = re.compile(r"^(?:—一|一—)(?=[\u4e00-\u9fff“])")
# Narrow brackets in pairs, and those whose other half was seen as full width or stands on another line.
_ALONE = re.compile(r"\([^()（）]*\)|[()]")
_COLON = re.compile(r"(?<=[\u4e00-\u9fff）”]):")
# The full stop behind a number that begins a line, 2．, stands low in a wide box.
_NUMBERED = re.compile(r"^(\d{1,2})[·•∙](?=[\u4e00-\u9fff“])")


def mended(text: str) -> str:
    """Return a recognised line with its look-alikes as they were printed, of the same length: 增速（%) → 增速（%）."""
    if text == "一":  # alone in its cell or line: the dash for nothing
        return "—"
    text = _BETWEEN_FIGURES.sub("—", text)
    text = _NUMBERED.sub(r"\1．", text)
    text = _LEADS_IN.sub("——", text)
    text = _ALONE.sub(_widened, text)
    return _COLON.sub("：", text)


def _widened(match: re.Match[str]) -> str:
    """Return a bracket without its narrow other half as the full-width one that it was; a pair stays."""
    return {"(": "（", ")": "）"}.get(match[0], match[0])
