"""The one door through which answers leave: each waits for its slot in the pace of everything the bot says."""

import json
from typing import Any

from telegram.request import BaseRequest, RequestData

from domain.audience import Lane
from workers.pacer import Pacer

_NEW = ("/send", "/copy", "/forward")
_CHANGED = ("/edit",)
"""What begins a method that Telegram counts as a message; of new ones each chat may have so many."""

_UNTIMED = "/getUpdates"
_TOO_MANY = 429


class PacedRequest(BaseRequest):
    """A BaseRequest behind the pacer: messages wait their turn, and a 429 holds the whole sender."""

    def __init__(self, request: BaseRequest, pacer: Pacer) -> None:
        self._request = request
        self._pacer = pacer

    @property
    def read_timeout(self) -> float | None:
        """Return the default timeout of a whole request, in seconds."""
        return self._request.read_timeout

    async def initialize(self) -> None:
        """Open the request behind."""
        await self._request.initialize()

    async def shutdown(self) -> None:
        """Close the request behind."""
        await self._request.shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *timeouts: Any,
        **named: Any,
    ) -> tuple[int, bytes]:
        """Post one request when its slot has come; return the status and the body."""
        asked = url[url.rfind("/") :]
        if asked.startswith(_NEW) and (chat := _chat(request_data)):
            await self._pacer.answer(chat)
        elif asked.startswith((*_NEW, *_CHANGED)):
            await self._pacer.turn(Lane.ANSWERS)
        status, body = await self._request.do_request(url, method, request_data, *timeouts, **named)
        if status == _TOO_MANY and asked != _UNTIMED:
            self._pacer.hold(seconds_in(body))
        return status, body

    def parse_json_payload(self, payload: bytes) -> dict[str, Any]:  # type: ignore[override]
        """Return the answer, as the request behind reads it."""
        return self._request.parse_json_payload(payload)


def _chat(request_data: RequestData | None) -> int:
    """Return whom a message is for; 0 where that is no number (an inline message, a channel by its name)."""
    chat = request_data.json_parameters.get("chat_id", "") if request_data else ""
    return int(chat) if chat.lstrip("-").isdigit() else 0


def seconds_in(body: bytes) -> float:
    """Return how long the body of a 429 asks to wait; a second, where it does not say."""
    try:
        asked = json.loads(body)["parameters"]["retry_after"]
    except (ValueError, LookupError, TypeError):
        return 1.0
    return float(asked) if isinstance(asked, int | float) and asked > 0 else 1.0
