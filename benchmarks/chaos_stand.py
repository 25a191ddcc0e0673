"""An installation whose bot is killed again and again, its store as another process sees it, a hostile Telegram."""

import asyncio
import random
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.chaos_figures import Withdrawal
from benchmarks.chaos_witness import Witness
from benchmarks.telegram_answers import BOT_ID
from benchmarks.telegram_limits import Limits, listen
from domain.audience import audience_of
from domain.event import Act, Event, EventState, Filed
from domain.language import Language
from domain.records import read_news
from domain.subscription import ChatKind, Subscriber, Topic
from storage.confirmation import confirm
from storage.store import Store
from tests.system.processes import Installation
from tests.workers.locked import locked

TOKEN = f"{BOT_ID}:" + "A" * 35
EDITORS = (1, 2, 3)
LANGUAGES = tuple(map(Language, ("be", "ru", "en")))
PATIENCE_SECONDS = 180.0
LOOK_SECONDS = 0.02
IDLE_SECONDS = 10.0
"""A bot that is to die after some messages dies so late where it has not sent them."""
_DIGEST = b"d" * 32


@dataclass(frozen=True, slots=True)
class Plan:
    """How the run goes. Each kill comes so long after the bot is met, or after so many messages, at the most."""

    chats: int = 400
    rate: int = 200
    kills: int = 200
    seed: int = 1
    soonest: float = 0.05
    latest: float = 2.0
    most_sends: int = 80
    retracted: float = 0.05
    """The share of kills after which the story is taken back."""
    url: str = ""

    def limits(self) -> Limits:
        """Return what Telegram does: it lets through a little less than the bot hopes for, and every fault is there."""
        rate = self.rate * 0.9
        faults = Limits(bad_gateway=0.03, reset=0.02, lost=0.02, hung=0.01, seed=self.seed)
        return replace(faults, rate=rate, burst=10, latency=0.05)


