"""From what a text tells to what its outlet claims."""

from dataclasses import replace
from datetime import timedelta

from bot.lexicons import load_reading_lexicon
from domain.claims import Origin, reports_of
from domain.event import EventKind
from domain.evidence import Evidence, Sign
from domain.reading import read
from domain.trust import Tier
from tests.clock import START

LEXICON = load_reading_lexicon()
TEXT = "Ян Выдуманы на волі\nУ пятніцу на волю выйшаў Ян Выдуманы."
ORIGIN = Origin("news", "reform.news", Tier.PRESS, "/be/1", "https://news.example/be/1", START, START, "f1")
JAN = {"Ян Выдуманы": Evidence("Ян Выдуманы", "viasna:1", (Sign.CUSTODY,))}


def claimed(text: str = TEXT, origin: Origin = ORIGIN, **matched: Evidence) -> list[str]:
    """Return the ids of the reports that a text makes."""
    return [
        report.id for report in reports_of(text, [(event, matched) for event in read(text, LEXICON).events], origin)
    ]


def test_a_report_says_what_of_whom_on_whose_word_and_by_which_words() -> None:
    [event] = read(TEXT, LEXICON).events
    [report] = reports_of(TEXT, [(event, JAN)], ORIGIN)
    assert (report.event.kind, report.event.people, report.event.unmatched) == (EventKind.RELEASE, ("viasna:1",), ())
    assert (report.outlet, report.tier, report.fingerprint, report.source) == ("reform.news", Tier.PRESS, "f1", "news")
    assert {report.excerpt[start:end] for start, end in report.marks} >= {"Ян Выдуманы"}
    assert report.evidence == (JAN["Ян Выдуманы"],)
    assert [citation.publisher for citation in report.event.sources] == ["reform.news"]


def test_the_same_claim_met_again_is_the_same_report_on_any_day_and_host() -> None:
    again = replace(ORIGIN, seen=START + timedelta(days=2), url="https://mirror.example/be/1", source="mirror")
    undated = replace(ORIGIN, published=None)
    assert claimed() == claimed(origin=again)
    assert claimed(origin=undated) == claimed(origin=replace(undated, seen=START + timedelta(days=2)))


def test_another_text_or_another_claim_is_another_report() -> None:
    other = replace(ORIGIN, text_id="/be/2")
    changed = "Ян Выдуманы на волі\nУ пятніцу на волю выйшлі Ян Выдуманы і Алеся Прыдуманая."
    assert len({*claimed(), *claimed(origin=other), *claimed(changed)}) == 3


def test_an_address_that_is_none_of_the_web_is_no_source() -> None:
    [event] = read(TEXT, LEXICON).events
    [report] = reports_of(TEXT, [(event, {})], replace(ORIGIN, url="javascript:alert(1)"))
    assert report.event.sources == ()
    assert report.event.unmatched == ("Ян Выдуманы",)
