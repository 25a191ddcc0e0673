"""What those are told who asked for a kind of news, complete in itself: what, when, how many, who, on whose word."""

from collections.abc import Sequence

from domain.event import Certainty, Event, EventKind
from domain.person import Person
from texts.citations import first_publisher, source_line
from texts.dates import day
from texts.kinds import ground_name, kind_name
from texts.markup import LONGEST, Html, bold, escape, lines, paragraphs, plain, sentences, utf16_length
from texts.phrasebook import Voice

_ROOM_FOR_REST = 40
"""UTF-16 units kept for “More names: 300”."""


def announcement(event: Event, people: Sequence[Person], voice: Voice, room: int = LONGEST) -> Html:
    """Return the announcement of ``event``, which names ``people`` and perhaps some more that nobody has matched.

    It names as many as ``room`` (UTF-16 units) takes.
    """
    tail = Html("") if _is_nameless_pardon(event, people) else escape(sentences(*_tail(event, voice)))
    return paragraphs(told(event, people, room - utf16_length(plain(tail)) - len("\n\n"), voice), tail)


def told(event: Event, people: Sequence[Person], room: int, voice: Voice) -> Html:
    """Return what an announcement tells before it says on whose word, in ``room`` UTF-16 units."""
    if _is_nameless_pardon(event, people):
        return escape(sentences(certainty(event, voice), _pardon_without_names(event, voice)))
    names = (*(person.name(voice.language) for person in people), *event.unmatched)
    head = lines(bold(title(event, voice)), escape(sentences(certainty(event, voice), counts(event, voice))))
    return lines(head, *_names(names, room - utf16_length(plain(head)), voice))


def _is_nameless_pardon(event: Event, people: Sequence[Person]) -> bool:
    return event.kind is EventKind.PARDON and not people and not event.unmatched


def _tail(event: Event, voice: Voice) -> tuple[str, ...]:
    told, source = summary(event, voice), source_line(event.sources, voice)
    if event.kind is EventKind.DEATH:
        return (told, source, condolence(voice))
    return (ground(event, voice), told, conflicts(event, voice), source)


def title(event: Event, voice: Voice) -> str:
    """Return “Release: 21 June 2025”, or the kind alone where there is no date."""
    kind = kind_name(event.kind, voice)
    return f"{kind}: {day(event.date, voice)}" if event.date else kind


def certainty(event: Event, voice: Voice) -> str:
    """Return “Unconfirmed.” for what one source says, or only the state; it opens the second line (MESSAGES.md)."""
    return voice.pgettext("certainty", "Unconfirmed.") if event.certainty is Certainty.UNCONFIRMED else ""


def counts(event: Event, voice: Voice) -> str:
    """Return how many people, and how many women and men; a label and a number, so that nothing has to agree."""
    count = event.count
    if count is None or not _worth_counting(event):
        return ""
    number = voice.ngettext("Number: {n} person.", "Number: {n} people.", count)
    women = voice.gettext("Women: {n}.").format(n=voice.number(event.women)) if event.women else ""
    men = voice.gettext("Men: {n}.").format(n=voice.number(event.men)) if event.men else ""
    return sentences(number.format(n=voice.number(count)), women, men)


def _worth_counting(event: Event) -> bool:
    """Tell whether the number says more than the names do; beside a death no number stands (MESSAGES.md, Tone)."""
    return event.kind is not EventKind.DEATH and event.count != len(event.people) + len(event.unmatched)


def ground(event: Event, voice: Voice) -> str:
    """Return “Grounds: pardon.” of a release, empty where no source says it."""
    if event.ground is None or event.kind is not EventKind.RELEASE:
        return ""
    return voice.gettext("Grounds: {ground}.").format(ground=ground_name(event.ground, voice))


def summary(event: Event, voice: Voice) -> str:
    """Return the source's or editor's sentence in this language, else in whatever language there is."""
    told = event.summary.get(voice.language) or next(iter(event.summary.values()), "")
    return f"{told}." if told and told[-1].isalnum() else told


def conflicts(event: Event, voice: Voice) -> str:
    """Return that the sources disagree; how they do is written in one language only, for editors."""
    return voice.gettext("The sources do not agree in everything.") if event.conflicts else ""


def condolence(voice: Voice) -> str:
    """Return the one sentence that closes a report of a death."""
    return voice.pgettext("alert", "Our condolences to the family and friends.")


def _pardon_without_names(event: Event, voice: Voice) -> str:
    lead = first_publisher(event.sources, voice) or voice.gettext("Source not named")
    lead = f"{lead}, {day(event.date, voice)}" if event.date else lead
    if event.count is None:
        text = voice.pgettext(
            "alert.pardon_wave",
            "{lead}: a pardon has been announced. The number was not given. No names were given. "
            "If a name on your list is confirmed, we will write to you.",
        )
        return text.format(lead=lead)
    # NOTE: {lead} is a source and a date. No verb may depend on the number; keep {n} in every form.
    text = voice.npgettext(
        "alert.pardon_wave",
        "{lead}: a pardon has been announced for {n} person. No names were given. "
        "If a name on your list is confirmed, we will write to you.",
        "{lead}: a pardon has been announced for {n} people. No names were given. "
        "If a name on your list is confirmed, we will write to you.",
        event.count,
    )
    return sentences(text.format(lead=lead, n=voice.number(event.count)), conflicts(event, voice))


def _names(names: Sequence[str], room: int, voice: Voice) -> Sequence[Html]:
    """Return a line a name, as many as ``room`` (UTF-16 units) takes, then how many are left out."""
    shown: list[Html] = []
    room -= _ROOM_FOR_REST
    for name in names:
        room -= utf16_length(name) + 1
        if room < 0:
            rest = voice.gettext("More names: {n}").format(n=voice.number(len(names) - len(shown)))
            return [*shown, escape(rest)]
        shown.append(escape(name))
    return shown
