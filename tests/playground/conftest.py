"""A Telegram, its server, and two ways to talk to it: python-telegram-bot and plain HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import telegram as ptb

from playground import Server, Telegram, serve
from playground.chats import Person

Json = dict[str, Any]


class HandClock:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.seconds = 1_750_000_000.0

    def now(self) -> float:
        return self.seconds

    def monotonic(self) -> float:
        return self.seconds


@dataclass(slots=True)
class Api:
    """Calls by plain HTTP, answers as plain JSON."""

    session: aiohttp.ClientSession
    base: str

    async def __call__(self, method: str, **params: Any) -> Json:
        """POST JSON and return the whole answer, refusals included."""
        async with self.session.post(f"{self.base}/{method}", json=params) as answer:
            body: Json = await answer.json()
        assert answer.status == (200 if body["ok"] else body["error_code"])
        return body

    async def refused(self, method: str, **params: Any) -> str:
        """Return the words of the refusal that this call meets."""
        body = await self(method, **params)
        assert body["ok"] is False, body
        return f"{body['error_code']} {body['description']}"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def telegram(clock: HandClock) -> Telegram:
    return Telegram(clock=clock)


@pytest.fixture
async def server(telegram: Telegram) -> AsyncIterator[Server]:
    server = await serve(telegram)
    yield server
    await server.close()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def api(telegram: Telegram, server: Server, session: aiohttp.ClientSession) -> Api:
    return Api(session, f"{server.url}/bot{telegram.token}")


@pytest.fixture
async def bot(telegram: Telegram, server: Server) -> AsyncIterator[ptb.Bot]:
    async with ptb.Bot(telegram.token, base_url=f"{server.url}/bot") as bot:
        yield bot


@pytest.fixture
def hanna(telegram: Telegram) -> Person:
    """Somebody who has pressed Start, whose update the bot has read."""
    hanna = telegram.add_person("Ганна", "be")
    telegram.type(hanna.chat_id, hanna.id, "/start")
    telegram.updates.clear()
    return hanna
