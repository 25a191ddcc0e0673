"""Shows every new draft to the editors, wherever it came from: pasted, published from the shell, read from a source."""

import asyncio
import logging
from collections.abc import Collection

from domain.delivery import Outcome, RetryLater, Sent
from domain.event import Filed
from domain.language import ENGLISH
from domain.ports import Clock, Messenger
from storage.store import Store
from texts.desk import previews_of
from texts.phrasebook import Phrasebook
from texts.proof import Proof, proof

log = logging.getLogger("zvestka.desk")

LOOK_SECONDS = 0.5


class DeskWorker:
    """Looks for drafts nobody has been shown; ``bell`` makes it look at once."""

    def __init__(
        self,
        store: Store,
        phrasebook: Phrasebook,
        messenger: Messenger,
        clock: Clock,
        editors: Collection[int],
        approvals: int,
        bell: asyncio.Event,
    ) -> None:
        self._store = store
        self._phrasebook = phrasebook
        self._messenger = messenger
        self._clock = clock
        self._editors = editors
        self._approvals = approvals
        self._bell = bell
        self._seen: dict[tuple[int, str], set[int]] = {}

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            self._bell.clear()
            for filed in await self._store.events.unshown_drafts():
                await self._show(filed)
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._bell.wait()
            except TimeoutError:
                continue

    async def _show(self, filed: Filed) -> None:
        """Show a draft to every editor; to those whom Telegram did not let us reach just now, at the next look."""
        shown = proof(filed, await self._store.named(filed.event), self._phrasebook)
        seen = self._seen.setdefault((filed.number, shown.stamp), set())
        outcomes = [await self._tell(filed, shown, editor, seen) for editor in self._editors if editor not in seen]
        if any(isinstance(outcome, RetryLater) for outcome in outcomes):
            return
        if (reached := len(seen)) < self._approvals:
            log.warning("a draft reached %d editors, %d must approve: did they press Start?", reached, self._approvals)
        await self._store.events.mark_shown(filed.number, self._clock.now())
        self._seen = {key: editors for key, editors in self._seen.items() if key[0] != filed.number}

    async def _tell(self, filed: Filed, shown: Proof, editor: int, seen: set[int]) -> Outcome:
        chat = await self._store.subscribers.get(editor)
        voice = self._phrasebook.voice(chat.language if chat else ENGLISH)
        outcome: Outcome = RetryLater()
        for page in previews_of(filed, shown, self._store.subscribers.circle, self._approvals, voice):
            outcome = await self._messenger.send(editor, None, page)
            if not isinstance(outcome, Sent):
                return outcome
        seen.add(editor)
        return outcome
