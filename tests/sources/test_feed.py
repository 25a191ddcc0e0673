"""Feeds as they are sent, damaged, and meant to harm."""

from datetime import UTC, datetime

import pytest

from domain.language import Language
from sources.article import Article
from sources.documents import DocumentProblem, DocumentRefused
from sources.feed import MOST_ARTICLES, Feed, read_feed
from sources.http import CarefulClient
from sources.outcomes import FEED, Fetched
from tests.sources import samples
from tests.sources.web import says, serving

URL = "https://news.example/rss"


def _read(text: str | bytes, charset: str = "utf-8", url: str = URL) -> Feed:
    return read_feed(text.encode() if isinstance(text, str) else text, charset, "news", url)


def _rss(*items: str) -> str:
    return f"<rss><channel>{''.join(f'<item>{each}</item>' for each in items)}</channel></rss>"


def test_rss_becomes_articles() -> None:
    feed = _read(samples.RSS)
    assert feed.articles[0] == Article(
        publisher="news",
        article_id="/be/news/101?page=2",
        url="https://news.example/be/news/101?utm_source=rss&page=2",
        title="На волю выйшла Алеся Прыдуманая",
        text="Палітзняволеная Алеся на волі.\nЁй 30 гадоў.\nЯна дома.",
        published=datetime(2026, 11, 23, 11, 5, tzinfo=UTC),
        language=Language("be"),
    )
    assert (feed.unread, feed.damage) == (1, "")


def test_escapes_and_look_alikes_are_undone_and_the_first_of_two_is_kept() -> None:
    _, second = _read(samples.RSS).articles
    assert second.title == 'Суд: 5 < 6 & Co, "Справа"'
    assert second.text == "гадзіны ў судзе !"
    assert second.url == "https://news.example/be/news/102"
    assert second.published is None


def test_atom_becomes_articles() -> None:
    first, second = _read(samples.ATOM).articles
    assert (first.article_id, first.title) == ("/ru/7.html", "Пётр Выдуманный осуждён")
    assert first.text == "Три года.\nКассация позже."
    assert first.published == datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert first.language == "ru"
    assert (second.article_id, second.url, second.published) == ("urn:uuid:1225c695", "", None)


def test_rdf_becomes_articles_though_a_prefix_is_not_declared() -> None:
    (only,) = _read(samples.RDF).articles
    assert (only.title, only.language, only.published) == ("One", "en", datetime(2026, 11, 20, tzinfo=UTC))


def test_a_mirror_has_the_same_articles() -> None:
    mirror = samples.RSS.replace("news.example", "d1234.cloudfront.example")
    there = read_feed(mirror.encode(), "", "news", "https://d1234.cloudfront.example/rss")
    assert [each.article_id for each in there.articles] == [each.article_id for each in _read(samples.RSS).articles]


def test_the_language_of_the_configuration_comes_first() -> None:
    assert read_feed(samples.RSS.encode(), "", "news", URL, Language("ru")).articles[0].language == "ru"


@pytest.mark.parametrize("text", [samples.BILLION_LAUGHS, samples.EXTERNAL_ENTITY])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused(text: str, encoding: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        _read(text.encode(encoding), "")
    assert refused.value.problem is DocumentProblem.DECLARATIONS


def test_a_document_type_without_declarations_is_none_of_our_business() -> None:
    typed = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss.dtd">' + _rss(
        "<title>Old</title><link>https://news.example/1</link>"
    )
    assert [each.title for each in _read(typed).articles] == ["Old"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<html><body><rss></rss></body></html>", DocumentProblem.NOT_A_FEED),
        ("<!DOCTYPE html><html></html>", DocumentProblem.NOT_A_FEED),
        ("", DocumentProblem.BROKEN),
        ("Not found", DocumentProblem.BROKEN),
        ("<rss><channel><item" + " " * 100, DocumentProblem.BROKEN),
        ("<rss>" + "<a>" * 300, DocumentProblem.TOO_DEEP),
        ("<rss>" + "<a/>" * 100_001, DocumentProblem.TOO_MANY),
        ("<rss>" + " " * 3_000_000, DocumentProblem.TOO_LARGE),
    ],
)
def test_what_is_no_feed_is_refused(text: str, problem: DocumentProblem) -> None:
    with pytest.raises(DocumentRefused) as refused:
        _read(text)
    assert refused.value.problem is problem


def test_a_feed_that_breaks_gives_what_stood_before() -> None:
    feed = _read(samples.RSS.partition("<item><title>Без")[0] + "<item></title>")
    assert [each.article_id for each in feed.articles] == ["/be/news/101?page=2", "/be/news/102"]
    assert "mismatched tag" in feed.damage


def test_common_damage_is_mended() -> None:
    damaged = "\n\n" + _rss(
        "<title>A\x0b &nbsp;&laquo;B&raquo; & C &unknown;</title><link>https://n.example/?a=1&b=2</link>"
    )
    (only,) = _read(damaged).articles
    assert (only.title, only.article_id) == ("A «B» & C &unknown;", "?a=1&b=2")


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "http://[", "//", "ftp://news.example/1", "data:text/html,x", "https://a\u202eb/"]
)
def test_a_link_that_leads_nowhere_is_no_identity(link: str) -> None:
    assert _read(_rss(f"<title>A</title><link>{link}</link>")).unread == 1


def test_one_entry_too_deep_is_left_out_and_the_rest_kept() -> None:
    deep = "<title>Deep</title><link>/1</link><description><![CDATA[" + "<div>" * 300 + "]]></description>"
    feed = _read(_rss(deep, "<title>Plain</title><link>/2</link>"))
    assert ([each.title for each in feed.articles], feed.unread) == (["Plain"], 1)


def test_the_encoding_is_the_servers_or_the_documents() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?>' + _rss("<title>Воля</title><link>/1</link>")
    raw = text.encode("cp1251")
    assert _read(raw, "").articles[0].title == "Воля"
    assert _read(raw, "windows-1251").articles[0].title == "Воля"
    assert _read(raw, "idna").articles[0].title == "Воля"
    assert "�" in _read(raw, "utf-8").articles[0].title


def test_a_feed_has_an_end() -> None:
    feed = _read(_rss(*(f"<title>{n}</title><link>/{n}</link>" for n in range(MOST_ARTICLES + 50))))
    assert len(feed.articles) == MOST_ARTICLES


async def test_a_feed_is_fetched_and_read(client: CarefulClient) -> None:
    async with serving({"/rss": says(samples.RSS, "application/rss+xml; charset=utf-8")}) as site:
        fetched = await client.fetch(f"{site.url}/rss", FEED)
        assert isinstance(fetched, Fetched)
        feed = read_feed(fetched.body, fetched.charset, "news", fetched.url)
    assert [each.article_id for each in feed.articles] == ["/be/news/101?page=2", "/be/news/102"]
