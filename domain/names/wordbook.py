"""Everybody's names word by word, kept in memory."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from domain.names.neighbours import Neighbours
from domain.names.readings import sounds
from domain.names.sounds import Sound


@dataclass(slots=True, eq=False)
class StoredWord:
    """A distinct word of stored names: how it sounds, whose surname it is, and in how many people's names it stands."""

    text: str
    sounds: tuple[Sound, ...]
    people: list[int] = field(default_factory=list)
    uses: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class GivenName:
    """The spellings of a given name that stand together for a person: their sounds, and the names they may be."""

    sounds: tuple[Sound, ...]
    names: frozenset[int]


@dataclass(frozen=True, slots=True)
class Named:
    """A person's words by role, over all stored spellings."""

    given: GivenName
    patronymics: tuple[StoredWord, ...]
    surnames: tuple[StoredWord, ...]


class Wordbook:
    """People by code, and surnames by sound."""

    def __init__(self) -> None:
        self.people: dict[int, Named] = {}
        self._neighbours = Neighbours()
        self._by_sound: dict[str, list[StoredWord]] = {}
        self._words: dict[str, StoredWord] = {}
        self._given: dict[tuple[str, ...], GivenName] = {}

    def words(self, texts: Iterable[str]) -> tuple[StoredWord, ...]:
        """Take up words for one person; each counts as used once more."""
        return tuple(self._word(text) for text in texts)

    def given(self, texts: Iterable[str], names: Callable[[str], Iterable[int]]) -> GivenName:
        """Share one object between people whose given name is spelled so; `names` looks a word up in the lexicon."""
        key = tuple(texts)
        known = self._given.get(key)
        if known is None:
            known = self._given[key] = GivenName(
                _told_apart(key), frozenset(name for text in key for name in names(text))
            )
        return known

    def enter(self, code: int, named: Named) -> None:
        """Enter a person who is not there yet."""
        self.people[code] = named
        for word in named.surnames:
            if not word.people:
                self._voice(word)
            word.people.append(code)

    def strike(self, code: int) -> None:
        """Take a person out; one who is not there is no error."""
        named = self.people.pop(code, None)
        if named is None:
            return
        for word in named.surnames:
            word.people.remove(code)
            if not word.people:
                self._silence(word)
        for word in (*named.patronymics, *named.surnames):
            word.uses -= 1
            if not word.uses:
                del self._words[word.text]

    def said(self, coarse: str) -> list[StoredWord]:
        """List the surnames that sound so."""
        return self._by_sound.get(coarse, [])

    def nearly(self, coarse: str, most: int) -> list[tuple[str, int]]:
        """List how surnames sound that sound nearly so, each with its distance, at most so many edits."""
        return self._neighbours.near(coarse, most)

    def _word(self, text: str) -> StoredWord:
        word = self._words.get(text)
        if word is None:
            word = self._words[text] = StoredWord(text, sounds(text))
        word.uses += 1
        return word

    def _voice(self, word: StoredWord) -> None:
        for key in dict.fromkeys(sound.coarse for sound in word.sounds):
            self._by_sound.setdefault(key, []).append(word)
            self._neighbours.add(key)

    def _silence(self, word: StoredWord) -> None:
        for key in dict.fromkeys(sound.coarse for sound in word.sounds):
            self._by_sound[key].remove(word)
            if not self._by_sound[key]:
                del self._by_sound[key]
                self._neighbours.discard(key)


def _told_apart(texts: Iterable[str]) -> tuple[Sound, ...]:
    """Say words in every way, without the ways in which only the fine spelling is another one."""
    return tuple({(sound.coarse, sound.even): sound for text in texts for sound in sounds(text)}.values())
