"""Names of bodies (责任单位): whether folded words are one, and of which sort; lists are taken apart by `body_lists`.

A name ends in an office, a person's post or a place, and holds no word of a clause: 区教育局, 班主任, 各乡镇, but not 加强学校.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.lexicon import BodyKind, bodies
from pipeline.rules import one_of

# The longest name in the gold has 21 characters; longer stretches before a verb are clauses.
LONGEST_NAME = 28


def _words(*kinds: BodyKind) -> str:
    return one_of(row.word for row in bodies() if row.kind in kinds)


FULL = frozenset(row.word for row in bodies() if row.kind in (BodyKind.MINISTRY, BodyKind.DEPARTMENT))
_HEADS = frozenset(row.word for row in bodies() if row.kind is BodyKind.HEAD)
_FIELDS = frozenset(row.word for row in bodies() if row.kind is BodyKind.FIELD)
_OFFICES = (BodyKind.DEPARTMENT, BodyKind.HEAD, BodyKind.SUFFIX)
_NO_BODY = re.compile(f"{_words(BodyKind.NOT)}$")
_OFFICE_END = re.compile(f"(?:{_words(*_OFFICES)})$")
_PERSON_END = re.compile(f"(?:{_words(BodyKind.PERSON)})$")
# The characters that close the names of divisions, the largest first.
LEVELS = "省市县区州盟旗镇乡村"
_AREA = re.compile(
    rf"(?:各|各?有关|各?相关|各试点|试点|示范|先行|受?帮扶|属地|所在|贫困|各省|[{LEVELS}]直各?|事发|承办|主办|举办){{1,2}}"
    rf"[{LEVELS}、()]*{_words(BodyKind.AREA)}(?:[、和及(){LEVELS}]|{_words(BodyKind.AREA)})*|各地"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,8}[省市县区州盟旗镇乡]|[\u4e00-\u9fff]{2,5}(?:街道|自治区|开发区|管理区|片区)")
_FIELD = re.compile(rf"(?:中央|国家|地方|各级|[{LEVELS}]级?)?{_words(BodyKind.FIELD)}")
_OF = re.compile(r"(?:未|已|有|没有|尚未|正在|符合|具备|被|受|承担|开展|列入|纳入|参加)[^的]{1,18}的")
_EACH = re.compile(
    rf"(?:(?:县|市|省|乡镇|县处)级?以上(?:的)?(?:地方)?(?:各级)?|(?:中央和)?地方各级)|(?:全[{LEVELS}国校]|我[{LEVELS}局校]|[{LEVELS}局校]级?[直属]{{0,2}}|国务院|[\u4e00-\u9fff]{{0,8}}(?:政府|党委|学院|公司|直属|沿线))?"
    r"各(?:级各类|级各|级|类|有关|相关)?|其[他它](?:各|有关|相关)?|所在"
)
# Words of clauses, never of names; 以 and 为 stand in no name, 于 only in surnames.
_CLAUSE_WORD = re.compile(
    r"[是了着把将被让从向都也又还并要以为在于而则其该此与或我你他这那]|使(?!用)|由(?!贸)|任(?!课)|应当|必须|可以|能够|^[一多几两某数](?:个|家|所|些|位|名|批|支)|(?<![国公所私])有(?![关限色机效害线轨])|不(?!动产)|对(?!外|口)|的|各|年(?!级|段)|月|之|时|后|%|(?<!第)[一二两三四五六七八九十百千\d](?:个|名|位|座|家|条|项|所|支|批|间|次)(?!省|市|州|县|区|部)"
    r"|^(?:经(?![济贸营信开管理])|报(?!社|业|刊)|建议|借力|新建(?![区县])|改建|扩建|续建|新增|去|回(?!民|族)|他|她|同(?![济方安江仁心德])|凡"
    r"|若(?![尔羌])|如(?![东皋])|因|只|先(?![进行锋])|再(?!担保|生|制造)|到|据|距|拟|允|准)"
)
_VERB = re.compile(
    r"加强|推进|推动|提高|完善|落实|坚持|进行|做好|确保|充分|支持|鼓励|引导|进一步|通过|按照|根据|围绕|结合|利用|依托|实现|加快"
    r"|促进|发挥|深化|强化|建立|健全|优化|提升|帮助|动员|吸引|面向|成立|组建|设立|监督|督促|指导|要求|召开|参加|打造|扩大|形成"
    r"|配合|协助|^编制(?!部门)|探索|确定|抓[好紧实]|加大|发动|联系|邀请|选派|建好|办好|开展|报送|抄送|撤销|制[定订]|召集|走访|慰问|表彰|评选"
    r"|认真|积极|定期|经常|经过|严格|自觉|主动|大力|层层|努力|各自|亲自|担任|实施|按照?|组织(?!部|人事|$)|明确|处理|解决|安排|检查(?!院)|审核|包括|涉及"
    r"|属于|负责|牵头|会同|联合(?!会|党|社|国|总|工会)|共同|进入|离开|返回|来到|召集|选择|选出|采取|充实|重视|影响|报经|允许|培育|厚植|壮大|[上呈]报|综合上|引进|帮扶(?=企业|群众)|批准|严禁|禁止|防止|避免|打击|反映|处置|协同|协调(?!小组|领导|办|委|机构)|出台|完成|建强|聚力|推荐|宣讲|履行|指明|争取|恢复|撬动|构建|带动|兴办|开办|用好|管好|守住|稳住|兑现|拨付|补助|构成|接受|统一|维护|坚守|坚决|热诚|整顿|改革(?!委|局|办|处|和|$)"
)
# 办公厅(室), 委(局), 集团(公司): one name for what is called this here and that there.
_OR_OFFICE = re.compile(r"(?<=[\u4e00-\u9fff]{2})\((?:室|局|委|办|处|站|所|机构|公司|集团|联盟)\)$")
# A count of bodies (七十一所, 3家) is no name, a numbered one (第一所) is.
_COUNTED = re.compile(r"(?<!第)[\d一二两三四五六七八九十百千]+[余多]?[所个家名座]$")
# What a clause begins with, and no name does: 迎接市教育局, 组织二级学院 (but 组织部).
_LEADING_VERB = re.compile(
    r"组织(?!部|人事|委员|科|处|股)|通知|迎接?|接待(?!办|处|科)|改进|持续|压缩|赋予|就(?!业)|按|共建|建设(?!局|部|厅|单位|委|银行|集团|工程|兵团|科|股|办|管理|项目部)"
    r"|聘|招[收聘]|级|不(?!动产)|召|选聘|凝聚|带领|依靠|借助|争当|培养|拓展|参照|参与|报名|对接|下发|印发|转发|要|抓|统筹(?!办|委)|集聚|做[大优强]|增强|希望|严明|严肃|规范|详见|参见|学生因|指(?![挥导])|创建(?!办|工作|指挥|领导)|服务好|简化|授权|发布|启动|举办|推选|撬|新成立|新组建|力争|确定|实行"
)
# Offices named for what they do (推进办公室, 落实工作专班): a verb inside is no sign of a clause.
_LONG_OFFICE = re.compile(r"(?:小组|办公室|指挥部|专班|委员会|中心|联席会议|促进会)$")
_FOUNDING = re.compile(
    r"成立|设立|组建|建立|撤销|多个|若干|几个|\d个|^(?:配合|协助|做好|抓好|督促|指导|动员|联系|邀请|明确|落实|推进|加强|健全|完善|充实|打造|聚力|争创|建好|办好|反映|协同|出台|完成)"
)
_OUR = re.compile(
    rf"(?:我|本)(?:[{LEVELS}局校院厅委办处部会司所站]|单位|部门|公司|地区|处室|学校|中心|学院)+|全[{LEVELS}国校院]"
)


@lru_cache(maxsize=8192)
def is_body(words: str) -> bool:
    """Say whether the words are one name of a body or of an office-holder: 区教育局, 各学校, 学校管理干部, 试点城市."""
    if not 2 <= len(words) <= LONGEST_NAME or words.count("(") != words.count(")") or " " in words or words[0] == "(":
        return False
    if words in FULL or words in _HEADS or _AREA.fullmatch(words):
        return True
    if words[-1] == ")" and (closing := _OR_OFFICE.search(words)):
        return is_body(words[: closing.start()])
    if (
        _COUNTED.search(words)
        or _NO_BODY.search(words)
        or _OUR.fullmatch(words)
        or _LEADING_VERB.match(words)
        or "《" in words
        or "》" in words
    ):
        return False
    office = _OFFICE_END.search(words) or _PERSON_END.search(words)
    if office is None:
        return len(words) > 2 and words not in _FIELDS and _FIELD.fullmatch(words) is not None
    stem = words[: office.start()]
    if not stem:
        return office[0] in _HEADS or _PERSON_END.fullmatch(words) is not None
    return _is_stem(stem, words)


def _is_stem(stem: str, words: str) -> bool:
    """Say whether what stands before the last noun can belong to a name."""
    of = _OF.match(stem)
    if of is not None:
        stem = stem[of.end() :]
    each = _EACH.match(stem)
    if each is not None and _VERB.search(each[0]):
        return False
    stem = stem[each.end() :] if each is not None else re.sub(rf"^我(?=[{LEVELS}局校])", "", stem)
    if _CLAUSE_WORD.search(stem) or re.match(r"[\d.、\s]+[.、\s]", stem):
        return False
    return not (_FOUNDING if _LONG_OFFICE.search(words) else _VERB).search(stem)


def is_field(words: str) -> bool:
    """Say whether the words name a department by its field alone: 公安, 州财政; good before 等部门 only."""
    return _FIELD.fullmatch(words) is not None


def is_place(words: str) -> bool:
    """Say whether the words read like a place with an office: 诸暨市, 越城区."""
    return _PLACE.fullmatch(words) is not None and not _OUR.fullmatch(words) and not _CLAUSE_WORD.search(words)


def is_generic(words: str) -> bool:
    """Say whether a name tells nothing but its sort: 学校, 政府, 企业, 政府负责人."""
    return words in _HEADS or _PERSON_END.sub("", words) in ("", "政府", "党政")


def is_person(words: str) -> bool:
    """Say whether a name is an office-holder's: 班主任, 主要领导."""
    return _PERSON_END.search(words) is not None and not _OFFICE_END.search(words)


def is_bare_field(words: str) -> bool:
    """Say whether words are a field with at most a level before it (市自然资源), which names no office by itself."""
    return _FIELD.fullmatch(words) is not None and words not in FULL and not _AREA.fullmatch(words)
