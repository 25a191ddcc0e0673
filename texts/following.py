"""Following people: what was done, and whom this chat follows. For private chats only."""

from collections.abc import Iterator, Sequence

from domain.callback import Verb
from domain.message import Button, Message
from domain.person import Listed
from domain.subscription import FOLLOW_LIMIT, Awaited
from texts import buttons
from texts.markup import Html, escape, lines, message
from texts.phrasebook import Voice

PAGE = 8


def followed(listed: Listed, voice: Voice) -> Message:
    """Confirm that news about this person will come."""
    text = voice.gettext(
        "Done. You will get a message when there is news. Name on your list: {name}. To stop: {command}."
    ).format(name=_name(listed, voice), command="/unfollow")
    return message(escape(text), ((buttons.unfollow(listed.code, voice),), (buttons.my_list(voice),)))


def already_followed(listed: Listed, voice: Voice) -> Message:
    """Say that this person is on the list already."""
    text = voice.gettext("This name is on your list already: {name}.").format(name=_name(listed, voice))
    return message(escape(text), ((buttons.unfollow(listed.code, voice),), (buttons.my_list(voice),)))


def unfollowed(listed: Listed, voice: Voice) -> Message:
    """Confirm that no more news about this person will come."""
    text = voice.gettext("Done. Name no longer on your list: {name}.").format(name=_name(listed, voice))
    return message(escape(text), ((buttons.follow(listed.code, voice),), (buttons.my_list(voice),)))


def not_followed(listed: Listed, voice: Voice) -> Message:
    """Say that this person was not on the list."""
    text = voice.gettext("This name is not on your list: {name}.").format(name=_name(listed, voice))
    return message(escape(text), ((buttons.follow(listed.code, voice),), (buttons.my_list(voice),)))


def following(listed: Sequence[Listed], awaited: Sequence[Awaited], page: int, voice: Voice) -> Message:
    """Show one page (counted from 0) of everybody this chat follows, and after them of the names it awaits."""
    rows = [buttons.button(_name(each, voice), Verb.CARD, each.code) for each in listed]
    rows += [buttons.button(_not_listed(each, voice), Verb.AWAITED, each.number) for each in awaited]
    page = max(0, min(page, (len(rows) - 1) // PAGE))
    shown = buttons.column(rows[page * PAGE : (page + 1) * PAGE])
    turns = buttons.pager(page, len(rows) > (page + 1) * PAGE, _turn, voice)
    return message(lines(*_counts(len(listed), len(awaited), voice)), (*shown, turns) if turns else shown)


def _counts(people: int, names: int, voice: Voice) -> Iterator[Html]:
    if people:
        text = voice.ngettext("On your list: {n} person", "On your list: {n} people", people)
        yield escape(text.format(n=voice.number(people)))
    if names:
        yield escape(voice.gettext("Names not listed yet: {n}").format(n=voice.number(names)))


def _not_listed(name: Awaited, voice: Voice) -> str:
    return voice.pgettext("button", "{name} (not listed yet)").format(name=name.name)


def _turn(label: str, page: int) -> Button:
    return buttons.button(label, Verb.FOLLOWING, page)


def nobody_followed(voice: Voice) -> Message:
    """Say that the list is empty, and how to begin it."""
    text = voice.gettext("Your list is empty. Write a name: on the card there is the button “Get news”.")
    return message(escape(text), ((buttons.kinds(voice), buttons.guide(voice)),))


def too_many(voice: Voice) -> Message:
    """Say that the list is full."""
    text = voice.ngettext(
        "Your list is full: {n} person. To add a name, take another off.",
        "Your list is full: {n} people. To add a name, take another off.",
        FOLLOW_LIMIT,
    )
    return message(escape(text.format(n=voice.number(FOLLOW_LIMIT))), ((buttons.my_list(voice),),))


def private_only(voice: Voice) -> Message:
    """Say why this is not done in a group."""
    text = voice.gettext("This works in a private chat with the bot only: here everyone would see it.")
    return message(escape(text))


def _name(listed: Listed, voice: Voice) -> str:
    return listed.person.name(voice.language)
