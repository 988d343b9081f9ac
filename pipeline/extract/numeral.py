"""The pieces of which numerals are made, as patterns over folded text. They find; `normalize.numeral` reads."""

from __future__ import annotations

# Scans put a blank between digits: 4 6 2 8 0 亿元, 1 .1 亿门.
_SPACED = r"\d(?: \d(?!\d))+(?:\s?\.\s?\d(?: \d(?!\d))*)?|\d\s\.\s?\d(?: \d(?!\d))*"
# Old prints have a raised point before a share or a large number: 5·8%, 1·2亿; 3·15 alone is a day.
_RAISED = r"\d+·\d+(?=\s?(?:%|‰|万|亿|个百分点))"
ARABIC = rf"(?:{_SPACED}|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|{_RAISED}|\d+(?:\.\d+)?)"
# A number that lost its first digits to redaction: x.2万元, ××.5%.
REDACTED = r"[xX×*]{1,3}\.\d+"
_DIGIT = "[一二两三四五六七八九]"
_IN_A_ROW = "[〇零一二三四五六七八九]{2,}"
_BELOW_TEN_THOUSAND = (
    f"(?:{_DIGIT}千(?:零?{_DIGIT}百)?(?:零?{_DIGIT}?十{_DIGIT}?|零{_DIGIT})?|{_DIGIT}百(?:零?{_DIGIT}?十{_DIGIT}?|零{_DIGIT}|{_DIGIT}(?!千|百|十))?"
    f"|{_DIGIT}?十{_DIGIT}?|{_DIGIT})"
)
_POINT = "(?:点[〇零一二三四五六七八九]+)"
HAN = f"(?:{_BELOW_TEN_THOUSAND}(?:亿|万)零?{_BELOW_TEN_THOUSAND}{_POINT}?|{_BELOW_TEN_THOUSAND}{_POINT}?|{_IN_A_ROW}{_POINT}?|[零〇]{_POINT}?)"
# 几, 数 and 十几 stand for digits nobody knows: 几个, 数百人, 十几所, 几十万.
VAGUE = f"(?:(?:几|(?<![人次个户总倍少多无指系岁件级])数)[十百千]?|{_DIGIT}?十几|{_DIGIT}[百千]多?几十)"
# A multiplier alone is a number: 百名, 千人, 万个, 百万.
ALONE = "(?:[十百千]?[万亿]|[百千])"
SCALE = "(?:万亿|千万|百万|十万|千亿|百亿|万|亿|千(?![瓦米克伏乏])|百)"
MORE = "[余多来]"
