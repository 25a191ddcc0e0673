"""Who answers what: one table of commands, one of buttons, and the way an update takes to them."""

import re
from collections.abc import Awaitable, Callable, Mapping

from telegram import Bot, Update

from domain.callback import Verb
from handlers import (
    announce,
    answering,
    approving,
    awaiting,
    correcting,
    editing,
    follow,
    guidance,
    inline,
    joining,
    latest,
    membership,
    numbers,
    privacy,
    review,
    rhythm,
    search,
    sending,
    settings,
    start,
    status,
    subscribe,
)
from handlers.errors import attempt
from handlers.house import House
from handlers.visit import Visit, begin
from texts import apologies

Handler = Callable[[Visit], Awaitable[None]]

COMMANDS: Mapping[str, Handler] = {
    "start": start.start,
    "help": guidance.help_page,
    "find": search.find,
    "follow": follow.follow,
    "unfollow": follow.unfollow,
    "following": follow.mine,
    "subscribe": subscribe.subscribe,
    "unsubscribe": subscribe.unsubscribe,
    "latest": latest.latest,
    "waves": numbers.waves,
    "numbers": numbers.numbers,
    "language": settings.language,
    "discreet": settings.discreet,
    "settings": settings.settings,
    "quiet": rhythm.quiet,
    "digest": rhythm.digest,
    "insist": rhythm.insist,
    "privacy": privacy.privacy,
    "forget": privacy.forget,
    "announce": announce.announce,
    "review": review.review,
    "correct": correcting.correct,
    "retract": correcting.retract,
    "status": status.status,
}

BUTTONS: Mapping[Verb, Handler] = {
    Verb.PICK: start.pick,
    Verb.START: start.choose,
    Verb.LANGUAGE: settings.language,
    Verb.DISCREET: settings.discreet,
    Verb.SETTINGS: settings.settings,
    Verb.QUIET: rhythm.quiet,
    Verb.DIGEST: rhythm.digest,
    Verb.OFFSET: rhythm.pressed_offset,
    Verb.INSIST: rhythm.insist,
    Verb.CARD: search.pressed_card,
    Verb.FOLLOW: follow.pressed_follow,
    Verb.UNFOLLOW: follow.pressed_unfollow,
    Verb.FOLLOWING: follow.mine,
    Verb.AWAIT: awaiting.pressed_await,
    Verb.AWAITED: awaiting.pressed_awaited,
    Verb.UNAWAIT: awaiting.pressed_unawait,
    Verb.OFFER: awaiting.pressed_offer,
    Verb.TAKE: awaiting.pressed_take,
    Verb.DECLINE: awaiting.pressed_decline,
    Verb.TOPICS: subscribe.pressed_menu,
    Verb.TOPIC: subscribe.pressed_topic,
    Verb.PACE: subscribe.pressed_pace,
    Verb.LATEST: latest.latest,
    Verb.WAVES: numbers.waves,
    Verb.NUMBERS: numbers.numbers,
    Verb.SHOW: latest.show,
    Verb.SEEN: latest.seen,
    Verb.HIDE: guidance.hide,
    Verb.HELP: guidance.help_page,
    Verb.PRIVACY: privacy.privacy,
    Verb.STAY: privacy.pressed_stay,
    Verb.FORGET: privacy.pressed_forget,
    Verb.APPROVE: approving.approve,
    Verb.DROP: approving.drop,
    Verb.REVIEW: review.review,
    Verb.PROPOSE: review.propose,
    Verb.DISCARD: review.discard,
    Verb.UNDO: review.undo,
    Verb.FORM: editing.pressed_form,
    Verb.SET: editing.pressed_set,
    Verb.JOIN: joining.join,
    Verb.PART: joining.part,
    Verb.BEGIN: announce.pressed_begin,
    Verb.STOP: sending.stop,
    Verb.GO_ON: sending.go_on,
}

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w{1,64}))?(?:\s+|\Z)(.*)\Z", re.DOTALL)


def command_of(text: str, username: str) -> tuple[str, str] | None:
    """Return the command in ``text`` and what follows it; None where there is none, or it is another bot's."""
    found = _COMMAND.match(text.strip())
    if not found or (found[2] and found[2].lower() != username.lower()):
        return None
    return found[1].lower(), found[3].strip()


async def answer(house: House, bot: Bot, update: Update) -> None:
    """Answer one update; a fault is reported and apologised for, never raised."""
    visit = await attempt(begin(house, update, bot), None)
    if visit is None:
        await attempt(_without_chat(house, update), None)
        return
    if not await attempt(_turn(visit), instead=False):
        await attempt(visit.refuse(apologies.went_wrong(visit.voice)), None)
    await attempt(visit.close(), None)
    await attempt(visit.erase_spoken(), None)


async def _without_chat(house: House, update: Update) -> None:
    if update.inline_query:
        await inline.look_up(house, update)
    elif update.callback_query:
        await update.callback_query.answer()


async def _turn(visit: Visit) -> bool:
    await _handler(visit)(visit)
    return True


def _handler(visit: Visit) -> Handler:
    update = visit.update
    if update.callback_query:
        visit.house.questions.close(visit.chat.id)
        return BUTTONS[visit.callback.verb] if visit.callback else _old_button
    if update.my_chat_member:
        return membership.membership
    # An edited message was answered when it came.
    message = update.message or update.channel_post
    if message is None:
        return _nobody
    if message.migrate_to_chat_id or message.migrate_from_chat_id:
        return membership.migration
    return _spoken(visit, message.text) if message.text else guidance.unknown_thing


def _spoken(visit: Visit, text: str) -> Handler:
    command = command_of(text, visit.bot.username)
    if command is not None:
        visit.house.questions.close(visit.chat.id)
        name, visit.words = command
        return COMMANDS.get(name, guidance.unknown_command)
    if not visit.private:
        return _nobody
    visit.words = text.strip()
    if visit.words.startswith("/"):
        visit.house.questions.close(visit.chat.id)
        return guidance.unknown_command
    asked = visit.editor and visit.house.questions.of(visit.chat.id, visit.house.clock.now())
    return answering.answer if asked else search.find


async def _nobody(visit: Visit) -> None:
    """Say nothing: in groups we speak only when addressed."""


async def _old_button(visit: Visit) -> None:
    await visit.popup(apologies.old_button(visit.voice))
