"""What was sent turns out to be wrong: whoever was told is told so, in their language, and nobody else."""

import pytest

from domain.event import Act, EventState
from playground.chats import Chat
from tests.conversations.live import Live
from tests.conversations.mending import (
    approved,
    follower,
    number_of,
    present,
    redated,
    release,
    replies,
    retracting,
    sent,
)
from tests.conversations.newsroom import confirm
from tests.conversations.reporting import empty

pytestmark = pytest.mark.asyncio(loop_scope="module")

CORRECTED = {"be": ("Выпраўлена.", "Выпраўленне."), "ru": ("Исправлено.", "Исправление.")}
CORRECTED |= {"en": ("Corrected.", "Correction.")}
RETRACTED = {"be": "Адклікана.", "ru": "Отозвано.", "en": "Retracted."}


async def group_of(live: Live, language: str) -> Chat:
    """Return a group that subscribed to releases."""
    admin = live.telegram.add_person("Nina", language)
    group = live.telegram.add_group("Belarusians abroad", [], [admin])
    live.telegram.add_bot_to(group)
    await live.say(admin, f"/language {language}", group.id)
    await live.say(admin, "/subscribe releases", group.id)
    return group


async def test_whoever_was_told_is_told_what_is_right_and_the_old_message_is_struck(shared: Live) -> None:
    await empty(shared)
    readers = {language: await follower(shared, language) for language in ("be", "ru", "en")}
    unfollower, erased = await follower(shared, "be"), await follower(shared, "be")
    subscriber = await shared.reader("en")
    await shared.say(subscriber, "/subscribe releases")
    group = await group_of(shared, "ru")
    chats = [*(each.chat_id for each in (*readers.values(), unfollower, erased, subscriber)), group.id]
    before = {chat: shared.seen(chat) for chat in chats}
    await confirm(shared, release("wrong-day"))
    number = await number_of(shared, "wrong-day")
    alerts = dict(zip(chats, await shared.next_messages(chats, before), strict=True))
    await shared.say(unfollower, "/unfollow Тихановский")
    await shared.say(erased, "/forget")
    left = shared.seen(erased.chat_id)

    desk = await redated(shared, number, "2025-06-20")
    assert "Chats that were told: 6" in desk.previews[0].text
    assert "Chats that will be told for the first time: 0" in desk.previews[0].text
    for words in ("20 чэрвеня 2025", "20 июня 2025", "20 June 2025"):
        assert words in desk.previews[0].text
    await approved(desk)

    languages = {chat.chat_id: language for language, chat in readers.items()}
    languages |= {unfollower.chat_id: "be", subscriber.chat_id: "en", group.id: "ru"}
    for reply in await replies(shared, [(chat, alerts[chat]) for chat in languages]):
        chat = next(chat for chat in languages if reply in shared.telegram.sent(chat))
        done, label = CORRECTED[languages[chat]]
        assert reply.text.startswith(label)
        old = shared.now(chat, alerts[chat])
        assert old.text.startswith(done)
        assert "<s>" in old.html
    assert shared.seen(erased.chat_id) == left
    event = (await present(shared, "wrong-day")).event
    assert (event.revision, event.act, str(event.date)) == (2, Act.UPDATE, "2025-06-20")


async def test_a_discreet_chat_is_told_nothing_until_show(shared: Live) -> None:
    reader = await follower(shared, "be", "on")
    number, [alert] = await sent(shared, release("discreetly"), reader)
    await approved(await redated(shared, number, "2025-06-19"))
    [reply] = await replies(shared, [(reader.chat_id, alert)])
    old = shared.now(reader.chat_id, alert)
    for said in (reply, old):
        assert said.text.startswith("Ёсць выпраўленне.")
        assert "Ціханоўскі" not in said.text
        shown = await shared.press(reader, said, "Паказаць")
        assert shown is not None
        assert "19 чэрвеня 2025" in shown


async def test_who_was_never_told_gets_the_right_news_as_any_alert(shared: Live) -> None:
    early, late = await follower(shared, "en"), await shared.reader("en")
    number, [alert] = await sent(shared, release("late"), early)
    await shared.say(late, "/follow Тихановский")
    before = shared.seen(late.chat_id)
    await approved(await redated(shared, number, "2025-06-18"))
    await replies(shared, [(early.chat_id, alert)])
    first = await shared.next_message(late.chat_id, before)
    assert first.text.startswith("Siarhei Tsikhanouski\n")
    assert "18 June 2025" in first.text
    assert first.reply_to is None


async def test_a_retraction_reaches_whoever_was_told_and_nobody_else(shared: Live) -> None:
    person = "zvestka:babaryka-eduard"
    readers = {language: await shared.reader(language) for language in RETRACTED}
    for reader in readers.values():
        await shared.say(reader, "/follow Эдуард Бабарико")
    number, alerts = await sent(shared, release("not-so", date="2026-11-02", people=[person]), *readers.values())
    newcomer = await shared.reader("en")
    await shared.say(newcomer, "/follow Эдуард Бабарико")
    before = shared.seen(newcomer.chat_id)
    assert "2 November 2026" in (await shared.say(newcomer, "Эдуард Бабарико")).text

    await approved(await retracting(shared, number, "Паводле адваката, ён у калоніі"))
    chats = [reader.chat_id for reader in readers.values()]
    said = await replies(shared, list(zip(chats, alerts, strict=True)))
    for language, chat, alert, reply in zip(readers, chats, alerts, said, strict=True):
        assert reply.text.startswith(RETRACTED[language])
        assert "Паводле адваката, ён у калоніі." in reply.text
        assert shared.now(chat, alert).text.startswith(RETRACTED[language])
    assert (await present(shared, "not-so")).state is EventState.RETRACTED

    assert "2 November 2026" not in (await shared.say(newcomer, "/latest releases")).text
    card = await shared.say(newcomer, "Эдуард Бабарико")
    assert "2 November 2026" not in card.text
    shown = await shared.press_carrying(newcomer, card, f"1.show.{number}.1")
    assert shown is not None
    assert shown.startswith("Retracted.")
    assert not [each for each in shared.telegram.sent(newcomer.chat_id) if each.id not in before and each.reply_to]
