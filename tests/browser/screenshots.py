"""Takes the README's pictures: ``uv run python -m tests.browser.screenshots`` writes them to docs/images/."""

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.phones import approve_twice, messages, opened, phone, playground, say

IMAGES = Path(__file__).parents[2] / "docs" / "images"


async def main() -> None:
    """Walk one playground to its telling moments, and take the pictures there."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="zvestka-pictures-") as home:
        async with playground(Path(home)) as address, opened(address) as page:
            await _relative_follows(page)
            await _activist_reads_the_risk(page)
            await _group_subscribes(page)
            await _wave_is_told(page)
            await _relative_presses_show(page)
            await page.screenshot(path=IMAGES / "playground.png", animations="disabled")
            await _relative_asks_again(page)
            await phone(page, "relative").screenshot(path=IMAGES / "phone.png", animations="disabled")
            await _activist_sees_the_chart(page)
            await phone(page, "activist").screenshot(path=IMAGES / "chart.png", animations="disabled")
            await _editor_walks_a_report(page)
            await phone(page, "editor-1").screenshot(path=IMAGES / "desk.png", animations="disabled")


async def _relative_follows(page: Page) -> None:
    await phone(page, "relative").get_by_test_id("start").click()
    await messages(page, "relative").last.get_by_role("button", name="Беларуская").click()
    await messages(page, "relative").last.locator("[data-value^='1.start.0.on']").click()
    await _asked(page, "relative", "Тихановский")
    await messages(page, "relative").last.get_by_role("button", name="Атрымліваць навіны").click()
    await expect(messages(page, "relative").last).to_contain_text("Гатова")


async def _activist_reads_the_risk(page: Page) -> None:
    await phone(page, "activist").get_by_test_id("start").click()
    await messages(page, "activist").last.get_by_role("button", name="Русский").click()
    await expect(messages(page, "activist").last.locator("[data-value^='1.start.0.on']")).to_be_visible()


async def _group_subscribes(page: Page) -> None:
    await _asked(page, "diaspora", "/language en")
    await _asked(page, "diaspora", "/subscribe pardons releases")


async def _wave_is_told(page: Page) -> None:
    """Both editors approve the wave of 21 June 2025; the relative and the group are told."""
    shown = {key: await messages(page, key).count() for key in ("relative", "diaspora")}
    await approve_twice(page, 1)
    for key, count in shown.items():
        await expect(messages(page, key)).to_have_count(count + 1)


async def _relative_presses_show(page: Page) -> None:
    await messages(page, "relative").last.get_by_role("button", name="Паказаць").click()
    await expect(phone(page, "relative").get_by_test_id("popup")).to_be_visible()
    await page.mouse.move(0, 0)
    await messages(page, "editor-1").last.evaluate("message => message.scrollIntoView({block: 'start'})")


async def _relative_asks_again(page: Page) -> None:
    await phone(page, "relative").get_by_test_id("popup-close").click()
    await _asked(page, "relative", "Cichanoŭski")
    await messages(page, "relative").last.evaluate("message => message.scrollIntoView({block: 'start'})")


async def _activist_sees_the_chart(page: Page) -> None:
    """Let the activist choose Russian, and ask for the chart of waves."""
    await messages(page, "activist").last.locator("[data-value^='1.start.0.on']").click()
    await _asked(page, "activist", "/waves chart")
    picture = messages(page, "activist").last.locator("img")
    await expect(picture).to_have_js_property("complete", value=True)
    await messages(page, "activist").last.evaluate("message => message.scrollIntoView({block: 'start'})")


async def _editor_walks_a_report(page: Page) -> None:
    """Let a source publish, and the first editor, in English here, open what it claims."""
    await page.locator("[data-testid=replay]", has_text="A source reports").click()
    await expect(messages(page, "editor-1").filter(has_text="Колькасць паведамленняў").last).to_be_visible()
    await _asked(page, "editor-1", "/language en")
    await _asked(page, "editor-1", "/review")
    await messages(page, "editor-1").last.evaluate("message => message.scrollIntoView({block: 'start'})")


async def _asked(page: Page, key: str, text: str) -> None:
    """Say something, and wait for the answer."""
    count = await messages(page, key).count()
    await say(page, key, text)
    await expect(messages(page, key)).to_have_count(count + 1)


if __name__ == "__main__":
    asyncio.run(main())
