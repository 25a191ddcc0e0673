"""People, events and every message the bot can say, for all tests of words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from domain.audience import Reach, audience_of
from domain.brake import Worry
from domain.callback import Verb
from domain.dates import PartialDate
from domain.event import Certainty, Event, EventKind, EventState, Filed, Ground
from domain.evidence import Evidence, Sign
from domain.language import Language
from domain.message import Message
from domain.person import Case, Citation, Custody, Gender, Listed, Person, Sentence, Status
from domain.quarantine import queue_of
from domain.refusal import Problem, Refusal
from domain.report import Quarantined, Report
from domain.subscription import LONGEST_AWAITED, Awaited, Topic
from domain.trust import Tier
from tests.texts.correction_samples import corrections, of_editors
from tests.texts.figure_samples import figures
from tests.texts.form_samples import in_the_form, joined
from tests.texts.rhythm_samples import about_rhythm, digests, signs_of_life
from texts import (
    alert,
    apologies,
    awaiting,
    card,
    correcting,
    desk,
    following,
    guide,
    hiding,
    menus,
    news,
    onboarding,
    refusals,
    review,
    search,
    settings,
    subscribing,
)
from texts.desk import Asked
from texts.markup import escape
from texts.phrasebook import Phrasebook, Voice
from texts.proof import Proof
from texts.review import Laid

BOOK = Phrasebook.load()
COUNTS = (0, 1, 2, 5, 11, 21, 22, 111)
DAY = PartialDate(2026, 3, 19)
VIASNA = Citation("https://spring96.org/1", "Viasna", DAY)
REACH = Reach(1_204, 1, 2)
PLAIN_NAME = "Імя Прозвішча"
HOSTILE = ("<b>x</b>", "a & b &lt; &#0;", "</b></pre>", "\u202eemaN", "evil.example/x", "🙂" * 60, "x" * 120, "{name}")


def voice(language: str) -> Voice:
    return BOOK.voice(Language(language))


def person(name: str = PLAIN_NAME, gender: Gender = Gender.OTHER, status: Status = Status.IMPRISONED) -> Person:
    """Return somebody of whom every fact is known."""
    return Person(
        id=f"test:{name}",
        names={Language("be"): (name,), Language("ru"): (f"{name} ру",), Language("en"): (f"{name} en",)},
        gender=gender,
        born=PartialDate(1982, 4, 24),
        custody=Custody(status, PartialDate(2020, 9, 7), "colony-4", PartialDate(2031, 9), PartialDate(2023, 2), DAY),
        case=Case(("357", "361-4", "293 p.2", "999"), Sentence(11, 2, 5), DAY),
        recognised=True,
        sources=(VIASNA, Citation("https://reform.example/2", "reform.news", PartialDate(2021))),
    )


def listed(name: str = PLAIN_NAME, code: int = 7, status: Status = Status.IMPRISONED) -> Listed:
    return Listed(code, person(name, status=status))


def event(kind: EventKind = EventKind.RELEASE, names: Sequence[str] = (PLAIN_NAME,), count: int | None = 22) -> Event:
    """Return an event with every field."""
    return Event(
        id="2026-03-19",
        kind=kind,
        date=DAY,
        count=count,
        women=1,
        men=21,
        people=tuple(f"test:{name}" for name in names),
        unmatched=(),
        ground=Ground.PARDON,
        summary={Language(language): "x" for language in ("be", "ru", "en")},
        sources=(VIASNA,),
        conflicts="They differ.",
    )


def filed(kind: EventKind = EventKind.RELEASE, names: Sequence[str] = (PLAIN_NAME,)) -> Filed:
    return Filed(17, event(kind, names), EventState.DRAFT)


def alerts(names: Sequence[str], voice: Voice) -> Iterator[Message]:
    """Yield every kind of event, to followers and to subscribers, with and without names."""
    for kind in EventKind:
        people = [person(name, gender) for name, gender in zip(names, list(Gender) * len(names), strict=False)]
        mine = frozenset(each.id for each in people)
        yield alert.full_alert(17, event(kind, names), people, mine, voice)
        yield alert.full_alert(17, event(kind, names), people, frozenset(), voice)
        yield alert.full_alert(17, event(kind, ()), [], frozenset(), voice)
        yield alert.full_alert(17, Event("bare", kind), [], frozenset(), voice)
        unconfirmed = replace(event(kind, names), certainty=Certainty.UNCONFIRMED)
        yield alert.full_alert(17, unconfirmed, people, mine, voice)
        yield alert.full_alert(17, unconfirmed, people, frozenset(), voice)
        yield alert.full_alert(17, Event("bare", kind, unmatched=tuple(names)), people, mine, voice)
        yield from corrections(event(kind, names), people, voice)
    yield alert.discreet_alert(17, voice)
    yield alert.until_seen(alert.discreet_alert(17, voice), 17, voice)
    yield Message("x", alert.shown_keyboard(17, 2, 3, voice))
    yield Message("x", alert.shown_keyboard(17, 1, 3, voice))


def about_people(name: str, voice: Voice) -> Iterator[Message]:
    """Yield cards, look-ups and the list of followed people."""
    for status in Status:
        yield card.card(listed(name, status=status), [filed(names=(name,))], voice)
        yield card.card_followed(listed(name, status=status), [], voice)
    yield hiding.with_hide(card.card(listed(name), [], voice), voice)
    yield search.candidates([listed(name, code) for code in range(1, 6)], voice)
    yield search.not_found(name, voice)
    yield search.ask_for_name(voice, "/follow")
    yield search.too_long(voice)
    for said in (following.followed, following.already_followed, following.unfollowed, following.not_followed):
        yield said(listed(name), voice)
    for page in (0, 1, 99):
        awaited = [Awaited(number, name[:LONGEST_AWAITED]) for number in range(1, 11)]
        yield following.following([listed(name, code) for code in range(1, 51)], awaited, page, voice)
    yield following.following([], [Awaited(1, name)], 0, voice)
    yield from about_awaited(Awaited(3, name), voice)
    yield following.nobody_followed(voice)
    yield following.too_many(voice)
    yield following.private_only(voice)


def about_awaited(name: Awaited, voice: Voice) -> Iterator[Message]:
    """Yield what is said of names that are not listed yet."""
    yield awaiting.not_found_yet(name.name, "0123456789a", voice)
    yield awaiting.awaited(name.name, voice)
    yield awaiting.too_many_awaited(voice)
    yield awaiting.awaited_card(name, voice)
    yield awaiting.no_longer_awaited(name.name, voice)
    yield awaiting.offer(name, listed(name.name), voice)
    yield awaiting.discreet_offer(name, 7, voice)
    yield awaiting.declined(name, voice)


def about_news(name: str, voice: Voice) -> Iterator[Message]:
    """Yield lists of news, topics and the editors' desk."""
    known = {f"test:{name}": person(name)}
    for topic in (None, *Topic):
        yield news.latest([filed(kind, (name,) * 5) for kind in EventKind], known, 1, True, topic, voice)
    yield news.no_news(voice)
    yield subscribing.unknown_topic(name, voice)
    yield subscribing.admins_only(voice)
    yield from on_the_desk(name, voice)


