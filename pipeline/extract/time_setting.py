"""What stands around a time expression, and what that makes of it: furniture, a name, a restating heading, a date.

`Reading` and `Mention[TimeWords]` in, `Setting` out; its questions are those of GUIDE §3 and its rulings on time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from pipeline.extract.tense import Tenses
from pipeline.extract.years import digits
from pipeline.model import Bound, Clause, Period, Span, TimeForm, TimeWords
from pipeline.rules import Mention
from pipeline.segment.reading import Reading

# So many characters of the line to each side are looked at; a whole report may stand in one line.
REACH = 80
# A line is looked at no farther: pages that lost their line ends are one.
LINE_REACH = 5000
# What a heading that restates the plan's period may say besides, in characters: 全面做好…各项….
LONGEST_RESTATING = 6

_DIGIT = "[\\dO〇零○一二三四五六七八九]"
_FURNITURE = re.compile(
    r"\s*(?:发布|发表|更新|上传|打印|编辑|录入|成文|印发|生成)?(?:时间|日期)[::]? ?\d{4}[-/年]"
    r"|.{0,40}(?:点击数|浏览(?:次数|量)|阅读次数|上一篇|下一篇|文章来源|责任编辑|信息来源|来源:|作者:|发布时间|发布日期|成文日期|Copyright|ICP)"
    r"|.{0,60}\[ ?\d\d-\d\d ?\]\s*$|.{0,40}-+\s?\d{4}年\d{1,2}月\d{1,2}日在|[\s(]*(?:据?新华社)"
)
# What a page's table of information says before a date in its own cell: 发布日期 | 2012年3月5日.
_FURNITURE_HEAD = re.compile(r"(?:发布|发文|成文|印发|生成|更新|公开|签发|来文|有效|废止|失效)(?:时间|日期)[:\s]*$")
# A range in brackets names the stage of the work that stands before it.
_STAGE_BEFORE = re.compile(r"(?:阶段|[一二三四五六]步|[近中远]期|[一二三四]期)[^。;\n]{0,24}\($")
# Links in a row, divided by bars.
_LINKS = re.compile(r"(?:[^|\n]{0,40}\|){4}")
_DATE_LINE = re.compile(
    rf"\W*(?:[\u4e00-\u9fff、\s]{{0,40}}\s)?[12一二]\s?[09O〇零九]\s?{_DIGIT}\s?{_DIGIT}\s?年\s?"
    r"[\d一二三四五六七八九十]{1,3}\s?月(?:\s?[\d一二三四五六七八九十]{1,3}\s?日)?\W*(?:印发|发布|通过)?\W*(?:年\s*月\s*日\W*)?$"
)
_PLANS_TO = r"(?!指标|草案|规定|于|在|到|用|投资|完成|新|建|实施|开|总|再|安排|培训|督导|[\u4e00-\u9fff]{1,8}(?:建成|完成|实现|达到))"
# A bare year or plan period before such a word is part of a name.
_NAME_NEXT = re.compile(
    rf"[届级版]|\s?(?:年度)?[“《]?[\u4e00-\u9fff]{{0,10}}?(?:规划|计划{_PLANS_TO}|方案|纲要|要点|行动|报告|总结|版|学年|考核|预算|决算|目标任务"
    r"|重点工作|工作任务|工作安排|行事历|工作历|工作思路|周(?:工作)?安排)"
)
# 2025年是…之年, 今年以来, 今年比去年: told of the year, not due in it.
_TOLD_NEXT = re.compile(
    r"\s?(?:度|的?基础上?|的\d+年[间来]|不变价|以来|[,,]?是(?!否)|比|较|同期|为.{0,12}之年|[,,].{0,10}以来)"
)
# “十四五”时期,我市发展面临新的形势: told of the years, not due in them.
_YEARS_TOLD_NEXT = re.compile(
    r"[,,]?[^,。;:\n]{0,16}?(?:面临|处于|仍处|正处|正是|[是为](?:我[国省市县区校]|全[国省市县区]|[^,。;\n]{0,24}(?:时期|阶段|关键期|[五十\d]年|之年))|极不|不平凡)"
)
_DUE_VERB = (
    "要|将|力争|争取|确保|计划|拟|预计|实现|完成|达到|建成|基本|启动|开始|开展|召开|举[办行]|实施|形成|建立|通过|新增|新建|达[到标]|初步|开工|竣工"
    "|投产|通车|安排|组织|继续|重点|争创|成立|出台|制定|覆盖|全面|全部|推[进动广]|配合|做好|做到|落实|总(?:量|额|数|产|计|共)"
)
_DUE_NEXT = re.compile(rf"\s?(?:[,:、)。;]|$|[\u4e00-\u9fff]{{0,6}}?(?:{_DUE_VERB}))")
_DUE_BEFORE = re.compile(r"(?:[于在至到从自]|力争|争取|确保|计划|预计|定于|放在|延长至|[,,]?为)$")
# A wide time behind such a verb belongs to the noun that follows: 完成2020年上半年审核工作, 召开今年秋季会议.
_OBJECT_OF = re.compile(
    "(?:完成|开展|组织|召开|启动|实施|参加|印发|下发|出台|制定|确认|举办|举行|做好|抓好|推进|公布|编制|落实|申报|征集|评选|发布|迎接|总结|策划|谋划"
    "|梳理|办好|筹备|筹办|承办|开好|由|对|比|较|占|高于|低于|原因是|原因为)$"
)
_JOINED = re.compile(r"(?<![年月日度])[和与及、]$")
# Another time later in the same clause dates the work: 2020年排查工作将于5月20日前完成.
_TIME_NEXT = re.compile(r"[于在到](?:\d{1,2}|[一二三四五六七八九十]{1,2})月|年?[底末]前?|\d日前")
_OWN_WORK_NEXT = re.compile(r"[\u4e00-\u9fff]{0,2}的?[\u4e00-\u9fff]{0,4}(?:工作|任务|目标)")
# 今年经济社会发展的主要预期目标是: the year of the goals that follow.
_OWN_GOALS_NEXT = re.compile(
    r"的?[\u4e00-\u9fff]{0,8}(?:工作|目标)[是为:,]|[^,。:;\n]{0,24}?(?:预期|主要|总体|发展|工作|奋斗)(?:目标|要求|任务|思路)[^,。:;\n]{0,8}?(?:[是为:,]|如下|安排)"
)
_ELSEWHEN = re.compile(
    r"(?:上一?年度?|纳入|列入|作为|每年的?|截至|截止到?|(?:原定|原计划|原拟|原)(?:于|在)?(?:[^,。;]{0,8}、)?)$"
)
_CONDITION = re.compile(
    r"(?:(?<!印发)(?<!发布)(?<!下发)(?<!公布)(?<!施行)之日起|对|除|凡|若|如|近|已在?|超过|最近|过去|最后|退休|考?前|\()$"
)
_CONDITION_NEXT = re.compile(
    r"(?:[,,]?是|[两二三四五六\d]次|未|不|退休|累计|有(?!所|序|效|力)|职|毕业|取得|被|核酸|的(?!时间)|曾|均|连续)"
)
_NORM_NEXT = re.compile(r"[^。;\n]{0,6}(?:施行|执行|生效|废止)")
_RATE_NEXT = re.compile(
    r"\s?(?:(?:最高|按|分别)?(?:给予|奖励|补助|补贴)|最高|平均(?:递增|增长)|递增|增长"
    r"|[\d〇一二三四五六七八九十百千万.]+(?:多|余)?(?:元|万元|亿元|美元))"
)
_RATE_BEFORE = re.compile(r"(?:每人|每生|每户|人均|户均|每名\S{0,6}|平均|每亩|每床)$")
# In a heading a time as wide as the plan only restates its period beside these words.
_RESTATING = re.compile(
    r"工作|计划|任务|目标|安排|打算|重点|要求|思路|部署|发展|主要|总体|预期|展望|指标|行事历|工作历|日程|建议|政府|[一二三四五六七八九十]+、"
)
_TIME_HEAD = re.compile("时间|日期|时限|期限|周次|星期|节点")
_PIECE_EDGE = re.compile(r"[,。;!?]")
_RELATIVE = frozenset("今本明")
# A plan of so many years tells some of them apart: 后三年, 1990年 at its end.
_SEVERAL_YEARS = 3
_COUNTS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "3": 3, "4": 4, "5": 5}
_WHOLE_YEAR = frozenset({"", "全年", "上半年", "下半年"})


def is_wide(words: TimeWords) -> bool:
    """Say whether a time is a year, a half of it, or more: 2012年, 今年, 2013-2015年, 上半年, 十四五期间."""
    first = words.first
    if words.form is TimeForm.CALENDAR:
        return not (first.month or first.day or first.edge) and first.name in _WHOLE_YEAR
    return words.form is TimeForm.PLAN


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a mention stands: its clause, its line, and what is written before and behind it there."""

    mention: Mention[TimeWords]
    clause: Clause | None
    line: Span
    before: str
    after: str
    in_head_cell: bool
    heads: str
    period: Period

    @property
    def words(self) -> TimeWords:
        """The words of the mention."""
        return self.mention.words

    @property
    def alone(self) -> bool:
        """True where the expression is all its line or cell says, or heads it as a label (3月：…)."""
        rest = self.after.strip(" )。\t”")
        return not self.before.strip(" \t-(“·●0123456789.、") and (not rest or self.after[0] == ":")

    @property
    def heads_a_row(self) -> bool:
        """True where the expression, with a bracket at most, is all that its cell says: 第18周(6.12-6.19)."""
        return self.in_row and not self.before.strip() and self.after.startswith("(") and self.after.endswith(")")

    @property
    def piece(self) -> tuple[str, str]:
        """What stands before and behind the mention up to the next comma."""
        return _PIECE_EDGE.split(self.before)[-1], _PIECE_EDGE.split(self.after, maxsplit=1)[0]

    def is_furniture(self, folded: str) -> bool:
        """Say whether the line is an attribution, a signature's date, or a web page's furniture (GUIDE ruling 10)."""
        start, end = self.line.start, self.line.end
        if _LINKS.match(folded, start, end):
            return True
        if end - start <= 2 * REACH and _FURNITURE.match(folded, start, end):
            return True
        if self.in_row:
            return _FURNITURE_HEAD.search(folded, max(0, start - REACH), start) is not None
        return end - start <= REACH and _DATE_LINE.match(folded, start, end) is not None

    @property
    def in_row(self) -> bool:
        """True in a table's body."""
        return self.clause is not None and self.clause.row is not None

    @property
    def ends_plan(self) -> bool:
        """True where the time is the last year of a plan of several years, at which its targets are due: 1990年."""
        first, last = self.period.first, self.period.last
        if first is None or last is None or last.year - first.year + 1 < _SEVERAL_YEARS or not self.words.first.year:
            return False
        return is_wide(self.words) and digits(self.words.first.year.replace("O", "〇")) == str(last.year)

    def is_named(self) -> bool:
        """Say whether the expression stands in a name: 《…2008-2012年工作规划》, (2021-2025年), 十二五规划."""
        if self.before.rfind("《") > self.before.rfind("》"):
            return True
        if self.before.endswith("(") and self.after.startswith(")") and self.words.last is not None:
            return is_wide(self.words) and not _STAGE_BEFORE.search(self.before)
        if self.words.bound is not Bound.IN or not (is_wide(self.words) or self.words.form is TimeForm.TERM):
            return False
        if self.before.rfind("“") > self.before.rfind("”") and "”" in self.after[:16]:
            return True
        if _TOLD_NEXT.match(self.after) and not self.ends_plan:
            return True
        if self.words.form is TimeForm.PLAN and _YEARS_TOLD_NEXT.match(self.after):
            return True
        return self.words.first.year[:1] not in _RELATIVE and _NAME_NEXT.match(self.after) is not None

    def restates(self) -> bool:
        """Say whether a heading only says again what the plan's period is: 二、2025年工作计划 (GUIDE ruling 23)."""
        if self.clause is None or not self.clause.heading:
            return False
        if self.words.form is TimeForm.PLAN:
            return True
        if self.words.form is TimeForm.EVENT:
            return self.clause.section is None and not self.alone
        if not is_wide(self.words) and self.words.form is not TimeForm.TERM:
            return False
        rest, found = _RESTATING.subn("", "".join(self.piece))
        longest = LONGEST_RESTATING if is_wide(self.words) else 2 * LONGEST_RESTATING
        return found > 0 and len(re.sub(r"[\W\d]", "", rest)) <= longest

    def is_object(self) -> bool:
        """Say whether a verb before the time takes the noun behind it, which the time only names."""
        return bool(self.after) and _OBJECT_OF.search(self.before) is not None

    def opens(self) -> bool:
        """Say whether a time opens its clause, or is set by 在 or 到: 规划期内，…"""
        return self.after[:1] in ",、" or self.before.endswith(("在", "到", "至"))

    def is_put(self) -> bool:
        """Say whether 在 or 于 puts the work into the time: 放在暑假."""
        return self.before.endswith(("在", "于", "利用"))

    def is_day_in_digits(self) -> bool:
        """Say whether digits with a dot are a day: 8.26(周三), or 9.10 in a column headed 时间."""
        if self.after.startswith(("(周", "(星期", "上午", "下午")):
            return True
        return self.alone and _TIME_HEAD.search(self.heads) is not None

    def follows_weekday(self) -> bool:
        """Say whether a day in brackets says which 星期一 is meant."""
        return self.after.startswith(")") and re.search(r"(?:周|星期)[一二三四五六日天]\($", self.before) is not None

    def counts_plan(self) -> bool:
        """Say whether a count of years is that of the plan's own (五年合计), or part of them (后三年)."""
        first, last = self.period.first, self.period.last
        if first is None or last is None:
            return False
        years, count = last.year - first.year + 1, _COUNTS.get(self.words.first.year, 0)
        return years == count if self.words.first.name == "共" else years > max(count, _SEVERAL_YEARS - 1)

    def is_condition(self) -> bool:
        """Say whether a span is a condition or a rule's term: 一年内两次不在岗的, 自受理之日起20日内."""
        return _CONDITION.search(self.before) is not None or _CONDITION_NEXT.match(self.after) is not None

    def is_rate(self) -> bool:
        """Say whether a recurrence only measures a rate: 每人每月500元, 每年最高奖励…."""
        return _RATE_NEXT.match(self.after) is not None or _RATE_BEFORE.search(self.before) is not None

    def is_elsewhen(self) -> bool:
        """Say whether the time was given up, or is another's: 原定于4月份, 上一年度1月至12月, 自…起施行."""
        if self.words.bound is Bound.FROM and _NORM_NEXT.match(self.after) and not self.before.endswith("于"):
            return True
        return _ELSEWHEN.search(self.before) is not None

    def dates_the_work(self) -> bool:
        """Say whether a bare year dates the work: 2012年计划建成 does, 2020年项目验收 does not (GUIDE ruling 33)."""
        if self.words.first.year[:1] in _RELATIVE and _OWN_GOALS_NEXT.match(self.after):
            return True
        if self.words.first.year[:1] in _RELATIVE and not self.is_object() and not self.after.startswith("的"):
            return True
        if self.is_object() or _JOINED.search(self.before) or _TIME_NEXT.search(self.piece[1]):
            return self.words.first.year[:1] in _RELATIVE and _OWN_WORK_NEXT.match(self.after) is not None
        if self.words.last is not None or self.ends_plan:
            return True
        return _DUE_NEXT.match(self.after) is not None or _DUE_BEFORE.search(self.before) is not None


