"""A name was asked for: the card, candidates to choose from, or "not found"."""

from domain.names import Verdict
from domain.person import Code
from handlers.visit import Visit
from texts import apologies, search
from texts.card import card as unfollowed_card
from texts.card import card_followed

CANDIDATES = 5
LONGEST_NAME = 200
EVENTS_ON_CARD = 3


async def find(visit: Visit) -> None:
    """``/find NAME``, or plain text in a private chat."""
    if not visit.words:
        await visit.reply(search.ask_for_name(visit.voice, "/find"))
        return
    if len(visit.words) > LONGEST_NAME:
        await visit.reply(search.too_long(visit.voice))
        return
    looked_up = visit.house.names.find(visit.words, CANDIDATES)
    if looked_up.verdict is Verdict.FOUND:
        await card(visit, looked_up.matches[0].code)
    elif looked_up.verdict is Verdict.AMBIGUOUS:
        listed = await visit.house.store.people.by_codes([match.code for match in looked_up.matches])
        await visit.reply(search.candidates(listed, visit.voice))
    else:
        await visit.reply(search.not_found(visit.words, visit.voice))


async def card(visit: Visit, code: Code) -> None:
    """Show the card of the person with ``code``: in place of a pressed message, else as a new one."""
    listed = await visit.house.store.people.by_code(code)
    if listed is None:
        await visit.popup(apologies.old_button(visit.voice))
        return
    events = await visit.house.store.events.about(listed.person.id, EVENTS_ON_CARD)
    followed = visit.subscriber is not None and code in visit.subscriber.follows
    words = card_followed if followed else unfollowed_card
    await visit.show(words(listed, events, visit.voice))


async def pressed_card(visit: Visit) -> None:
    """Show the card whose button was pressed."""
    await card(visit, visit.callback.code if visit.callback else 0)
