"""Which reports tell one event: an editor joins them, and takes them apart again."""

from collections.abc import Iterator, Sequence

from domain.callback import Verb
from domain.message import Button, Message
from domain.quarantine import Bundle, stamp_of
from texts import buttons
from texts.announcement import title
from texts.claim import claimed
from texts.markup import Html, bold, escape, lines, message, paragraphs, sentences
from texts.phrasebook import Voice
from texts.review import Laid, separate, source


def stamp_of_pair(one: Bundle, other: Bundle) -> str:
    """Return what fits a button and differs as soon as one of two bundles does."""
    return stamp_of(one.stamp, other.stamp)


def choice(laid: Laid, voice: Voice) -> Message:
    """List the bundles that may tell the same event, and what is joined already, a button each."""
    alike, parts = laid.queue.alike(laid.place), laid.bundle.parts
    asked = voice.gettext("Which report tells the same event?")
    none = voice.gettext("No other report may tell this event.")
    text = paragraphs(
        lines(bold(title(laid.event, voice)), escape(asked if alike else none)),
        lines(*_listed(laid, alike, voice)),
        _joined(parts, voice),
    )
    back = buttons.button(voice.pgettext("button", "Back"), Verb.REVIEW, laid.bundle.number)
    return message(text, (*buttons.column([*_joins(laid, alike, voice), *_parts(laid, parts, voice)]), (back,)))


def _listed(laid: Laid, alike: Sequence[Bundle], voice: Voice) -> Iterator[Html]:
    line = voice.gettext("{place}. {claim} From: {source}. Report {number} of {total}.")
    for place, each in enumerate(alike, 1):
        told = line.format(
            place=place,
            claim=claimed(each.event, voice),
            source=_sources(each, voice),
            number=voice.number((laid.queue.place_of(each.number) or 0) + 1),
            total=voice.number(laid.queue.length),
        )
        yield escape(sentences(told))


def _joined(parts: Sequence[Bundle], voice: Voice) -> Html:
    if not parts:
        return Html("")
    told = (sentences(claimed(part.event, voice), _sources(part, voice)) for part in parts)
    return lines(bold(voice.gettext("Joined by an editor:")), *map(escape, told))


def _sources(bundle: Bundle, voice: Voice) -> str:
    return ", ".join(dict.fromkeys(source(report, voice) for report in bundle.reports))


def _joins(laid: Laid, alike: Sequence[Bundle], voice: Voice) -> Iterator[Button]:
    for place, each in enumerate(alike, 1):
        arg = f"{each.number}.{stamp_of_pair(laid.bundle, each)}"
        yield buttons.button(f"{place}. {title(each.event, voice)}", Verb.JOIN, laid.bundle.number, arg)


def _parts(laid: Laid, parts: Sequence[Bundle], voice: Voice) -> Iterator[Button]:
    label = voice.pgettext("button", "Separate: {name}")
    for part in parts:
        yield separate(part.number, laid.bundle, voice, label.format(name=_sources(part, voice)))
