"""What a chaotic run has come to, from what the server saw: who was lost, who was told twice, and by whose fault."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.chaos_witness import Telling


@dataclass(frozen=True, slots=True)
class Verdict:
    """Pairs of chat and story that were never told, and repeats by the life after whose end they were needed.

    A telling that the server did not own up to (it was accepted, then the connection was cut) must be repeated, and
    counts as `provoked`. `unexplained` are repeats within one life, which knew better.
    """

    lost: int
    repeats: Mapping[int, int]
    provoked: int
    unexplained: int

    def most(self) -> int:
        """Return the most repeats after one kill."""
        return max(self.repeats.values(), default=0)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A story taken back, by the word of its retraction, after so many tellings of whatever kind (`at`)."""

    story: str
    retraction: str
    at: int

    def told(self, tellings: Sequence[Telling]) -> Set[int]:
        """Return the chats that knew the story when it was taken back."""
        return {telling.chat for telling in tellings[: self.at] if telling.story == self.story}

    def told_after(self, tellings: Sequence[Telling]) -> int:
        """Return how often it was told although it had been taken back."""
        return sum(telling.story == self.story for telling in tellings[self.at :])


def judged(tellings: Sequence[Telling], stories: Mapping[str, Collection[int]]) -> Verdict:
    """Judge a run in which each of `stories` was for those chats."""
    told: dict[tuple[str, int], list[Telling]] = {}
    for telling in tellings:
        told.setdefault((telling.story, telling.chat), []).append(telling)
    lost = sum((story, chat) not in told for story, chats in stories.items() for chat in chats)
    known = [[telling.life for telling in each if telling.answered] for each in told.values()]
    needed = Counter(before for lives in known for before, after in pairwise(lives) if before < after)
    unexplained = sum(before >= after for lives in known for before, after in pairwise(lives))
    provoked = sum(not telling.answered for telling in tellings)
    return Verdict(lost, dict(needed), provoked, unexplained)
