"""Sounds near a sound are found, whatever letters they differ in."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from domain.names.neighbours import Neighbours

SPELLINGS = st.text("aeukvndrt", min_size=6, max_size=10).filter(lambda key: sum(key.count(x) for x in "kvndrt") > 3)


@given(st.lists(SPELLINGS, min_size=2, max_size=6, unique=True), st.data())
def test_everything_within_two_edits_is_found(keys: list[str], data: st.DataObject) -> None:
    asked = _mistyped(keys[0], data)
    near = Neighbours()
    for key in keys:
        near.add(key)
    within = {key: OSA.distance(asked, key) for key in keys if OSA.distance(asked, key) <= 2}
    assert dict(near.near(asked, most=2)) == within


def test_a_forgotten_sound_is_not_found() -> None:
    near = Neighbours()
    for key in ("kalesneka", "kalesnek"):
        near.add(key)
    near.discard("kalesnek")
    assert near.near("kalesnek", most=2) == [("kalesneka", 1)]


def _mistyped(key: str, data: st.DataObject) -> str:
    """Put another letter in two places of a key."""
    for letter in data.draw(st.text("aekvnd", min_size=2, max_size=2)):
        at = data.draw(st.integers(0, len(key) - 1))
        key = key[:at] + letter + key[at + 1 :]
    return key
