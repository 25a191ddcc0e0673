"""Whose word is enough."""

import pytest

from domain.event import Certainty
from domain.trust import Tier, Witness, certainty_of

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
