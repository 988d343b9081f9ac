"""Whether a quantity is a target (目标), an actual (完成值) or neither: told by tense, and by what kind of number it is.

Folded text, a quantity and its tense in, `Status` out (GUIDE §2, rulings 6, 14, 16, 20, 42, 44).
"""

from __future__ import annotations

import re

from pipeline.extract.indicator import Piece
from pipeline.extract.tense import Judgement, Tense
from pipeline.model import Status

_RATES = frozenset({"%", "‰", "百分点", "比", "倍", ""})
# A size or grade that names a thing: 千万吨级煤矿, 750千伏输变电工程, 240小时过境免签.
_SIZE_AFTER = re.compile(
    r"\s?(?:及?以上|以下|以内)?(?:级|标准|型|期限|免签|过境|的?(?:输变电|变电|储能|线路|特高压|压缩空气))"
)
# A condition that selects: 600分以上11人, 投资500万元以上项目, 3个月以上留学经历.
_SELECTS_AFTER = re.compile(r"\s?(?:及?以上|以下|以内|及?以上的)的?(?=[\u4e00-\u9fff\d])(?![的与和、并])")
_REACHES = re.compile(
    r"(?:达到?|为|到|至|保持在?|稳定在|提高|控制在?|不低于|不少于|完成|实现|增加|增长|新增)[^,。;]{0,3}$"
)
# A rule already in force: per head and month, a standard, a reward, a full score, a ban.
_NORM_BEFORE = re.compile(
    r"(?:每[人生床户亩天月年校班师]|人均|生均)(?:每[月年天])?[^,。;]{0,10}(?:补[助贴]|标准|奖)[^,。;]{0,6}$|(?:标准|定额|限额|上限|下限|门槛)(?:为|是|由|提高到|达到?|:)?[^,。;\d]{0,4}$"
    r"|(?:每[人生床户亩])(?:每[月年天])?(?:给予|补[助贴]|奖[励补]|发放)?$|(?:奖励|给予|享受|一次性补助|补助标准|处以?|罚款)[^,。;]{0,8}$"
    r"|(?:总分|满分|分值|权重|占分|记|扣|加|计)(?:比重)?[^,。;]{0,6}$|(?:禁止|不得|严禁)[^,。;]{0,20}$|(?:一式|各执|各持)$"
    r"|(?:厚度|高度|直径|容量|功率|电压)(?:为|达|低于|高于|不低于|在)?$"
)
_NORM_AFTER = re.compile(r"\s?的?(?:补[助贴]标准|奖励|标准给予|以内?的?审批|工作日)")
# What a project costs or covers is its size, no promise; in a report it has been spent or built.
_PROJECT_SIZE = re.compile(
    r"(?:总投资|总占地|占地面积?|总?建筑面积|建设规模|设计规模|总规模|规模为?|投资规模)(?:额|面积)?(?:约?|达到?|为|共)?\s?约?$"
)
_PARTS = re.compile(r"\s?(?:方面|个方面|测评|内容|指标|评分|要点|要求|环节|板块|清单)")


def status(piece: Piece, judged: Judgement, folded: str) -> Status:
    """Return the status of a quantity: a condition, norm or size is `other`, else its tense decides."""
    words, span = piece.mention.words, piece.mention.span
    before = folded[max(piece.left, span.start - 28) : span.start]
    if words.unit not in _RATES and _is_condition(before, folded, span.end):
        return Status.OTHER
    if _NORM_BEFORE.search(before) or _NORM_AFTER.match(folded, span.end):
        return Status.OTHER
    planned = judged.tense is Tense.PLANNED
    if planned and _PROJECT_SIZE.search(before):
        return Status.OTHER
    if words.unit in ("个", "项", "大", "类", "条") and _PARTS.match(folded, span.end):
        return Status.OTHER
    return Status.TARGET if planned else Status.ACTUAL


def _is_condition(before: str, folded: str, end: int) -> bool:
    if _SIZE_AFTER.match(folded, end):
        return True
    return _SELECTS_AFTER.match(folded, end) is not None and not _REACHES.search(before)
