"""A name was asked for: the card, candidates to choose from, or "not found"."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from domain.names import Match, Verdict
from domain.person import Code
from handlers.awaiting import offer_to_await
from handlers.visit import Visit
from texts import apologies, search
from texts.card import card as unfollowed_card
from texts.card import card_followed

CANDIDATES = 5
LONGEST_NAME = 200
EVENTS_ON_CARD = 3

_CODE_DIGITS = 15
"""A longer number is nobody's code, and more than a database column holds."""


async def find(visit: Visit) -> None:
    """``/find NAME``, or plain text in a private chat."""
    code = await sought(visit, "/find", offer_to_await)
    if code is not None:
        await card(visit, code)


async def sought(visit: Visit, command: str, otherwise: Callable[[Visit], Awaitable[None]]) -> Code | None:
    """Return whom the words mean; ask back where that is not certain, do ``otherwise`` where nobody is found."""
    if not visit.words:
        await visit.reply(search.ask_for_name(visit.voice, command))
        return None
    if len(visit.words) > LONGEST_NAME:
        await visit.reply(search.too_long(visit.voice))
        return None
    looked_up = visit.house.names.find(visit.words, CANDIDATES)
    if looked_up.verdict is Verdict.FOUND:
        return looked_up.matches[0].code
    if looked_up.verdict is Verdict.AMBIGUOUS:
        await _ask_which(visit, looked_up.matches)
    else:
        await otherwise(visit)
    return None


async def _ask_which(visit: Visit, matches: Sequence[Match]) -> None:
    listed = await visit.house.store.people.by_codes([match.code for match in matches])
    await visit.reply(search.candidates(listed, visit.voice))


def code_in(text: str) -> Code | None:
    """Return the code of a person that ``text`` writes down, or None where it is something else."""
    digits = text.isascii() and text.isdigit()
    return int(text) if digits and len(text) <= _CODE_DIGITS else None


async def card(visit: Visit, code: Code) -> None:
    """Show the card of the person with ``code``: in place of a pressed message, else as a new one."""
    listed = await visit.house.store.people.by_code(code)
    if listed is None:
        await nobody(visit, code)
        return
    events = await visit.house.store.events.about(listed.person.id, EVENTS_ON_CARD)
    followed = visit.subscriber is not None and code in visit.subscriber.follows
    shown = (card_followed if followed else unfollowed_card)(listed, events, visit.voice)
    # In a group nobody can follow: everyone would see it.
    await visit.show(shown if visit.private else replace(shown, keyboard=()))


async def nobody(visit: Visit, code: Code) -> None:
    """Say that no person has this ``code``: the button is older than the register, or the link is wrong."""
    if visit.callback:
        await visit.popup(apologies.old_button(visit.voice))
    else:
        await visit.reply(search.not_found(str(code), visit.voice))


async def pressed_card(visit: Visit) -> None:
    """Show the card whose button was pressed."""
    await card(visit, visit.callback.code if visit.callback else 0)
