"""The page's own endpoints: its files, a stream of what changes, and what people do with their phones."""

import asyncio
import contextlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from aiohttp import web

from playground.door import BotApi
from playground.model import Telegram
from playground.newsstand import Newsstand, Posting
from playground.phones import Persona, Script, phone_json
from playground.server import Server, listen

Json = dict[str, Any]
_STATIC = Path(__file__).parent / "static"
_FILES: Mapping[str, str] = {
    "playground.css": "text/css",
    "playground.js": "text/javascript",
    "phone.js": "text/javascript",
    "popups.js": "text/javascript",
    "commands.js": "text/javascript",
    "message.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
# How long a phone waits for the bot's answer to a press before its button rests again.
PRESS_SECONDS = 15.0
# A line that browsers ignore, written now and then so that a closed page is noticed.
_HEARTBEAT = b":\n\n"
_HEARTBEAT_SECONDS = 15.0
_MAX_TYPED = 4096


async def open_playground(
    telegram: Telegram,
    personas: Sequence[Persona],
    scripts: Sequence[Script | Posting] = (),
    host: str = "127.0.0.1",
    port: int = 8081,
) -> Server:
    """Serve the page and the Bot API on one loopback port. OSError if the port is taken."""
    newsstand = Newsstand()
    page = Page(telegram, personas, scripts, newsstand)
    return await listen([*BotApi(telegram).routes(), *page.routes(), *newsstand.routes()], host, port)


class Page:
    """The chats of some people, drawn live, for one Telegram."""

    def __init__(
        self,
        telegram: Telegram,
        personas: Sequence[Persona],
        scripts: Sequence[Script | Posting],
        newsstand: Newsstand,
    ) -> None:
        self._telegram = telegram
        self._newsstand = newsstand
        self._personas = {persona.key: persona for persona in personas}
        self._scripts = list(scripts)

    def routes(self) -> list[web.RouteDef]:
        """List what the server must route here."""
        return [
            web.get("/", self.index),
            web.get("/static/{name}", self.static),
            web.get("/page/events", self.events),
            web.get("/page/file/{id}", self.file),
            web.post("/page/type", self.type),
            web.post("/page/press", self.press),
            web.post("/page/block", self.block),
            web.post("/page/replay", self.replay),
        ]

    async def index(self, _request: web.Request) -> web.StreamResponse:
        """Serve the page itself."""
        return _file("index.html", "text/html")

    async def static(self, request: web.Request) -> web.StreamResponse:
        """Serve one of the page's files; no other."""
        name = request.match_info["name"]
        if name not in _FILES:
            raise web.HTTPNotFound
        return _file(name, _FILES[name])

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Serve a photo to be shown, or a document to be saved, that the bot sent."""
        found = self._telegram.files.get(request.match_info["id"])
        if found is None:
            raise web.HTTPNotFound
        if found.kind == "photo":
            kind = "image/png" if found.content.startswith(b"\x89PNG") else "image/jpeg"
            return web.Response(body=found.content, content_type=kind)
        headers = {"Content-Disposition": "attachment"}
        return web.Response(body=found.content, content_type="application/octet-stream", headers=headers)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Stream server-sent events: `hello` with everything, then `phone` for each phone that changed."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
        await response.prepare(request)
        # A page that closes is the usual end of a stream.
        with contextlib.suppress(ConnectionResetError):
            await self._stream(response)
        return response

    async def _stream(self, response: web.StreamResponse) -> None:
        drawn = {key: self._changes(key) for key in self._personas}
        await _send_event(response, "hello", self._everything())
        while True:
            stale = [key for key, before in drawn.items() if self._changes(key) != before]
            for key in stale:
                drawn[key] = self._changes(key)
                await _send_event(response, "phone", phone_json(self._telegram, self._personas[key]))
            if not stale and not await self._wait():
                await response.write(_HEARTBEAT)

    async def type(self, request: web.Request) -> web.StreamResponse:
        """Let somebody write: `{phone, person, text}`."""
        body = await _body(request)
        persona = self._persona(body)
        text = str(body.get("text", "")).strip()
        if not text or len(text) > _MAX_TYPED:
            raise web.HTTPBadRequest(text=f"A message has 1 to {_MAX_TYPED} characters.")
        message = self._telegram.type(persona.chat_id, _person(persona, body), text)
        return web.json_response({"message": message.id})

    async def press(self, request: web.Request) -> web.StreamResponse:
        """Let somebody press a button, `{phone, person, message, data}`, and wait for what pops up."""
        body = await _body(request)
        persona = self._persona(body)
        try:
            query_id = self._telegram.press(
                persona.chat_id, _person(persona, body), int(body["message"]), str(body["data"])
            )
        except (LookupError, ValueError):
            raise web.HTTPNotFound(text="This message is gone.") from None
        try:
            popup = await self._telegram.popup_shown(query_id, PRESS_SECONDS)
        except TimeoutError:
            return web.json_response({"text": "", "alert": False, "answered": False})
        return web.json_response({"text": popup.text, "alert": popup.is_alert, "answered": True})

    async def block(self, request: web.Request) -> web.StreamResponse:
        """Let the owner of a phone block the bot, or take the block back: `{phone, blocked}`."""
        body = await _body(request)
        chat_id = self._persona(body).chat_id
        (self._telegram.block if body.get("blocked") else self._telegram.unblock)(chat_id)
        return web.json_response({})

    async def replay(self, request: web.Request) -> web.StreamResponse:
        """Type a script's text as its person, or publish its article: `{script}`, its place in the row."""
        place = (await _body(request)).get("script")
        if not isinstance(place, int) or not 0 <= place < len(self._scripts):
            raise web.HTTPNotFound(text="There is no such script.")
        script = self._scripts[place]
        if isinstance(script, Posting):
            self._newsstand.publish(script)
            return web.json_response({})
        message = self._telegram.type(script.person_id, script.person_id, script.text)
        return web.json_response({"message": message.id})

    def _everything(self) -> Json:
        return {
            "phones": [phone_json(self._telegram, persona) for persona in self._personas.values()],
            "scripts": [{"label": script.label, "person": self._typist(script)} for script in self._scripts],
        }

    def _typist(self, script: Script | Posting) -> str:
        """Return who types a script; nobody types what is published."""
        return "" if isinstance(script, Posting) else self._telegram.people[script.person_id].name

    async def _wait(self) -> bool:
        """Wait for a change of anything, but not for ever; tell whether one came."""
        try:
            await asyncio.wait_for(self._telegram.next_change(), _HEARTBEAT_SECONDS)
        except TimeoutError:
            return False
        return True

    def _changes(self, key: str) -> int:
        return self._telegram.chats[self._personas[key].chat_id].changes

    def _persona(self, body: Json) -> Persona:
        persona = self._personas.get(str(body.get("phone")))
        if persona is None:
            raise web.HTTPNotFound(text="There is no such phone.")
        return persona


def _person(persona: Persona, body: Json) -> int:
    """Whoever writes, if they may use this phone; its first owner if nobody is named."""
    known = [person.id for person in persona.people]
    wanted = body.get("person", known[0])
    if wanted not in known:
        raise web.HTTPNotFound(text="There is no such person at this phone.")
    return int(wanted)


def _file(name: str, kind: str) -> web.StreamResponse:
    return web.Response(body=(_STATIC / name).read_bytes(), content_type=kind, charset="utf-8")


async def _body(request: web.Request) -> Json:
    """Read the JSON object of a request; requiring JSON keeps plain forms of other pages out."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="Send JSON.")
    try:
        body = await request.json()
    except ValueError:
        raise web.HTTPBadRequest(text="This is no JSON.") from None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="Send a JSON object.")
    return body


async def _send_event(response: web.StreamResponse, name: str, body: Json) -> None:
    await response.write(f"event: {name}\ndata: {json.dumps(body, ensure_ascii=False)}\n\n".encode())
