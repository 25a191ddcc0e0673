"""Who is named in a text, in the nominative, and in what part: the one it happened to, or one who speaks of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.names.readings import sounds
from domain.reading.lexicon import ReadingLexicon, Strength
from domain.reading.parts import Part, part_of
from domain.reading.spans import Sentence, Span, Word

LONGEST_RUN = 5
JOINS = frozenset({",", "і", "ды", "и", "and", "а", "таксама", "также", "й", ";", "•", "-", "—", "–"})
PATRONYMIC = ("віч", "вич", "віча", "вича", "ўна", "вна", "ўны", "вны", "вичу", "вічу")


@dataclass(frozen=True, slots=True)
class Named:
    """A person named: nominative, where it stands (characters, and words of its sentence), and in what part."""

    name: str
    span: Span
    start: int
    end: int
    part: Part


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that may be a name; ``surname`` is the place of one that stands behind another given name."""

    start: int
    end: int
    given: bool
    surname: int | None = None

    def words(self, sentence: Sequence[Word]) -> Sequence[Word]:
        """Return the words of the name."""
        own = sentence[self.start : self.end]
        return own if self.surname is None else (*own, sentence[self.surname])


def named(sentence: Sentence, lexicon: ReadingLexicon, language: str) -> tuple[Named, ...]:
    """Return the people a sentence names in full, in order."""
    words = sentence.words
    roles = tuple(lexicon.roles.find(words))
    acts = tuple(found.start for found in lexicon.triggers.find(words) if found.meaning.strength is Strength.TELLS)
    subject_ends = frozenset(role.end for role in roles if role.meaning == Part.SUBJECT)
    runs = _chosen(tuple(_candidates(words, lexicon, frozenset(role.start for role in roles))), words, subject_ends)
    people = []
    for run in runs:
        parts = run.words(words)
        name = _nominative(parts, lexicon, language)
        oblique = name.split()[-1] != parts[-1].text
        span = Span(words[run.start].span.start, words[run.end - 1].span.end)
        part = (
            Part.SPEAKER
            if _is_figure(name, lexicon)
            else part_of(words, run.start, run.end, roles, acts, is_oblique=oblique)
        )
        people.append(Named(name, span, run.start, run.end, part))
    return tuple(people)


def _candidates(words: Sequence[Word], lexicon: ReadingLexicon, titles: frozenset[int]) -> Iterator[_Run]:
    barred = {found.start for found in lexicon.not_names.find(words)}
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and end - at < LONGEST_RUN and _may_be_name(words[end]) and end not in barred:
            end += 1
        if end - at >= 2 or (end > at and _shares_surname(words, end, lexicon)):
            yield from _within(words, at, end, lexicon, titles)
        at = max(end, at + 1)


def _shares_surname(words: Sequence[Word], end: int, lexicon: ReadingLexicon) -> bool:
    """Whether a lone given name shares the surname behind the next one: "Вадим и Людмила Короткевич"."""
    if end + 2 >= len(words) or words[end].fold not in {"і", "и", "and", "ды"}:
        return False
    return all(map(_may_be_name, words[end + 1 : end + 3])) and is_given(words[end + 1], lexicon)


def _may_be_name(word: Word) -> bool:
    return word.is_capital and not word.is_mark and not word.text[0].isdigit()


def _within(
    words: Sequence[Word], start: int, end: int, lexicon: ReadingLexicon, titles: frozenset[int]
) -> Iterator[_Run]:
    """Yield the name in a run of capital words: from the given name on, else the whole of a short run."""
    given = next((at for at in range(start, end) if is_given(words[at], lexicon)), None)
    if given is None and end - start > 2 and start in titles:
        start += 1
    if given is None:
        if end - start <= 3 and all(len(word.text) > 1 for word in words[start:end]):
            yield _Run(start, end, given=False)
    elif given + 1 == end and _shares_surname(words, end, lexicon):
        yield _Run(given, end, given=True, surname=end + 2)
    elif given + 1 < end:
        has_patronymic = given + 2 < end and words[given + 1].fold.endswith(PATRONYMIC)
        last = given + 3 if has_patronymic else given + 2
        yield _Run(given, last, given=True)
    else:
        yield _Run(given - 1, end, given=True)


def is_given(word: Word, lexicon: ReadingLexicon) -> bool:
    """Whether a capital word is a given name, in any case ending or Latin spelling."""
    if "a" <= word.fold[0] <= "z":
        if bare(word.fold) in lexicon.declension.known:
            return True
        return len(word.fold) > 3 and any(sound.coarse in lexicon.given_sounds for sound in sounds(bare(word.fold)))
    return next(lexicon.declension.givens(word.text), None) is not None


def bare(text: str) -> str:
    """Return a name without the English possessive."""
    return text.removesuffix("'s").removesuffix("’s")


def _chosen(runs: Sequence[_Run], words: Sequence[Word], subject_ends: frozenset[int]) -> list[_Run]:
    """Keep runs with a known given name, those behind a word for a person, and their neighbours in an enumeration."""
    sure = {at for at, run in enumerate(runs) if run.given or run.start in subject_ends}
    for order in (range(1, len(runs)), range(len(runs) - 2, -1, -1)):
        for at in order:
            beside = at - 1 if order.step > 0 else at + 1
            if beside in sure and _is_joined(runs[min(at, beside)], runs[max(at, beside)], words):
                sure.add(at)
    return [run for at, run in enumerate(runs) if at in sure]


def _is_joined(left: _Run, right: _Run, words: Sequence[Word]) -> bool:
    between = words[left.end : right.start]
    return 0 < len(between) <= 2 and all(word.fold in JOINS for word in between)


def _nominative(words: Sequence[Word], lexicon: ReadingLexicon, language: str) -> str:
    texts = [bare(word.text) for word in words]
    if language not in {"be", "ru"}:
        return " ".join(texts)
    if not is_given(words[0], lexicon) and is_given(words[-1], lexicon):
        given, *rest = lexicon.declension.nominative(texts[-1], texts[:-1], language)
        return " ".join((given, *rest))
    return " ".join(lexicon.declension.nominative(texts[0], texts[1:], language))


def _is_figure(name: str, lexicon: ReadingLexicon) -> bool:
    folded = name.lower().split()
    return any(
        any(word.startswith(surname) for word in folded) and any(word.startswith(given) for word in folded)
        for surname, given in lexicon.figures
    )
