"""People: put, found, told apart from what they were, never given another's code."""

import asyncio
from dataclasses import replace

from domain.dates import PartialDate
from domain.language import Language
from domain.person import Case, Citation, Custody, CustodyChange, Person, Sentence, Status
from storage import changes
from storage.people import Cursor
from tests.storage.samples import TODAY, House, person

BARE = Person("viasna:9", {Language("be"): ("Ганна",)})
FREED = replace(person(), custody=Custody(Status.RELEASED, as_of=PartialDate(2025, 6, 21)))


async def version(house: House) -> int:
    return (await changes.versions(house.db))[changes.PEOPLE]


async def test_a_person_comes_back_with_every_fact(house: House) -> None:
    added = await house.people.put([person(), BARE], TODAY)
    assert [(change.before, change.after) for change in added] == [(None, person()), (None, BARE)]
    for change in added:
        listed = await house.people.by_code(change.code)
        assert listed is not None
        assert listed.person == change.after
        assert list(listed.person.names) == list(change.after.names)
        assert listed.history == (CustodyChange(TODAY, change.after.custody),)
        assert await house.people.by_id(change.after.id) == listed


async def test_the_same_again_changes_nothing(house: House) -> None:
    await house.people.put([person(), BARE], TODAY)
    before = await version(house)
    assert await house.people.put([BARE, person()], TODAY) == ()
    assert await version(house) == before


async def test_a_changed_custody_is_history_another_change_is_not(house: House) -> None:
    await house.people.put([person()], TODAY)
    [noted] = await house.people.put([replace(person(), note="other")], TODAY)
    [freed] = await house.people.put([FREED], TODAY)
    assert (noted.before, freed.before) == (person(), replace(person(), note="other"))
    listed = await house.people.by_code(freed.code)
    assert listed is not None
    assert listed.person == FREED
    assert [line.custody for line in listed.history] == [person().custody, FREED.custody]


async def test_names_and_sources_are_replaced_whole(house: House) -> None:
    await house.people.put([person()], TODAY)
    fewer = replace(person(), names=BARE.names, sources=(Citation("https://example.org/3"),), case=Case())
    [change] = await house.people.put([fewer], TODAY)
    listed = await house.people.by_code(change.code)
    assert listed is not None
    assert listed.person == fewer


async def test_no_sentence_is_not_a_sentence_of_nothing(house: House) -> None:
    none, zero = (replace(BARE, id=i, case=Case(sentence=term)) for i, term in (("a:1", None), ("a:2", Sentence())))
    await house.people.put([none, zero], TODAY)
    assert await house.people.put([none, zero], TODAY) == ()


async def test_a_language_without_a_spelling_is_no_change(house: House) -> None:
    empty = replace(BARE, names={**BARE.names, Language("en"): ()})
    await house.people.put([empty], TODAY)
    assert await house.people.put([empty, BARE], TODAY) == ()


async def test_people_are_found_by_codes_in_the_order_asked_for(house: House) -> None:
    codes = [change.code for change in await house.people.put([person(i) for i in range(5)], TODAY)]
    asked = [codes[3], 999, codes[0], codes[4]]
    found = await house.people.by_codes(asked)
    assert [listed.code for listed in found] == [codes[3], codes[0], codes[4]]
    assert await house.people.codes_of(["viasna:2", "viasna:77"]) == {"viasna:2": codes[2]}
    assert await house.people.by_code(999) is None
    assert await house.people.by_id("viasna:77") is None
    assert (await house.people.by_codes([]), await house.people.codes_of([])) == ([], {})


async def test_changed_spellings_are_paged_without_losing_any_of_one_version(house: House) -> None:
    codes = [change.code for change in await house.people.put([person(i) for i in range(7)], TODAY)]
    await house.people.put([replace(person(2), note="later")], TODAY)
    cursor, seen = Cursor(), []
    while page := await house.people.spelled_since(cursor, 3):
        assert len(page) <= 3
        seen += [spelled.code for spelled in page]
        cursor = page[-1].cursor
    assert seen == [*(code for code in codes if code != codes[2]), codes[2]]
    assert cursor.version == await version(house)
    [first] = await house.people.spelled_since(Cursor(), 1)
    assert first.spellings == ("Янка 0", "Ясь", "Yanka 0")


async def test_everyone_is_given_once_over_many_slices(house: House) -> None:
    for start in (0, 500, 1_000):
        await house.people.put([replace(BARE, id=f"a:{i}") for i in range(start, start + 500)], TODAY)
    await house.people.put([person()], TODAY)
    listed = [each.person.id async for each in house.people.everyone()]
    assert listed == [*(f"a:{i}" for i in range(1_500)), "viasna:1"]
    assert await house.people.count() == 1_501
    assert await house.people.ids_of_register("viasna:") == 1
    assert await house.people.ids_of_register("a:1") == 1 + 10 + 100 + 500
    assert await house.people.ids_of_register("a_") == 0


async def test_imports_at_once_agree_on_one_code_a_person(house: House) -> None:
    people = [person(i) for i in range(50)]
    both = await asyncio.gather(house.people.put(people, TODAY), house.people.put(people, TODAY))
    assert sorted(map(len, both)) == [0, 50]
    assert await house.people.count() == 50
