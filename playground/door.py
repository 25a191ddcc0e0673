"""The Bot API's door: HTTP in, a method called, Telegram's JSON out; faults strike here."""

import asyncio
import json
from typing import Any

from aiohttp import BodyPartReader, web

from playground.errors import ApiError, bad_request
from playground.faults import Fault
from playground.methods import METHODS
from playground.methods.parameters import Params, Upload
from playground.model import Telegram
from playground.state import Call

Json = dict[str, Any]
# A document of 50 MB and what surrounds it.
MAX_BODY_BYTES = 55 * 1024 * 1024


class BotApi:
    """Answers `/bot<TOKEN>/<method>` for one Telegram."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    def routes(self) -> list[web.RouteDef]:
        """List what the server must route here."""
        return [web.route("*", "/bot{token}/{method}", self.answer)]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One call, from HTTP to HTTP."""
        telegram = self._telegram
        if request.match_info["token"] != telegram.token:
            return _respond(ApiError(401, "Unauthorized").to_json())
        name = request.match_info["method"]
        arrived = telegram.clock.monotonic()
        try:
            params = await _read(request)
        except ApiError as refusal:
            return _respond(refusal.to_json())
        fault = telegram.faults.take(name, params.values)
        body = await self._carry_out(name, params, fault)
        telegram.calls.append(Call(name, params.values, arrived, body.get("description"), body.get("error_code")))
        telegram.wake()
        if telegram.faults.latency:
            await asyncio.sleep(telegram.faults.latency)
        if fault and fault.kind != "refuse":
            return await _break_off(request, fault)
        return _respond(body)

    async def _carry_out(self, name: str, params: Params, fault: Fault | None) -> Json:
        if fault and fault.kind == "refuse" and fault.error:
            return fault.error.to_json()
        if fault and fault.kind in {"hang", "reset"}:
            return ApiError(0, fault.kind).to_json()
        method = METHODS.get(name.lower())
        if method is None:
            return ApiError(404, "Not Found: method not found").to_json()
        try:
            return {"ok": True, "result": await method(self._telegram, params)}
        except ApiError as refusal:
            return refusal.to_json()


async def _break_off(request: web.Request, fault: Fault) -> web.StreamResponse:
    """Close the connection without an answer."""
    if fault.kind == "hang":
        await asyncio.sleep(fault.seconds)
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _respond(body: Json) -> web.Response:
    status = 200 if body["ok"] else body["error_code"]
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return web.Response(text=text, status=status, content_type="application/json")


async def _read(request: web.Request) -> Params:
    """Read the parameters of a call: from the query, and from a form, a multipart body or JSON."""
    values: Json = dict(request.query)
    kind = request.content_type
    if kind == "application/json":
        return Params(values | await _json_body(request))
    if kind == "multipart/form-data":
        return await _multipart(request, values)
    if kind == "application/x-www-form-urlencoded":
        values |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    return Params(values)


async def _json_body(request: web.Request) -> Json:
    raw = await request.read()
    try:
        body = json.loads(raw) if raw else {}
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("object expected")
    return body


async def _multipart(request: web.Request, values: Json) -> Params:
    uploads: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            raise bad_request("can't parse multipart/form-data")
        content = bytes(await part.read(decode=True))
        if part.filename:
            uploads[part.name] = Upload(part.filename, content)
        else:
            values[part.name] = content.decode(errors="surrogateescape")
    return Params(values, uploads)
