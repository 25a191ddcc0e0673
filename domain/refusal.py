"""Why something a person gave us was not taken: a key and its arguments, made words at the door."""

from dataclasses import dataclass
from enum import StrEnum


class Problem(StrEnum):
    """What is wrong with a field; texts/refusals.py has a sentence for each that says what to do."""

    NOT_JSON = "not_json"
    NOT_AN_OBJECT = "not_an_object"
    MISSING = "missing"
    UNKNOWN_FIELD = "unknown_field"
    WRONG_TYPE = "wrong_type"
    NOT_A_DATE = "not_a_date"
    NOT_A_CHOICE = "not_a_choice"
    NO_NAME = "no_name"
    PLACEHOLDER_NAME = "placeholder_name"
    TOO_LONG = "too_long"
    UNKNOWN_PERSON = "unknown_person"
    REPEATED = "repeated"
    ANOTHER_PERSON = "another_person"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A problem, the field it is in, and what stood there or what is expected (cut to 300 characters)."""

    problem: Problem
    field: str = ""
    value: str = ""


class Refused(ValueError):  # noqa: N818 - reads as what it is: `except Refused`
    """Raised at the boundary for input that cannot be taken; ``refusal`` says why."""

    def __init__(self, problem: Problem, field: str = "", value: object = "") -> None:
        self.refusal = Refusal(problem, field, str(value)[:300])
        super().__init__(f"{problem} {field}".strip())
