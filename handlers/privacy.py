"""What is stored, and erasing it."""

from handlers.rights import allowed
from handlers.visit import Visit
from texts import guide


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
