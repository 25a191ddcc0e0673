"""The words on buttons, and rows of them. An action is always a Callback of domain/callback.py."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from domain.callback import BESIDE, CHART, Callback, Verb
from domain.language import Language
from domain.message import Button, Keyboard
from domain.person import Code
from texts.phrasebook import Voice

LONGEST_LABEL = 60
"""About two lines on a small phone; a longer label is cut by Telegram where it pleases."""


def button(label: str, verb: Verb, code: int = 0, arg: str = "") -> Button:
    """Return a button that sends ``verb``."""
    shown = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
    return Button(shown, str(Callback(verb, code, arg)))


def column(buttons: Iterable[Button]) -> Keyboard:
    """Return one button a row."""
    return tuple((each,) for each in buttons)


def beside(pressed: Button) -> Button:
    """Return the button with its answer sent as a new message: the alert it stands under stays."""
    callback = Callback.parse(pressed.action)
    if callback is None:
        raise ValueError("a button that carries no callback")
    return replace(pressed, action=str(replace(callback, arg=BESIDE)))


def follow(code: Code, voice: Voice) -> Button:
    """Return the button that asks for news about a person."""
    return button(voice.pgettext("button", "Get news"), Verb.FOLLOW, code)


def unfollow(code: Code, voice: Voice) -> Button:
    """Return the button that ends news about a person."""
    return button(voice.pgettext("button", "Stop news"), Verb.UNFOLLOW, code)


def my_list(voice: Voice) -> Button:
    """Return the button that shows who is followed."""
    return button(voice.pgettext("button", "My list"), Verb.FOLLOWING)


def kinds(voice: Voice) -> Button:
    """Return the button that shows the kinds of news."""
    return button(voice.pgettext("button", "Kinds of news"), Verb.TOPICS)


def latest(voice: Voice) -> Button:
    """Return the button that shows the newest events."""
    return button(voice.pgettext("button", "Latest news"), Verb.LATEST)


def waves(voice: Voice) -> Button:
    """Return the button that shows the history of waves."""
    return button(voice.pgettext("button", "History"), Verb.WAVES)


def numbers(voice: Voice) -> Button:
    """Return the button that shows figures by month."""
    return button(voice.pgettext("button", "Numbers"), Verb.NUMBERS)


def chart(verb: Verb, voice: Voice) -> Button:
    """Return the button that sends the picture of what ``verb`` shows."""
    return button(voice.pgettext("button", "Chart"), verb, arg=CHART)


def as_text(verb: Verb, voice: Voice) -> Button:
    """Return the button that shows the same in words."""
    return button(voice.pgettext("button", "As text"), verb)


def language(voice: Voice) -> Button:
    """Return the button that opens the language menu."""
    return button(voice.pgettext("button", "Language"), Verb.LANGUAGE)


def discreet(voice: Voice) -> Button:
    """Return the button that opens the menu of discreet mode."""
    return button(voice.pgettext("button", "Discreet mode"), Verb.DISCREET)


def settings(voice: Voice) -> Button:
    """Return the button that opens the menu of settings."""
    return button(voice.pgettext("button", "Settings"), Verb.SETTINGS)


def quiet(voice: Voice) -> Button:
    """Return the button that opens the menu of quiet hours."""
    return button(voice.pgettext("button", "Quiet hours"), Verb.QUIET)


def insist(voice: Voice) -> Button:
    """Return the button that opens the menu of repeating."""
    return button(voice.pgettext("button", "Repeating"), Verb.INSIST)


def digest(voice: Voice) -> Button:
    """Return the button that asks for the hour of digests."""
    return button(voice.pgettext("button", "Digest hour"), Verb.DIGEST)


def offset(voice: Voice) -> Button:
    """Return the button that asks what the reader's clock shows."""
    return button(voice.pgettext("button", "My time"), Verb.OFFSET)


def privacy(voice: Voice) -> Button:
    """Return the button that shows what is stored."""
    return button(voice.pgettext("button", "Privacy"), Verb.PRIVACY)


def guide(voice: Voice) -> Button:
    """Return the button that shows the help."""
    return button(voice.pgettext("button", "Help"), Verb.HELP)


def review(voice: Voice) -> Button:
    """Return the button that shows an editor the oldest report that waits."""
    return button(voice.pgettext("button", "Reports from sources"), Verb.REVIEW)


def forget(voice: Voice) -> Button:
    """Return the button that asks for erasure (and is asked back)."""
    return button(voice.pgettext("button", "Delete my data"), Verb.FORGET)


def show(number: int, voice: Voice) -> Button:
    """Return the button that opens the first pop-up page of an event."""
    return button(voice.pgettext("button", "Show"), Verb.SHOW, number, "1")


def seen(number: int, voice: Voice) -> Button:
    """Return the button that ends the repeating of an event."""
    return button(voice.pgettext("button", "Seen"), Verb.SEEN, number)


def hide(voice: Voice, number: int = 0) -> Button:
    """Return the button that deletes the message it stands under."""
    return button(voice.pgettext("button", "Hide"), Verb.HIDE, number)


def stop(number: int, revision: int, voice: Voice) -> Button:
    """Return the button that stops the sending of an event."""
    return button(voice.pgettext("button", "Stop sending"), Verb.STOP, number, str(revision))


def go_on(number: int, revision: int, voice: Voice) -> Button:
    """Return the button that lets the sending of an event go on."""
    return button(voice.pgettext("button", "Go on sending"), Verb.GO_ON, number, str(revision))


def languages(verb: Verb, voice: Voice) -> Keyboard:
    """Return one button a language, each by its own name."""
    return column(button(name, verb, arg=tongue) for tongue, name in voice.own_names.items())


def pager(page: int, more: bool, turn: Callable[[str, int], Button], voice: Voice) -> tuple[Button, ...]:
    """Return the buttons to the pages before and after ``page`` (counted from 0); ``turn`` makes one."""
    before = (turn(voice.pgettext("button", "Back"), page - 1),) if page > 0 else ()
    after = (turn(voice.pgettext("button", "Next"), page + 1),) if more else ()
    return before + after


def choice_of_alerts(tongue: Language, voice: Voice) -> Keyboard:
    """Return the two ways alerts may look, in the words of onboarding."""
    return column(
        [
            button(voice.pgettext("button", "Discreet: no names"), Verb.START, arg=f"on.{tongue}"),
            button(voice.pgettext("button", "Full: names at once"), Verb.START, arg=f"off.{tongue}"),
        ]
    )
