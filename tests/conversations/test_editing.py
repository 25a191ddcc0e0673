"""An editor corrects what a source says: by buttons and answers, kept at once, and never over somebody else's head."""

from dataclasses import replace

import pytest

from domain.dates import PartialDate
from domain.event import Certainty, EventKind, Ground
from domain.language import Language
from domain.person import Citation
from domain.trust import Tier
from tests.conversations.correcting import events, form_of_first, labels, pressed, typed
from tests.conversations.live import Live
from tests.conversations.reporting import VIASNA, held, listed, release, report, reported

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_words_that_tell_the_event_are_in_bold_and_it_says_on_whose_word(shared: Live) -> None:
    await listed(shared, held(1, 1980))
    await reported(shared)
    text = "<b>Увага</b> & " + "слова " * 200 + "ён выйшаў на волю"
    start = text.index("выйшаў")
    marks = ((start, start + 6), (0, 10_000), (start + 3, start + 4), (-5, 2))
    marked = replace(report(release(1)), excerpt=text, marks=marks, tier=Tier.STATE, outlet="БелТА")
    hostile = replace(report(release(1)), excerpt="<b>Увага</b> & шэсць", marks=((0, 3),), tier=Tier.STATE)
    await shared.store.reports.file([hostile, marked])
    page = await shared.say(shared.editors[0], "/review")
    assert "<b>&lt;b&gt;</b>Увага&lt;/b&gt; &amp; шэсць" in page.html
    assert "…" in page.html
    assert "ён <b>выйшаў</b> на волю" in page.html
    assert "дзяржаўная крыніца" in page.text
    assert "БелТА" in page.text
    assert "Не пацверджана: адна крыніца" in page.text


async def test_every_field_has_a_button_with_its_value(shared: Live) -> None:
    await listed(shared, held(2, 1980))
    await reported(shared, release(2, count=3, women=1, ground=Ground.PARDON))
    form = await form_of_first(shared)
    assert form.text.startswith("Праўкі: паведамленне 1/1")
    assert "ён выйшаў з калоніі" in form.text
    assert labels(form) == [
        "Падзея: Вызваленне", "Дата: 1 лістапада 2026\u00a0г.", "Колькасць: 3", "Жанчыны: 1",
        "Мужчыны: не пазначана", "Імёны: 1", "Крыніцы: 1", "Падстава: памілаванне", "Тэкст, Беларуская: не пазначана",
        "Тэкст, Русский: не пазначана", "Тэкст, English: не пазначана", "Статус навіны: не пацверджана", "Назад",
    ]  # fmt: skip
    assert "Паведамленне 1/1" in (await pressed(shared, form, "Назад")).text


async def test_what_is_pressed_is_kept_at_once_and_can_all_be_undone(shared: Live) -> None:
    await listed(shared, held(3, 1980))
    await reported(shared, release(3))
    form = await form_of_first(shared)
    await pressed(shared, form, "Падзея:", "Памілаванне")
    await pressed(shared, form, "Дата:", "Без даты")
    form = await pressed(shared, form, "Падстава:", "абмен")
    [event] = await events(shared)
    assert (event.kind, event.date, event.ground) == (EventKind.PARDON, None, Ground.EXCHANGE)
    assert "Выпраўлена рэдактарам. Паводле крыніц: Вызваленне: 1 лістапада" in form.text
    form = await pressed(shared, form, "Дата:", "Сёння: ")
    [event] = await events(shared)
    assert event.date is not None
    assert event.date.full is not None
    undone = await pressed(shared, form, "Скасаваць праўкі")
    assert await events(shared) == [replace(release(3), certainty=Certainty.UNCONFIRMED)]
    assert "Скасаваць праўкі" not in labels(undone)
    assert "Выпраўлена" not in undone.text


async def test_numbers_dates_and_sentences_are_asked_for_in_one_line(shared: Live) -> None:
    await reported(shared, release(4, people=(), unmatched=("Ян Выдуманы",)))
    form = await form_of_first(shared)
    asked = await pressed(shared, form, "Колькасць:")
    assert "Напішыце колькасць лічбамі." in asked.text
    form = await typed(shared, "1 131")
    assert "Колькасць: 1\u00a0131" in labels(form)
    await shared.gone(shared.editors[0].chat_id, asked)
    assert (await typed(shared, "Ціханоўскі")).text.startswith("Сяргей Ціханоўскі"), (
        "it is answered: names are found again"
    )
    await pressed(shared, form, "Дата:")
    form = await typed(shared, "2.11.2026")
    await pressed(shared, form, "Тэкст, Русский:")
    form = await typed(shared, "Вышел <b>на</b> свободу & дома.")
    assert "Тэкст, Русский: Вышел <b>на</b> свободу & дома." in labels(form)
    await pressed(shared, form, "Колькасць:")
    form = await pressed(shared, form, "не пазначана")
    [event] = await events(shared)
    assert (event.count, event.date) == (None, PartialDate(2026, 11, 2))
    assert event.summary == {Language("ru"): "Вышел <b>на</b> свободу & дома."}
    await pressed(shared, form, "Тэкст, Русский:", "Прыбраць")
    assert not (await events(shared))[0].summary


