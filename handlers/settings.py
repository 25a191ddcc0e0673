"""The menu of settings; language and discreet mode."""

from dataclasses import replace

from domain.language import Language
from handlers.rights import allowed
from handlers.visit import Visit
from texts import following
from texts import settings as pages


async def settings(visit: Visit) -> None:
    """Show how everything is set (``/settings``), with a button to each; in a group to its admins."""
    if await allowed(visit):
        await visit.show(pages.settings(visit.chosen, visit.voice))


async def language(visit: Visit) -> None:
    """``/language be|ru|en``, or a button of the menu; without a language, the menu."""
    asked = visit.asked
    if asked not in visit.house.phrasebook.languages:
        await visit.show(pages.language_menu(visit.voice))
    elif await allowed(visit):
        await visit.keep(lambda chat: replace(chat, language=Language(asked)))
        await visit.show(pages.language_set(visit.voice))


async def discreet(visit: Visit) -> None:
    """``/discreet on|off``, or a button of the menu; without a choice, the menu."""
    asked = visit.asked
    if not visit.private:
        await visit.refuse(following.private_only(visit.voice))
    elif asked not in {"on", "off"}:
        menu = pages.discreet_menu_on if visit.discreet else pages.discreet_menu_off
        await visit.show(menu(visit.voice))
    else:
        await visit.keep(lambda chat: replace(chat, discreet=asked == "on"))
        await visit.show((pages.discreet_on if asked == "on" else pages.discreet_off)(visit.voice))
