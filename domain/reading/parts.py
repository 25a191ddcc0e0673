"""In what part somebody is named: the one it happened to, an official, a judge, or one who speaks of it."""

from collections.abc import Sequence
from enum import StrEnum

from domain.reading.phrases import Found
from domain.reading.spans import Word

ROLE_REACH = 7
"""Words between an office and the name behind it ("намеснік старшыні Гродзенскага абласнога суда …")."""

SPEAKING_REACH = 2
APPOSITION = 14
"""Words of an apposition between commas behind a name; whoever speaks after it is the one named before it."""

_PAUSES = frozenset({",", ";", ":", "—", "–", "(", ")", ".", "«", "“", '"'})
_FORMER = ("былы", "былог", "былой", "былую", "бывш", "экс", "former", "кандыдат", "кандидат", "candidate")
FORMER_REACH = 3
"""Words before an office in which it may be called a former one."""


class Part(StrEnum):
    """In what part a person is named."""

    SUBJECT = "subject"
    OFFICIAL = "official"
    BENCH = "bench"
    KIN = "kin"
    SPEAKER = "speaker"


def part_of(
    words: Sequence[Word], start: int, end: int, roles: Sequence[Found[str]], acts: Sequence[int], *, is_oblique: bool
) -> Part:
    """Tell the part of the name at words ``start`` to ``end``; ``acts`` are where events are told in the sentence.

    ``is_oblique``: the name is inflected, as the prisoner's is in "the wife of …".
    """
    ordinary = {role.end for role in roles if role.meaning == Part.SUBJECT}
    offices = (role for role in reversed(roles) if role.end not in ordinary and _is_office(words, role, start, acts))
    office = next(offices, None)
    if office is not None and not (office.meaning == Part.KIN and is_oblique):
        return Part(office.meaning)
    return Part.SPEAKER if any(_speaks(words, start, end, role) for role in roles) else Part.SUBJECT


def _is_office(words: Sequence[Word], role: Found[str], start: int, acts: Sequence[int]) -> bool:
    if role.meaning not in {Part.OFFICIAL, Part.BENCH, Part.KIN} or not role.end <= start <= role.end + ROLE_REACH:
        return False
    between = words[role.end : start]
    if any(word.fold in _PAUSES for word in between) or any(role.end <= act < start for act in acts):
        return False
    return not _is_former(words[max(0, role.start - FORMER_REACH) : role.start])


def _is_former(before: Sequence[Word]) -> bool:
    """Tell whether an office is held no longer, or was only run for ("former presidential adviser", "кандидат в …")."""
    return any(word.fold.startswith(_FORMER) for word in before) and not any(word.fold in _PAUSES for word in before)


def _speaks(words: Sequence[Word], start: int, end: int, role: Found[str]) -> bool:
    if role.meaning != Part.SPEAKER:
        return False
    if role.end <= start:
        between = words[role.end : start]
        return len(between) <= SPEAKING_REACH and not any(word.is_mark for word in between)
    after = _behind_apposition(words, end)
    return any(
        place <= role.start <= place + SPEAKING_REACH and not any(w.is_mark for w in words[place : role.start])
        for place in {end, after}
    )


def _behind_apposition(words: Sequence[Word], end: int) -> int:
    if end < len(words) and words[end].text == ",":
        for at in range(end + 1, min(end + APPOSITION, len(words))):
            if words[at].text == ",":
                return at + 1
    return end
