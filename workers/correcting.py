"""A correction or retraction for one chat: what it was told is struck out, then a new message says so in reply."""

from collections.abc import Sequence

from domain.audience import Lane, audience_of
from domain.delivery import Delivery, Gone, Outcome, Passed, RetryLater, Said
from domain.event import Act
from domain.message import Manner
from domain.ports import Clock, Correspondent
from domain.subscription import Subscriber
from storage.store import Store
from workers.alerts import Alerts
from workers.freshness import Earlier, Told
from workers.pacer import Pacer
from workers.wording import Wording, manner_for


class Corrector:
    """Tells chats of the next revision of what they were told, whatever they asked for since."""

    def __init__(
        self, store: Store, alerts: Alerts, wording: Wording, messenger: Correspondent, clock: Clock, pacer: Pacer
    ) -> None:
        self._store = store
        self._alerts = alerts
        self._wording = wording
        self._messenger = messenger
        self._clock = clock
        self._pacer = pacer

    async def tell(self, delivery: Delivery, told: Told, subscriber: Subscriber) -> Outcome:
        """Strike out the messages of what the chat was told last, then say what is right, in reply to the last one.

        What it was told for certain counts before what it only may have been. Cut off between the two, both are done
        again: striking out twice changes nothing.
        """
        said = [each for each in await self._store.deliveries.said(delivery) if each.revision in told.earlier]
        if not said:
            return await self._tell_anew(delivery, told, subscriber)
        known = [each for each in said if each.message_id]
        was = told.earlier[(known or said)[-1].revision]
        last = [each for each in known if each.revision == was.revision.event.revision]
        if (ended := await self._strike(delivery, told, was, subscriber, last)) is not None:
            return ended
        # looked up again, so that whoever has just said /forget is not told
        if (present := await self._store.subscribers.present(delivery.chat)) is None:
            return Gone()
        return await self._reply(delivery, told, was, present, last)

    async def _reply(
        self, delivery: Delivery, told: Told, was: Earlier, subscriber: Subscriber, last: Sequence[Said]
    ) -> Outcome:
        message = self._wording.correction(delivery.event_number, told, was, subscriber)
        manner = manner_for(subscriber, self._clock.now())
        reply_to = last[-1].message_id if last else None
        return await self._messenger.send(
            subscriber.chat_id, subscriber.thread_id, message, Manner(manner.silent, reply_to)
        )

    async def _strike(
        self, delivery: Delivery, told: Told, was: Earlier, subscriber: Subscriber, last: Sequence[Said]
    ) -> Outcome | None:
        """Strike out messages that say nothing else; return what ends the delivery: to be tried again, or erased."""
        message = self._wording.struck(delivery.event_number, told, was, subscriber)
        for each in last:
            if not each.is_alone or each.message_id is None:
                continue
            await self._pacer.turn(Lane.CORRECTIONS)
            if await self._store.subscribers.present(delivery.chat) is None:
                return Gone()
            outcome = await self._messenger.rewrite(subscriber.chat_id, each.message_id, message)
            if isinstance(outcome, RetryLater):
                return outcome
        return None

    async def _tell_anew(self, delivery: Delivery, told: Told, subscriber: Subscriber) -> Outcome:
        """Tell the news as such where the chat turns out to have been told nothing, if it asked for it."""
        audience = audience_of(told.event, (listed.code for listed in told.named))
        if told.event.act is Act.CANCEL or audience.place(subscriber) is None:
            return Passed()
        return await self._alerts.tell(delivery, told, subscriber)
