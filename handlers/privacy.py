"""What is stored, erasing it, and staying."""

from handlers.rights import allowed
from handlers.visit import Visit
from texts import apologies, guide, living


async def privacy(visit: Visit) -> None:
    """``/privacy``: what we keep, what we cannot protect from, and the button that erases."""
    await visit.show(guide.privacy(visit.voice))


async def forget(visit: Visit) -> None:
    """``/forget`` acts at once (PRODUCT.md, Settled)."""
    if await allowed(visit):
        await visit.house.store.subscribers.erase(visit.chat.id)
        visit.subscriber = None
        await visit.show(guide.forgotten(visit.voice))


async def pressed_forget(visit: Visit) -> None:
    """Answer the button *Delete my data*, which asks once, and its *yes*, which acts."""
    if visit.callback and visit.callback.arg == "yes":
        await forget(visit)
    elif await allowed(visit):
        await visit.show(guide.forget_question(visit.voice))


async def pressed_stay(visit: Visit) -> None:
    """Answer *Stay*: whoever pressed it is there, and nothing is erased."""
    if not visit.private:
        await visit.popup(apologies.not_for_groups(visit.voice))
    elif visit.subscriber is None:
        await visit.show(living.gone(visit.voice))
    else:
        await visit.keep(lambda same: same)
        await visit.show(living.stayed(visit.voice))
