"""A source says something, as seen in the playground: it lies before the editors with the words that tell it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.phones import messages, opened, playground, say

pytestmark = pytest.mark.browser


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    """Open a playground of one's own."""
    async with playground(tmp_path) as address, opened(address) as page:
        yield page


async def test_what_a_source_publishes_comes_before_the_editors(page: Page) -> None:
    await page.locator("[data-testid=replay]", has_text="A source reports").click()
    for editor in ("editor-1", "editor-2"):
        waiting = messages(page, editor).filter(has_text=": 1")
        await expect(waiting.last).to_be_visible()
    await say(page, "editor-1", "/review")
    report = messages(page, "editor-1").last
    await expect(report).to_contain_text("News site")
    await expect(report).to_contain_text("52")
    await expect(report.locator("strong", has_text="Ihar Losik")).to_be_visible()
    before = await messages(page, "editor-2").count()
    await report.locator("[data-value^='1.propose.']").click()
    await expect(messages(page, "editor-2")).to_have_count(before + 1)
    await expect(messages(page, "editor-2").last).to_contain_text("Не подтверждено. ")
