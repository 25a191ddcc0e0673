"""Given names: forms of one name (Рыгор, Григорий, Гриша) count as the same name, also when mistyped."""

from collections.abc import Iterable, Mapping
from math import inf

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.names.asked import AskedWord, slip_cost
from domain.names.folding import is_cyrillic
from domain.names.lexicon import NameLexicon
from domain.names.readings import sounds
from domain.names.scoring import GIVEN, OTHER_FORM, SHORT_FORM

_LATIN_INITIALS: Mapping[str, str] = {
    "y": "eu",
    "j": "eu",
    "i": "eu",
    "z": "zZ",
    "s": "sS",
    "c": "Ckth",
    "k": "kh",
    "u": "uv",
    "x": "h",
}


class GivenNames:
    """The lexicon's given names by sound."""

    def __init__(self, lexicon: NameLexicon) -> None:
        self._names: dict[str, dict[int, float]] = {}
        self._initials: dict[int, str] = {}
        for word, forms in lexicon.forms.items():
            for sound in sounds(word):
                names = self._names.setdefault(sound.coarse, {})
                for form in forms:
                    cost = SHORT_FORM if form.is_short else OTHER_FORM
                    names[form.name] = min(cost, names.get(form.name, cost))
                    self._initials[form.name] = self._initials.get(form.name, "") + (
                        "" if form.is_short else sound.coarse[:1]
                    )
        self._keys = list(self._names)

    def of_stored(self, word: str) -> frozenset[int]:
        """List by number the names a stored word is a full form of; a short form only when it is nobody's full one."""
        known: dict[int, float] = {}
        for sound in sounds(word):
            known.update(self._names.get(sound.coarse, {}))
        full = frozenset(name for name, cost in known.items() if cost < SHORT_FORM)
        return full or frozenset(known)

    def of_asked(self, word: AskedWord, heard: dict[str, dict[int, float]]) -> dict[int, float]:
        """List by number the names a typed word may mean, each with what taking it so costs; `heard` is a memo."""
        meant: dict[int, float] = {}
        for form in word.forms:
            for said in form.sounds:
                names = heard.get(said.coarse)
                if names is None:
                    names = heard[said.coarse] = self._of_sound(said.coarse)
                for name, cost in names.items():
                    if form.cost + cost < meant.get(name, inf):
                        meant[name] = form.cost + cost
        return meant

    def _of_sound(self, coarse: str) -> dict[int, float]:
        meant: dict[int, float] = {}
        reach = 0 if len(coarse) < 3 else 1 if len(coarse) < 6 else 2
        near = process.extract(coarse, self._keys, scorer=OSA.distance, score_cutoff=reach, limit=None)
        for key, edits, _ in near:
            slipped = slip_cost(edits, len(key), GIVEN)
            for name, cost in self._names[key].items():
                meant[name] = min(slipped + cost, meant.get(name, inf))
        return meant

    def knows(self, coarse: str) -> bool:
        """Tell whether a form of a name sounds so."""
        return coarse in self._names

    def certain(self, word: AskedWord) -> frozenset[int]:
        """List by number the names of which the typed word, or a nominative of it, is a form without any slip."""
        keys = (said.coarse for form in word.forms for said in form.sounds)
        return frozenset(name for key in keys for name in self._names.get(key, ()))

    def is_full(self, word: AskedWord) -> bool:
        """Tell whether the typed word, as it stands, is a full form of a name."""
        keys = (said.coarse for said in word.forms[0].sounds)
        return any(cost < SHORT_FORM for key in keys for cost in self._names.get(key, {}).values())

    def initials(self, names: Iterable[int]) -> frozenset[str]:
        """List the sounds with which full forms of these names begin."""
        return frozenset("".join(self._initials[name] for name in names))


def initial_sounds(letter: str) -> frozenset[str]:
    """List the coarse sounds a name may begin with when only its first letter was typed."""
    heard = "".join(sound.coarse[:1] for sound in sounds(letter))
    return frozenset(heard if is_cyrillic(letter) else heard + _LATIN_INITIALS.get(letter, ""))
