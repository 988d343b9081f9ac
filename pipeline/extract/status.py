"""Whether a quantity is a target (目标), an actual (完成值) or neither: told by tense, and by what kind of number it is.

Folded text, a quantity and its tense in, `Status` out (GUIDE §2, rulings 6, 14, 16, 20, 42, 44).
"""

from __future__ import annotations

import re

from pipeline.extract.piece import Piece
from pipeline.extract.tense import Ground, Judgement, Tense
from pipeline.lexicon.units import units
from pipeline.model import Form, Status

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
# A rule already in force: a standard, a sum per head and month, a share that is to be set aside, a ban.
_NORM_BEFORE = re.compile(
    r"(?:标准|定额|限额|上限|下限|门槛)(?:已?(?:提高|调整|增加)?(?:为|是|由|达到?|至|到)|:)?\s?$|每[人生床户亩天月年](?:每[月年天生人])?(?:给予|按|补[助贴]|发放)?\s?$|一次性(?:补[助贴]|奖[励补]|给予)[^,。;]{0,4}$"
    r"|(?:禁止|不得|严禁)[^,。;]{0,20}$|(?:一式|各执|各持)$|分别(?:给予)?(?:补助|奖励|补贴)$|(?:厚度|直径|容量|功率|电压)(?:为|达|低于|高于|不低于|在)?$"
)
_NORM_AFTER = re.compile(
    r"\s?(?:的?(?:入职|岗位|在职|一次性|生活)?(?:补[助贴]|奖[补励])(?!资金|经费)|的?标准给予|罚款|一?个?(?:周期|轮训)|以内?的?审批)"
)
_SET_ASIDE = re.compile(r"(?:按|不低于|不少于|提取|安排)[^,。;]{0,20}(?:总额|经费|收入|工资|预算)的$")
_POINTS_BEFORE = re.compile(
    r"(?:总分|满分|分值|权重|占分|占分比重)[^,。;]{0,6}$|(?:扣|加|减|奖|记|计|保底|限高|(?<!自评)(?<!评估)得)(?:[^,。;]{0,2}\d+分?、)?\s?$"
)
# A standing policy: who may apply for how much, what share is paid back.
_ENTITLES = re.compile(
    r"可(?:申请|按|享受|给予|获得)|返还|贴息|最高不超过|符合条件的|给予[^,。;]{0,16}(?:补[助贴]|奖[励补])|每[人户生]每[年月]"
)
# What a text that neither plans nor reports demands: 一年不少于4次 in a table of points.
_DEMANDS = re.compile(r"(?:不少于|不低于|不得|不超过|不高于|应当?|必须|至少|控制在)[^,。;]{0,8}$")
_PENALTY = re.compile(r"免职|处分|取消|扣发|一票否决|追究|问责|约谈|辞退|解聘|淘汰|免去")
_ALREADY = re.compile(r"(?:现有|已有|现已|尚有|原有|截至目前)[^,。;]{0,6}$")
# Plan figures that a report recalls are neither (ruling 42).
_RECALLED = re.compile(r"(?:(?:预期|年度|全年|计划)(?:任务|目标|投资|计划)|计划投资)(?:为|是)?[^,。;率比]{0,4}$")
_YEARLY_PLAN = re.compile(r"年度计划(?:投资|任务|目标)[^,。;率比]{0,4}$")
# What a project costs or covers is its size, no promise; where it has been spent or built the tense tells.
_PROJECT_SIZE = re.compile(
    r"(?:总投资(?!总?规模)|总?占地面积?|用地面积|总?建筑面积|建设规模|设计规模|学校规模)(?:额|面积)?(?:约?|达到?|为|共)?\s?约?$"
    r"|(?:项目|工程|园区?|基地|电站|中心|厂|港|仓|库|车间|处理站|单[站车]\S?)[^,。;]{0,8}(?:总规模|仓容|(?:处理|生产|加工|催芽|供水|接待|吞吐|日处理)能力)(?:为)?约?$"
)
_PARTS = re.compile(r"\s?(?:方面|测评|内容|指标体系|评分|要点|要求|环节|板块)")
_TRAINING = re.compile(r"\s?的?(?:培训|集训|课程班)")
_RATINGS = frozenset({"千伏", "分贝"})
# 由A提高到B: A is what has been reached (ruling 27).
_FROM = re.compile(r"(?:由|从)[^,。;]{0,16}$")
_RISES_TO = re.compile(
    r"[^,。;]{0,8}?(?:提高|增加|上升|提升|扩大|下降|降低|减少|压减|缩短|调整|发展|增|升|降)(?:到|至|为)"
)
_REWARDS = re.compile(r"(?:的|对)[^,。;]{0,16}(?:奖励|给予|补助)[^,。;]{0,4}$")


