"""The playground as its users start it, in a real Chromium, and what a hand does with its phones."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Locator, Page, async_playwright, expect

CHROMIUM = "/usr/bin/chromium"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
PATIENCE_MILLISECONDS = 20_000


@asynccontextmanager
async def playground(home: Path) -> AsyncIterator[str]:
    """Start the playground on a free port, and give its address."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONWARNINGS": "error"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "main", "playground", "--port", "0", env=environment, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    async with asyncio.timeout(30):
        line = (await process.stdout.readline()).decode()
    yield next(word for word in line.split() if word.startswith("http://"))
    process.terminate()
    assert await process.wait() == 0


@asynccontextmanager
async def opened(address: str, width: int = 1500, height: int = 950) -> AsyncIterator[Page]:
    """Open the playground in Chromium, in a window of so many pixels."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = await browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(PATIENCE_MILLISECONDS)
        expect.set_options(timeout=PATIENCE_MILLISECONDS)
        await page.goto(address)
        await page.wait_for_selector("html[data-ready]")
        yield page
        await browser.close()


def phone(page: Page, key: str) -> Locator:
    """Return one persona's phone."""
    return page.locator(f"[data-testid=phone][data-phone={key}]")


def messages(page: Page, key: str) -> Locator:
    """Return what the bot has said on a phone."""
    return phone(page, key).locator("[data-testid=message][data-from=bot]")


async def say(page: Page, key: str, text: str) -> None:
    """Type and send."""
    await phone(page, key).get_by_test_id("input").fill(text)
    await phone(page, key).get_by_test_id("send").click()


async def approve_twice(page: Page, script: int) -> None:
    """Replay a wave, and let both editors approve it."""
    shown = [await messages(page, editor).count() for editor in ("editor-1", "editor-2")]
    await page.locator(f"[data-testid=replay][data-script='{script}']").click()
    for editor, count in zip(("editor-1", "editor-2"), shown, strict=True):
        await expect(messages(page, editor)).to_have_count(count + 1)
    for editor in ("editor-1", "editor-2"):
        await messages(page, editor).last.get_by_test_id("button").first.click()
        if editor == "editor-1":
            await phone(page, editor).get_by_test_id("popup-close").click()


async def show(page: Page, key: str) -> str:
    """Press Show under the newest alert; return what the pop-up tells."""
    await messages(page, key).last.get_by_role("button", name="Паказаць").click()
    popup = phone(page, key).get_by_test_id("popup")
    await expect(popup).to_be_visible()
    text = await popup.inner_text()
    await phone(page, key).get_by_test_id("popup-close").click()
    return text