def setting(reading: Reading, known: Tenses, mention: Mention[TimeWords]) -> Setting:
    """Return what stands around a mention."""
    folded, start, end = reading.folded, mention.span.start, mention.span.end
    at = bisect_right(known.starts, start) - 1
    clause = known.clauses[at] if at >= 0 and start < known.clauses[at].span.end else None
    line = _line(folded, start, end)
    head = clause is not None and clause.heading and clause.row is None
    cell = None if clause is None else reading.cell_of(clause)
    return Setting(
        mention,
        clause,
        line,
        folded[max(line.start, start - REACH) : start],
        folded[end : min(line.end, end + REACH)],
        head and any(table.span.holds(mention.span) for table in reading.document.tables),
        "" if cell is None else " ".join(map(reading.words, cell.heads)),
        known.told.period,
    )


def _line(folded: str, start: int, end: int) -> Span:
    """Return the line or cell around a stretch."""
    low, high = max(0, start - LINE_REACH), min(len(folded), end + LINE_REACH)
    left = folded.rfind("\n", low, start) + 1 or low
    left = folded.rfind("\t", left, start) + 1 or left
    right = folded.find("\n", end, high)
    right = high if right < 0 else right
    tab = folded.find("\t", end, right)
    return Span(left, max(end, right if tab < 0 else tab))