async def test_a_wrong_answer_says_what_is_wrong_and_keeps_asking(shared: Live) -> None:
    await reported(shared, release(5, people=(), count=7))
    for editor, (field, label, said) in enumerate(
        (("Жанчыны:", "Поле «Жанчыны»", "Жанчыны: 4"), ("Женщины:", "Поле «Женщины»", "Женщины: 4"))
    ):
        form = await form_of_first(shared, editor)
        await pressed(shared, form, field, editor=editor)
        for wrong in ("дзве", "-1", "<b>1</b>"):
            answer = await typed(shared, wrong, editor)
            assert label in answer.text
            assert "0–1000000" in answer.text
        assert said in labels(await typed(shared, "4", editor))
    [event] = await events(shared)
    assert (event.count, event.women) == (7, 4)


@pytest.mark.parametrize("otherwise", ["/help", "/nosuch", "/няма", "Назад", "elsewhere"])
async def test_a_command_or_a_button_ends_the_question(shared: Live, otherwise: str) -> None:
    await reported(shared, release(6, people=(), count=7))
    page = await shared.say(shared.editors[0], "/help")
    form = await form_of_first(shared)
    await pressed(shared, form, "Колькасць:")
    if otherwise == "elsewhere":
        await pressed(shared, page, "Апошнія навіны")
    elif otherwise.startswith("/"):
        await shared.say(shared.editors[0], otherwise)
    else:
        await pressed(shared, form, otherwise)
    card = await typed(shared, "Ціханоўскі")
    assert card.text.startswith("Сяргей Ціханоўскі")
    assert (await events(shared))[0].count == 7


async def test_people_are_added_by_name_or_code_and_taken_out(shared: Live) -> None:
    await listed(shared, held(7, 1980))
    await reported(shared, release(7))
    code = (await shared.store.people.codes_of(["viasna:7"]))["viasna:7"]
    form = await form_of_first(shared)
    await pressed(shared, form, "Імёны:")
    page = await typed(shared, "Тихановский")
    assert "Сяргей Ціханоўскі" in page.text
    assert "Імёны: 2" in page.text
    page = await typed(shared, str(code))
    assert "Імёны: 2" in page.text, "twice is once"
    answer = await typed(shared, "999999")
    assert "«999999»" in answer.text
    page = await typed(shared, "Сяргей Альшэўскі")
    assert len([each for each in page.buttons if each.value.split(".")[3] == "person"]) == 2
    page = await pressed(shared, page, "1. Сяргей Альшэўскі")
    assert "Імёны: 3" in page.text
    page = await pressed(shared, page, "Прыбраць: Ян Выдуманы", "Прыбраць: Сяргей Ціханоўскі")
    [event] = await events(shared)
    assert len(event.people) == 1
    assert "viasna:7" not in event.people
    form = await pressed(shared, page, "Да формы")
    assert "Імёны: 1" in labels(form)


async def test_a_name_that_nobody_has_is_added_alone_and_matched_later(shared: Live) -> None:
    await reported(shared, release(8, people=(), unmatched=("Сяргей Альшэўскі", "Нехта <b>Нязнаны</b>")))
    form = await form_of_first(shared)
    await pressed(shared, form, "Імёны:")
    page = await typed(shared, "Zzzz Qqqq")
    assert "Падобнага імя ў рэестры няма: Zzzz Qqqq" in page.text
    page = await pressed(shared, page, "Дадаць толькі імя")
    assert (await events(shared))[0].unmatched == ("Сяргей Альшэўскі", "Нехта <b>Нязнаны</b>", "Zzzz Qqqq")
    page = await pressed(shared, page, "Знайсці: Сяргей Альшэўскі", "2. Сяргей Альшэўскі")
    await pressed(shared, page, "Знайсці: Нехта <b>Нязнаны</b>", "Прыбраць: Нехта <b>Нязнаны</b>")
    await pressed(shared, page, "Знайсці: Zzzz Qqqq")
    page = await typed(shared, "Тихановский")
    assert page.text.startswith("Zzzz Qqqq")
    await pressed(shared, page, "1. Сяргей Ціханоўскі")
    [event] = await events(shared)
    assert not event.unmatched
    assert len(event.people) == 2


