"""What one sentence tells by itself: which events, how surely, how many and who; and whether it is old or new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.dates import PartialDate
from domain.event import EventKind
from domain.reading.counting import Count, counts
from domain.reading.days import day_of, names_day, near_day
from domain.reading.details import Details, details
from domain.reading.lexicon import ReadingLexicon, Strength, Trigger
from domain.reading.naming import Named, named
from domain.reading.phrases import Found
from domain.reading.spans import Sentence, Span, Word

FEWEST_WORDS = 5
"""Words in small letters: a line of fewer is a by-line, a date or a menu, not a sentence of the text."""

OPENING_WORDS = 3
RECALLING = frozenset({"recalls", "totals"})
MONTHLY = frozenset({"month"})
CUE_WORDS = 9
"""Words between an event and a sign of older times that is about it."""

CLAUSE_WORDS = 8
"""Words behind a relative pronoun in which its verb stands."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One kind of event in one sentence: how surely it is told, the words, and the numbers of people nearest to it."""

    kind: EventKind | None
    strength: Strength
    spans: tuple[Span, ...]
    counts: tuple[Count, ...]
    recalled: bool
    """Whether it is told as something older, or as a sum."""

    of_month: bool
    """Whether it is told of a month without a day: older, unless the news itself begins so."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence tells."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    people: tuple[Named, ...]
    counts: tuple[Count, ...]
    cues: frozenset[str]
    day: tuple[PartialDate, Span] | None
    details: Details
    names_day: bool
    adds_time: bool
    """Whether it has a sign of more time for somebody who already serves a sentence."""

    voided: bool
    """Whether it uses the words of an event in another sense; a transfer without a place says nothing either way."""

    opens_with: frozenset[str]
    """The cues among its first words."""

    @property
    def is_full(self) -> bool:
        """Whether it is long enough to be a sentence of the text, not a by-line, a date or a menu."""
        return bool(self.telling()) or sum(word.text[0].islower() for word in self.sentence.words) >= FEWEST_WORDS

    @property
    def fresh(self) -> bool:
        """Whether it says that this is today's news."""
        return "fresh" in self.cues

    @property
    def recalled(self) -> bool:
        """Whether it speaks of older events or sums."""
        return bool(RECALLING & self.cues) and not self.fresh

    def as_recalled(self) -> "Told":
        """Return it as part of a paragraph that recalls."""
        older = tuple(replace(mention, recalled=True) for mention in self.mentions)
        opens_with = self.opens_with | {"recalls"}
        return replace(self, mentions=older, cues=self.cues | {"recalls"}, opens_with=opens_with)

    def mention(self, kind: EventKind) -> Mention | None:
        """Return what it tells of a kind."""
        return next((mention for mention in self.mentions if mention.kind is kind), None)

    def telling(self, *, also_parts: bool = False) -> tuple[Mention, ...]:
        """Return the mentions that tell that something happened."""
        wanted = {Strength.TELLS, Strength.PART} if also_parts else {Strength.TELLS}
        return tuple(mention for mention in self.mentions if mention.strength in wanted)


def tell(sentence: Sentence, lexicon: ReadingLexicon, language: str, published: date | None) -> Told:
    """Read one sentence."""
    words = sentence.words
    cues = tuple(lexicon.cues.find(words))
    every = tuple(lexicon.triggers.find(words))
    triggers = _meant(every, words, lexicon, is_petty=any(cue.meaning == "admin" for cue in cues))
    triggers = tuple(_weighed(found, words, cues) for found in triggers)
    told_ends = tuple(found.end for found in triggers if found.meaning.strength is not Strength.NAMES)
    people_counts = tuple(counts(words, lexicon, told_ends))
    day = day_of(words, lexicon, published) or near_day(words, lexicon, published)
    return Told(
        sentence,
        _mentions(words, triggers, people_counts, cues),
        named(sentence, lexicon, language),
        people_counts,
        frozenset(cue.meaning for cue in cues),
        day,
        details(words, lexicon),
        names_day(words, lexicon),
        any(True for _ in lexicon.more_time.find(words)),
        not triggers and any(found.meaning.kind is not EventKind.TRANSFER for found in every),
        frozenset(cue.meaning for cue in cues if cue.start < OPENING_WORDS),
    )


