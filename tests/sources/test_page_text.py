"""A page from the web as text: what the shell gets, and why where it gets none."""

from pathlib import Path

import pytest
from aiohttp import web

from bot.config import Settings
from commands.fetching import PageError, page_text
from sources.addresses import this_machine
from tests.sources.web import serving

HERE = this_machine({"127.0.0.1"})
PAGE = (
    f"<html><head><title>Прысуд</title></head><body><article><p>{'Суд вынес прысуд. ' * 20}</p></article></body></html>"
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path, tmp_path / "key", "sqlite:///x")


async def test_the_headline_stands_first(settings: Settings) -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=PAGE, content_type="text/html")

    async with serving({"/news/1": page}) as site:
        text = await page_text(f"{site.url}/news/1", settings, HERE)
    headline, _, rest = text.partition("\n")
    assert headline == "Прысуд"
    assert rest.startswith("Суд вынес прысуд.")


async def test_what_cannot_be_had_says_why(settings: Settings) -> None:
    async def spreadsheet(_request: web.Request) -> web.Response:
        return web.Response(body=b"x" * 900, content_type="application/zip")

    async with serving({"/file": spreadsheet}) as site:
        with pytest.raises(PageError, match="not a web page"):
            await page_text(f"{site.url}/file", settings, HERE)


@pytest.mark.parametrize("url", ["http://example.org/", "https://127.0.0.1/", "https://[::1", "ftp://x/y"])
async def test_only_the_public_web_is_fetched(settings: Settings, url: str) -> None:
    with pytest.raises(PageError):
        await page_text(url, settings)
