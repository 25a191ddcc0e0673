"""Our own polling loop: each update is parsed alone, handled, and only then acknowledged.

python-telegram-bot's Updater acknowledges first (16 of 20 lost on kill -9) and one malformed update stalls it for good,
its words in the log (SECURITY.md, F). Here a malformed update is skipped and counted, and a slow one holds up nobody
but its own chat: until it is done, what follows it is fetched again and passed over.

In a flood, where Telegram gives as many as it ever gives at once, an update is acknowledged as soon as what it asks for
is stored: waiting for every answer to arrive would leave most of the time unused. A crash may then cost answers.
"""

import json
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence

from telegram import Bot, Update
from telegram.error import RetryAfter, TelegramError

from bot.lanes import Lanes
from bot.waits import seconds_asked
from domain.ports import Clock
from handlers.calling import call
from handlers.speaking import Speaking
from storage.unbroken import unbroken

log = logging.getLogger("zvestka.polling")

WAIT_SECONDS = 25
HANDLING_SECONDS = 30.0
STOPPING_SECONDS = 2.0
"""What is under way at a stop gets so long; what is broken off comes again after the restart."""
SHORTEST_WAIT_SECONDS = 0.5
LOOK_SECONDS = 0.2
"""How often to look for new updates while an older one is still being handled."""
LAST_WORD_SECONDS = 3
BATCH = 100
MOST_SPEAKING = 500
"""In a flood, so many may wait for their answers to arrive."""
KINDS = json.dumps(["message", "callback_query", "my_chat_member", "channel_post", "inline_query"])
_LONGEST_BACK_OFF = 30.0


class Polling:
    """Feeds updates to ``handle``. ``skipped`` counts those that could not be parsed.

    As long as ``held`` says (seconds), Telegram takes no message of ours, and no update is fetched. ``speaking`` tells
    which updates are being answered: every handler stores first and speaks then (``Visit.keep`` insists on it).
    """

    def __init__(
        self,
        bot: Bot,
        handle: Callable[[Update], Awaitable[None]],
        clock: Clock,
        patience: float = HANDLING_SECONDS,
        held: Callable[[], float] = lambda: 0.0,
        speaking: Speaking | None = None,
    ) -> None:
        self._bot = bot
        self._clock = clock
        self._lanes = Lanes(handle, patience)
        if speaking is not None:
            speaking.listen(self._lanes.stored)
        self._held = held
        self._fetched: Sequence[int] = ()
        self._offset = 0
        self._told = 0
        self._troubles = 0
        self.skipped = 0

    async def run(self) -> None:
        """Poll until cancelled, through every trouble."""
        try:
            while True:
                await self._round()
        finally:
            await unbroken(self._stop())

    async def _round(self) -> None:
        if (held := self._held()) > 0:
            # what cannot be answered yet stays with Telegram
            await self._clock.sleep(held)
        wait, begun = 0 if self._lanes.unfinished else WAIT_SECONDS, self._clock.monotonic()
        try:
            raw = await self._ask(BATCH, wait)
        except TelegramError as error:
            await self._back_off(error)
            return
        self._troubles = 0
        if not self._take(raw) and wait and self._clock.monotonic() - begun < SHORTEST_WAIT_SECONDS:
            # A server that does not wait, or updates without a number, which nobody can acknowledge.
            await self._clock.sleep(SHORTEST_WAIT_SECONDS)
        if len(raw) == BATCH and len(self._lanes.unfinished) < MOST_SPEAKING:
            await self._lanes.store(LOOK_SECONDS)
            self._advance(self._lanes.unstored)
        else:
            await self._lanes.settle(LOOK_SECONDS)
            self._advance(self._lanes.unfinished)

    async def _ask(self, limit: int, wait_seconds: int, patience: int = 10) -> Sequence[object]:
        numbers = {"offset": self._offset, "timeout": wait_seconds, "limit": limit}
        asked = {name: str(number) for name, number in numbers.items()} | {"allowed_updates": KINDS}
        raw = await call(self._bot, "getUpdates", asked, wait_seconds + patience)
        self._told = self._offset
        if not isinstance(raw, list):
            raise TelegramError("getUpdates gave no list")
        return raw

    async def _back_off(self, error: TelegramError) -> None:
        log.warning("polling: %s, trying again", type(error).__name__)
        asked = seconds_asked(error) if isinstance(error, RetryAfter) else 0.0
        self._troubles += 1
        await self._clock.sleep(max(asked, min(_LONGEST_BACK_OFF, 0.25 * 2 ** min(self._troubles, 10))))

    def _take(self, raw: Sequence[object]) -> bool:
        """Hand over what has not been seen before; return whether there was any."""
        seen = set(self._fetched)
        new = False
        for each in raw:
            number = number_of(each)
            if number is None or number not in seen:
                new = new or number is not None
                self._hand_over(each)
        self._fetched = [number for number in map(number_of, raw) if number is not None]
        return new

    def _hand_over(self, raw: object) -> None:
        try:
            update = Update.de_json(raw, self._bot)  # type: ignore[arg-type]  # whatever it is
            self._lanes.put(_lane(update), update)
        except Exception:  # noqa: BLE001 - whatever a malformed update breaks, the next one must be served
            self.skipped += 1
            log.warning("skipped a malformed update (%d so far)", self.skipped)

    def _advance(self, waiting: Collection[int]) -> None:
        """Move the offset to the first update that is among those ``waiting``, or behind the last one.

        Not to the greatest number: after a quiet week Telegram goes on with a random one.
        """
        if self._fetched:
            first = next((number for number in self._fetched if number in waiting), None)
            self._offset = self._fetched[-1] + 1 if first is None else first

    async def _stop(self) -> None:
        await self._lanes.stop(STOPPING_SECONDS)
        self._advance(self._lanes.unfinished)
        self._fetched = ()
        self._lanes.unfinished.clear()
        if self._offset != self._told:
            await self._acknowledge()

    async def _acknowledge(self) -> None:
        try:
            await self._ask(1, 0, LAST_WORD_SECONDS)
        except TelegramError as error:
            log.warning("polling: the last updates stay unacknowledged: %s", type(error).__name__)


def number_of(raw: object) -> int | None:
    """Return the update's number, or None where it has none that Telegram could have given it."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) and number > 0 else None


def _lane(update: Update) -> int:
    """Return whose turn it is: the chat's, or nobody else's. Raise TypeError where the ids are not numbers."""
    lane = update.effective_chat.id if update.effective_chat else update.update_id
    if number_of({"update_id": update.update_id}) is None or not isinstance(lane, int):
        raise TypeError("an id that is no number")
    return lane
