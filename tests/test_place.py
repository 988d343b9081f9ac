"""Places: found by name in words, and known by level and GB/T 2260 code."""

from __future__ import annotations

import pytest

from pipeline.extract.place import places_in
from pipeline.lexicon import divisions
from pipeline.model import Level
from pipeline.normalize.place import division, level_of, parent

NAMED = {
    "浙江省温州市第二中学工作计划": ["浙江省", "温州市"],
    "海南藏族自治州教育局": ["海南藏族自治州"],
    "红河州水利局工作要点": ["红河州"],
    "平潭综合实验区金井片区管理局": ["平潭综合实验区", "金井片区"],
    "大埔县湖寮镇2013年工作总结": ["大埔县", "湖寮镇"],
    "温州二中教务处": ["温州"],
    "新昌县城关中学": ["新昌县"],
    "新昌县城乡环境整治行动方案": ["新昌县"],
    "新昌县城市管理局": ["新昌县"],
    "新昌县城镇化规划": ["新昌县"],
    "建成县级示范园": [],
    "县城区域供水": [],
    "各乡镇工作安排": [],
    "城区小学工作计划": [],
    "全国文明城市创建方案": [],
}


@pytest.mark.parametrize("words", NAMED)
def test_places_named_in_a_title(words: str) -> None:
    assert [place.name for place in places_in(words)] == NAMED[words]


CODES = {
    ("衢州市", ()): "330800",
    ("宁南县", ()): "513427",
    ("红河州", ()): "532500",
    ("红河哈尼族彝族自治州", ()): "532500",
    ("宁夏回族自治区", ()): "640000",
    ("平潭综合实验区", ()): "350128",
    ("仙桃市", ()): "429004",
    ("东莞市", ()): "441900",
    ("鼓楼区", ("南京市",)): "320106",
    ("鼓楼区", ("江苏省", "徐州市")): "320302",
    ("绍兴", ()): "330600",
    ("绍兴县", ()): "330621",
}


@pytest.mark.parametrize(("name", "around"), CODES)
def test_code_of_a_place(name: str, around: tuple[str, ...]) -> None:
    found = division(name, around)
    assert found is not None
    assert found.code == CODES[name, around]


@pytest.mark.parametrize("name", ["鼓楼区", "和平区", "吉林", "某某县", "雄县城"])
def test_a_name_that_stands_for_none_or_several_has_no_division(name: str) -> None:
    assert division(name) is None


LEVELS = {
    "四川省": Level.PROVINCE,
    "重庆市": Level.PROVINCE,
    "绵阳市": Level.PREFECTURE,
    "凉山州": Level.PREFECTURE,
    "义乌市": Level.COUNTY,
    "鼓楼区": Level.COUNTY,
    "湖寮镇": Level.TOWNSHIP,
    "金井片区": Level.TOWNSHIP,
    "某某": None,
}


@pytest.mark.parametrize("name", LEVELS)
def test_level_of_a_place(name: str) -> None:
    assert level_of(name) is LEVELS[name]


def test_parent_is_the_prefecture_else_the_province() -> None:
    above = {name: found and parent(found) for name in ("宁南县", "绵阳市", "海淀区") if (found := division(name))}
    assert {name: place and place.name for name, place in above.items()} == {
        "宁南县": "凉山彝族自治州",
        "绵阳市": "四川省",
        "海淀区": "北京市",
    }


def test_the_table_holds_the_country() -> None:
    current = [each for each in divisions() if each.current and each.code]
    assert len({each.code for each in current if each.level is Level.PROVINCE}) == 34
    assert 330 <= sum(each.level is Level.PREFECTURE for each in current) <= 345
    assert 2800 <= sum(each.level is Level.COUNTY for each in current) <= 2900
    assert all(len(each.code) == 6 and each.code.isdecimal() for each in current)
