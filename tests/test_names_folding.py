"""Every habit of writing a name comes to the same sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.names.folding import LONGEST_WORD, MOST_WORDS, words
from domain.names.layout import retyped
from domain.names.readings import misread, sounds
from domain.names.slips import slips


def coarse(word: str) -> set[str]:
    return {sound.coarse for spelled in words(word) for sound in sounds(spelled)}


@pytest.mark.parametrize(
    "spellings",
    [
        "Ціханоўскі Тихановский Tsikhanouski Tikhanovsky Tihanovskij Cichanoŭski Tichanowski Tsikhanouskii",
        "Бяляцкі Беляцкий Bialiatski Bialiacki Byalyatski Beliatsky",
        "Калеснікава Колесникова Kalesnikava Kolesnikova Kaleśnikava",
        "Някляеў Некляев Niakliaeu Neklyaev Niaklajeŭ",
        "Хлышчанкаў Хлыщенков Khlyshchankau Khlyszczankau Chłyščankaŭ",
        "Дзевятоўскі Девятовский Dzeviatouski Devyatovsky Dziewiatouski Dsewjatouski",
        "Навумчык Наумчик Navumchyk Naumchik",
    ],
)
def test_one_name_has_one_sound_in_common(spellings: str) -> None:
    assert set.intersection(*map(coarse, spellings.split()))


def test_different_names_sound_different() -> None:
    assert coarse("Казлоў").isdisjoint(coarse("Козел"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Мiхайлавiч", ("міхайлавіч",)),
        ("IПАТАЎ", ("іпатаў",)),
        ("Аляĸсандр", ("аляксандр",)),
        ("Бро́ўка", ("броўка",)),
        ("Вераб’ёў Dar'ya", ("вераб" + "ёў", "darya")),
        ("\u202eЖук\u202c 🙏 1982", ("жук",)),
        ("Łukašenka", ("łukašenka",)),
        ("'; DROP TABLE people; --", ("drop", "table", "people")),
    ],
)
def test_dirt_is_washed_off(typed: str, meant: tuple[str, ...]) -> None:
    assert words(typed) == meant


def test_the_other_keyboard_layout() -> None:
    assert "тихановский" in retyped("nb[fyjdcrbq")
    assert "kruchkou ihar" in retyped("лкгсрлщг шрфк")
    assert "шаўцоў" in retyped("ifowjo")


@given(st.text(max_size=300))
def test_words_are_few_and_short(text: str) -> None:
    found = words(text)
    assert len(found) <= MOST_WORDS
    assert all(0 < len(word) <= LONGEST_WORD + 2 * LONGEST_WORD for word in found)
    assert all(1 <= len(sounds(word)) <= 4 for word in found)


@pytest.mark.parametrize(("typed", "meant"), [("lukasgenko", "Lukashenko"), ("baxhyla", "Bachyla")])
def test_a_broken_digraph_is_heard_as_one_slip(typed: str, meant: str) -> None:
    said, known = misread(typed)[0].coarse, sounds(meant.lower())[0].coarse
    assert slips(said, known, False) < 1


def test_a_key_beside_the_right_one_is_nearer_than_another() -> None:
    assert slips("kazlav", "kaslav", True) < slips("kazlav", "kamlav", True)