async def test_a_named_release_is_confirmed_by_two_publishers_only(shared: Live) -> None:
    await listed(shared, held(9, 1980))
    await reported(shared, release(9))
    form = await form_of_first(shared)
    page = await pressed(shared, form, "Статус навіны:")
    assert "дзве крыніцы розных выданняў" in page.text
    assert labels(page) == ["не пацверджана", "Назад"]
    forged = page.button("не пацверджана").value.replace("unconfirmed", "confirmed")
    told = await shared.press_carrying(shared.editors[0], page, forged)
    assert told is not None
    assert "розных выданняў" in told
    form = await pressed(shared, page, "Назад")
    await pressed(shared, form, "Крыніцы:")
    for wrong in ("reform", "http://example.org/2 reform", "https://example.org/2"):
        assert "Поле «Крыніцы»" in (await typed(shared, wrong)).text
    page = await typed(shared, "https://example.org/8 «Вясна»")
    assert [source.publisher for source in (await events(shared))[0].sources] == ["Viasna", "Viasna"]
    form = await pressed(shared, page, "Назад")
    assert labels(await pressed(shared, form, "Статус навіны:")) == ["не пацверджана", "Назад"]
    await pressed(shared, form, "Назад", "Крыніцы:")
    form = await pressed(shared, await typed(shared, "https://example.org/2 reform.news"), "Назад")
    await pressed(shared, form, "Статус навіны:", "пацверджана")
    assert (await events(shared))[0].certainty is Certainty.CONFIRMED
    page = await pressed(shared, form, "Крыніцы:", "Прыбраць: 3. Reform")
    [event] = await events(shared)
    assert event.certainty is Certainty.UNCONFIRMED, "with the source the certainty goes"
    assert "Reform" not in page.text


async def test_what_reports_cite_and_an_editor_took_out_can_be_put_back(shared: Live) -> None:
    await listed(shared, held(10, 1980))
    await reported(shared, release(10))
    form = await form_of_first(shared)
    page = await pressed(shared, form, "Крыніцы:", "Прыбраць: 1. «Вясна»")
    assert (await events(shared))[0].sources == ()
    await pressed(shared, page, "Дадаць: «Вясна»")
    assert (await events(shared))[0].sources == (VIASNA,)


async def test_what_is_proposed_is_what_an_editor_corrected(shared: Live) -> None:
    await listed(shared, held(11, 1980))
    await reported(shared, release(11))
    form = await form_of_first(shared)
    await pressed(shared, form, "Тэкст, Беларуская:")
    form = await typed(shared, "Сустрэлі дома")
    before = {editor.chat_id: shared.seen(editor.chat_id) for editor in shared.editors}
    await pressed(shared, form, "Назад", "Прапанаваць")
    previews = await shared.next_messages([editor.chat_id for editor in shared.editors], before)
    assert all("Сустрэлі дома." in preview.text for preview in previews)
    filed = await shared.store.events.by_id("release-11")
    assert filed is not None
    assert filed.event.summary == {Language("be"): "Сустрэлі дома"}


async def test_hostile_words_stay_words_everywhere_in_the_form(shared: Live) -> None:
    hostile = "</b><a href='tg://user?id=1'>x</a>&lt;"
    citation = Citation("https://example.org/<b>", hostile)
    event = release(16, people=(), unmatched=(hostile,), sources=(citation,), summary={Language("be"): hostile})
    await reported(shared)
    await shared.store.reports.file([replace(report(event), excerpt=hostile, marks=((2, 9),))])
    form = await form_of_first(shared)
    for view in ("Падзея:", "Імёны:", "Крыніцы:", "Тэкст, Беларуская:"):
        page = await pressed(shared, form, view)
        assert {entity.type for entity in page.entities} <= {"bold", "pre", "bot_command"}, (
            "Telegram itself sees commands"
        )
        await pressed(shared, page, "Да формы" if view == "Імёны:" else "Назад")
    page = await pressed(shared, form, "Імёны:", "Знайсці: </b>")
    assert page.text.startswith(hostile[:30])
