"""Which stored keys are within two edits of a key: dictionary look-ups on consonant skeletons with letters left out.

Two spellings within two edits share a skeleton once up to two letters are left out of each (the symmetric delete idea);
what comes back is then measured exactly by rapidfuzz, skeletons first: they are never further apart than the spellings,
and most that share letters are.
"""

from itertools import chain, combinations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.names.sounds import skeleton

MOST_LOST = 2
"""Consonants that may be left out, and edits between two skeletons."""

LONG_KEY = 6
"""Letters of a key from which on a third edit, of a vowel, is allowed for."""


class Neighbours:
    """Coarse keys, findable by keys near them."""

    def __init__(self) -> None:
        self._by_rest: dict[str, tuple[str, ...]] = {}
        self._skeletons: dict[str, list[str]] = {}

    def add(self, key: str) -> None:
        """Make a key findable; adding it twice changes nothing."""
        bones = skeleton(key)
        keys = self._skeletons.setdefault(bones, [])
        if key in keys:
            return
        keys.append(key)
        if len(keys) == 1:
            for rest in _rests(bones):
                self._by_rest[rest] = (*self._by_rest.get(rest, ()), bones)

    def discard(self, key: str) -> None:
        """Forget a key."""
        bones = skeleton(key)
        keys = self._skeletons.get(bones, [])
        if key not in keys:
            return
        keys.remove(key)
        if not keys:
            del self._skeletons[bones]
            for rest in _rests(bones):
                self._leave(rest, bones)

    def near(self, key: str, most: int) -> list[tuple[str, int]]:
        """List the keys at most so many edits away (a swap counts as one), fewer for short keys; the nearest first."""
        bones, reach = skeleton(key), min(most, _reach(key))
        alike = list(dict.fromkeys(chain.from_iterable(self._by_rest.get(rest, ()) for rest in _rests(bones))))
        closer = process.extract(bones, alike, scorer=OSA.distance, score_cutoff=min(reach, MOST_LOST), limit=None)
        keys = list(chain.from_iterable(self._skeletons[other] for other, _, _ in closer))
        found = process.extract(key, keys, scorer=OSA.distance, score_cutoff=reach, limit=None)
        return [(near, int(distance)) for near, distance, _ in found]

    def _leave(self, rest: str, bones: str) -> None:
        left = tuple(other for other in self._by_rest[rest] if other != bones)
        if left:
            self._by_rest[rest] = left
        else:
            del self._by_rest[rest]


def _reach(key: str) -> int:
    """Edits within which a key of this length may still be meant."""
    return 2 if len(key) < LONG_KEY else 3


def _rests(bones: str) -> dict[str, None]:
    """Leave up to two letters out of a skeleton, but never fewer than two in, or one of two."""
    most = 1 if len(bones) == 2 else max(0, min(MOST_LOST, len(bones) - 2))
    size = len(bones)
    return dict.fromkeys("".join(kept) for out in range(most + 1) for kept in combinations(bones, size - out))
