"""What was sent turns out to be wrong: the two editors correct it, or take it back."""

from collections.abc import Sequence

from domain.event import Filed
from playground.chats import Message, Person
from tests.conversations.correcting import pressed, typed
from tests.conversations.live import Live
from tests.conversations.newsroom import SOURCE, Desk, Event, laid, standing, told

HIM = "viasna:179"


def release(name: str, **more: object) -> Event:
    """Return the release of one person."""
    event: Event = {"id": name, "kind": "release", "date": "2025-06-21", "people": [HIM], "sources": [SOURCE]}
    return event | {"ground": "pardon"} | more


async def number_of(live: Live, name: str) -> int:
    """Return the number of an event that was filed."""
    filed = await live.store.events.by_id(name)
    assert filed is not None
    return filed.number


async def present(live: Live, name: str) -> Filed:
    """Return how an event stands now."""
    filed = await live.store.events.by_id(name)
    assert filed is not None
    return filed


async def sent(live: Live, event: Event, *readers: Person) -> tuple[int, list[Message]]:
    """Confirm an event; return its number, and what each of ``readers`` was told."""
    alerts = await told(live, event, *readers)
    return await number_of(live, str(event["id"])), alerts


async def form_of(live: Live, number: int, editor: int = 0) -> Message:
    """Let an editor begin a correction; return the form, which comes below what was sent."""
    chat = live.editors[editor].chat_id
    before = live.seen(chat)
    answer = await live.say(live.editors[editor], f"/correct {number}")
    return await live.next_message(chat, before | {answer.id})


async def redated(live: Live, number: int, date: str) -> Desk:
    """Let the first editor correct the date of an event; return the previews."""
    form = await form_of(live, number)
    await pressed(live, form, "Дата:")
    form = await typed(live, date)
    before = standing(live)
    await pressed(live, form, "Прапанаваць")
    return await laid(live, before)


async def retracting(live: Live, number: int, why: str = "") -> Desk:
    """Let the first editor retract an event; return the previews."""
    before = standing(live)
    live.telegram.type(live.editors[0].chat_id, live.editors[0].id, f"/retract {number} {why}")
    return await laid(live, before)


async def approved(desk: Desk) -> None:
    """Let both editors approve what lies before them."""
    assert await desk.approve(0)
    assert await desk.approve(1) is None


async def follower(live: Live, language: str, choice: str = "off") -> Person:
    """Return somebody who follows the person whom ``release`` names."""
    reader = await live.reader(language, choice)
    await live.say(reader, "/follow Тихановский")
    return reader


async def subscriber_of(live: Live) -> Person:
    """Return somebody who subscribed to pardons."""
    reader = await live.reader("be")
    await live.say(reader, "/subscribe pardons")
    return reader


async def replies(live: Live, alerts: Sequence[tuple[int, Message]]) -> list[Message]:
    """Return what each chat was answered to its alert, once all of them were."""

    def found() -> list[Message]:
        every = [[each for each in live.telegram.sent(chat) if each.reply_to == alert.id] for chat, alert in alerts]
        assert max(map(len, every)) <= 1, "nobody is told twice"
        return [some[0] for some in every] if all(every) else []

    return await live.telegram.wait_for(found)
