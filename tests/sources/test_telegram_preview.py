"""Channels as t.me shows them to everybody."""

from datetime import UTC, datetime

import pytest

from sources.documents import DocumentProblem, DocumentRefused
from sources.http import CarefulClient
from sources.outcomes import PAGE, Fetched
from sources.telegram_preview import Preview, preview_address, read_preview
from tests.sources.samples import FORWARDED, MEDIA_ONLY, REPLY, channel_page, post
from tests.sources.web import leads_to, says, serving

URL = "https://t.me/s/news_example"


def _read(page: str, url: str = URL) -> Preview:
    return read_preview(page.encode(), "utf-8", "news", url, "News_Example")


def test_posts_come_oldest_first_with_their_lines_time_and_links() -> None:
    linked = 'Алеся на волі<br/><br/>Яна <b>дома</b>. <a href="https://news.example/be/1#a">Больш</a>'
    preview = _read(channel_page(post(12, "Другая"), post(11, linked)))
    first, second = preview.posts
    assert (first.number, second.number, preview.before, preview.unread) == (11, 12, 10, 0)
    assert first.article.text == "Алеся на волі\nЯна дома. Больш"
    assert first.article.title == "Алеся на волі"
    assert first.article.published == datetime(2026, 11, 12, 13, 14, 50, tzinfo=UTC)
    assert (first.article.article_id, first.article.url) == ("/news_example/11", "https://t.me/news_example/11")
    assert first.links == ("https://news.example/be/1",)


def test_double_escapes_and_homoglyphs_are_undone() -> None:
    (only,) = _read(channel_page(post(1, "Cяргей&amp;#33; гадзiны &amp;quot;х&amp;quot;"))).posts
    assert only.article.text == 'Сяргей! гадзіны "х"'
    assert not only.article.mixed


def test_an_edit_keeps_its_number_and_says_so() -> None:
    (before,) = _read(channel_page(post(7, "Осуждён на 3 года"))).posts
    (after,) = _read(channel_page(post(7, "Осуждён на 4 года", meta="edited &nbsp;"))).posts
    assert (before.is_edited, after.is_edited) == (False, True)
    assert before.article.article_id == after.article.article_id
    assert before.article.fingerprint != after.article.fingerprint


def test_the_same_words_posted_again_are_known() -> None:
    first, again, forwarded = _read(
        channel_page(post(1, "Вольная!<br>Алеся"), post(2, "ВОЛЬНАЯ, Алеся"), post(3, "Вольная! Алеся", FORWARDED))
    ).posts
    assert first.article.fingerprint == again.article.fingerprint == forwarded.article.fingerprint
    assert (first.forwarded_from, forwarded.forwarded_from) == ("", "Іншы канал")


def test_what_a_post_answers_to_is_not_what_it_says() -> None:
    (only,) = _read(channel_page(post(11, "Новае", REPLY))).posts
    assert only.article.text == "Новае"


def test_a_post_without_words_is_a_post() -> None:
    (only,) = _read(channel_page(MEDIA_ONLY)).posts
    assert (only.article.text, only.article.published) == ("", datetime(2026, 11, 14, 8, tzinfo=UTC))


def test_posts_of_others_are_left_out() -> None:
    preview = _read(channel_page(post(1, "Фэйк", channel="news_examp1e"), post(2, "Наш")))
    assert ([each.number for each in preview.posts], preview.unread) == ([2], 1)


@pytest.mark.parametrize(
    ("page", "url", "problem"),
    [
        (channel_page(), "https://t.me/news_example", DocumentProblem.PREVIEW_OFF),
        (channel_page(post(1, "x")), "https://t.me/news_example", DocumentProblem.PREVIEW_OFF),
        ("<html><body>Join us</body></html>", URL, DocumentProblem.UNKNOWN_SHAPE),
        ("", URL, DocumentProblem.UNKNOWN_SHAPE),
        (channel_page(post(1, "x", channel="fake_example")), URL, DocumentProblem.ANOTHER_CHANNEL),
    ],
)
def test_a_page_without_the_channel_is_refused_by_name(page: str, url: str, problem: DocumentProblem) -> None:
    with pytest.raises(DocumentRefused) as refused:
        _read(page, url)
    assert refused.value.problem is problem


def test_a_channel_without_posts_has_no_news() -> None:
    assert _read(channel_page()) == Preview((), 10)


def test_only_a_name_makes_an_address() -> None:
    assert preview_address("viasna96") == "https://t.me/s/viasna96"
    assert preview_address("viasna96", 20) == "https://t.me/s/viasna96?before=20"
    for wrong in ("", "../x", "a/b", "имя", "x" * 40):
        with pytest.raises(ValueError, match="channel"):
            preview_address(wrong)


async def test_a_preview_that_is_off_is_seen_where_the_redirect_ends(client: CarefulClient) -> None:
    page = says(channel_page(post(1, "Навіна")), "text/html; charset=utf-8")
    routes = {"/s/on_example": page, "/s/off_example": leads_to("/off_example"), "/off_example": page}
    async with serving(routes) as site:
        on = await client.fetch(f"{site.url}/s/on_example", PAGE)
        off = await client.fetch(f"{site.url}/s/off_example", PAGE)
    assert isinstance(on, Fetched)
    assert isinstance(off, Fetched)
    assert read_preview(on.body, on.charset, "news", on.url, "news_example").posts
    with pytest.raises(DocumentRefused, match="off"):
        read_preview(off.body, off.charset, "news", off.url, "off_example")
