"""Given names: forms of one name (Рыгор, Григорий, Гриша) count as the same name, also when mistyped."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.names.asked import AskedWord
from domain.names.lexicon import NameLexicon
from domain.names.readings import sounds
from domain.names.scoring import COARSE_EDIT, OTHER_FORM, SHORT_FORM


class GivenNames:
    """The lexicon's given names by sound."""

    def __init__(self, lexicon: NameLexicon) -> None:
        self._names: dict[str, dict[int, float]] = {}
        for word, forms in lexicon.forms.items():
            for sound in sounds(word):
                names = self._names.setdefault(sound.coarse, {})
                for form in forms:
                    cost = SHORT_FORM if form.is_short else OTHER_FORM
                    names[form.name] = min(cost, names.get(form.name, cost))
        self._keys = list(self._names)

    def of_stored(self, word: str) -> frozenset[int]:
        """List by number the names a stored word is a full form of; a short form only when it is nobody's full one."""
        known: dict[int, float] = {}
        for sound in sounds(word):
            known.update(self._names.get(sound.coarse, {}))
        full = frozenset(name for name, cost in known.items() if cost < SHORT_FORM)
        return full or frozenset(known)

    def of_asked(self, word: AskedWord) -> dict[int, float]:
        """List by number the names a typed word may mean, each with what taking it so costs."""
        meant: dict[int, float] = {}
        for form in word.forms:
            for sound in form.sounds:
                for key, distance in self._near(sound.coarse):
                    for name, cost in self._names[key].items():
                        total = form.cost + cost + COARSE_EDIT * distance
                        meant[name] = min(total, meant.get(name, total))
        return meant

    def _near(self, key: str) -> Iterable[tuple[str, int]]:
        reach = 0 if len(key) < 3 else 1 if len(key) < 6 else 2
        found = process.extract(key, self._keys, scorer=OSA.distance, score_cutoff=reach, limit=None)
        return [(near, int(distance)) for near, distance, _ in found]
