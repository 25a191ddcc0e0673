"""Shows every new draft to the editors, wherever it came from, and leaves no preview that asks once it is settled."""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from functools import partial

from domain.boards import Boards
from domain.brake import editors_needed
from domain.delivery import Outcome, RetryLater, Sent
from domain.event import EventState, Filed
from domain.language import ENGLISH
from domain.message import Message
from domain.ports import Clock, Correspondent
from domain.previews import Previews
from storage.store import Store
from texts.correcting import previews_of, settled
from texts.desk import Asked
from texts.phrasebook import Phrasebook, Voice
from texts.proof import proof_of

log = logging.getLogger("zvestka.desk")

LOOK_SECONDS = 0.5

_TOLD = frozenset({EventState.CONFIRMED, EventState.RETRACTED})
_Pages = Callable[[Voice], Sequence[Message]]


class DeskWorker:
    """Looks for drafts nobody has been shown, and for shown ones that are settled; ``bell`` makes it look at once."""

    def __init__(
        self,
        store: Store,
        phrasebook: Phrasebook,
        messenger: Correspondent,
        clock: Clock,
        editors: Collection[int],
        approvals: int,
        *,
        bell: asyncio.Event,
        previews: Previews,
        boards: Boards,
    ) -> None:
        self._store = store
        self._phrasebook = phrasebook
        self._messenger = messenger
        self._clock = clock
        self._editors = editors
        self._approvals = approvals
        self._bell = bell
        self._previews = previews
        self._boards = boards
        self._seen: dict[tuple[int, str], set[int]] = {}

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            self._bell.clear()
            for filed in await self._store.events.no_longer_drafts(self._previews.numbers()):
                await self._settle(filed)
            for filed in await self._store.events.unshown_drafts():
                await self._show(filed)
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._bell.wait()
            except TimeoutError:
                continue

    async def _show(self, filed: Filed) -> None:
        """Show a draft to every editor; to those whom Telegram did not let us reach just now, at the next look."""
        draft = await self._store.draft(filed)
        shown = proof_of(draft, self._phrasebook)
        worries = await self._store.worries(filed.event, self._clock.now())
        needed = editors_needed(self._approvals, worries)
        asked = Asked(needed, worries, max(0, needed - len(self._editors)))
        pages = partial(previews_of, draft, shown, await self._store.reach(draft), asked)
        seen = self._seen.setdefault((filed.number, shown.stamp), set())
        outcomes = [await self._tell(filed, pages, editor, seen) for editor in self._editors if editor not in seen]
        if any(isinstance(outcome, RetryLater) for outcome in outcomes):
            return
        if (reached := len(seen)) < needed:
            log.warning("a draft reached %d editors, %d must approve: did they press Start?", reached, needed)
        await self._store.events.mark_shown(filed.number, self._clock.now())
        self._seen = {key: editors for key, editors in self._seen.items() if key[0] != filed.number}

    async def _tell(self, filed: Filed, pages: _Pages, editor: int, seen: set[int]) -> Outcome:
        outcome: Outcome = RetryLater()
        for page in pages(await self._voice(editor)):
            outcome = await self._messenger.send(editor, None, page)
            if not isinstance(outcome, Sent):
                return outcome
        seen.add(editor)
        if isinstance(outcome, Sent):
            self._previews.put(filed, editor, outcome.message_id)
        return outcome

    async def _settle(self, filed: Filed) -> None:
        """Write over every preview of what was confirmed or dropped, wherever that was done.

        An editor's newest one goes on to show how the sending goes.
        """
        progress = await self._store.deliveries.progress(filed.number)
        for chat, message_id, revision in reversed(self._previews.of(filed.number)):
            text = settled(filed, revision, progress.chats, await self._voice(chat))
            outcome = await self._messenger.rewrite(chat, message_id, text)
            if not isinstance(outcome, RetryLater):
                self._previews.remove(filed.number, chat, message_id)
            if isinstance(outcome, Sent) and filed.state in _TOLD and revision <= filed.event.revision:
                self._boards.offer(filed.number, chat, message_id)

    async def _voice(self, editor: int) -> Voice:
        chat = await self._store.subscribers.get(editor)
        return self._phrasebook.voice(chat.language if chat else ENGLISH)
