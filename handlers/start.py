"""Onboarding: language, the risk in plain words, what to do next. Nothing is stored before the last choice."""

from dataclasses import replace

from domain.language import Language
from handlers import follow, search
from handlers.visit import Visit
from texts import guide, onboarding


async def start(visit: Visit) -> None:
    """``/start``, or ``/start p_CODE`` (a person's card) and ``/start f_CODE`` (follow them)."""
    kind, _, code = visit.words.partition("_")
    if code.isascii() and code.isdigit() and kind in {"p", "f"}:
        await (search.card if kind == "p" else follow.follow_code)(visit, int(code))
    elif not visit.private:
        await visit.reply(guide.help_for_reader(visit.voice))
    elif visit.subscriber:
        await visit.reply(onboarding.ready(visit.voice))
    else:
        await visit.reply(onboarding.pick_language(visit.voice))


async def pick(visit: Visit) -> None:
    """Tell the risk in the language just picked (it rides in the buttons, nothing is stored)."""
    await visit.show(onboarding.risk(visit.voice))


async def choose(visit: Visit) -> None:
    """Discreet or full messages were chosen: the first thing we store."""
    callback = visit.callback
    choice, _, language = (callback.arg if callback else "").partition(".")
    known = Language(language) if language in visit.house.phrasebook.languages else visit.voice.language
    await visit.keep(lambda chat: replace(chat, language=known, discreet=choice != "off"))
    await visit.show(onboarding.ready(visit.voice))
