"""The words by which a stretch of text plans (力争, 将, 明年) or reports (已, 曾, 去年). Folded text in, `Cue`s out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or time that tells the tense: past or planned; a weak one (要, 确保) does not overrule a reporting heading."""

    start: int
    end: int
    words: str
    past: bool
    weak: bool = False


# 了 is no aspect mark in 为了, 除了, 了解; 已 and 曾 are always past.
_PAST = (
    r"(?P<past>已(?!知)|曾(?!孙)|(?<![为除罢算未明])了(?![解望却然如])|(?<![比较同与和以按由从自])(?:去年|上年)|前年|过去(?![^,。;]{0,24}基础上)|以来|近?年来|同比|截(?:至|止到?)(?=目前|[\d二今去上前本])|目前|至今|迄今"
    r"|荣获|获评|被[^,。;]{0,12}(?:授予|评为|列为|命名)|较好地?完成)"
)
# 将 is future before a verb and the object mark before a noun: only verbs and adverbs that follow it are listed.
_WILL = (
    r"将(?=会|要|于|在|以|从|对|按|由|继续|进一步|全面|全力|大力|积极|组织|开展|召开|举[行办]|实[施行现]|完成|建[成设立]|启动|推[进动]"
    r"|达|有|是|使|增|重点|着力|坚持|认真|统筹|逐步|通过|迎|投|新|加[快大强]|不断|努力|深入|紧紧|围绕|再|力争|更|成为|根据|结合|适时"
    r"|制定|出台|安排|争取|进行|严格|主动|充分|切实|首先|依托|聚焦|利用|协[助同]|陆续|分别|同时)"
)
_STRONG = (
    rf"(?P<strong>{_WILL}|即将|力争|明年|准备(?=[在于用再对把将]|建[设成立]|投[资入]|安排|扶持|重点)|(?<!当前和)(?<!当前及)今后|下一?步|下阶段|未来"
    r"|争取(?=[于在到年今]|\d|实现|[^,。;]{0,12}(?:完成|达到|通过|建成|创建|进入))|(?<![草模虚比])拟(?:定于|(?![定人态合议订稿声任就好作录题了]))"
    r"|(?:提前|推迟|延迟|延期|延长)[至到]|(?<=\d年)计划"
    r"|(?:计划|规划|纲要|草案|方案)(?:草案)?(?:规定|提出|要求|确定)(?!的)|(?<![照按合足的])要求(?=[^,。;]{0,16}(?:达到|增加|增长|提高|完成))"
    r"|(?:预计|计划)(?=于|在|到|年内|用|投资|完成|新|建|实施|开[工展]|总投|再|安排|培训|督导|[\d一二三四五六七八九十]))"
)
_WEAK = (
    r"(?P<weak>(?<![主需重必想只摘概纲简首提不纪次切])要(?![求素点闻件领害塞目职人])|确保|必须|应当|应该|务必|应(?=[加积建在及严全])"
    r"|努力|预计|争创|请(?=于|在|各|相)|完成时间)"
)
# What a cue may begin with: looked at first, a text is searched in a tenth of the time.
BEGINS = "上下了争今以准前力务努即去同完将已年应延必截拟提推方明曾未目确纲至草荣获被要规计请较迄过近预"
CUES = f"{_PAST}|{_STRONG}|{_WEAK}"
_CUE = re.compile(f"(?=[{BEGINS}])(?:{CUES})")


@lru_cache(maxsize=64)
def word_cues(folded: str, start: int, end: int) -> tuple[Cue, ...]:
    """Return the words of a stretch that tell its tense: 已完成80% has 已, 力争完成80% has 力争."""
    return tuple(
        Cue(match.start(), match.end(), match[0], match["past"] is not None, match["weak"] is not None)
        for match in _CUE.finditer(folded, start, end)
    )
