"""Which word of a stored name is the given name, which the patronymic, which the surname."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

_PATRONYMIC_TAILS = ("aveC", "eveC", "avna", "evna", "aveCa", "eveCa", "aveCu", "eveCu", "avne", "avnu", "evnu")
_PATRONYMIC = re.compile("([вўв][іи]ч|[ыіи]ч|[ўву]на|[іи][чш]на|v[iy]t?ch|v[iy]č|wicz|vic|[vwuŭ]na|[iy]chna|i[cč]na)$")


@dataclass(frozen=True, slots=True)
class Roles:
    """The words of one spelling of a name by what they are."""

    given: tuple[str, ...]
    patronymics: tuple[str, ...]
    surnames: tuple[str, ...]


def looks_like_patronymic(word: str) -> bool:
    """Tell whether the word ends as patronymics do (many surnames do as well)."""
    return _PATRONYMIC.search(word) is not None


def may_be_patronymic(coarse: str) -> bool:
    """Tell whether a word that sounds so ends as patronymics do, give or take a slip."""
    return min(OSA.distance(coarse[-len(tail) :], tail) for tail in _PATRONYMIC_TAILS) <= 1


def roles(words: Sequence[str], is_given: Callable[[str], bool]) -> Roles:
    """Tell the words of a name apart: a lone word is a surname, and the given name stands first if it may be one."""
    if len(words) < 2:
        return Roles((), (), tuple(words))
    at = _given_place(words, is_given)
    rest = [word for place, word in enumerate(words) if place != at]
    patronymic = _patronymic_of(words, at) if len(rest) > 1 else None
    if patronymic is not None:
        rest.remove(patronymic)
    return Roles((words[at],), (patronymic,) if patronymic else (), tuple(rest))


def _given_place(words: Sequence[str], is_given: Callable[[str], bool]) -> int:
    if is_given(words[0]):
        return 0
    return next((place for place in range(len(words) - 1, 0, -1) if is_given(words[place])), 0)


def _patronymic_of(words: Sequence[str], given: int) -> str | None:
    after = words[given + 1] if given + 1 < len(words) else ""
    return (
        after
        if looks_like_patronymic(after)
        else next((word for place, word in enumerate(words) if place != given and looks_like_patronymic(word)), None)
    )
