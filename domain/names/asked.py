"""A word somebody typed: the nominatives it may stand for, and what it costs to take a stored word for it."""

from dataclasses import dataclass

from domain.names.endings import Endings
from domain.names.folding import is_cyrillic
from domain.names.readings import sounds
from domain.names.scoring import COARSE_EDIT, DECLINED, FINE_EDIT, LETTER_EDIT, edits
from domain.names.sounds import Sound
from domain.names.wordbook import StoredWord

SHORTEST_DECLINED = 4
"""Letters of a word for which case endings are considered."""


@dataclass(frozen=True, slots=True)
class Form:
    """One nominative the typed word may stand for, how it sounds, and what assuming it costs."""

    text: str
    sounds: tuple[Sound, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A typed word with the nominatives it may stand for; the first is the word itself."""

    text: str
    is_cyrillic: bool
    forms: tuple[Form, ...]

    @classmethod
    def of(cls, text: str, endings: Endings) -> "AskedWord":
        """Consider a settled word as it is and as a declined one."""
        cyrillic = is_cyrillic(text)
        declined = endings.nominatives(text) if cyrillic and len(text) >= SHORTEST_DECLINED else ()
        forms = (Form(text, sounds(text), 0.0), *(Form(other, sounds(other), DECLINED) for other in declined))
        return cls(text, cyrillic, forms)

    def cost(self, stored: StoredWord) -> float:
        """Weigh the stored word as a spelling of this one; 0 for the same letters."""
        same_alphabet = self.is_cyrillic == is_cyrillic(stored.text)
        return min(_form_cost(form, stored, same_alphabet) for form in self.forms)


def _form_cost(form: Form, stored: StoredWord, same_alphabet: bool) -> float:
    heard = min(_sound_cost(said, known) for said in form.sounds for known in stored.sounds)
    seen = LETTER_EDIT * edits(form.text, stored.text, 5) if same_alphabet else 0.0
    return form.cost + heard + seen


def _sound_cost(said: Sound, known: Sound) -> float:
    return COARSE_EDIT * edits(said.coarse, known.coarse, 4) + FINE_EDIT * edits(said.fine, known.fine, 6)
