"""The card says what sources say, and nothing it does not know."""

from dataclasses import replace

from domain.language import Language
from domain.person import Case, Citation, Custody, Gender, Listed, Person, Status
from tests.texts.samples import DAY, filed, listed, person, voice
from texts.card import card, card_followed
from texts.markup import plain
from texts.search import candidates


def shown(somebody: Person, language: str = "be") -> str:
    return plain(card(Listed(7, somebody), [filed()], voice(language)).text).replace("\xa0", " ")


def test_a_whole_card() -> None:
    assert shown(person(gender=Gender.FEMALE)).splitlines() == [
        "Імя Прозвішча",
        "Імя Прозвішча ру · Імя Прозвішча en",
        "",
        "Статус: у зняволенні",
        "Паводле стану на 19 сакавіка 2026 г.",
        "Праваабаронцы прызналі палітзняволенай.",
        "Дата нараджэння: 24 красавіка 1982 г.",
        "Дата затрымання: 7 верасня 2020 г.",
        "Месца: ПК № 4 (Гомель, жаночая)",
        "Канец тэрміну паводле разліку: верасень 2031 г.",
        "Інкамунікада (без сувязі са знешнім светам). Пачатак: люты 2023 г.",
        "",
        "Прысуд: 19 сакавіка 2026 г.",
        "Артыкулы КК:",
        "– арт. 357: «змова з мэтай захопу дзяржаўнай улады»",
        "– арт. 361-4: «садзейнічанне экстрэмісцкай дзейнасці»",
        "– ч. 2 арт. 293: «масавыя беспарадкі»",
        "– арт. 999",
        "Пакаранне: 11 гадоў, 2 месяцы і 5 дзён",
        "",
        "Апошнія навіны",
        "– Вызваленне: 19 сакавіка 2026 г.",
        "",
        "Крыніцы: «Вясна», 19 сакавіка 2026 г.; reform.\u2060news, 2021 г.",
    ]


def test_the_name_stands_alone_in_bold() -> None:
    assert card(listed("A & B"), [], voice("be")).text.startswith("<b>A &amp; B</b>\n")


def test_somebody_of_whom_little_is_known() -> None:
    little = Person("x", {Language("en"): ("Only English",)})
    assert shown(little, "be").splitlines()[:3] == ["Only English", "", "Статус: невядома"]
    assert "None" not in shown(little)


def test_somebody_not_recognised_is_not_called_a_political_prisoner() -> None:
    text = shown(replace(person(), recognised=False))
    assert "Не ўваходзіць у спіс палітвязняў, які вядуць праваабаронцы." in text
    assert "прызналі" not in text


def test_where_no_source_says_nothing_is_said_of_recognition() -> None:
    assert "палітвязня" not in shown(replace(person(), recognised=None))


def test_a_free_person_is_held_nowhere() -> None:
    text = shown(person(status=Status.RELEASED))
    assert "Статус: на волі" in text
    assert "ПК" not in text
    assert "Канец тэрміну" not in text


def test_expulsion_is_two_facts() -> None:
    assert "Статус: на волі; вывезлі з Беларусі" in shown(person(status=Status.EXILED))


def test_treatment_is_no_sentence() -> None:
    assert "Пакаранне" not in shown(person(status=Status.PSYCHIATRIC))


def test_detained_by_gender() -> None:
    found = [shown(person(gender=gender, status=Status.DETAINED)).splitlines()[3] for gender in Gender]
    assert found == ["Статус: затрыманы", "Статус: затрыманая", "Статус: затрыманне"]


def test_an_institution_in_the_sources_words_stays() -> None:
    held = replace(person(), custody=Custody(Status.IMPRISONED, institution="лагпункт <7>", as_of=DAY))
    assert "Месца: лагпункт <7>" in shown(held)
    numbered = replace(held, custody=replace(held.custody, institution="colony-99"))
    assert "Месца: ПК № 99" in shown(numbered)


def test_buttons_follow_the_reader() -> None:
    assert card(listed(), [], voice("be")).keyboard[0][0].action == "1.follow.7."
    assert card_followed(listed(), [], voice("be")).keyboard[0][0].action == "1.unfol.7."
    assert card(listed(status=Status.DIED), [], voice("be")).keyboard == ()


def test_a_source_without_a_publisher_gives_no_bare_link() -> None:
    bare = replace(person(), sources=(Citation("https://example.org/x"),))
    assert "example" not in shown(bare)


def test_namesakes_are_told_apart() -> None:
    young = replace(person(), born=None, case=Case())
    message = candidates([listed(), Listed(8, young)], voice("ru"))
    assert [row[0].label.replace("\xa0", " ") for row in message.keyboard] == [
        "1. Імя Прозвішча ру, год рождения: 1982",
        "2. Імя Прозвішча ру, ИК № 4 (Гомель, женская)",
    ]
    assert [row[0].action for row in message.keyboard] == ["1.card.7.", "1.card.8."]