def on_the_desk(name: str, voice: Voice) -> Iterator[Message]:
    """Yield what editors are shown."""
    shown = proof_of(name)
    for asked in (Asked(2), Asked(3, frozenset(Worry), 1), Asked(1, frozenset({Worry.ALREADY_FREE}))):
        yield from desk.previews(filed(names=(name,)), shown, REACH, asked, voice)
    yield Message(escape(desk.approved_by_you(1, voice)))
    yield desk.confirmed(filed(), 1_131, voice)
    yield desk.dropped(filed(), voice)
    yield Message(escape(desk.changed_since(voice)))
    yield Message(escape(desk.already_done(voice)))
    yield Message(escape(correcting.goes_on_later(voice)))
    yield desk.not_an_editor(voice)
    yield desk.announce_usage(voice)
    yield desk.already_sent(voice)
    for state in EventState:
        yield desk.settled(replace(filed(), state=state), 3, voice)
    yield from of_editors(event(names=(name,)), [listed(name)], BOOK, voice)
    yield from in_review(name, voice)
    for problem in Problem:
        yield refusals.message(Refusal(problem, name, name), voice)


def in_review(name: str, voice: Voice) -> Iterator[Message]:
    """Yield the screens of the editors' queue of reports."""
    claims = [event(kind, (name,)) for kind in EventKind]
    claims += [Event("none", EventKind.PARDON, DAY, 37, sources=(VIASNA,)), Event("bare", EventKind.DEATH)]
    queue = queue_of([reported(number, name, claim) for number, claim in enumerate(claims, 1)], 1_131)
    for place, bundle in enumerate(queue.bundles):
        yield review.page(Laid(queue, place, bundle.event, [listed(name)]), review.dropped(bundle, voice), voice)
    twice = [reported(number, name, event(names=(name, "test:x"), count=number)) for number in (1, 2)]
    states = (EventState.DRAFT, EventState.HISTORY, EventState.RETRACTED)
    for known in (None, *(replace(filed(), state=state) for state in states)):
        laid = Laid(queue_of(twice, 2), 0, event(names=(name,) * 30), [listed(name)] * 30, known, [known or filed()])
        yield review.page(laid, review.proposed(filed(), voice), voice)
    for done in (None, review.dropped(queue.bundles[0], voice)):
        yield review.nothing_waits(done, voice)
    for number in COUNTS:
        yield review.waiting(number, voice)
    yield Message(escape(review.handled(voice)))
    yield Message(escape(review.changed(voice)))
    one = reported(1, name, event(names=(name, "test:x")))
    yield from in_the_form(name, one, listed(name), voice)
    yield from joined(name, one, voice)


