"""Onboarding: language, the risk in plain words, what to do next. Nothing is stored before the last choice."""

from dataclasses import replace

from domain.language import Language
from handlers import follow, search
from handlers.visit import Visit
from texts import apologies, guide, onboarding


async def start(visit: Visit) -> None:
    """``/start``, or ``/start p_CODE`` (a person's card) and ``/start f_CODE`` (follow them)."""
    kind, _, number = visit.words.partition("_")
    code = search.code_in(number)
    if code is not None and kind in {"p", "f"}:
        await (search.card if kind == "p" else follow.follow_code)(visit, code)
    elif not visit.private:
        await visit.reply(guide.help_for_reader(visit.voice))
    elif visit.subscriber:
        await visit.reply(onboarding.ready(visit.voice))
    else:
        await visit.reply(onboarding.pick_language(visit.voice))


async def pick(visit: Visit) -> None:
    """Tell the risk in the language just picked (it rides in the buttons, nothing is stored)."""
    if not visit.private:
        await visit.popup(apologies.not_for_groups(visit.voice))
        return
    _speak(visit, visit.callback.arg if visit.callback else "")
    await visit.show(onboarding.risk(visit.voice))


async def choose(visit: Visit) -> None:
    """Discreet or full messages were chosen: the first thing we store."""
    if not visit.private:
        await visit.popup(apologies.not_for_groups(visit.voice))
        return
    choice, _, language = (visit.callback.arg if visit.callback else "").partition(".")
    _speak(visit, language)
    spoken = visit.voice.language
    await visit.keep(lambda chat: replace(chat, language=spoken, discreet=choice != "off"))
    await visit.show(onboarding.ready(visit.voice))


def _speak(visit: Visit, language: str) -> None:
    """Speak ``language`` from here on, also to somebody who once chose another; an unknown one changes nothing."""
    if language in visit.house.phrasebook.languages:
        visit.voice = visit.house.phrasebook.voice(Language(language))
