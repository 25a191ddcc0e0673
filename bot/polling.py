"""Our own polling loop: each update is parsed alone, handled, and only then acknowledged.

python-telegram-bot's Updater acknowledges first (16 of 20 lost on kill -9) and one malformed update stalls it for good,
its words in the log (SECURITY.md, F). Here a malformed update is skipped and counted.
"""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from telegram import Bot, Update
from telegram.error import InvalidToken, RetryAfter, TelegramError

from domain.ports import Clock

log = logging.getLogger("zvestka.polling")

WAIT_SECONDS = 25
HANDLING_SECONDS = 30
BATCH = 100
KINDS = json.dumps(["message", "callback_query", "my_chat_member", "channel_post"])
_LONGEST_BACK_OFF = 30.0

RawUpdate = dict[str, Any]


class Polling:
    """Feeds updates to ``handle``; chats are served side by side, one chat's updates in their order.

    ``skipped`` counts updates that could not be parsed, ``failed`` those whose handling did not finish.
    """

    def __init__(self, bot: Bot, handle: Callable[[Update], Awaitable[None]], clock: Clock) -> None:
        self._bot = bot
        self._handle = handle
        self._clock = clock
        self._offset = 0
        self._troubles = 0
        self.skipped = 0
        self.failed = 0

    async def run(self) -> None:
        """Poll until cancelled; raise InvalidToken where Telegram refuses the token."""
        try:
            while True:
                await self._serve(await self._fetch(WAIT_SECONDS))
        finally:
            await asyncio.shield(self._acknowledge())

    async def _fetch(self, wait_seconds: int) -> Sequence[RawUpdate]:
        try:
            raw = await self._ask(BATCH, wait_seconds)
        except InvalidToken:
            raise
        except TelegramError as error:
            await self._back_off(error)
            return []
        self._troubles = 0
        return raw

    async def _ask(self, limit: int, wait_seconds: int) -> Sequence[RawUpdate]:
        asked = {"offset": self._offset, "timeout": wait_seconds, "limit": limit, "allowed_updates": KINDS}
        address = f"{self._bot.base_url}/getUpdates?{urlencode(asked)}"
        raw = await self._bot.request.post(address, read_timeout=wait_seconds + 10)
        return raw if isinstance(raw, list) else []

    async def _back_off(self, error: TelegramError) -> None:
        log.warning("polling: %s, trying again", type(error).__name__)
        asked = error.retry_after if isinstance(error, RetryAfter) else 0
        asked_seconds = asked if isinstance(asked, int) else asked.total_seconds()
        self._troubles += 1
        await self._clock.sleep(max(asked_seconds, min(_LONGEST_BACK_OFF, 0.25 * 2 ** min(self._troubles, 10))))

    async def _serve(self, raw: Sequence[RawUpdate]) -> None:
        by_chat: dict[object, list[Update]] = defaultdict(list)
        for each in raw:
            update = self._parse(each)
            if update is not None:
                by_chat[update.effective_chat.id if update.effective_chat else update.update_id].append(update)
        await asyncio.gather(*map(self._serve_chat, by_chat.values()))
        self._offset = max(self._offset, *map(_following, raw), 0)

    def _parse(self, raw: RawUpdate) -> Update | None:
        try:
            return Update.de_json(raw, self._bot)
        except Exception:  # noqa: BLE001 - whatever a malformed update breaks, the next one must be served
            self.skipped += 1
            log.warning("skipped a malformed update (%d so far)", self.skipped)
            return None

    async def _serve_chat(self, updates: Sequence[Update]) -> None:
        for update in updates:
            try:
                async with asyncio.timeout(HANDLING_SECONDS):
                    await self._handle(update)
            except TimeoutError:
                self.failed += 1
                log.exception("an update was not handled within %d s (%d so far)", HANDLING_SECONDS, self.failed)

    async def _acknowledge(self) -> None:
        if not self._offset:
            return
        try:
            await self._ask(1, 0)
        except TelegramError as error:
            log.warning("polling: the last updates stay unacknowledged: %s", type(error).__name__)


def _following(raw: RawUpdate) -> int:
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number + 1 if isinstance(number, int) else 0
