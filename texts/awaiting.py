"""Names that are not listed yet: kept as the reader wrote them, and asked about when somebody like them is listed."""

from domain.callback import Verb
from domain.message import Message
from domain.person import Code, Listed
from domain.subscription import AWAITED_LIMIT, Awaited
from texts import buttons
from texts.markup import escape, message
from texts.phrasebook import Voice
from texts.search import facts_of, not_found


def not_found_yet(query: str, token: str, voice: Voice) -> Message:
    """Say that nothing was found, with a button that asks to be told; ``token`` stands for what was typed."""
    ask = buttons.button(voice.pgettext("button", "Tell me when listed"), Verb.AWAIT, arg=token)
    said = not_found(query, voice)
    return Message(said.text, ((ask,), *said.keyboard))


def awaited(name: str, voice: Voice) -> Message:
    """Confirm that ``name`` is kept, and what will happen."""
    text = voice.gettext(
        "Done. This name is not listed yet: {name}. When a person with a name like this is listed, we will ask you "
        "whether it is the right person. To stop: {command}."
    ).format(name=name, command="/following")
    return message(escape(text), ((buttons.my_list(voice),),))


def too_many_awaited(voice: Voice) -> Message:
    """Say that no more names can be awaited."""
    text = voice.ngettext(
        "You await {n} name already. To add one, take another off.",
        "You await {n} names already. To add one, take another off.",
        AWAITED_LIMIT,
    )
    return message(escape(text.format(n=voice.number(AWAITED_LIMIT))), ((buttons.my_list(voice),),))


def awaited_card(name: Awaited, voice: Voice) -> Message:
    """Show a name that is awaited, with the button that ends it."""
    stop = buttons.button(voice.pgettext("button", "Do not await"), Verb.UNAWAIT, name.number)
    text = voice.gettext("Not listed yet: {name}").format(name=name.name)
    return message(escape(text), ((stop,), (buttons.my_list(voice),)))


def no_longer_awaited(name: str, voice: Voice) -> Message:
    """Confirm that ``name`` is kept no longer."""
    text = voice.gettext("Done. We no longer await this name: {name}.").format(name=name)
    return message(escape(text), ((buttons.my_list(voice),),))


def offer(name: Awaited, listed: Listed, voice: Voice) -> Message:
    """Ask whether ``listed`` is the person awaited under ``name``; the reader decides, never we."""
    text = voice.gettext(
        "You await this name: {name}. A person with a name like this is listed: {person}. Is this the person?"
    ).format(name=name.name, person=", ".join(facts_of(listed, voice)))
    number = str(name.number)
    yes = buttons.button(voice.pgettext("button", "Yes, get news"), Verb.TAKE, listed.code, number)
    no = buttons.button(voice.pgettext("button", "No, somebody else"), Verb.DECLINE, listed.code, number)
    return message(escape(text), ((yes,), (no,)))


def discreet_offer(name: Awaited, code: Code, voice: Voice) -> Message:
    """Return the alert that says nothing, with a button that shows the question."""
    show = buttons.button(voice.pgettext("button", "Show"), Verb.OFFER, code, str(name.number))
    return message(escape(voice.gettext("There is an update.")), ((show,),))


def declined(name: Awaited, voice: Voice) -> Message:
    """Confirm that this was somebody else, and that the name is awaited still."""
    text = voice.gettext("Good. We still await this name: {name}.").format(name=name.name)
    return message(escape(text), ((buttons.my_list(voice),),))
