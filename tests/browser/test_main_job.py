"""The main job as somebody sees it who has just cloned the repository: `zvestka playground` in a real Chromium."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.phones import approve_twice, messages, opened, phone, playground, say, show

pytestmark = pytest.mark.browser


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    """Open a playground of one's own."""
    async with playground(tmp_path) as address, opened(address) as page:
        yield page


async def test_a_relative_is_told_in_her_language(page: Page) -> None:
    await phone(page, "relative").get_by_test_id("start").click()
    await messages(page, "relative").last.get_by_role("button", name="Беларуская").click()
    await messages(page, "relative").last.locator("[data-value^='1.start.0.on']").click()

    for name in ("Тихановский", "Ціханоўскі", "Cichanoŭski"):
        count = await messages(page, "relative").count()
        await say(page, "relative", name)
        await expect(messages(page, "relative")).to_have_count(count + 1)
        await expect(messages(page, "relative").last).to_contain_text("Сяргей Ціханоўскі")
    await messages(page, "relative").last.get_by_role("button", name="Атрымліваць навіны").click()
    await expect(messages(page, "relative").last).to_contain_text("Гатова")
    await say(page, "relative", "/subscribe pardons")
    await expect(messages(page, "relative").last).to_contain_text("Памілаванні")

    count = await messages(page, "relative").count()
    await approve_twice(page, 0)
    await expect(messages(page, "relative")).to_have_count(count + 1)
    await expect(messages(page, "relative").last).to_contain_text("Ёсць абнаўленне.")
    wave = await show(page, "relative")
    assert "памілаванне" in wave
    assert "37" in wave
    assert "Ціханоўскі" not in wave

    await approve_twice(page, 1)
    await expect(messages(page, "relative")).to_have_count(count + 2)
    told = await show(page, "relative")
    assert "Сяргей Ціханоўскі" in told
    assert "Вызвалены 21 чэрвеня 2025" in told
