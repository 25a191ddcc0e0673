"""Telegram over aiohttp: PTB's own transport slows down above 16 requests in flight (PERFORMANCE.md, 7)."""

import json
from typing import Any

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

TIMEOUT_SECONDS = 10.0
CONNECTIONS = 256


class AiohttpRequest(BaseRequest):
    """The BaseRequest that PTB asks for. Errors carry no address, since the address holds the token."""

    def __init__(self, timeout: float = TIMEOUT_SECONDS) -> None:
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Return the default timeout of a whole request, in seconds."""
        return self._timeout

    async def initialize(self) -> None:
        """Open the session; once is enough."""
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CONNECTIONS))

    async def shutdown(self) -> None:
        """Close the session and its connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,  # noqa: ARG002 - one timeout covers the whole request
        connect_timeout: object = None,  # noqa: ARG002 - one timeout covers the whole request
        pool_timeout: object = None,  # noqa: ARG002 - one timeout covers the whole request
    ) -> tuple[int, bytes]:
        """Post one request; return the status and the body. Raise TimedOut or NetworkError."""
        if self._session is None:
            raise RuntimeError("the request is used before initialize() or after shutdown()")
        seconds = read_timeout if isinstance(read_timeout, int | float) else self._timeout
        try:
            async with self._session.request(
                method,
                url,
                data=_body(request_data),
                timeout=aiohttp.ClientTimeout(total=seconds),
                allow_redirects=False,  # what we say is meant for Telegram alone
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the answer; raise TelegramError where it is none of the Bot API's, without logging it as PTB does."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or not ("result" in answer or answer.get("ok") is False):
            raise TelegramError("not an answer of the Bot API")
        return answer


def _body(request_data: RequestData | None) -> Any:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (filename, content, mime) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form
