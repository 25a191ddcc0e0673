"""Reading one field of a JSON object: typed, bounded, refused with its name."""

import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from domain.dates import PartialDate
from domain.refusal import Problem, Refused

LONGEST_TEXT = 1_000
JsonObject = Mapping[str, object]
Choice = TypeVar("Choice", bound=StrEnum)
Part = TypeVar("Part")

_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})


def clean(text: str) -> str:
    """Return ``text`` in NFC, white space folded, without control, format (bidi, zero width) and unassigned ones."""
    kept = (" " if letter.isspace() else letter for letter in unicodedata.normalize("NFC", text))
    seen = (letter for letter in kept if unicodedata.category(letter) not in _UNSEEN)
    return " ".join("".join(seen).split())


def text(row: JsonObject, field: str, longest: int = LONGEST_TEXT) -> str:
    """Return a cleaned string, empty where absent or null."""
    value = row.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refused(Problem.WRONG_TYPE, field, "text")
    if len(value) > longest:
        raise Refused(Problem.TOO_LONG, field, longest)
    return clean(value)


def required(row: JsonObject, field: str, longest: int = LONGEST_TEXT) -> str:
    """Return a cleaned string; refuse where it is absent or blank."""
    value = text(row, field, longest)
    if not value:
        raise Refused(Problem.MISSING, field)
    return value


def number(row: JsonObject, field: str, most: int = 1_000_000) -> int | None:
    """Return a whole number from 0 to ``most``, or None where absent."""
    value = row.get(field)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise Refused(Problem.WRONG_TYPE, field, f"0–{most}")
    return value


def flag(row: JsonObject, field: str) -> bool | None:
    """Return true, false, or None where absent."""
    value = row.get(field)
    if value is not None and not isinstance(value, bool):
        raise Refused(Problem.WRONG_TYPE, field, "true, false")
    return value


def date(row: JsonObject, field: str) -> PartialDate | None:
    """Return ``2024``, ``2024-09`` or ``2024-09-16`` as a date, or None where absent."""
    value = text(row, field)
    if not value:
        return None
    try:
        return PartialDate.parse(value)
    except ValueError:
        raise Refused(Problem.NOT_A_DATE, field, value) from None


def choice(row: JsonObject, field: str, choices: type[Choice]) -> Choice | None:
    """Return one of ``choices``, or None where absent."""
    value = text(row, field)
    if not value:
        return None
    try:
        return choices(value)
    except ValueError:
        raise Refused(Problem.NOT_A_CHOICE, field, ", ".join(choices)) from None


def obj(row: JsonObject, field: str) -> JsonObject:
    """Return a nested object, empty where absent."""
    value = row.get(field)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Refused(Problem.WRONG_TYPE, field, "{}")
    return value


def each(row: JsonObject, field: str, read: Callable[[JsonObject, str], Part], most: int = 1_000) -> tuple[Part, ...]:
    """Return every element of a list as ``read`` reads it, empty where absent."""
    value = row.get(field)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise Refused(Problem.WRONG_TYPE, field, "[]")
    if len(value) > most:
        raise Refused(Problem.TOO_LONG, field, most)
    return tuple(read({field: element}, field) for element in value)
