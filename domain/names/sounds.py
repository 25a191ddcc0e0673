"""How a name sounds, at two grains.

*Fine* writes one letter a sound and keeps apart what a reader hears apart (o and a, h and kh). *Coarse* drops what
Belarusian and Russian spell differently by rule (akanne, yakanne, softness, doubled consonants), so that every spelling
of one name is equal in it. Upper-case letters: A O U stand for iotated a, o, u; Z S C for zh, sh, ch. A question mark
stands for a sound that was not legible.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = str.maketrans(
    dict(zip("абвгдежзйклмнопрстуфхцчшэыіиёюяў", "abvgdeZzjklmnoprstufxcCSeyiiOUAv", strict=True))
    | {"щ": "SC", "ь": "", "ъ": ""}
)
_SOFT_DZ = re.compile("дз(?=[іиеёюяьвмнл])")
_SOFT_TS = re.compile("ц(?=[іиеёюяь])")
_U_AT_START = re.compile("^u(?=[^aeu])")
_TO_FINE = str.maketrans("cj", "ti")
_SHORT_U = re.compile("(?<=[aoeiyAO])u")
_GLIDE = re.compile("i(?=[eAOU])")
_LAST_I = re.compile("[iy]+$")
_AKANNE = str.maketrans("oAO", "aee")
_BROAD = str.maketrans("yx", "ig")
_TO_COARSE = str.maketrans("oiyAOUgxj", "aeeeeuhh-")
_A_AFTER_HARDENED = re.compile("(?<=[ZSCr])a")
_Y_AFTER_HARDENED = re.compile("(?<=[ZSCr])y")
_U_AFTER_VOWEL = re.compile("(?<=[aeu])(?:vu(?=[^aeu])|u)")
_VOWEL_RUN = re.compile("([aeu])[aeu]+")
_DOUBLE = re.compile(r"(.)\1+")
_LATER_VOWEL = re.compile("(?<!^)[aeu]")


@dataclass(frozen=True, slots=True)
class Sound:
    """One way of saying a word."""

    coarse: str
    even: str
    """The coarse spelling before vowels in a row are joined: one lost consonant is one letter here, two in `coarse`."""
    fine: str
    unstressed: str
    """The fine spelling with the vowels made equal that akanne, yakanne and hardened consonants exchange."""
    broad: str
    """The same with i and y, h and kh made equal too."""


@lru_cache(maxsize=8192)
def of_cyrillic(word: str) -> Sound:
    """How a lower-case Cyrillic word sounds."""
    soft = _SOFT_TS.sub("т", _SOFT_DZ.sub("д", word))
    return of_fine(soft.translate(_LETTERS))


def of_fine(fine: str) -> Sound:
    """Complete a fine spelling by its coarse one."""
    fine = _SHORT_U.sub("v", fine.translate(_TO_FINE))
    fine = _DOUBLE.sub(r"\1", _LAST_I.sub("i", _GLIDE.sub("", fine)))
    even = _A_AFTER_HARDENED.sub("e", fine.translate(_TO_COARSE).replace("-", ""))
    even = _U_AFTER_VOWEL.sub("v", _U_AT_START.sub("v", even))
    coarse = _DOUBLE.sub(r"\1", _VOWEL_RUN.sub(r"\1", even))
    unstressed = _A_AFTER_HARDENED.sub("e", _Y_AFTER_HARDENED.sub("i", fine.translate(_AKANNE)))
    return Sound(coarse, even, fine, unstressed, unstressed.translate(_BROAD))


def skeleton(coarse: str) -> str:
    """Keep the consonants of a coarse spelling, and its first letter."""
    return _LATER_VOWEL.sub("", coarse)
