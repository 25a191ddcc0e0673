"""News for one chat, as it stands now: the first time, and again until it is seen."""

from domain.audience import ChatKey
from domain.delivery import Delivery, Outcome
from domain.ports import Clock, Correspondent
from domain.subscription import Subscriber
from storage.insisting import Insisting
from workers.freshness import FreshNews, Told
from workers.wording import Wording, insists_on, manner_for


class Alerts:
    """Sends alerts, for whoever has waited for the chat's turn.

    ``news`` and ``busy`` are shared by all who tell of events: no chat gets an old revision after a newer one, nor is
    it written to by two of them at once.
    """

    def __init__(
        self, insisting: Insisting, news: FreshNews, wording: Wording, messenger: Correspondent, clock: Clock
    ) -> None:
        self.news = news
        self.busy: set[ChatKey] = set()
        self._insisting = insisting
        self._wording = wording
        self._messenger = messenger
        self._clock = clock

    async def tell(self, delivery: Delivery, told: Told, subscriber: Subscriber) -> Outcome:
        """Tell a chat for the first time; whom to tell again is written down before: a crash must not lose it."""
        if insists_on(told, subscriber):
            await self._insisting.begin(delivery, self._clock.now())
        return await self.tell_again(delivery, told, subscriber)

    async def tell_again(self, delivery: Delivery, told: Told, subscriber: Subscriber) -> Outcome:
        """Tell a chat, with its sound outside its quiet hours and without in them."""
        message = self._wording.alert(delivery.event_number, told, subscriber)
        manner = manner_for(subscriber, self._clock.now())
        return await self._messenger.send(subscriber.chat_id, subscriber.thread_id, message, manner)
