"""What those read who were told something wrong, and what becomes of the message that told it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.event import Act, Certainty, Event, EventKind, EventState, Filed, Ground
from domain.language import Language
from domain.person import Citation, Gender, Person
from tests.texts.correction_samples import SAID, later
from tests.texts.samples import DAY, VIASNA, person, voice
from texts import correction
from texts.correction import Revision
from texts.markup import plain, utf16_length
from texts.popups import popup_pages

WOMAN = person("Імя Прозвішча", Gender.FEMALE)
MAN = person("Іншы Чалавек", Gender.MALE)
RELEASE = Event("r", EventKind.RELEASE, DAY, people=(WOMAN.id,), ground=Ground.PARDON, sources=(VIASNA,))
DEATH = replace(RELEASE, kind=EventKind.DEATH, ground=None)
MINE = frozenset({WOMAN.id})
NOBODY = frozenset[str]()

LABELS: Mapping[str, tuple[str, str]] = {
    "be": ("Выпраўленне.", "Адклікана."),
    "ru": ("Исправление.", "Отозвано."),
    "en": ("Correction.", "Retracted."),
}


def read(html: str) -> str:
    return plain(html).replace("\xa0", " ")


def corrected(was: Event, now: Revision, mine: frozenset[str], language: str, *people: Person) -> str:
    return read(correction.correction(17, Revision(was, people), SAID, now, mine, voice(language)).text)


def retracted(was: Event, now: Event, language: str, *people: Person, mine: frozenset[str] = MINE) -> str:
    told = Revision(was, people)
    return read(correction.retraction(17, told, SAID, Revision(now, people), mine, voice(language)).text)


def test_a_correction_is_the_model_message() -> None:
    assert corrected(RELEASE, later(RELEASE, EventKind.TRANSFER, WOMAN), MINE, "be", WOMAN) == (
        "Выпраўленне. 20 сакавіка 2026 г. мы напісалі: «Імя Прозвішча\n"
        "Вызваленая 19 сакавіка 2026 г. Падстава: памілаванне». Гэта памылка. "
        "Пацверджаных звестак пра вызваленне няма.\n\n"
        "Правільна:\nІмя Прозвішча\nПеравод у іншае месца зняволення. Дата: 19 сакавіка 2026 г. "
        "Крыніцы: «Вясна», 19 сакавіка 2026 г.; Reform.\u2060news, 19 сакавіка 2026 г.\n\n"
        "Просім прабачэння."
    )


@pytest.mark.parametrize("language", LABELS)
@pytest.mark.parametrize("kind", EventKind)
@pytest.mark.parametrize("mine", [MINE, NOBODY])
def test_the_label_opens_the_first_line(kind: EventKind, language: str, mine: frozenset[str]) -> None:
    was, speaker = replace(RELEASE, kind=kind), voice(language)
    fix, back = LABELS[language]
    assert corrected(was, later(was, kind, WOMAN), mine, language, WOMAN).startswith(f"{fix} ")
    assert retracted(was, replace(was, act=Act.CANCEL), language, WOMAN, mine=mine).startswith(f"{back} ")
    update = Filed(17, replace(was, act=Act.UPDATE), EventState.CONFIRMED)
    for filed, label in ((update, fix), (Filed(17, was, EventState.RETRACTED), back)):
        assert popup_pages(correction.shown(filed, [WOMAN], mine, speaker))[0].startswith(label)


@pytest.mark.parametrize(
    ("gender", "quoted"),
    [
        (Gender.MALE, "Вызвалены 19 сакавіка 2026 г. Падстава: памілаванне»."),
        (Gender.FEMALE, "Вызваленая 19 сакавіка 2026 г. Падстава: памілаванне»."),
        (Gender.OTHER, "На волі. Дата вызвалення: 19 сакавіка 2026 г. Падстава: памілаванне»."),
    ],
)
def test_the_old_sentence_is_quoted_as_it_was_told(gender: Gender, quoted: str) -> None:
    somebody = person("Імя Прозвішча", gender)
    text = corrected(RELEASE, later(RELEASE, EventKind.CONTACT, somebody), MINE, "be", somebody)
    assert f"мы напісалі: «Імя Прозвішча\n{quoted} Гэта памылка." in text


def test_a_subscriber_reads_the_announcement_quoted() -> None:
    wave = replace(RELEASE, count=14)
    text = corrected(wave, later(replace(wave, count=13), EventKind.RELEASE, WOMAN), NOBODY, "ru", WOMAN)
    assert "мы написали: «Освобождение: 19 марта 2026 г.\nКоличество: 14 человек.\nІмя Прозвішча ру\n" in text
    assert "Основание: помилование». Это ошибка.\n\nВерно:\nОсвобождение: 19 марта 2026 г.\nКоличество: 13" in text


def test_an_abbreviation_keeps_its_stop_within_the_marks() -> None:
    bare = replace(RELEASE, ground=None)
    assert "Вызваленая 19 сакавіка 2026 г.». Гэта" in corrected(bare, later(bare, bare.kind), MINE, "be", WOMAN)
    assert "Released: 19 March 2026”. This" in corrected(bare, later(bare, bare.kind), MINE, "en", WOMAN)


@pytest.mark.parametrize(("language", "inner"), [("be", "„Вясна“"), ("ru", "„Вясна“"), ("en", "‘x’")])
def test_marks_within_the_quotation_are_the_inner_ones(language: str, inner: str) -> None:
    was = replace(RELEASE, summary={Language("be"): "Піша «Вясна».", Language("ru"): "Пишет «Вясна».",
                                    Language("en"): "Says “x”."})  # fmt: skip
    text = retracted(was, replace(was, act=Act.CANCEL), language, WOMAN)
    quotation = text.partition("\n\n")[0].partition(": ")[2]
    assert inner in quotation
    assert quotation.count("«") + quotation.count("“") - quotation.count("„") == 1


def test_what_was_called_unconfirmed_is_quoted_so() -> None:
    was = replace(RELEASE, certainty=Certainty.UNCONFIRMED)
    assert "«Імя Прозвішча\nНе пацверджана. Вызваленая" in corrected(was, later(was, was.kind), MINE, "be", WOMAN)


def test_without_a_time_no_date_is_made_up() -> None:
    text = correction.retraction_text(Revision(RELEASE, [WOMAN]), None, Revision(RELEASE, [WOMAN]), MINE, voice("be"))
    assert read(text).startswith("Адклікана. Раней мы напісалі: «Імя Прозвішча\n")


def test_the_day_is_minsks() -> None:
    late = datetime(2026, 3, 31, 21, 30, tzinfo=UTC)
    told = Revision(RELEASE, [WOMAN])
    assert "1 апреля 2026 г. мы написали" in read(correction.retraction_text(told, late, told, MINE, voice("ru")))


def test_somebody_named_by_mistake_is_told_of_by_name() -> None:
    text = corrected(RELEASE, later(RELEASE, EventKind.RELEASE, MAN), MINE, "be", WOMAN)
    assert (
        "Гэта памылка.\n\nІмя Прозвішча\nІмя трапіла ў паведамленне памылкова. "
        "Пацверджаных звестак пра вызваленне няма.\n\nПравільна:\nВызваленне: 19 сакавіка 2026 г.\nІншы Чалавек"
    ) in text


def test_whoever_follows_the_one_who_stays_reads_only_of_him() -> None:
    both = replace(RELEASE, people=(WOMAN.id, MAN.id))
    text = corrected(both, later(both, EventKind.RELEASE, MAN), frozenset({MAN.id}), "be", WOMAN, MAN)
    assert WOMAN.name(Language("be")) not in text
    assert text.count("Іншы Чалавек\nВызвалены 19 сакавіка 2026 г.") == 2


def test_a_retraction_says_what_nobody_may_rely_on() -> None:
    assert retracted(RELEASE, replace(RELEASE, act=Act.CANCEL), "be", WOMAN) == (
        "Адклікана. 20 сакавіка 2026 г. мы напісалі: «Імя Прозвішча\n"
        "Вызваленая 19 сакавіка 2026 г. Падстава: памілаванне». Гэта не пацвердзілася.\n\n"
        "Пацверджаных звестак пра вызваленне няма. Больш нічога пакуль не вядома.\n\n"
        "Просім прабачэння."
    )


def test_a_retraction_tells_why_where_editors_said_so_and_nothing_old_as_new() -> None:
    was = replace(RELEASE, summary={Language("be"): "Вывезлі ў Літву."})
    source = Citation("https://n", "Nasha Niva", DAY)
    kept = retracted(was, replace(was, act=Act.CANCEL), "be", WOMAN)
    assert kept.count("Вывезлі ў Літву") == 1
    assert "Крыніца" not in kept
    why = replace(was, act=Act.CANCEL, summary={Language("be"): "Яе няма на волі."}, sources=(VIASNA, source))
    assert "няма. Яе няма на волі. Крыніца: «Наша Ніва», 19 сакавіка 2026 г.\n\nПросім" in retracted(
        was, why, "be", WOMAN
    )


@pytest.mark.parametrize("language", LABELS)
@pytest.mark.parametrize("act", [Act.UPDATE, Act.CANCEL])
def test_the_old_message_is_struck_through_behind_its_label(act: Act, language: str) -> None:
    told = correction.struck(17, Revision(RELEASE, [WOMAN]), act, MINE, voice(language)).text
    head, _, old = told.partition("\n\n<s>")
    assert old.endswith("</s>")
    assert WOMAN.name(Language(language)) in old
    assert WOMAN.name(Language(language)) not in head
    expected = {
        "be": ("Выпраўлена.", "Адклікана."),
        "ru": ("Исправлено.", "Отозвано."),
        "en": ("Corrected.", "Retracted."),
    }
    assert head.startswith(f"<b>{expected[language][act is Act.CANCEL]}</b> ")


@pytest.mark.parametrize("language", LABELS)
def test_discreet_ones_say_nothing_and_have_the_button(language: str) -> None:
    for told in (correction.discreet_correction(17, voice(language)), correction.discreet_struck(17, voice(language))):
        assert [button.action for row in told.keyboard for button in row] == ["1.show.17.1"]
        assert WOMAN.name(Language(language)) not in told.text
        assert told.text.startswith(
            {"be": "Ёсць выпраўленне.", "ru": "Есть исправление.", "en": "There is a correction."}[language]
        )


@pytest.mark.parametrize("language", LABELS)
@pytest.mark.parametrize("mine", [MINE, NOBODY])
def test_beside_a_death_no_button_stands(mine: frozenset[str], language: str) -> None:
    speaker, dead, free = voice(language), Revision(DEATH, [WOMAN]), Revision(RELEASE, [WOMAN])
    told = [
        correction.correction(17, dead, SAID, free, mine, speaker),
        correction.correction(17, free, SAID, dead, mine, speaker),
        correction.retraction(17, dead, SAID, dead, mine, speaker),
        correction.struck(17, dead, Act.CANCEL, mine, speaker),
    ]
    assert [each.keyboard for each in told] == [(), (), (), ()]
    assert correction.struck(17, free, Act.CANCEL, mine, speaker).keyboard


def test_who_was_called_dead_is_not_called_alive_and_the_family_is_asked_pardon() -> None:
    assert retracted(DEATH, replace(DEATH, act=Act.CANCEL), "be", WOMAN) == (
        "Адклікана. 20 сакавіка 2026 г. мы напісалі: «Імя Прозвішча\n"
        "„Вясна“ паведамляе пра смерць у зняволенні. Дата: 19 сакавіка 2026 г.». Гэта не пацвердзілася.\n\n"
        "Пацверджаных звестак пра смерць няма. Больш нічога пакуль не вядома.\n\n"
        "Просім прабачэння ў родных і блізкіх."
    )


@pytest.mark.parametrize("was", [RELEASE, DEATH])
def test_a_death_that_is_told_now_ends_with_the_condolence_and_is_not_called_right(was: Event) -> None:
    text = corrected(was, later(was, EventKind.DEATH, WOMAN), MINE, "ru", WOMAN)
    assert "Это ошибка. Приносим извинения.\n\nСейчас известно:\nІмя Прозвішча ру\n«Вясна» сообщает" in text
    assert text.endswith("Соболезнуем родным и близким.")
    assert text.count("Соболезнуем") == 1


def test_a_death_of_somebody_else() -> None:
    text = corrected(DEATH, later(DEATH, EventKind.DEATH, MAN), NOBODY, "be", WOMAN)
    assert (
        "Гэта памылка. Просім прабачэння ў родных і блізкіх.\n\nІмя Прозвішча\n"
        "Імя трапіла ў паведамленне памылкова. Пацверджаных звестак пра смерць няма.\n\nЦяпер вядома:\nІншы Чалавек\n"
    ) in text
    assert text.endswith("Спачуваем родным і блізкім.")


@pytest.mark.parametrize("language", LABELS)
@pytest.mark.parametrize("followed", [0, 50, 300])
def test_a_wave_of_three_hundred_fits_and_keeps_source_and_apology(followed: int, language: str) -> None:
    people = wave(300)
    was = replace(RELEASE, count=300, people=tuple(each.id for each in people), sources=(VIASNA,))
    mine, told, speaker = frozenset(each.id for each in people[:followed]), Revision(was, people), voice(language)
    fixed = correction.correction(17, told, SAID, later(was, EventKind.RELEASE, *people[1:]), mine, speaker).text
    back = correction.retraction(17, told, SAID, later(was, was.kind, *people, act=Act.CANCEL), mine, speaker).text
    none = correction.correction(17, told, SAID, later(was, EventKind.RELEASE), mine, speaker).text
    for text in (fixed, back, none, correction.struck(17, told, Act.UPDATE, mine, speaker).text):
        assert utf16_length(plain(text)) <= 4096
    last = {"be": "Просім прабачэння.", "ru": "Приносим извинения.", "en": "We are sorry."}[language]
    assert fixed.endswith(last)
    assert back.endswith(last)
    assert none.endswith(last)
    assert all("Reform." in text for text in (fixed, back, none))
    assert read(fixed).startswith(LABELS[language][0])


def wave(count: int) -> Sequence[Person]:
    """Return women and men in turns, so that nobody shares a sentence."""
    return [person(f"Доўгае Імя Нумар {number}", list(Gender)[number % 2]) for number in range(count)]


def test_what_was_never_corrected_has_no_label() -> None:
    text = correction.shown(Filed(17, RELEASE, EventState.CONFIRMED), [WOMAN], MINE, voice("be"))
    assert read(text).startswith("Імя Прозвішча\nВызваленая")


def test_behind_show_a_retracted_sentence_is_not_repeated() -> None:
    was = replace(RELEASE, summary={Language("be"): "Вывезлі ў Літву."})
    text = read(correction.shown(Filed(17, was, EventState.RETRACTED), [WOMAN], MINE, voice("be")))
    assert "Літву" not in text
    assert "«Імя Прозвішча\nВызваленая 19 сакавіка 2026 г.». Гэта не пацвердзілася." in text
