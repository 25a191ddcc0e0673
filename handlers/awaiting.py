"""Names that are not listed yet: kept as typed; once somebody like them is listed, the reader says who it is."""

from dataclasses import dataclass

from domain.fields import clean
from domain.person import Listed
from domain.subscription import AWAITED_LIMIT, FOLLOW_LIMIT, LONGEST_AWAITED, Awaited
from handlers.visit import Visit
from texts import apologies, awaiting, following, search


async def offer_to_await(visit: Visit) -> None:
    """Say that nothing was found; in a private chat with a button that asks to be told."""
    if visit.private:
        token = visit.house.typed.keep(visit.words, visit.house.clock.now())
        await visit.reply(awaiting.not_found_yet(visit.words, token, visit.voice))
    else:
        await visit.reply(search.not_found(visit.words, visit.voice))


async def await_words(visit: Visit) -> None:
    """``/follow NAME`` with a name nobody listed has: keep it as typed."""
    await _await(visit, visit.words)


async def pressed_await(visit: Visit) -> None:
    """Answer the button *Tell me when listed*."""
    token = visit.callback.arg if visit.callback else ""
    name = visit.house.typed.text(token, visit.house.clock.now())
    if name is None or not visit.private:
        await visit.popup(apologies.old_button(visit.voice))
    else:
        await _await(visit, name)


async def _await(visit: Visit, typed: str) -> None:
    name = clean(typed)
    awaited = visit.subscriber.awaited if visit.subscriber else ()
    if not name or len(name) > LONGEST_AWAITED:
        await visit.reply(search.too_long(visit.voice))
    elif len(awaited) >= AWAITED_LIMIT:
        await visit.show(awaiting.too_many_awaited(visit.voice))
    else:
        await visit.keep(lambda chat: chat.awaiting(name))
        await visit.show(awaiting.awaited(name, visit.voice))


async def pressed_awaited(visit: Visit) -> None:
    """Show an awaited name of the list, with the button that ends it."""
    name = _awaited(visit, visit.callback.code if visit.callback else 0)
    if name is None:
        await visit.popup(apologies.old_button(visit.voice))
    else:
        await visit.show(awaiting.awaited_card(name, visit.voice))


async def pressed_unawait(visit: Visit) -> None:
    """Answer the button *Do not await*."""
    name = _awaited(visit, visit.callback.code if visit.callback else 0)
    if name is None:
        await visit.popup(apologies.old_button(visit.voice))
    else:
        await unawait(visit, name)


async def unawait(visit: Visit, name: Awaited) -> None:
    """Keep an awaited name no longer."""
    await visit.keep(lambda chat: chat.not_awaiting(name.number))
    await visit.show(awaiting.no_longer_awaited(name.name, visit.voice))


def awaited_as(visit: Visit, words: str) -> Awaited | None:
    """Return the awaited name that ``words`` write, whatever their capitals."""
    awaited = visit.subscriber.awaited if visit.subscriber else ()
    wanted = clean(words).casefold()
    return next((each for each in awaited if each.name.casefold() == wanted), None)


@dataclass(frozen=True, slots=True)
class _Question:
    """Whether ``listed`` is the person whom the reader awaits under ``name``."""

    name: Awaited
    listed: Listed


async def _question(visit: Visit) -> _Question | None:
    """Return what the pressed button asks about; where it is too old for that, say so and return None."""
    callback = visit.callback
    if callback and callback.arg.isascii() and callback.arg.isdigit():
        name = _awaited(visit, int(callback.arg[:9]))
        listed = await visit.house.store.people.by_code(callback.code)
        if name and listed:
            return _Question(name, listed)
    await visit.popup(apologies.old_button(visit.voice))
    return None


async def pressed_offer(visit: Visit) -> None:
    """Show the question behind a discreet alert."""
    asked = await _question(visit)
    if asked:
        await visit.show(awaiting.offer(asked.name, asked.listed, visit.voice))


async def pressed_take(visit: Visit) -> None:
    """Follow the person: the reader says that it is the one."""
    asked = await _question(visit)
    if asked is None:
        return
    if visit.subscriber and len(visit.subscriber.follows) >= FOLLOW_LIMIT:
        await visit.show(following.too_many(visit.voice))
        return
    await visit.keep(lambda chat: chat.following(asked.listed.code).not_awaiting(asked.name.number))
    await visit.show(following.followed(asked.listed, visit.voice))


async def pressed_decline(visit: Visit) -> None:
    """Go on waiting: the reader says that it is somebody else."""
    asked = await _question(visit)
    if asked:
        await visit.keep(lambda chat: chat.asked_about(asked.name.number, asked.listed.code))
        await visit.show(awaiting.declined(asked.name, visit.voice))
        visit.house.register_bell.set()


def _awaited(visit: Visit, number: int) -> Awaited | None:
    awaited = visit.subscriber.awaited if visit.subscriber else ()
    return next((each for each in awaited if each.number == number), None)
