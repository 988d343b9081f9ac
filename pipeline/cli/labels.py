"""What columns and codes are called in the two languages of the command line."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.cli.options import Language

_LABELS = {
    "id": ("编号", "ID"),
    "document": ("文件编号", "Document"),
    "record": ("类别", "Record"),
    "title": ("标题", "Title"),
    "kind": ("文种", "Kind"),
    "level": ("层级", "Level"),
    "region": ("地区", "Region"),
    "region_code": ("区划代码", "Region code"),
    "issuer": ("发文机关", "Issuer"),
    "period": ("规划期", "Period"),
    "period_from": ("期初", "Period from"),
    "period_to": ("期末", "Period to"),
    "indicator": ("指标", "Indicator"),
    "amount": ("数值", "Amount"),
    "value": ("数值", "Value"),
    "high": ("上限", "High"),
    "unit": ("单位", "Unit"),
    "comparator": ("比较", "Comparator"),
    "change": ("变化", "Change"),
    "status": ("性质", "Status"),
    "deadline": ("时限", "Due"),
    "responsible": ("责任单位", "Responsible"),
    "baseline": ("基期值", "Baseline"),
    "baseline_year": ("基期年份", "Baseline year"),
    "binding": ("指标属性", "Binding"),
    "quote": ("原文", "Quote"),
    "sentence": ("句子", "Sentence"),
    "path": ("文件", "File"),
    "part": ("篇", "Part"),
    "member": ("内含文件", "Member"),
    "page": ("页", "Page"),
    "box": ("版面位置", "Box"),
    "table": ("表", "Table"),
    "row": ("行", "Row"),
    "column": ("列", "Column"),
    "confidence": ("识别可信度", "Confidence"),
    "start": ("起", "Start"),
    "end": ("止", "End"),
    "rule": ("规则", "Rule"),
    "state": ("状态", "State"),
    "first": ("自", "From"),
    "last": ("至", "To"),
    "from": ("自", "From"),
    "to": ("至", "To"),
    "recurring": ("周期性", "Recurring"),
    "name": ("名称", "Name"),
    "role": ("职责", "Role"),
    "scope": ("事项", "Work"),
    "targets": ("目标", "Targets"),
    "deadlines": ("时限", "Deadlines"),
    "units": ("责任单位", "Units"),
    "goals": ("任务", "Goals"),
    "issues": ("存疑", "Issues"),
    "characters": ("字数", "Characters"),
    "format": ("格式", "Format"),
    "encoding": ("编码", "Encoding"),
    "sha256": ("摘要", "SHA-256"),
    "extractor": ("提取器", "Extractor"),
    "loaded_at": ("入库时间", "Loaded at"),
    "family": ("检查", "Check"),
    "severity": ("程度", "Severity"),
    "reason": ("理由", "Reason"),
    "letterhead": ("发文机关标志", "Letterhead"),
    "number": ("发文字号", "Number"),
    "signer": ("签发人", "Signer"),
    "secrecy": ("密级", "Secrecy"),
    "urgency": ("紧急程度", "Urgency"),
    "addressee": ("主送机关", "Addressee"),
    "annexes": ("附件说明", "Annexes"),
    "signature": ("发文机关署名", "Signature"),
    "date": ("成文日期", "Date"),
    "note": ("附注", "Note"),
    "keywords": ("主题词", "Keywords"),
    "copies": ("抄送", "Copies"),
    "printed": ("印发", "Printed"),
    "at": ("位置", "At"),
    "after": ("前文", "After"),
    "text": ("内容", "Text"),
    "arithmetic": ("算式", "Arithmetic"),
    "other_region": ("对照地区", "Other region"),
    "other_title": ("对照标题", "Other title"),
    "other_quote": ("对照原文", "Other quote"),
    "other_sentence": ("对照句子", "Other sentence"),
    "other_path": ("对照文件", "Other file"),
    "previous": ("前一版", "Previous"),
    "superseded_by": ("后一版", "Superseded by"),
    "duplicate_of": ("同文", "Same as"),
    "quality": ("可读度", "Quality"),
    "flaws": ("缺陷", "Flaws"),
}


# What the codes of a column are called for Chinese readers; English keeps the codes.
_CODES = {
    "comparator": {
        "ge": "不低于",
        "gt": "高于",
        "le": "不高于",
        "lt": "低于",
        "approx": "约",
        "range": "区间",
        "eq": "等于",
    },
    "change": {"level": "水平", "increase": "增量", "decrease": "减量", "multiple": "倍数"},
    "binding": {"obligatory": "约束性", "expected": "预期性"},
    "role": {"lead": "牵头", "support": "配合", "responsible": "负责"},
    "kind": {"plan": "计划", "report": "总结", "mixed": "报告", "other": "其他"},
    "level": {
        "national": "国家",
        "province": "省级",
        "prefecture": "市级",
        "county": "县级",
        "township": "乡镇",
        "school": "学校",
        "company": "企业",
        "unknown": "不详",
    },
    "status": {
        "target": "目标",
        "actual": "实绩",
        "other": "其他",
        "open": "未处理",
        "confirmed": "属实",
        "dismissed": "排除",
    },
    "family": {
        "impossible": "不可能的数值",
        "sums": "合计与分项",
        "rates": "比率与数额",
        "counts": "所称与所列",
        "twice": "前后不一",
        "fit": "能否落实",
        "between": "上下级计划",
        "years": "年度之间",
        "report": "计划与报告",
        "copies": "照抄他处",
    },
    "severity": {"error": "错误", "warning": "疑点", "notice": "提示"},
    "state": {"current": "现行", "superseded": "旧版", "removed": "已删", "quarantined": "隔离"},
    "reason": {
        "page-number": "页码",
        "running-head": "页眉页脚",
        "contents": "目录",
        "repeated": "表格续页重复的表头、表名",
        "watermark": "水印",
        "insertion": "防复制字符",
        "menu": "菜单",
        "breadcrumb": "当前位置",
        "share-bar": "分享栏",
        "links": "链接",
        "footer": "页脚",
        "hidden": "隐藏文字",
        "page-frame": "网页框架",
        "lead-in": "篇前导语",
    },
    "recurring": {"true": "是", "false": "", "True": "是", "False": ""},
}


def codes(language: Language) -> Callable[[str, str], str]:
    """Return what gives the word for a column's code: the role lead is 牵头."""

    def code(column: str, written: str) -> str:
        return _CODES.get(column, {}).get(written, written) if language is Language.ZH else written

    return code


def labels(language: Language) -> Callable[[str], str]:
    """Return what gives a column's label; a column of the user's own making keeps its name."""
    index = 0 if language is Language.ZH else 1

    def label(column: str) -> str:
        return _LABELS[column][index] if column in _LABELS else column

    return label
