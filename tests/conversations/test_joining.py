"""An editor says that two reports tell one event, and takes that back."""

from dataclasses import replace

import pytest

from domain.dates import PartialDate
from domain.event import Certainty, Event, EventKind
from domain.trust import Tier
from playground.chats import Message
from tests.conversations.correcting import events, labels, pressed
from tests.conversations.live import Live
from tests.conversations.reporting import DAY, REFORM, VIASNA, held, listed, release, report, reported

pytestmark = pytest.mark.asyncio(loop_scope="module")

JOIN = "Тая самая падзея…"


def wave(**changes: object) -> Event:
    """Return a pardon that names nobody."""
    event = Event("wave", EventKind.PARDON, DAY, 37, sources=(REFORM,))
    return replace(event, **changes)  # type: ignore[arg-type]


async def opened(live: Live, *reported_events: Event) -> Message:
    """Let reports wait and the first editor open the oldest one."""
    await reported(live)
    sources = ("viasna-register", "reform", "pozirk", "charter97")
    claims = [report(event, sources[place % 4], place) for place, event in enumerate(reported_events)]
    await live.store.reports.file(claims)
    return await live.say(live.editors[0], "/review")


async def test_what_may_be_the_same_event_is_offered_joined_and_taken_apart(shared: Live) -> None:
    await listed(shared, held(1, 1980), held(2, 1991))
    page = await opened(shared, release(1, count=38), wave(), release(2))
    choice = await pressed(shared, page, JOIN)
    assert "1. Памілаванне: 1 лістапада 2026\u00a0г. Колькасць: 37\u00a0чалавек. Адкуль: reform" in choice.text
    assert "Паведамленне 2/3." in choice.text
    assert labels(choice) == ["1. Памілаванне: 1 лістапада 2026\u00a0г.", "Назад"]
    joined = await pressed(shared, choice, "1. Памілаванне")
    for words in ("Паведамленні аб’яднаныя.", "Паведамленне 1/2", "рэестр «Вясны»", "reform", "падзею: 2."):
        assert words in joined.text
    assert "Звесткі крыніц разыходзяцца" in joined.text
    [event, _] = await events(shared)
    assert (event.kind, event.people, event.count) == (EventKind.RELEASE, ("viasna:1",), 38)
    assert (event.sources, event.conflicts) == ((VIASNA, REFORM), "38: Viasna; 37: reform.news")
    assert event.certainty is Certainty.UNCONFIRMED, "only one of them reports a release, and of whom"
    apart = await pressed(shared, joined, "Раз’яднаць")
    assert "Паведамленні зноў паасобку." in apart.text
    assert "Паведамленне 1/3" in apart.text
    assert [each.id for each in await events(shared)] == ["release-1", "wave", "release-2"]


async def test_the_earlier_report_gives_the_kind_wherever_the_editor_stands(shared: Live) -> None:
    await listed(shared, held(3, 1980))
    page = await opened(shared, wave(), release(3))
    await pressed(shared, page, "Пазней", JOIN, "1. Памілаванне")
    [event] = await events(shared)
    assert (event.kind, event.id, event.people) == (EventKind.PARDON, "wave", ("viasna:3",))


async def test_what_was_joined_long_ago_can_be_taken_apart_too(shared: Live) -> None:
    await listed(shared, held(4, 1980))
    page = await opened(shared, release(4), wave(), wave(id="third", kind=EventKind.RELEASE, sources=()))
    await pressed(shared, page, JOIN, "1. Памілаванне")
    page = await shared.say(shared.editors[0], "/review")
    assert "Раз’яднаць" not in labels(page)
    await pressed(shared, page, JOIN, "1. Вызваленне")
    choice = await pressed(shared, page, JOIN)
    assert "Аб’яднана рэдактарам:" in choice.text
    assert [each for each in labels(choice) if each.startswith("Раз’яднаць")] == [
        "Раз’яднаць: reform.news", "Раз’яднаць: pozirk",
    ]  # fmt: skip
    stale = choice.button("Раз’яднаць: reform").value[:-1] + "x"
    assert await shared.press_carrying(shared.editors[0], choice, stale)
    assert len(await events(shared)) == 1
    page = await shared.becomes(shared.editors[0].chat_id, choice, "Паведамленне 1/1")
    choice = await pressed(shared, page, JOIN)
    await pressed(shared, choice, "Раз’яднаць: reform")
    assert [each.id for each in await events(shared)] == ["release-4", "wave"]


