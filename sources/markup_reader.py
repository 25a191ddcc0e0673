"""Reads feeds, previews and pages in a process of their own, which is stopped when it takes too long or too much.

A megabyte of nested ``<div>`` held a parser written in C for 357 s; whatever the next such document is, it costs a
process, and the program goes on.
"""

import asyncio
import json
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from domain.language import Language
from sources.carrying import Json, address_of, feed_of, listing_of, page_of, preview_of, unpacked
from sources.documents import DocumentProblem, DocumentRefused
from sources.feed import Feed
from sources.listing import Listing
from sources.outcomes import Fetched
from sources.page import Page
from sources.telegram_preview import Preview

LARGEST_ANSWER = 16 * 1024 * 1024
"""Bytes that a process may tell; a document of 2 MB gives less."""

_START = "import sys; sys.path.append({!r}); from sources.markup_process import main; main()"


@dataclass(frozen=True, slots=True)
class Confinement:
    """What one document may cost: seconds of processor and in all, bytes of address space; and how many at once."""

    cpu_seconds: int = 2
    seconds: float = 5.0
    memory_bytes: int = 512 * 1024 * 1024
    at_once: int = 2


CONFINEMENT = Confinement()


class MarkupReader:
    """Reads what the careful client fetched; every method raises DocumentRefused for what it cannot read."""

    def __init__(self, confinement: Confinement = CONFINEMENT) -> None:
        self._confinement = confinement
        self._turns = asyncio.Semaphore(confinement.at_once)

    async def feed(self, fetched: Fetched, publisher: str, language: Language | None = None) -> Feed:
        """Read RSS or Atom, as ``read_feed`` does."""
        return feed_of(await self._read("feed", fetched, publisher=publisher, language=language))

    async def preview(
        self, fetched: Fetched, publisher: str, channel: str, language: Language | None = None
    ) -> Preview:
        """Read a channel's page, as ``read_preview`` does."""
        found = await self._read("preview", fetched, publisher=publisher, channel=channel, language=language)
        return preview_of(found)

    async def page(self, fetched: Fetched) -> Page:
        """Read a page, as ``read_page`` does."""
        return page_of(await self._read("page", fetched))

    async def tag_page(self, fetched: Fetched) -> Listing:
        """Read Viasna's listing, as ``read_tag_page`` does."""
        return listing_of(await self._read("tag_page", fetched))

    async def events_page(self, fetched: Fetched) -> Listing:
        """Read the page of president.gov.by, as ``read_events_page`` does."""
        return listing_of(await self._read("events_page", fetched))

    async def courts(self, fetched: Fetched, publisher: str) -> Listing:
        """Read a list of hearings, as ``read_courts`` does."""
        return listing_of(await self._read("courts", fetched, publisher=publisher))

    async def export_address(self, fetched: Fetched) -> str:
        """Find the link to the register's CSV, as ``read_export_address`` does."""
        return address_of(await self._read("export_address", fetched))

    async def _read(self, reader: str, fetched: Fetched, **told: str | None) -> Json:
        errand = {"reader": reader, "charset": fetched.charset, "url": fetched.url, **told}
        async with self._turns:
            return unpacked(await self._answer(json.dumps(errand).encode() + b"\n" + fetched.body))

    async def _answer(self, given: bytes) -> bytes:
        process = await self._started()
        try:
            async with asyncio.timeout(self._confinement.seconds):
                answer, _ = await asyncio.gather(_heard(process), _told(process, given))
                if len(answer) > LARGEST_ANSWER:
                    raise DocumentRefused(DocumentProblem.TOO_LARGE, "when read")
                code = await process.wait()
        except TimeoutError:
            raise DocumentRefused(DocumentProblem.TOO_SLOW, f"{self._confinement.seconds} s") from None
        finally:
            await _ended(process)
        if code:
            raise DocumentRefused(
                DocumentProblem.TOO_SLOW if code == -signal.SIGXCPU else DocumentProblem.DIED, f"{code}"
            )
        return answer

    async def _started(self) -> asyncio.subprocess.Process:
        """Start Python without the environment, the user's folders and site-packages."""
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-I", "-S", "-c", _START.format(str(Path(__file__).parents[1]))),
            *(str(self._confinement.cpu_seconds), str(self._confinement.memory_bytes)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={},
        )


async def _told(process: asyncio.subprocess.Process, given: bytes) -> None:
    if process.stdin is None:
        return
    try:
        process.stdin.write(given)
        await process.stdin.drain()
        process.stdin.close()
        await process.stdin.wait_closed()
    except ConnectionError:
        pass  # it has ended early; its exit code says why


async def _heard(process: asyncio.subprocess.Process) -> bytes:
    """Return all that a process says, or a little more than it may say."""
    answer = bytearray()
    while process.stdout is not None and len(answer) <= LARGEST_ANSWER:
        piece = await process.stdout.read(65_536)
        if not piece:
            break
        answer += piece
    return bytes(answer)


async def _ended(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.wait()
