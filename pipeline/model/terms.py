"""The words of the annotation guide that a value can take: comparator, change, status, role, kind, level."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Whether a document is the newest of its file, its file is gone, another version took its place, or it is ill read."""

    CURRENT = "current"
    REMOVED = "removed"
    SUPERSEDED = "superseded"
    QUARANTINED = "quarantined"


class Comparator(StrEnum):
    """How a value bounds what it measures (GUIDE §2)."""

    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"
    APPROX = "approx"
    RANGE = "range"
    EQ = "eq"


class Change(StrEnum):
    """Whether a value is the level itself, a difference, or a multiple (GUIDE §2)."""

    LEVEL = "level"
    INCREASE = "increase"
    DECREASE = "decrease"
    MULTIPLE = "multiple"


class Status(StrEnum):
    """Whether a quantity is promised, reported, or neither (GUIDE §2)."""

    TARGET = "target"
    ACTUAL = "actual"
    OTHER = "other"


class Binding(StrEnum):
    """How a target of a plan binds its maker: 约束性, which has to be met, or 预期性, which is hoped for."""

    OBLIGATORY = "obligatory"
    EXPECTED = "expected"


class Role(StrEnum):
    """How a body is responsible: 牵头, 配合, or plainly (GUIDE §4)."""

    LEAD = "lead"
    SUPPORT = "support"
    RESPONSIBLE = "responsible"


class Kind(StrEnum):
    """What kind of document it is (GUIDE §1)."""

    PLAN = "plan"
    REPORT = "report"
    MIXED = "mixed"
    OTHER = "other"


class Level(StrEnum):
    """The level of the office whose document it is (GUIDE §1)."""

    NATIONAL = "national"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    SCHOOL = "school"
    COMPANY = "company"
    UNKNOWN = "unknown"