def _meant(
    every: Sequence[Found[Trigger]], words: Sequence[Word], lexicon: ReadingLexicon, *, is_petty: bool
) -> tuple[Found[Trigger], ...]:
    """Leave out phrases that are part of an expression meaning something else; ``is_petty``: no crime is spoken of."""
    voids = tuple(lexicon.voids.find(words))
    has_place = any(True for _ in lexicon.places.find(words))
    barred = {kind for kind, bars in ((EventKind.TRANSFER, not has_place), (EventKind.CONVICTION, is_petty)) if bars}
    return tuple(
        found for found in every if found.meaning.kind not in barred and not any(_voids(void, found) for void in voids)
    )


def _weighed(found: Found[Trigger], words: Sequence[Word], cues: Sequence[Found[str]]) -> Found[Trigger]:
    """Take an event that only says of whom the sentence speaks ("who was sentenced", ", jailed for") as named."""
    if found.meaning.kind is EventKind.DEATH or any(cue.meaning == "fresh" for cue in cues):
        return found
    apposed = found.start > 0 and words[found.start - 1].text in {",", "("} and _is_participle(found, words)
    if apposed or any(cue.meaning == "relative" and _governs(cue, found, words) for cue in cues):
        return replace(found, meaning=Trigger(found.meaning.kind, Strength.NAMES))
    return found


def _is_participle(found: Found[Trigger], words: Sequence[Word]) -> bool:
    return found.meaning.strength is Strength.PART or words[found.start].fold.endswith("ed")


def _governs(cue: Found[str], found: Found[Trigger], words: Sequence[Word]) -> bool:
    """Whether an event stands in the clause that a relative pronoun opens."""
    if not cue.end <= found.start <= cue.end + CLAUSE_WORDS:
        return False
    return not any(word.text == "," for word in words[cue.end : found.start])


def _voids(void: Found[str], found: Found[Trigger]) -> bool:
    of_kind = void.meaning == "*" or (found.meaning.kind is not None and void.meaning == found.meaning.kind.value)
    return of_kind and void.start < found.end and found.start < void.end


def _mentions(
    words: Sequence[Word], triggers: Sequence[Found[Trigger]], people: Sequence[Count], cues: Sequence[Found[str]]
) -> tuple[Mention, ...]:
    by_kind: dict[EventKind | None, list[Found[Trigger]]] = {}
    for found in triggers:
        by_kind.setdefault(found.meaning.kind, []).append(found)
    nearest = _nearest(by_kind, people)
    return tuple(
        Mention(
            kind,
            _strongest(some),
            tuple(_span(words, found) for found in some),
            tuple(nearest.get(kind, ())),
            all(_is_recalled(found, cues, words, RECALLING) for found in some),
            all(_is_recalled(found, cues, words, MONTHLY) for found in some),
        )
        for kind, some in by_kind.items()
    )


def _is_recalled(
    found: Found[Trigger], cues: Sequence[Found[str]], words: Sequence[Word], signs: frozenset[str]
) -> bool:
    if any(cue.meaning == "fresh" for cue in cues):
        return False
    return any(cue.meaning in signs and _reaches(cue, found, words) for cue in cues)


def _reaches(cue: Found[str], found: Found[Trigger], words: Sequence[Word]) -> bool:
    """Whether a sign of older times is about an event: it opens the sentence or stands near, in the same clause."""
    if cue.start < OPENING_WORDS:
        return True
    between = words[min(cue.end, found.end) : max(cue.start, found.start)]
    return len(between) <= CUE_WORDS and not any(word.text in {",", ";", "("} for word in between)


def _nearest(
    by_kind: Mapping[EventKind | None, Sequence[Found[Trigger]]], people: Sequence[Count]
) -> dict[EventKind | None, list[Count]]:
    """Give each number to the kinds of event whose words stand nearest to it."""
    given: dict[EventKind | None, list[Count]] = {}
    for count in people:
        far: dict[EventKind, int] = {
            kind: min(_distance(found, count.at) for found in some)
            for kind, some in by_kind.items()
            if kind is not None
        }
        for near, distance in far.items():
            if distance == min(far.values()):
                given.setdefault(near, []).append(count)
    for kind in by_kind:
        if kind is not None and kind not in given and people:
            given[kind] = list(people)
    return given


def _distance(found: Found[Trigger], at: int) -> int:
    return 0 if found.start <= at < found.end else min(abs(found.start - at), abs(found.end - 1 - at))


def _strongest(some: Sequence[Found[Trigger]]) -> Strength:
    found = {each.meaning.strength for each in some}
    return next(strength for strength in Strength if strength in found)


def _span(words: Sequence[Word], found: Found[Trigger]) -> Span:
    return Span(words[found.start].span.start, words[found.end - 1].span.end)
