"""Puts news into words for a reader: once for all readers who read the same."""

from collections.abc import Callable
from datetime import datetime

from domain.event import Act
from domain.insisting import insists
from domain.message import PLAIN, SILENT, Manner, Message
from domain.person import Person, PersonId
from domain.rhythm import is_quiet
from domain.subscription import Subscriber
from texts.alert import discreet_alert, full_alert, until_seen
from texts.correction import Revision, correction, discreet_correction, discreet_struck, retraction, struck
from texts.phrasebook import Phrasebook, Voice
from workers.freshness import Earlier, Told


def manner_for(subscriber: Subscriber, now: datetime) -> Manner:
    """Return how news comes to a chat now: in its quiet hours without a sound."""
    return SILENT if subscriber.quiet and is_quiet(subscriber.quiet, subscriber.offset, now) else PLAIN


def insists_on(told: Told, subscriber: Subscriber) -> bool:
    """Return whether a chat is told of an event again until it is seen."""
    return insists(told.event, (listed.code for listed in told.named), subscriber)


class Wording:
    """The words of alerts and corrections, kept with what they tell."""

    def __init__(self, phrasebook: Phrasebook) -> None:
        self._phrasebook = phrasebook

    def alert(self, number: int, told: Told, subscriber: Subscriber) -> Message:
        """Return the alert for a chat; one that is repeated until it is seen carries *Seen*."""
        again = insists_on(told, subscriber)

        def words(mine: frozenset[PersonId], voice: Voice) -> Message:
            if subscriber.discreet:
                alert = discreet_alert(number, voice)
            else:
                alert = full_alert(number, told.event, _people(told), mine, voice)
            return until_seen(alert, number, voice) if again else alert

        return self._once(("alert", again), told, subscriber, words)

    def correction(self, number: int, told: Told, was: Earlier, subscriber: Subscriber) -> Message:
        """Return what corrects or takes back what a chat was told as ``was``."""
        tell = retraction if told.event.act is Act.CANCEL else correction

        def words(mine: frozenset[PersonId], voice: Voice) -> Message:
            if subscriber.discreet:
                return discreet_correction(number, voice)
            return tell(number, was.revision, was.at, Revision(told.event, _people(told)), mine, voice)

        return self._once(("correction", was.revision.event.revision), told, subscriber, words)

    def struck(self, number: int, told: Told, was: Earlier, subscriber: Subscriber) -> Message:
        """Return what becomes of the message that told a chat ``was``."""

        def words(mine: frozenset[PersonId], voice: Voice) -> Message:
            if subscriber.discreet:
                return discreet_struck(number, voice)
            return struck(number, was.revision, told.event.act, mine, voice)

        return self._once(("struck", was.revision.event.revision), told, subscriber, words)

    def _once(
        self,
        what: tuple[object, ...],
        told: Told,
        subscriber: Subscriber,
        words: Callable[[frozenset[PersonId], Voice], Message],
    ) -> Message:
        mine = None if subscriber.discreet else _mine(told, subscriber)
        reader = (*what, subscriber.language, mine)
        if reader not in told.rendered:
            told.rendered[reader] = words(mine or frozenset(), self._phrasebook.voice(subscriber.language))
        return told.rendered[reader]


def _people(told: Told) -> list[Person]:
    return [listed.person for listed in told.named]


def _mine(told: Told, subscriber: Subscriber) -> frozenset[PersonId]:
    """Return whom a chat follows of those whom the event names, or named in an earlier revision."""
    return frozenset(
        listed.person.id
        for listed in (*told.named, *(each for earlier in told.earlier.values() for each in earlier.named))
        if listed.code in subscriber.follows
    )
