"""A correction or retraction for one chat: what it was told is struck out, then a new message says so in reply."""

from collections.abc import Sequence

from domain.audience import Lane, audience_of
from domain.delivery import Delivery, Outcome, Passed, RetryLater, Said
from domain.event import Act
from domain.message import Manner
from domain.ports import Clock, Correspondent
from domain.subscription import Subscriber
from storage.deliveries import Deliveries
from workers.alerts import Alerts
from workers.freshness import Earlier, Told
from workers.pacer import Pacer
from workers.wording import Wording, manner_for


class Corrector:
    """Tells chats of the next revision of what they were told, whatever they asked for since."""

    def __init__(
        self,
        deliveries: Deliveries,
        alerts: Alerts,
        wording: Wording,
        messenger: Correspondent,
        clock: Clock,
        pacer: Pacer,
    ) -> None:
        self._deliveries = deliveries
        self._alerts = alerts
        self._wording = wording
        self._messenger = messenger
        self._clock = clock
        self._pacer = pacer

    async def tell(self, delivery: Delivery, told: Told, subscriber: Subscriber) -> Outcome:
        """Strike out the messages of what the chat was told last, then say what is right, in reply to the last one.

        Cut off between the two, both are done again: striking out twice changes nothing.
        """
        said = [each for each in await self._deliveries.said(delivery) if each.revision in told.earlier]
        if not said:
            return await self._tell_anew(delivery, told, subscriber)
        was = told.earlier[said[-1].revision]
        last = [each for each in said if each.revision == said[-1].revision and each.message_id]
        if (put_off := await self._strike(delivery, told, was, subscriber, last)) is not None:
            return put_off
        message = self._wording.correction(delivery.event_number, told, was, subscriber)
        manner = manner_for(subscriber, self._clock.now())
        reply_to = last[-1].message_id if last else None
        return await self._messenger.send(
            subscriber.chat_id, subscriber.thread_id, message, Manner(manner.silent, reply_to)
        )

    async def _strike(
        self, delivery: Delivery, told: Told, was: Earlier, subscriber: Subscriber, last: Sequence[Said]
    ) -> Outcome | None:
        """Strike out messages that say nothing else; return when to try again where Telegram did not let us."""
        message = self._wording.struck(delivery.event_number, told, was, subscriber)
        for each in last:
            if not each.is_alone or each.message_id is None:
                continue
            await self._pacer.turn(Lane.CORRECTIONS)
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