def status(piece: Piece, judged: Judgement, folded: str, *, article: bool) -> Status:
    """Return the status of a quantity: a condition, norm or size is `other`, else its tense decides.

    `article` says that it stands in an article of a regulation (第三条), whose numbers are norms unless they are reported.
    """
    words, span = piece.mention.words, piece.mention.span
    before = folded[max(piece.left, span.start - 28) : span.start]
    told = judged.ground in (Ground.PIECE, Ground.SENTENCE)
    planned = judged.tense is Tense.PLANNED and not _ALREADY.search(before)
    if words.unit in _RATINGS or _is_condition(words.unit, before, folded, span.end):
        return Status.OTHER
    if _is_norm(piece, before, folded):
        return Status.OTHER
    if not told and _ENTITLES.search(folded, max(piece.left, span.start - 40), min(piece.right, span.end + 16)):
        return Status.OTHER
    if judged.tense is Tense.NEITHER and _DEMANDS.search(before):
        return Status.OTHER
    if _FROM.search(before) and _RISES_TO.match(folded, span.end):
        return Status.ACTUAL
    if article and not (told and judged.tense is Tense.REPORTED):
        return Status.OTHER
    if _YEARLY_PLAN.search(before) or (judged.tense is Tense.REPORTED and _RECALLED.search(before)):
        return Status.OTHER
    if _PROJECT_SIZE.search(before) and not (
        judged.tense is Tense.REPORTED and judged.ground in (Ground.PIECE, Ground.SENTENCE)
    ):
        return Status.OTHER
    return Status.TARGET if planned else Status.ACTUAL


def _is_norm(piece: Piece, before: str, folded: str) -> bool:
    unit, end = piece.mention.words.unit, piece.mention.span.end
    if _NORM_BEFORE.search(before) or _NORM_AFTER.match(folded, end):
        return True
    if (
        unit == "吨"
        and piece.mention.words.form is Form.ALONE
        and not before.endswith(("新增", "达", "达到", "超", "近"))
    ):
        return True
    if unit == "元" and (piece.mention.words.form is Form.ALONE or _REWARDS.search(before)):
        return True
    if unit == "分" and (_POINTS_BEFORE.search(before) or _stands_alone(piece, folded)):
        return True
    if unit == "%" and _SET_ASIDE.search(before):
        return True
    if unit in ("学分", "学时", "课时") and _TRAINING.match(folded, end):
        return True
    if unit in ("次", "年", "天", "分") and _PENALTY.search(folded, end, min(end + 20, piece.right)):
        return True
    return unit in ("个", "项", "类", "条") and (
        _PARTS.match(folded, end) is not None or _announced(before, folded, end)
    )


def _stands_alone(piece: Piece, folded: str) -> bool:
    """Say whether points stand in brackets or a cell of their own, as assessments give them: (20分)."""
    start, end = piece.mention.span.start, piece.mention.span.end
    return folded[start - 1 : start] in ("(", "\t", "\n") and folded[end : end + 1] in (")", "\t", "\n", "")


def _announced(before: str, folded: str, end: int) -> bool:
    """Say whether a count only announces what is listed: 重点工作清单(共93项)."""
    return before.endswith(("(共", "(共计")) and folded[end : end + 1] == ")"


def _is_condition(unit: str, before: str, folded: str, end: int) -> bool:
    """Say whether the number names a size or selects: 千万吨级煤矿, 600分以上11人; 1000个以上项目 counts them."""
    if unit in _RATES:
        return False
    if _SIZE_AFTER.match(folded, end):
        return True
    measured = unit in ("分", "人") or units()[unit].dimension not in ("count", "people")
    return measured and _SELECTS_AFTER.match(folded, end) is not None and not _REACHES.search(before)
