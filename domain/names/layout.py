"""Names typed while the keyboard stood in the other layout, told by pairs of letters that names do not have."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from math import inf, log

from domain.names.folding import words

SURELY_OTHER = 1.2
"""How much more familiar (mean logarithm a pair of letters) the retyped text must look to be the only one tried."""

SURELY_STRAIGHT = -0.4
"""How much less familiar the retyped text must look not to be tried; 98 in 100 names typed rightly lie below."""

MUCH_LESS = 1.2
"""How much less familiar than the best retyped text another one may look and still be tried."""

_SMOOTHING = 0.3
_LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё"
_BELARUSIAN_KEYS = "йцукенгшўзх'фывапролджэячсмітьбюё"

_TO_RUSSIAN = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)
_TO_BELARUSIAN = str.maketrans(_LATIN_KEYS, _BELARUSIAN_KEYS)
_TO_LATIN = str.maketrans(_RUSSIAN_KEYS + "іў", _LATIN_KEYS + "bo")
_BELARUSIAN_TO_LATIN = str.maketrans(_BELARUSIAN_KEYS, _LATIN_KEYS)


def retyped(text: str) -> tuple[str, ...]:
    """Press the same keys in the other layouts; the likeliest first."""
    lower = text.lower()
    if any("\u0400" <= char <= "\u04ff" for char in lower):
        return _different(lower, _TO_LATIN, _BELARUSIAN_TO_LATIN)
    return _different(lower, _TO_RUSSIAN, _TO_BELARUSIAN)


class Letters:
    """How often pairs of letters stand in names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._pairs = Counter(pair for name in names for pair in pairwise(f"^{name}$"))

    def takes(self, text: str) -> tuple[tuple[str, bool], ...]:
        """List the texts that may have been meant, the one typed or those of other layouts; True for these."""
        straight = self._familiarity(text)
        gains = {other: self._familiarity(other) - straight for other in retyped(text)}
        gain = max(gains.values(), default=-inf)
        others = tuple(
            (other, True)
            for other, own in sorted(gains.items(), key=lambda pair: -pair[1])
            if own >= max(SURELY_STRAIGHT, gain - MUCH_LESS)
        )
        return others if gain > SURELY_OTHER else ((text, False), *others)

    def _familiarity(self, text: str) -> float:
        seen = [log(self._pairs[pair] + _SMOOTHING) for word in words(text) for pair in pairwise(f"^{word}$")]
        return sum(seen) / len(seen) if seen else log(_SMOOTHING) * 2


def _different(text: str, *tables: dict[int, int]) -> tuple[str, ...]:
    typed = dict.fromkeys(text.translate(table) for table in tables)
    return tuple(other for other in typed if other != text)
