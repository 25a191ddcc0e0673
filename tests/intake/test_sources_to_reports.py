"""What a source newly shows becomes reports, each once: feeds, mirrors, tag pages, channels, the register, hearings."""

import json

from aiohttp import web

from domain.event import EventKind
from domain.evidence import Sign
from domain.language import Language
from domain.person import Case, Citation, Custody, Gender, Person, Status
from domain.trust import Tier
from storage.columns import minsk_day
from tests.clock import START
from tests.importing.exports import crowd
from tests.intake.conftest import Open
from tests.intake.newsstand import Newsstand, article, item, tag_page
from tests.sources import samples
from tests.sources.web import refuses

FREED = "На волю з калоніі № 3 выйшаў палітвязень Адам Прыкладны. Ён цалкам адбыў свой тэрмін."
ADAM = Person(
    "viasna:9",
    {Language("be"): ("Адам Прыкладны",)},
    Gender.MALE,
    custody=Custody(Status.IMPRISONED, institution="colony-3"),
    case=Case(("342",)),
    sources=(Citation("https://example.org/9", "Viasna"),),
)


async def test_an_item_of_a_feed_is_reported_once_and_then_the_server_says_304(
    stand: Newsstand, open_sources: Open
) -> None:
    stand.put_feed(item(1, "Адам Прыкладны на волі", FREED), item(2, "Надвор’е", "Заўтра дождж."))
    intake = await open_sources("feed")
    for _ in range(3):
        await intake.poll("feed")
    [report] = await intake.reports()
    assert (report.event.kind, report.event.unmatched) == (EventKind.RELEASE, ("Адам Прыкладны",))
    assert (report.source, report.outlet, report.tier) == ("feed", "Навіны", Tier.PRESS)
    assert "выйшаў" in " ".join(report.excerpt[start:end] for start, end in report.marks)
    [citation] = report.event.sources
    assert (citation.publisher, str(citation.published)) == ("Навіны", "2026-11-23")
    first, second, third = stand.statuses("/rss")
    assert not first
    assert second == third != ""
    state = await intake.state("feed")
    assert (state.items, state.reports, state.failures) == (2, 1, 0)


async def test_a_mirror_shows_nothing_new_and_answers_when_the_first_address_does_not(
    stand: Newsstand, open_sources: Open
) -> None:
    stand.put_feed(item(1, "Адам Прыкладны на волі", FREED))
    intake = await open_sources("feed", "mirrored")
    await intake.poll("feed", "mirrored")
    assert len(await intake.reports()) == 1
    stand.put_feed(item(1, "Адам Прыкладны на волі", FREED), item(3, "Памёр Ян Выдуманы", "Памёр палітвязень."))
    del stand.site.routes["/rss"]
    await intake.poll("feed")
    assert {report.event.kind for report in await intake.reports()} == {EventKind.RELEASE, EventKind.DEATH}
    assert not (await intake.state("feed")).failures


async def test_names_in_a_text_become_people_of_the_register_with_what_speaks_for_it(
    stand: Newsstand, open_sources: Open
) -> None:
    stand.put_feed(item(1, "Адам Прыкладны на волі", FREED))
    intake = await open_sources("feed")
    await intake.store.people.put([ADAM], minsk_day(START))
    await intake.poll("feed")
    [report] = await intake.reports()
    assert (report.event.people, report.event.unmatched) == (("viasna:9",), ())
    [evidence] = report.evidence
    assert {Sign.CUSTODY, Sign.PLACE} <= set(evidence.supports)


async def test_namesakes_are_left_to_the_editors_unless_the_text_tells_them_apart(
    stand: Newsstand, open_sources: Open
) -> None:
    other = Person("viasna:10", ADAM.names, Gender.MALE, custody=Custody(Status.RELEASED), sources=ADAM.sources)
    stand.put_feed(item(1, "Адам Прыкладны на волі", FREED))
    intake = await open_sources("feed")
    await intake.store.people.put([ADAM, other], minsk_day(START))
    await intake.poll("feed")
    [report] = await intake.reports()
    assert report.event.people == ("viasna:9",)
    stand.put_feed(item(4, "Адам Прыкладны на волі", "На волю выйшаў палітвязень Адам Прыкладны."))
    await intake.poll("feed")
    assert (await intake.reports())[-1].event.unmatched == ("Адам Прыкладны",)


async def test_a_tag_page_leads_to_articles_which_are_fetched_once(stand: Newsstand, open_sources: Open) -> None:
    old = (7, "01.02.2020", "Старая навіна")
    stand.put("/be/tags/79", tag_page((8, "23.11.2026", "Адам Прыкладны на волі"), old))
    stand.put("/be/news/8", article("Адам Прыкладны на волі", FREED, "Яго асудзілі ў 2022 годзе да трох гадоў."))
    intake = await open_sources("tags")
    for _ in range(2):
        await intake.poll("tags")
    [report] = await intake.reports()
    assert (report.event.kind, report.tier, report.outlet) == (EventKind.RELEASE, Tier.TRUSTED, "Viasna")
    assert len(stand.asked("/be/news/8")) == 1
    assert not stand.asked("/be/news/7"), "published years before we met it"


