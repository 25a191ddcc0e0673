"""A word somebody typed: the nominatives it may stand for, and what it costs to take a stored word for it."""

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from domain.names.endings import Endings
from domain.names.folding import is_cyrillic
from domain.names.readings import sounds
from domain.names.scoring import Weights
from domain.names.slips import slips
from domain.names.sounds import Sound

SHORTEST_DECLINED = 4
"""Letters of a word for which case endings are considered."""

MOST_NUANCES = 5
MOST_SLIPS = 3
"""Edits up to which it is worth telling a likely slip from an unlikely one."""

LONG_ENOUGH = 6
"""Sounds from which on a word is told apart well even with a slip."""


@dataclass(frozen=True, slots=True)
class Form:
    """One nominative the typed word may stand for, and how it sounds."""

    sounds: tuple[Sound, ...]
    is_declined: bool


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
        return cls(text, cyrillic, (Form(sounds(text), False), *(Form(sounds(other), True) for other in declined)))

    def rough_cost(self, known: tuple[Sound, ...], weights: Weights) -> float:
        """Estimate `cost` quickly, every slip counting as a whole one."""
        return min(_rough(form, said, other, weights) for form in self.forms for said in form.sounds for other in known)

    def cost(self, known: tuple[Sound, ...], weights: Weights) -> float:
        """Weigh a stored word that sounds so as a spelling of this one; 0 for the same sound."""
        return min(
            self._exact(form, said, other, weights) for form in self.forms for said in form.sounds for other in known
        )

    def slips(self, said: Sound, known: str) -> float:
        """Count the slips from a stored coarse spelling to one reading of this word, on its keyboard."""
        edits = OSA.distance(said.coarse, known)
        return slips(said.coarse, known, self.is_cyrillic) if 0 < edits <= MOST_SLIPS else float(edits)

    def _exact(self, form: Form, said: Sound, known: Sound, weights: Weights) -> float:
        return _priced(form, said, known, self.slips(said, known.coarse), weights)


def _rough(form: Form, said: Sound, known: Sound, weights: Weights) -> float:
    return _priced(form, said, known, OSA.distance(said.coarse, known.coarse), weights)


def _priced(form: Form, said: Sound, known: Sound, slipped: float, weights: Weights) -> float:
    nuances = 0 if said.fine == known.fine else min(OSA.distance(said.fine, known.fine), MOST_NUANCES)
    cost = slip_cost(slipped, weights) + weights.nuance * nuances
    if slipped:
        cost += weights.brevity * slipped * max(0, LONG_ENOUGH - min(len(said.coarse), len(known.coarse))) / 3
    return cost + weights.declined if form.is_declined else cost


def slip_cost(slipped: float, weights: Weights) -> float:
    """Price so many slips."""
    return weights.first_slip * slipped if slipped <= 1 else weights.first_slip + weights.further_slip * (slipped - 1)
