"""``/status`` for editors: what waits to be sent, which sources give nothing, what the desk waits for."""

from collections.abc import Iterator

from domain.message import Message
from domain.status import IllSource, Outbox, Status, Unapproved
from texts import buttons
from texts.dates import duration
from texts.markup import bold, escape, lines, message, paragraphs
from texts.phrasebook import Voice

_LISTED = 20
"""Drafts named one by one, at most: a message is short."""


def status(told: Status, voice: Voice) -> Message:
    """Show how the bot is doing."""
    text = paragraphs(
        lines(bold(voice.pgettext("status of the bot", "Outbox")), *map(escape, _outbox(told.outbox, voice))),
        lines(bold(voice.pgettext("status of the bot", "Sources")), *map(escape, _sources(told, voice))),
        lines(bold(voice.pgettext("status of the bot", "Desk")), *map(escape, _desk(told, voice))),
    )
    return message(text, ((buttons.beside(buttons.review(voice)),),) if told.reports else ())


def _outbox(outbox: Outbox, voice: Voice) -> Iterator[str]:
    yield voice.gettext("Messages waiting: {n}").format(n=voice.number(outbox.waiting))
    for number in outbox.stopped:
        yield voice.gettext("– No. {number}. Sending is stopped.").format(number=number)
    if outbox.oldest is not None:
        yield voice.gettext("Longest wait: {time}").format(time=duration(outbox.oldest, voice))
    if outbox.next_in:
        yield voice.gettext("Time to the next message: {time}").format(time=duration(outbox.next_in, voice))
    yield voice.gettext("Messages failed within a day: {n}").format(n=voice.number(outbox.failed))
    yield voice.gettext("At most, messages a second: {n}").format(n=voice.number(outbox.rate))
    if outbox.held:
        yield voice.gettext("Telegram asks us to wait: {time}").format(time=duration(outbox.held, voice))


def _sources(told: Status, voice: Voice) -> Iterator[str]:
    yield voice.gettext("Sources that fare well: {n}").format(n=voice.number(told.well))
    if told.ill:
        yield voice.gettext("Sources that give nothing, and for how long:")
    yield from (_ill(source, voice) for source in told.ill)


def _ill(source: IllSource, voice: Voice) -> str:
    if source.silent is None:
        # NOTE: said of a source, by its name in the configuration.
        return voice.gettext("– {source}: since it was added").format(source=source.name)
    return f"– {source.name}: {duration(source.silent, voice)}"


def _desk(told: Status, voice: Voice) -> Iterator[str]:
    yield voice.gettext("Reports waiting: {n}").format(n=voice.number(told.reports))
    yield voice.gettext("Drafts waiting for approval: {n}").format(n=voice.number(len(told.unapproved)))
    yield from (_unapproved(draft, voice) for draft in told.unapproved[:_LISTED])


def _unapproved(draft: Unapproved, voice: Voice) -> str:
    line = voice.gettext("– No. {number}. Approvals still needed: {n}")
    return line.format(number=draft.number, n=voice.number(draft.missing))