@dataclass(slots=True)
class Newsroom:
    """Confirms one story after another, in a process that is not the bot's."""

    store: Store
    chats: Sequence[int]
    numbers: dict[str, int] = field(default_factory=dict)

    async def subscribe(self) -> None:
        """Let everybody ask for everything; chats below 0 are groups."""
        for place, chat in enumerate(self.chats):
            kind, language = (ChatKind.PRIVATE if chat > 0 else ChatKind.GROUP), LANGUAGES[place % len(LANGUAGES)]
            topics = frozenset({Topic.ALL})
            await self.store.subscribers.put(Subscriber(chat, kind, language, discreet=False, topics=topics))

    async def confirm_next(self) -> None:
        """Put a story on its way to every chat."""
        story, now = f"s{len(self.numbers) + 1}", datetime.now(UTC)
        filed = await self.store.events.file(_event(story), EventState.DRAFT, now)
        await self.store.events.mark_shown(filed.number, now)
        assert await self._confirm(filed, now) == len(self.chats)
        self.numbers[story] = filed.number

    async def retract(self) -> str:
        """Take the last story back while the bot is dead; return the word of the retraction."""
        (story, number), now = list(self.numbers.items())[-1], datetime.now(UTC)
        told = _event(story.replace("s", "r"))
        await self._confirm(await self.store.events.correct(number, replace(told, act=Act.CANCEL), now), now)
        return told.id

    async def _confirm(self, filed: Filed, now: datetime) -> int:
        for editor in EDITORS:
            key = self.store.sealer.editor_key(editor)
            await self.store.events.approve(filed.number, filed.event.revision, key, _DIGEST, now)
        audience = audience_of(filed.event, ())
        database, subscribers = self.store.database, self.store.subscribers
        return (await confirm(database, subscribers, filed, audience, _DIGEST, len(EDITORS), now)).recipients

    async def is_done(self) -> bool:
        """Return whether the last story waits for nobody."""
        last = list(self.numbers.values())[-1:]
        return not any([(await self.store.deliveries.progress(number)).waiting for number in last])

    async def done(self) -> None:
        """Wait until the last story waits for nobody."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await self.is_done():  # noqa: ASYNC110 - another process's rows
                await asyncio.sleep(LOOK_SECONDS)

    async def unsettled(self) -> int:
        """Return how many chats wait or failed, over all stories."""
        each = [await self.store.deliveries.progress(number) for number in self.numbers.values()]
        return sum(progress.waiting + progress.failed for progress in each)


@dataclass(slots=True)
class Stand:
    """The bot's lives and deaths."""

    plan: Plan
    witness: Witness
    installation: Installation
    newsroom: Newsroom
    starts: list[float] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    killed: list[int] = field(default_factory=list)
    withdrawn: list[Withdrawal] = field(default_factory=list)

    async def kill_again_and_again(self) -> None:
        """Let the bot live and die as planned, always in the middle of a story."""
        chance = random.Random(self.plan.seed)
        while len(self.killed) < self.plan.kills:
            async with self.life() as bot:
                await self._until_death(chance)
                self.kill(bot)
            if chance.random() < self.plan.retracted and not await self.newsroom.is_done():
                await self.retract()

    def kill(self, bot: asyncio.subprocess.Process) -> None:
        """End the bot without a warning."""
        bot.send_signal(signal.SIGKILL)
        self.killed.append(self.witness.life)

    async def retract(self) -> None:
        """Take the last story back, once, where some have heard it; the bot must be dead."""
        *_, story = self.newsroom.numbers
        heard = any(telling.story == story for telling in self.witness.tellings)
        if heard and story not in {each.story for each in self.withdrawn}:
            at = len(self.witness.tellings)
            self.withdrawn.append(Withdrawal(story, await self.newsroom.retract(), at))

    async def lock(self, seconds: float) -> Sequence[str]:
        """Hold the SQLite database in the middle of a story; return what the bot logged of its deliveries."""
        async with self.life():
            await self.newsroom.done()
            await self.newsroom.confirm_next()
            await self.tell(len(self.newsroom.chats) // 3)
            async with locked(self.installation.database):
                await asyncio.sleep(seconds)
            await self.newsroom.done()
            said = len(self.said)
        return [line for line in self.said[said:] if " zvestka.delivery " in line]

    async def tell(self, count: int) -> None:
        """Wait until the bot has told so many more."""
        enough = len(self.witness.tellings) + count
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(self.witness.tellings) < enough:  # noqa: ASYNC110 - a count
                await asyncio.sleep(LOOK_SECONDS)

    async def finish(self) -> None:
        """Let it live until everybody was told."""
        async with self.life():
            await self.newsroom.done()

    @asynccontextmanager
    async def life(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """Run the bot, met when the block begins; stop it at the end, where it lives, and keep what it said."""
        self.witness.met.clear()
        begun = time.monotonic()
        bot = await self.installation.start("run")
        heard = asyncio.ensure_future(bot.communicate())
        try:
            await self._met(heard)
            self.starts.append(time.monotonic() - begun)
            yield bot
        finally:
            if bot.returncode is None:
                bot.send_signal(signal.SIGTERM)
            _, said = await heard
            self.said += said.decode().splitlines()

    async def _met(self, ended: asyncio.Future[Any]) -> None:
        met = asyncio.ensure_future(self.witness.met.wait())
        await asyncio.wait({ended, met}, timeout=PATIENCE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        met.cancel()
        if not self.witness.met.is_set():
            raise RuntimeError("the bot did not start")

    async def _until_death(self, chance: random.Random) -> None:
        """Wait for a moment drawn by chance; a story that has ended meanwhile is followed by the next."""
        by_count = chance.random() < 0.5
        seconds, sends = chance.uniform(self.plan.soonest, self.plan.latest), chance.randint(1, self.plan.most_sends)
        dies_at = time.monotonic() + (IDLE_SECONDS if by_count else seconds)
        dies_after = len(self.witness.tellings) + (sends if by_count else 1_000_000)
        while time.monotonic() < dies_at and len(self.witness.tellings) < dies_after:
            if await self.newsroom.is_done():
                await self.newsroom.confirm_next()
            await asyncio.sleep(min(LOOK_SECONDS, max(0.0, dies_at - time.monotonic())))


@asynccontextmanager
async def open_stand(plan: Plan) -> AsyncIterator[Stand]:
    """Make an installation, its subscribers and its Telegram; remove all of them at the end."""
    witness = Witness(plan.limits())
    server, address = await listen(witness)
    with tempfile.TemporaryDirectory(prefix="zvestka-chaos-") as folder:
        installation = Installation(Path(folder), _settings(plan, address))
        url = plan.url or f"sqlite:///{installation.database}"
        store = await Store.open(url, Path(folder) / "secret" / "key")
        newsroom = Newsroom(store, _chats(plan.chats))
        await newsroom.subscribe()
        await store.subscribers.load()
        try:
            yield Stand(plan, witness, installation, newsroom)
        finally:
            await store.close()
            server.close()


def _event(word: str) -> Event:
    """Return a story, or what takes it back, with a word in its text by which the witness knows it."""
    day = datetime.now(UTC).date().isoformat()
    source = {"url": f"https://example.org/{word}", "publisher": f"Example [{word}]", "published": day}
    return read_news({"id": word, "kind": "pardon", "date": day, "count": 7, "sources": [source]})


def _chats(count: int) -> Sequence[int]:
    """Return chats, one in ten a group."""
    return [(-1 if number % 10 == 0 else 1) * (1_000_000 + number) for number in range(count)]


def _settings(plan: Plan, address: str) -> dict[str, str]:
    settings = {
        "ZVESTKA_BOT_TOKEN": TOKEN,
        "ZVESTKA_TELEGRAM_API": address,
        "ZVESTKA_EDITORS": ",".join(map(str, EDITORS)),
        "ZVESTKA_SEND_RATE": str(plan.rate),
    }
    return settings | ({"ZVESTKA_DATABASE_URL": plan.url} if plan.url else {})
