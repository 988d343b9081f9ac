"""Identities for people: T-3f9a2c81 is the beginning of a record's key, with a letter for its kind."""

from __future__ import annotations

from enum import StrEnum

# Hexadecimal digits shown of a key. Two records that share them are told apart by more digits, which `show` takes too.
_SHOWN = 8


class Letter(StrEnum):
    """The letter of each kind of record."""

    TARGET = "T"
    ACTUAL = "A"
    QUANTITY = "Q"
    DEADLINE = "L"
    UNIT = "U"
    GOAL = "G"
    DOCUMENT = "D"


class UnknownId(Exception):
    """An identity that is none, names nothing, or names more than one record."""


def shown(letter: Letter, key: str) -> str:
    """Return the identity to show: T-3f9a2c81."""
    return f"{letter}-{key[:_SHOWN]}"


def parse(identity: str) -> tuple[Letter, str]:
    """Return the kind and the beginning of the key, or raise `UnknownId`; small letters and more digits do as well."""
    letter, dash, digits = identity.strip().partition("-")
    kinds = {kind.value: kind for kind in Letter}
    if letter.upper() not in kinds or not dash or len(digits) < 4 or set(digits.lower()) - set("0123456789abcdef"):
        raise UnknownId(f"{identity}: an identity looks like T-3f9a2c81; the first column of every answer holds them")
    return kinds[letter.upper()], digits.lower()
