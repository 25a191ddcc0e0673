"""Language and discreet mode."""

from dataclasses import replace

from domain.language import Language
from handlers.rights import allowed
from handlers.visit import Visit
from texts import following, settings


async def language(visit: Visit) -> None:
    """``/language be|ru|en``, or a button of the menu; without a language, the menu."""
    asked = _asked(visit)
    if asked not in visit.house.phrasebook.languages:
        await visit.show(settings.language_menu(visit.voice))
    elif await allowed(visit):
        await visit.keep(lambda chat: replace(chat, language=Language(asked)))
        await visit.show(settings.language_set(visit.voice))


async def discreet(visit: Visit) -> None:
    """``/discreet on|off``, or a button of the menu; without a choice, the menu."""
    asked = _asked(visit)
    if not visit.private:
        await visit.refuse(following.private_only(visit.voice))
    elif asked not in {"on", "off"}:
        menu = settings.discreet_menu_on if visit.discreet else settings.discreet_menu_off
        await visit.show(menu(visit.voice))
    else:
        await visit.keep(lambda chat: replace(chat, discreet=asked == "on"))
        await visit.show((settings.discreet_on if asked == "on" else settings.discreet_off)(visit.voice))


def _asked(visit: Visit) -> str:
    return (visit.callback.arg if visit.callback else visit.words).strip().lower()
