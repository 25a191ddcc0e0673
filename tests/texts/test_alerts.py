"""What a follower and a subscriber read, word for word where the words are the house's own."""

from dataclasses import replace

import pytest

from domain.dates import PartialDate
from domain.event import Event, EventKind, Ground
from domain.language import Language
from domain.person import Case, Gender, Person, Sentence
from tests.texts.samples import DAY, VIASNA, event, person, voice
from texts.alert import alert_text, full_alert
from texts.markup import plain, utf16_length

RELEASE = Event("r", EventKind.RELEASE, DAY, ground=Ground.PARDON, sources=(VIASNA,))
RELEASED = {
    ("be", Gender.MALE): "Вызвалены 19 сакавіка 2026 г. Падстава: памілаванне.",
    ("be", Gender.FEMALE): "Вызваленая 19 сакавіка 2026 г. Падстава: памілаванне.",
    ("be", Gender.OTHER): "На волі. Дата вызвалення: 19 сакавіка 2026 г. Падстава: памілаванне.",
    ("ru", Gender.MALE): "Освобожден 19 марта 2026 г. Основание: помилование.",
    ("ru", Gender.FEMALE): "Освобождена 19 марта 2026 г. Основание: помилование.",
    ("ru", Gender.OTHER): "На свободе. Дата освобождения: 19 марта 2026 г. Основание: помилование.",
    ("en", Gender.MALE): "Released: 19 March 2026. Grounds: pardon.",
    ("en", Gender.FEMALE): "Released: 19 March 2026. Grounds: pardon.",
    ("en", Gender.OTHER): "Released: 19 March 2026. Grounds: pardon.",
}
SOURCE = {
    "be": "Крыніца: «Вясна», 19 сакавіка 2026 г.",
    "ru": "Источник: «Вясна», 19 марта 2026 г.",
    "en": "Source: Viasna, 19 March 2026.",
}


def personal(told: Event, language: str, *people: Person) -> str:
    html = alert_text(told, people, frozenset(each.id for each in people), voice(language))
    return plain(html).replace("\xa0", " ")


def public(told: Event, language: str, *people: Person) -> str:
    return plain(alert_text(told, people, frozenset(), voice(language))).replace("\xa0", " ")


@pytest.mark.parametrize(("case", "sentence"), RELEASED.items())
def test_a_release(case: tuple[str, Gender], sentence: str) -> None:
    language, gender = case
    somebody = person(gender=gender)
    name = somebody.name(Language(language))
    assert personal(RELEASE, language, somebody) == f"{name}\n{sentence} {SOURCE[language]}"


def test_a_month_stands_behind_a_label() -> None:
    told = replace(RELEASE, date=PartialDate(2026, 3))
    assert "Дата вызвалення: сакавік 2026 г. Падстава" in personal(told, "be", person(gender=Gender.MALE))


def test_an_unknown_day_is_not_invented() -> None:
    assert "На волі. Падстава: памілаванне." in personal(replace(RELEASE, date=None), "be", person())


def test_people_of_one_wave_share_a_message() -> None:
    told = personal(RELEASE, "be", person("А Б", Gender.MALE), person("В Г", Gender.MALE), person("Д Е", Gender.FEMALE))
    assert told == (
        "А Б\nВ Г\nВызвалены 19 сакавіка 2026 г.\n\nД Е\nВызваленая 19 сакавіка 2026 г.\n\n"
        "Падстава: памілаванне. Крыніца: «Вясна», 19 сакавіка 2026 г."
    )


def test_only_those_who_are_followed_are_named() -> None:
    mine, other = person("Мой Чалавек"), person("Чужы Чалавек")
    text = alert_text(event(names=("Мой Чалавек", "Чужы Чалавек")), [mine, other], frozenset({mine.id}), voice("be"))
    assert "Мой Чалавек" in text
    assert "Чужы" not in text


def test_a_pardon_without_names_is_the_model_message() -> None:
    told = Event("p", EventKind.PARDON, PartialDate(2024, 9, 16), count=37, sources=(VIASNA,))
    assert public(told, "be") == (
        "«Вясна», 16 верасня 2024 г.: паведамлена пра памілаванне. Колькасць: 37 чалавек. Імён у паведамленні няма. "
        "Калі сярод пацверджаных імён будзе імя з вашага спіса, мы вам напішам."
    )


