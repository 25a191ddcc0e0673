"""robots.txt is asked for once a day and obeyed."""

import pytest

from sources.http import CarefulClient
from sources.outcomes import PAGE, Fetched, NotFetched, Reason
from sources.robots import parse_rules
from tests.clock import FakeClock
from tests.sources.web import leads_to, refuses, says, serving

TEXT = "x" * 500


async def test_what_robots_txt_forbids_is_not_asked_for(client: CarefulClient) -> None:
    rules = "User-agent: zvestka\nDisallow: /closed\n\nUser-agent: *\nDisallow: /\n"
    async with serving({"/robots.txt": says(rules, "text/plain"), "/closed": says(TEXT), "/": says(TEXT)}) as site:
        assert await client.fetch(f"{site.url}/closed", PAGE) == NotFetched(Reason.ROBOTS, "/closed")
        assert isinstance(await client.fetch(f"{site.url}/", PAGE), Fetched)
        assert site.asked() == ["/robots.txt", "/"]


async def test_a_redirect_into_what_is_forbidden_is_not_followed(client: CarefulClient) -> None:
    robots = says("User-agent: *\nDisallow: /closed\n", "text/plain")
    async with serving({"/robots.txt": robots, "/closed": says(TEXT), "/": leads_to("/closed")}) as site:
        assert await client.fetch(f"{site.url}/", PAGE) == NotFetched(Reason.ROBOTS, "/closed")


async def test_the_rules_are_asked_for_anew_the_next_day(client: CarefulClient, clock: FakeClock) -> None:
    async with serving({"/": says(TEXT)}) as site:
        await client.fetch(f"{site.url}/", PAGE)
        clock.advance(23 * 3600)
        await client.fetch(f"{site.url}/", PAGE)
        clock.advance(3600)
        await client.fetch(f"{site.url}/", PAGE)
        assert site.asked() == ["/robots.txt", "/", "/", "/robots.txt", "/"]


@pytest.mark.parametrize(("status", "reason"), [(403, Reason.REJECTED), (503, Reason.SERVER_ERROR)])
async def test_rules_that_cannot_be_read_keep_us_away(client: CarefulClient, status: int, reason: Reason) -> None:
    async with serving({"/robots.txt": refuses(status), "/": says(TEXT)}) as site:
        outcome = await client.fetch(f"{site.url}/", PAGE)
        assert isinstance(outcome, NotFetched)
        assert outcome.reason is reason
        assert outcome.retry_at
        assert site.asked() == ["/robots.txt"]


def test_a_file_of_rubbish_is_read_without_harm() -> None:
    rules = parse_rules(b"\xff\xfe\x00Disallow: /\nUser-agent: *\nDisallow: http://[\nDisallow: /a\n" + b"\xf0" * 999)
    assert not rules.can_fetch("Zvestka", "https://example.org/a")
    assert rules.can_fetch("Zvestka", "https://example.org/b")