async def test_where_nothing_is_alike_nothing_is_offered(shared: Live) -> None:
    await listed(shared, held(5, 1980), held(6, 1991))
    page = await opened(shared, release(5), release(6), wave(kind=EventKind.DEATH))
    assert JOIN not in labels(page)
    forged = page.button("Выправіць").value.replace(".form.", ".join.")
    await shared.press_carrying(shared.editors[0], page, forged)
    assert "Іншых падобных паведамленняў няма." in shared.now(shared.editors[0].chat_id, page).text


async def test_a_choice_that_another_editor_has_overtaken_joins_nothing(shared: Live) -> None:
    await listed(shared, held(7, 1980))
    page = await opened(shared, release(7), wave())
    choice = await pressed(shared, page, JOIN)
    value = choice.button("1. Памілаванне").value
    theirs = await shared.say(shared.editors[1], "/review")
    await pressed(shared, theirs, "Позже", "Исправить", "Основание:", "обмен", editor=1)
    told = await shared.press_carrying(shared.editors[0], choice, value)
    assert told == "Паведамленне змянілася. Прачытайце яго, калі ласка, яшчэ раз."
    assert len(await events(shared)) == 2
    await shared.say(shared.editors[1], "/review")
    page = await shared.say(shared.editors[0], "/review")
    choice = await pressed(shared, page, JOIN)
    value = choice.button("1. Памілаванне").value
    theirs = await shared.say(shared.editors[1], "/review")
    await pressed(shared, theirs, "Позже", "Отклонить", editor=1)
    assert await shared.press_carrying(shared.editors[0], choice, value)
    assert len(await events(shared)) == 1
    for wrong in (value.rpartition(".")[0] + ".x", "1.join.7.x", value.replace(".join.", ".part.")):
        assert await shared.press_carrying(shared.editors[0], choice, wrong)


async def test_what_is_joined_is_proposed_and_dropped_together(shared: Live) -> None:
    await listed(shared, held(8, 1980))
    page = await opened(shared, wave(id="wave-8"), release(8))
    await pressed(shared, page, JOIN, "1. Вызваленне", "Адхіліць")
    assert await shared.store.reports.count_waiting() == 0
    page = await pressed(shared, page, "Вярнуць")
    assert "падзею: 2." in page.text
    await pressed(shared, page, "Прапанаваць")
    filed = await shared.store.events.by_id("wave-8")
    assert filed is not None
    assert (filed.event.people, filed.event.sources) == (("viasna:8",), (REFORM, VIASNA))
    assert await shared.store.reports.count_waiting() == 0


async def test_a_hostile_title_stays_text_and_its_button_fits(shared: Live) -> None:
    hostile = "<b>" + "х" * 100
    await listed(shared, held(9, 1980))
    await reported(shared)
    other = replace(report(wave(sources=(replace(REFORM, publisher=hostile),)), "z"), tier=Tier.STATE, outlet=hostile)
    await shared.store.reports.file([report(release(9)), other])
    page = await shared.say(shared.editors[0], "/review")
    choice = await pressed(shared, page, JOIN)
    assert hostile in choice.text
    joined = await pressed(shared, choice, "1. Памілаванне")
    assert hostile in joined.text
    assert "Раз’яднаць: <b>ххх" in labels(await pressed(shared, joined, JOIN))[0]


async def test_a_later_day_of_the_same_week_is_alike(shared: Live) -> None:
    page = await opened(shared, wave(), wave(id="w2", date=PartialDate(2026, 11, 5), count=38))
    await pressed(shared, page, JOIN, "1. Памілаванне: 5 лістапада")
    [event] = await events(shared)
    assert event.conflicts == "2026-11-01: reform.news; 2026-11-05: reform.news; 37: reform.news; 38: reform.news"