def reported(number: int, name: str, claim: Event) -> Quarantined:
    seen = datetime(2026, 3, 19, 22, tzinfo=UTC)
    source = "viasna-register" if number % 2 else name
    marks = tuple((place * (len(name) + 1), place * (len(name) + 1) + len(name)) for place in (3, 0, 999))
    evidence = (Evidence(name, f"test:{name}", tuple(Sign), tuple(Sign)), Evidence(name, "test:x"))
    report = Report(f"r{number}", source, seen, claim, f"{name} " * 40, name, list(Tier)[number % 3], "", marks)
    return Quarantined(number, replace(report, evidence=evidence))


def proof_of(name: str) -> Proof:
    people = [person(name)]
    texts = {each: alert.alert_text(event(), people, frozenset(), BOOK.voice(each)) for each in BOOK.languages}
    audience = audience_of(event(), [7])
    return Proof(texts, texts, audience, b"0" * 32, "1-0a1b2c3d4e5f")


def about_the_bot(voice: Voice) -> Iterator[Message]:
    """Yield onboarding, help, settings and apologies."""
    pages = (
        onboarding.pick_language, onboarding.risk, onboarding.ready, guide.help_for_reader, guide.help_for_editor,
        guide.privacy, guide.forget_question, guide.forgotten, settings.discreet_on, settings.discreet_off,
        settings.discreet_menu_on, settings.discreet_menu_off, settings.language_menu, settings.language_set,
        apologies.went_wrong, apologies.unknown_command, apologies.only_names,
    )  # fmt: skip
    yield from (page(voice) for page in pages)
    yield Message(escape(apologies.old_button(voice)))
    yield Message(escape(apologies.not_for_groups(voice)))
    yield Message(escape(menus.name(voice)))
    yield Message(escape(menus.description(voice)))
    yield Message(escape(menus.short_description(voice)))


def every_message(name: str, voice: Voice) -> Iterator[Message]:
    """Yield everything the bot can say, about somebody called ``name``."""
    yield from alerts((name, PLAIN_NAME), voice)
    yield from about_people(name, voice)
    yield from about_news(name, voice)
    yield from about_the_bot(voice)
    yield from about_rhythm(voice)
    yield from digests(event(names=(name,)), [person(name)], voice)
    yield from signs_of_life(COUNTS, voice)
    yield from figures(name, voice)


def verbs_of(message: Message) -> set[Verb]:
    return {Verb(each.action.split(".")[1]) for row in message.keyboard for each in row if each.action}
