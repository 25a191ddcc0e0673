"""Corrections, retractions, progress and status, of every kind and gender, over what ``samples`` lays out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.audience import Reach
from domain.brake import Worry
from domain.event import Act, Certainty, Event, EventKind, EventState, Filed
from domain.message import Message
from domain.person import Citation, Listed, Person
from domain.status import IllSource, Outbox, Sending, Status, Unapproved
from texts import correcting, correction
from texts.correction import Revision
from texts.desk import Asked
from texts.phrasebook import Phrasebook, Voice
from texts.progress import progress
from texts.proof import correction_proof
from texts.status import status

SAID = datetime(2026, 3, 19, 22, tzinfo=UTC)
COUNTS = (0, 1, 2, 5, 21, 1_204)


def later(was: Event, kind: EventKind, *people: Person, act: Act = Act.UPDATE) -> Revision:
    """Return the next revision of an event, about ``people``, on somebody else's word."""
    source = Citation("https://reform.example/9", "Reform.news", was.date)
    named = tuple(person.id for person in people)
    return Revision(
        replace(was, kind=kind, people=named, sources=(*was.sources, source), revision=was.revision + 1, act=act),
        people,
    )


def corrected(was: Event, people: Sequence[Person], voice: Voice) -> Iterator[Message]:
    """Yield what a follower of all, of the first and of nobody is told when ``was`` turns out to be wrong."""
    old, first = Revision(was, people), people[0]
    for mine in (frozenset(person.id for person in people), frozenset({first.id}), frozenset[str]()):
        for kind in dict.fromkeys((was.kind, EventKind.DEATH, EventKind.CONTACT)):
            yield correction.correction(17, old, SAID, later(was, kind, *people), mine, voice)
        yield correction.correction(17, old, None, later(was, was.kind, *people[1:]), mine, voice)
        told = later(was, was.kind, *people, act=Act.CANCEL)
        yield correction.retraction(17, old, SAID, told, mine, voice)
        yield correction.retraction(17, old, None, Revision(replace(was, act=Act.CANCEL), people), mine, voice)
        for act in (Act.UPDATE, Act.CANCEL):
            yield correction.struck(17, old, act, mine, voice)
        for state, event in ((EventState.RETRACTED, was), (EventState.CONFIRMED, later(was, was.kind).event)):
            yield Message(correction.shown(Filed(17, event, state), people, mine, voice))


def corrections(was: Event, people: Sequence[Person], voice: Voice) -> Iterator[Message]:
    """Yield every correction of an event as it is, unconfirmed, and bare."""
    bare = Event("bare", was.kind, people=was.people)
    for event in (replace(was, certainty=Certainty.UNCONFIRMED), bare):
        yield from corrected(event, people, voice)
    yield correction.discreet_correction(17, voice)
    yield correction.discreet_struck(17, voice)


def of_editors(was: Event, named: Sequence[Listed], book: Phrasebook, voice: Voice) -> Iterator[Message]:
    """Yield how editors correct and retract, and how they see the bot doing."""
    old = Revision(was, [listed.person for listed in named])
    for act in (Act.UPDATE, Act.CANCEL):
        filed = Filed(17, later(was, was.kind, *old.people, act=act).event, EventState.DRAFT)
        shown = correction_proof(filed, named, old, SAID, book)
        for asked in (Asked(2), Asked(3, frozenset(Worry), 1)):
            yield from correcting.correction_preview(filed, old, shown, Reach(1_204, 20, 1), asked, voice)
        yield correcting.to_correct(filed, old, 1, voice)
        yield correcting.to_retract(filed, old, 1, voice)
        yield correcting.correction_confirmed(filed, 1_204, voice)
        yield from (correcting.settled(filed, revision, 1_204, voice) for revision in (2, 3))
        yield from sent(filed, named[0].person.name(voice.language), voice)
    refusals = (
        correcting.correction_dropped, correcting.no_such_news, correcting.not_sent, correcting.retracted_already,
        correcting.on_the_desk_already,
    )  # fmt: skip
    yield from (refused(17, voice) for refused in refusals)
    yield correcting.nothing_changed(voice)
    yield correcting.correct_usage(voice)
    yield correcting.retract_usage(voice)


def sent(filed: Filed, name: str, voice: Voice) -> Iterator[Message]:
    """Yield the progress of an event, and the whole bot's."""
    for n in COUNTS:
        yield progress(filed, Sending(n, 3_100, n, n), voice)
        yield progress(filed, Sending(n, 3_100, n, n, stopped=True), voice)
        yield progress(filed, Sending(n, 0, n), voice)
        yield progress(filed, Sending(n, 1, n), voice)
        times = [timedelta(seconds=n), timedelta(minutes=n), timedelta(hours=n), timedelta(days=n)]
        ill = [IllSource(name), *(IllSource(name, span) for span in times)]
        for span in times:
            outbox = Outbox(n, n, 25, span, span, span)
            yield status(Status(outbox, n, ill, [Unapproved(17, n)], n), voice)
    yield status(Status(Outbox(0, 0, 25), 0), voice)
