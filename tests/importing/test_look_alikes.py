"""Somebody who is in the store under another source's id is pointed out, and never merged."""

from dataclasses import replace

import pytest

from bot.lexicons import load_name_lexicon
from domain.alike import is_somebody_else
from domain.dates import PartialDate
from domain.language import Language
from domain.person import Gender, Person
from workers.look_alikes import Likeness, found_twice

LEXICON = load_name_lexicon()
KNOWN = Person("zvestka:prykladny-adam", {Language("be"): ("Адам Прыкладны",)}, Gender.MALE, PartialDate(1990))
NEW = Person("viasna:9001", {Language("en"): ("Adam Prykladny",)}, Gender.MALE, PartialDate(1990, 5, 17))


def pairs(new: Person, *stored: Person) -> list[tuple[str, str]]:
    return [(one.id, other.id) for one, other in found_twice([new], {each.id: each for each in stored}, LEXICON)]


def test_another_spelling_of_a_stored_name_is_pointed_out() -> None:
    assert pairs(NEW, KNOWN) == [("viasna:9001", "zvestka:prykladny-adam")]


@pytest.mark.parametrize("other", [replace(NEW, born=PartialDate(1971)), replace(NEW, gender=Gender.FEMALE)])
def test_another_birth_or_gender_is_another_person(other: Person) -> None:
    assert pairs(other, KNOWN) == []


def test_namesakes_of_one_source_are_told_apart_by_its_ids() -> None:
    assert pairs(NEW, replace(NEW, id="viasna:9002")) == []


def test_nobody_new_is_nobody_twice() -> None:
    assert pairs(NEW, NEW, KNOWN) == []


def test_a_row_of_another_person_is_no_correction() -> None:
    like = Likeness(LEXICON)
    stranger = replace(NEW, id=KNOWN.id, names={Language("en"): ("Natallia Navitsenka",)}, born=PartialDate(1990, 1, 1))
    assert is_somebody_else(KNOWN, stranger, lambda name: like(KNOWN, name))


def test_another_spelling_or_a_new_surname_is_the_same_person() -> None:
    like = Likeness(LEXICON)
    assert not is_somebody_else(KNOWN, replace(NEW, id=KNOWN.id), lambda name: like(KNOWN, name))
    born = PartialDate(1990, 5, 17)
    married = replace(NEW, names={Language("en"): ("Adam Zusim Inshy",)}, born=born)
    assert not is_somebody_else(replace(KNOWN, born=born), married, lambda name: like(KNOWN, name))
