"""Where people are held, by the keys of ``Custody.institution``."""

import re
from collections.abc import Mapping

from texts.phrasebook import Voice

_NUMBERED = re.compile(r"(colony|prison|sizo)-(\d{1,3})\Z", re.ASCII)


def institution(key: str, voice: Voice) -> str:
    """Return the name of an institution: ``colony-4``, ``prison-8``, ``sizo-1``, ``kgb``; other words as they stand."""
    return _named(voice).get(key) or _numbered(key, voice) or key


def _numbered(key: str, voice: Voice) -> str:
    found = _NUMBERED.match(key)
    if not found:
        return ""
    by_kind = {
        "colony": voice.pgettext("institution", "Penal Colony No. {n}"),
        "prison": voice.pgettext("institution", "Prison No. {n}"),
        "sizo": voice.pgettext("institution", "SIZO No. {n}"),
    }
    return by_kind[found[1]].format(n=found[2])


def _named(voice: Voice) -> Mapping[str, str]:
    return {
        "colony-1": voice.pgettext("institution", "Penal Colony No. 1 (Navapolatsk)"),
        "colony-2": voice.pgettext("institution", "Penal Colony No. 2 (Babruisk)"),
        "colony-3": voice.pgettext("institution", "Penal Colony No. 3 (Vitsba)"),
        "colony-4": voice.pgettext("institution", "Penal Colony No. 4 (Homel, women)"),
        "colony-5": voice.pgettext("institution", "Penal Colony No. 5 (Ivatsevichy)"),
        "colony-8": voice.pgettext("institution", "Penal Colony No. 8 (Orsha)"),
        "colony-9": voice.pgettext("institution", "Penal Colony No. 9 (Horki)"),
        "colony-11": voice.pgettext("institution", "Penal Colony No. 11 (Vaukavysk)"),
        "colony-15": voice.pgettext("institution", "Penal Colony No. 15 (Mahiliou)"),
        "colony-17": voice.pgettext("institution", "Penal Colony No. 17 (Shklou)"),
        "colony-20": voice.pgettext("institution", "Penal Colony No. 20 (Mazyr)"),
        "colony-22": voice.pgettext("institution", "Penal Colony No. 22 (Ivatsevichy, “Wolf Holes”)"),
        "colony-24": voice.pgettext("institution", "Penal Colony No. 24 (Zarechcha, women)"),
        "prison-1": voice.pgettext("institution", "Prison No. 1 (Hrodna)"),
        "prison-4": voice.pgettext("institution", "Prison No. 4 (Mahiliou)"),
        "prison-8": voice.pgettext("institution", "Prison No. 8 (Zhodzina)"),
        "sizo-1": voice.pgettext("institution", "SIZO No. 1 (Kaliadzichy)"),
        "sizo-2": voice.pgettext("institution", "SIZO No. 2 (Vitsebsk)"),
        "sizo-3": voice.pgettext("institution", "SIZO No. 3 (Homel)"),
        "sizo-5": voice.pgettext("institution", "SIZO No. 5 (Babruisk)"),
        "sizo-6": voice.pgettext("institution", "SIZO No. 6 (Baranavichy)"),
        "sizo-7": voice.pgettext("institution", "SIZO No. 7 (Brest)"),
        "kgb": voice.pgettext("institution", "KGB SIZO (“Amerikanka”)"),
        "akrestsina": voice.pgettext("institution", "detention centre on Akrestsina street, Minsk"),
    }
