"""A word somebody typed: the nominatives it may stand for, and what it costs to take a stored word for it."""

from dataclasses import dataclass
from math import inf

from rapidfuzz.distance import OSA

from domain.names.endings import Endings
from domain.names.folding import is_cyrillic
from domain.names.readings import misread, sounds
from domain.names.scoring import DECLINED, INDECLINABLE, Weights
from domain.names.slips import slips
from domain.names.sounds import Sound

SHORTEST_DECLINED = 4
"""Letters of a word for which case endings are considered."""

MOST_NUANCES = 5
MOST_SLIPS = 3
"""Edits up to which it is worth telling a likely slip from an unlikely one."""

ORDINARY = 6
"""Coarse letters of a word of ordinary length."""
LENGTH_COUNTS = 6
"""Letters beyond that which still count."""


@dataclass(frozen=True, slots=True)
class Form:
    """One nominative the typed word may stand for, and how it sounds."""

    sounds: tuple[Sound, ...]
    cost: float
    """What it costs to suppose that this was meant."""
    is_typed: bool

    def rough_cost(self, said: Sound, edits: int, known: tuple[Sound, ...], weights: Weights) -> float:
        """Estimate quickly the cost of a stored word whose coarse spelling is so many edits away; close ones better."""
        letters = min(len(said.coarse), len(known[0].coarse))
        cost = slip_cost(edits, letters, weights)
        if edits <= 1:
            cost += min(_nuance_cost(said, other, edits, weights) for other in known)
        return self.cost + cost


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
        typed = Form((*sounds(text), *misread(text)), 0.0, True)
        return cls(text, cyrillic, (typed, *(Form(sounds(other), DECLINED, False) for other in declined)))

    @property
    def as_nominative(self) -> "AskedWord":
        """Take the word for a nominative."""
        return AskedWord(self.text, self.is_cyrillic, self.forms[:1])

    @property
    def as_oblique(self) -> "AskedWord":
        """Take the word for a declined one; some words look the same in every case."""
        typed, *declined = self.forms
        same = Form(typed.sounds, INDECLINABLE, True)
        return AskedWord(self.text, self.is_cyrillic, (same, *(Form(form.sounds, 0.0, False) for form in declined)))

    def rough_cost(self, known: tuple[Sound, ...], weights: Weights) -> float:
        """Estimate `cost` quickly: every slip counts as a whole one, and neither length nor nuances do."""
        best = inf
        for form in self.forms:
            edits = min([_edits(said, other) for said in form.sounds for other in known])
            best = min(best, form.cost + slip_cost(edits, ORDINARY, weights))
        return best

    def cost(self, known: tuple[Sound, ...], weights: Weights) -> float:
        """Weigh a stored word that sounds so as a spelling of this one; 0 for the same sound."""
        pairs = [
            (_edits(said, other), form, said, other) for form in self.forms for said in form.sounds for other in known
        ]
        close = min(edits for edits, *_ in pairs) + 1
        return min(
            _priced(form, said, other, edits, self._slips(said, other) if edits <= MOST_SLIPS else edits, weights)
            for edits, form, said, other in pairs
            if edits <= close
        )

    def _slips(self, said: Sound, known: Sound) -> float:
        """Count the slips from stored sounds to typed ones, on the keyboard this word was typed on."""
        if said.coarse == known.coarse:
            return 0.0
        slipped = slips(said.coarse, known.coarse, self.is_cyrillic)
        return slipped if slipped <= 1 else min(slipped, slips(said.even, known.even, self.is_cyrillic))


def _edits(said: Sound, known: Sound) -> int:
    edits = OSA.distance(said.coarse, known.coarse)
    return edits if edits <= 1 else min(edits, OSA.distance(said.even, known.even))


def _nuance_cost(said: Sound, known: Sound, edits: int, weights: Weights) -> float:
    """Price the differences in the finer spellings over and above the slips."""
    if said.fine == known.fine or not weights.nuance:
        return 0.0
    cost = weights.nuance if _nuances(said.fine, known.fine, edits) else 0.0
    if said.unstressed != known.unstressed:
        cost += weights.odd_nuance * _nuances(said.unstressed, known.unstressed, edits)
        cost += weights.far_nuance * _nuances(said.broad, known.broad, edits)
    return cost


def _nuances(said: str, known: str, edits: int) -> int:
    return max(0, min(OSA.distance(said, known), MOST_NUANCES) - edits)


def _priced(form: Form, said: Sound, known: Sound, edits: int, slipped: float, weights: Weights) -> float:
    letters = min(len(said.coarse), len(known.coarse))
    return form.cost + slip_cost(slipped, letters, weights) + _nuance_cost(said, known, edits, weights)


def slip_cost(slipped: float, letters: int, weights: Weights) -> float:
    """Price so many slips in a word of so many coarse letters."""
    length = weights.brevity * max(-LENGTH_COUNTS, ORDINARY - letters)
    return slipped * length + (
        weights.first_slip * slipped if slipped <= 1 else weights.first_slip + weights.further_slip * (slipped - 1)
    )
