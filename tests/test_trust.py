"""Whose word is enough."""

import pytest

from domain.event import Certainty, Event, EventKind
from domain.person import Citation
from domain.trust import Tier, Witness, certainty_of, may_be_confirmed

VIASNA = Witness("Viasna", Tier.TRUSTED)
REFORM = Witness("reform.news", Tier.PRESS, "a")
POZIRK = Witness("Pozirk", Tier.PRESS, "b")
BELTA = Witness("BelTA", Tier.STATE, "c")
SB = Witness("SB", Tier.STATE, "d")

CONFIRMED: dict[str, tuple[Witness, ...]] = {
    "a trusted outlet alone": (VIASNA,),
    "two outlets": (REFORM, POZIRK),
    "an outlet and the state": (BELTA, REFORM),
}
UNCONFIRMED: dict[str, tuple[Witness, ...]] = {
    "nobody": (),
    "one outlet": (REFORM,),
    "one outlet twice": (REFORM, Witness("reform.news", Tier.PRESS, "another text")),
    "only the state, however often": (BELTA, SB),
    "one text in two outlets": (REFORM, Witness("Pozirk", Tier.PRESS, "a")),
}


@pytest.mark.parametrize("case", CONFIRMED)
def test_this_is_enough(case: str) -> None:
    assert certainty_of(CONFIRMED[case]) is Certainty.CONFIRMED


@pytest.mark.parametrize("case", UNCONFIRMED)
def test_this_is_not(case: str) -> None:
    assert certainty_of(UNCONFIRMED[case]) is Certainty.UNCONFIRMED


@pytest.mark.parametrize("kind", EventKind)
def test_to_name_somebody_in_a_release_or_a_death_takes_two_publishers(kind: EventKind) -> None:
    final = kind in {EventKind.RELEASE, EventKind.DEATH}
    one, other = Citation("https://example.org/1", "Viasna"), Citation("https://example.org/2", "reform.news")
    nameless, again = Citation("https://example.org/3"), Citation("https://example.org/4", "viasna")
    for people, unmatched in ((("viasna:1",), ()), ((), ("Ян",))):
        named = Event("e", kind, people=people, unmatched=unmatched, sources=(one, nameless, again))
        assert may_be_confirmed(named) is not final
    assert may_be_confirmed(Event("e", kind, people=("viasna:1",), sources=(one, other)))
    assert may_be_confirmed(Event("e", kind, count=37))