def test_a_pardon_is_not_called_a_release() -> None:
    told = personal(Event("p", EventKind.PARDON, DAY, sources=(VIASNA,)), "ru", person())
    assert "Имя есть в сообщении о помиловании." in told
    assert "На свободе" not in told
    assert "Помилование еще не освобождение" in told


def test_an_announcement_lists_names_and_says_on_whose_word() -> None:
    told = replace(RELEASE, count=14, unmatched=("Яшчэ Нехта",))
    assert public(told, "be", person("Імя Прозвішча")) == (
        "Вызваленне: 19 сакавіка 2026 г.\nКолькасць: 14 чалавек.\nІмя Прозвішча\nЯшчэ Нехта\n\n"
        "Падстава: памілаванне. Крыніца: «Вясна», 19 сакавіка 2026 г."
    )


def test_three_hundred_names_fit_and_the_source_stays() -> None:
    people = [person(f"Доўгае Імя Нумар {number}") for number in range(300)]
    told = replace(RELEASE, count=300)
    html = alert_text(told, people, frozenset(), voice("be"))
    assert utf16_length(plain(html)) <= 4096
    assert "Іншыя імёны: " in html
    assert plain(html).replace("\xa0", " ").endswith(SOURCE["be"])


def test_a_verdict_tells_the_case_it_is_about() -> None:
    judged = replace(person(), case=Case(("342",), Sentence(3, 6), DAY))
    told = personal(Event("c", EventKind.CONVICTION, DAY, sources=(VIASNA,)), "be", judged)
    assert "Прысуд: 19 сакавіка 2026 г. Артыкулы КК: 342. Пакаранне: 3 гады і 6 месяцаў." in told


def test_an_earlier_verdict_is_not_told_as_new() -> None:
    judged = replace(person(), case=Case(("342",), Sentence(3), PartialDate(2021, 5, 5)))
    assert "342" not in personal(Event("c", EventKind.CONVICTION, DAY), "be", judged)


def test_article_411() -> None:
    judged = replace(person(), case=Case(("411",), None, DAY))
    told = personal(Event("a", EventKind.ADDED_SENTENCE, DAY), "ru", judged)
    assert "Новый приговор по ст. 411 УК («злостное неповиновение»). Дата: 19 марта 2026 г." in told


def test_a_death_is_told_and_nothing_else() -> None:
    somebody = person()
    told = Event("d", EventKind.DEATH, DAY, count=1, sources=(VIASNA,))
    assert personal(told, "be", somebody) == (
        "Імя Прозвішча\n«Вясна» паведамляе пра смерць у зняволенні. Дата: 19 сакавіка 2026 г. "
        "Спачуваем родным і блізкім."
    )
    for mine in (frozenset({somebody.id}), frozenset[str]()):
        assert full_alert(17, told, [somebody], mine, voice("be")).keyboard == ()
    assert public(told, "be", somebody) == personal(told, "be", somebody)


def test_a_death_of_somebody_not_in_the_register_ends_with_the_condolence() -> None:
    told = replace(event(EventKind.DEATH, ()), unmatched=("Імя Прозвішча",))
    assert public(told, "ru").splitlines()[:2] == ["Смерть в заключении: 19 марта 2026 г.", "Імя Прозвішча"]
    assert public(told, "ru").endswith("Источник: «Вясна», 19 марта 2026 г. Соболезнуем родным и близким.")


def test_only_a_release_has_grounds() -> None:
    for kind in set(EventKind) - {EventKind.RELEASE}:
        assert "Падстава" not in personal(event(kind), "be", person()) + public(event(kind), "be", person())


def test_a_part_of_an_article_is_named_in_words() -> None:
    judged = replace(person(), case=Case(("293 p.2",), None, DAY))
    assert "Артыкулы КК: ч. 2 арт. 293." in personal(Event("c", EventKind.CONVICTION, DAY), "be", judged)


def test_a_summary_without_a_stop_gets_one() -> None:
    told = replace(RELEASE, summary={Language("be"): "Вывезлі ў Літву"})
    assert "Вывезлі ў Літву. Крыніца:" in personal(told, "be", person())


def test_sources_that_disagree_are_said_to() -> None:
    assert "Сведения источников расходятся." in personal(replace(RELEASE, conflicts="51 or 52"), "ru", person())


def test_a_summary_in_the_readers_language_else_in_another() -> None:
    told = replace(RELEASE, summary={Language("en"): "English.", Language("ru"): "Русский."})
    assert "Русский." in personal(told, "ru", person())
    assert "English." in personal(told, "be", person())