async def test_a_page_that_was_not_to_be_had_is_asked_for_again(stand: Newsstand, open_sources: Open) -> None:
    stand.put("/be/tags/79", tag_page((8, "23.11.2026", "Адам Прыкладны на волі")))
    stand.put_answer("/be/news/8", _failing)
    intake = await open_sources("tags")
    await intake.poll("tags")
    assert not await intake.reports()
    assert (await intake.state("tags")).reason == "server_error", "the listing alone is no success"
    stand.put("/be/news/8", article("Адам Прыкладны на волі", FREED))
    await intake.poll("tags")
    assert len(await intake.reports()) == 1


async def test_a_page_that_turns_programs_away_is_told_of_and_not_forgotten(
    stand: Newsstand, open_sources: Open
) -> None:
    stand.put("/be/tags/79", tag_page((8, "23.11.2026", "Адам Прыкладны на волі")))
    stand.put_answer("/be/news/8", refuses(403))
    intake = await open_sources("tags")
    await intake.poll("tags")
    assert (await intake.state("tags")).reason == "rejected"
    stand.put("/be/news/8", article("Адам Прыкладны на волі", FREED))
    intake.clock.advance(24 * 3_600)
    await intake.poll("tags")
    assert len(await intake.reports()) == 1


async def test_a_channel_repeats_and_edits_its_posts(stand: Newsstand, open_sources: Open) -> None:
    told = "Палітвязень Адам Прыкладны выйшаў на волю."
    stand.put_channel(samples.post(22, told))
    intake = await open_sources("channel")
    await intake.poll("channel")
    stand.put_channel(samples.post(22, told), samples.post(23, told))
    await intake.poll("channel")
    assert len(await intake.reports()) == 1, "the same words under a new number"
    stand.put_channel(samples.post(22, told + " Таксама выйшла Алеся Прыдуманая."), samples.post(23, told))
    await intake.poll("channel")
    assert [len(report.event.unmatched) for report in await intake.reports()] == [1, 2]


async def test_what_an_outlet_only_relays_rests_on_the_word_of_another(stand: Newsstand, open_sources: Open) -> None:
    stand.put_channel(samples.post(22, "Палітвязень Адам Прыкладны выйшаў на волю.", samples.FORWARDED))
    intake = await open_sources("channel")
    await intake.poll("channel")
    [report] = await intake.reports()
    assert (report.source, report.outlet) == ("channel", "Іншы канал")


async def test_a_register_makes_reports_of_its_changes_only(stand: Newsstand, open_sources: Open) -> None:
    rows = crowd(20)
    stand.put_register(rows)
    intake = await open_sources("register")
    await intake.poll("register")
    assert not await intake.reports(), "a first import is history"
    rows[0] |= {"status": "former", "prison": "FALSE", "release_date": "2026-11-20"}
    stand.put_register(rows[:19])
    await intake.poll("register")
    [report] = await intake.reports()
    assert (report.event.kind, report.event.people) == (EventKind.RELEASE, ("viasna:1000",))
    assert (report.outlet, report.tier) == ("Viasna", Tier.TRUSTED)
    assert await intake.store.people.count() == 20, "an absent row is not a release"
    stand.put_register(rows[:12])
    await intake.poll("register")
    state = await intake.state("register")
    assert (state.reason, state.items) == ("shrank", 19)


async def test_the_states_announcement_is_a_claim(stand: Newsstand, open_sources: Open) -> None:
    stand.put("/ru/events", "<html>" + "<p>х</p>" * 50 + "<a href='/ru/events/ukaz-o-pomilovanii-1795420800'>Указ</a>")
    stand.put(
        "/ru/events/ukaz-o-pomilovanii-1795420800",
        article("Указ о помиловании", "Президент подписал указ о помиловании 25 человек.", "Среди них 11 женщин."),
    )
    intake = await open_sources("state")
    await intake.poll("state")
    [report] = await intake.reports()
    assert (report.event.kind, report.event.count, report.event.women) == (EventKind.PARDON, 25, 11)
    assert report.tier is Tier.STATE


async def test_hearings_are_reported_with_the_names_the_register_knows(stand: Newsstand, open_sources: Open) -> None:
    people = [{"surname": "Прыкладны", "name": "Адам"}, {"surname": "Новы", "name": "Ян", "patronymic": "Янавіч"}]
    row = {"started_at": "2026-11-25 10:00:00", "address": "Мінск, суд", "prisoners": people}
    stand.put("/api/v1/courts", json.dumps({"data": [row, {"x": 1}], "meta": {"last_page": 1}}), "application/json")
    intake = await open_sources("courts")
    await intake.store.people.put([ADAM], minsk_day(START))
    await intake.poll("courts")
    await intake.poll("courts")
    [report] = await intake.reports()
    assert (report.event.kind, str(report.event.date)) == (EventKind.TRIAL, "2026-11-25")
    assert (report.event.people, report.event.unmatched) == (("viasna:9",), ("Ян Новы",))


async def _failing(_request: object) -> web.StreamResponse:
    return web.Response(status=502)
