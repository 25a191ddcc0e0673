"""Names typed while the keyboard stood in the other layout."""

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


def _different(text: str, *tables: dict[int, int]) -> tuple[str, ...]:
    typed = dict.fromkeys(text.translate(table) for table in tables)
    return tuple(other for other in typed if other != text)
