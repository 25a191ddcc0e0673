"""When news comes and how loudly: hours of quiet, the reader's clock, the hour of digests, repeating until seen."""

from dataclasses import replace

from domain.rhythm import OFF, Quiet, read_hour, read_offset, read_quiet
from handlers.rights import allowed
from handlers.visit import Visit
from texts import apologies, following, rhythm, settings


async def quiet(visit: Visit) -> None:
    """``/quiet 23-7 [+3]``, ``/quiet off``, or a button of the menu; without hours, the menu."""
    if not await allowed(visit):
        return
    asked, read = visit.asked, read_quiet(visit.asked)
    if not asked:
        await visit.show(rhythm.quiet_page(visit.chosen, visit.voice))
    elif asked == OFF:
        await visit.keep(lambda chat: replace(chat, quiet=None))
        await visit.show(rhythm.quiet_page(visit.chosen, visit.voice))
    elif read is None:
        await visit.refuse(rhythm.not_quiet_hours(visit.voice))
    else:
        await _quieten(visit, *read)


async def _quieten(visit: Visit, hours: Quiet, offset: int | None) -> None:
    """Keep the hours of quiet; where the reader's clock is not known, ask for it first."""
    known = visit.chosen.offset if offset is None else offset
    if known is None:
        await visit.show(rhythm.clock_page(visit.house.clock.now(), hours, visit.voice))
    else:
        kept = await visit.keep(lambda chat: replace(chat, quiet=hours, offset=known))
        await visit.show(rhythm.quiet_page(kept, visit.voice))


async def pressed_offset(visit: Visit) -> None:
    """Keep the clock that was chosen, and the hours of quiet that waited for it; without a choice, ask."""
    if not await allowed(visit):
        return
    clock, _, waiting = visit.asked.partition(".")
    offset, hours = read_offset(clock), read_quiet(waiting)
    if not clock:
        await visit.show(rhythm.clock_page(visit.house.clock.now(), None, visit.voice))
    elif offset is None or (waiting and hours is None):
        await visit.popup(apologies.old_button(visit.voice))
    elif hours:
        await _quieten(visit, hours[0], offset)
    else:
        kept = await visit.keep(lambda chat: replace(chat, offset=offset))
        await visit.show(settings.settings(kept, visit.voice))


async def digest(visit: Visit) -> None:
    """``/digest HOUR [+3]``, or a button of the menu; without an hour, the menu."""
    if not await allowed(visit):
        return
    read = read_hour(visit.asked)
    if not visit.asked:
        await visit.show(rhythm.digest_page(visit.chosen, visit.voice))
    elif read is None:
        await visit.refuse(rhythm.not_an_hour(visit.voice))
    else:
        hour, offset = read
        kept = await visit.keep(lambda chat: replace(chat, hour=hour, offset=chat.offset if offset is None else offset))
        await visit.show(rhythm.digest_page(kept, visit.voice))


async def insist(visit: Visit) -> None:
    """``/insist on|off``, or a button of the menu; without a choice, the menu. In private chats: it is of people."""
    if not visit.private:
        await visit.refuse(following.private_only(visit.voice))
        return
    if visit.asked in {"on", OFF}:
        wanted = visit.asked == "on"
        await visit.keep(lambda chat: replace(chat, insist=wanted))
    page = rhythm.insist_on if visit.chosen.insist else rhythm.insist_off
    await visit.show(page(visit.voice))
