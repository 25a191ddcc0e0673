"""Which of the events a text speaks of are its news, and which it only recalls.

The headline says what the news is; without one, the first sentence that tells an event does. What comes later belongs
to that event, or is recalled, unless it says itself that it is new.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.event import EventKind
from domain.reading.article import Article, Placed, Zone
from domain.reading.counting import Count
from domain.reading.lexicon import Strength
from domain.reading.naming import Named
from domain.reading.parts import Part
from domain.reading.telling import Mention, Told

FOLLOWS = frozenset(
    {
        (EventKind.PARDON, EventKind.RELEASE),
        (EventKind.RELEASE, EventKind.PARDON),
        (EventKind.CHARGE, EventKind.RECOGNITION),
    }
)
"""What else is news when the first is: people who are pardoned are let out."""

OPENING_SENTENCES = 3
"""Full sentences below a headline in which the news begins; one fewer where there is no headline."""

_CASE = frozenset({EventKind.CONVICTION, EventKind.CHARGE})
_OUT = frozenset({EventKind.PARDON, EventKind.RELEASE})
EXPLAINS: Mapping[EventKind, frozenset[EventKind]] = {
    EventKind.DEATH: _CASE | _OUT | {EventKind.RECOGNITION, EventKind.TRANSFER},
    EventKind.PARDON: _CASE | {EventKind.RECOGNITION, EventKind.TRANSFER},
    EventKind.RELEASE: _CASE | {EventKind.RECOGNITION, EventKind.TRANSFER},
    EventKind.RECOGNITION: _CASE | {EventKind.TRANSFER},
    EventKind.TRANSFER: _CASE,
    EventKind.CONVICTION: frozenset({EventKind.CHARGE}),
    EventKind.APPEAL: _CASE,
}
"""What is told in one sentence with an event only to say of whom it speaks ("X, sentenced to five years, has died")."""


OPENING_QUOTES = frozenset('«“"„')
CLOSING_QUOTES = frozenset('»”"')

LIST_MARK_WORDS = 4
"""A name so near to a bullet or a number is an entry of a list."""


@dataclass
class Strand:
    """What a text says of one kind of event, sentence by sentence; turned into an event at the end."""

    kind: EventKind
    is_news: bool
    sentences: list[tuple[Placed, Mention | None]] = field(default_factory=list)
    people: list[Named] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)

    @property
    def adds_time(self) -> bool:
        """Whether this is a verdict that adds to a sentence being served."""
        return self.kind is EventKind.CONVICTION and any(placed.told.adds_time for placed, _ in self.sentences)


def strands(article: Article) -> tuple[Strand, ...]:
    """Sort what a text tells into strands, news first."""
    start = _first(article)
    found: list[Strand] = []
    last: Strand | None = None
    for at, placed in enumerate(article.placed):
        touched = [(_strand(found, placed, mention, start, at), mention) for mention in _told_mentions(placed)]
        for strand, mention in touched:
            _take(strand, placed, mention)
            last = strand
        if not touched and last is not None and _goes_on(placed.told, last):
            _take(last, placed, None)
        _take_recognised(found, placed, touched)
    return tuple(sorted(found, key=lambda strand: not strand.is_news))


def _told_mentions(placed: Placed) -> tuple[Mention, ...]:
    parts = placed.zone is Zone.HEAD or not placed.told.telling()
    told = [mention for mention in placed.told.telling(also_parts=parts) if mention.kind is not None]
    explained = {kind for mention in told if mention.kind for kind in EXPLAINS.get(mention.kind, ())}
    return tuple(mention for mention in told if mention.kind not in explained)


def _tells_anew(placed: Placed) -> bool:
    return any(not mention.recalled for mention in _told_mentions(placed))


def _first(article: Article) -> int | None:
    """Return the sentence that opens the news, or None where the text is no report."""
    placed = article.placed
    head = [at for at, each in enumerate(placed) if each.zone is Zone.HEAD]
    for at in head:
        if _tells_anew(placed[at]) and "habit" not in placed[at].told.cues:
            return at
    is_feature = any(_is_other_matter(placed[at].told) for at in head)
    lead = [at for at, each in enumerate(placed) if each.zone is Zone.LEAD and each.told.is_full]
    reach = OPENING_SENTENCES if head else OPENING_SENTENCES - 1
    opens = [at for at in lead[:reach] if _opens(placed[at], is_feature)]
    late = [at for at, each in enumerate(placed) if each.zone is Zone.BODY and each.told.fresh and _tells_anew(each)]
    return next(iter((*opens, *late)), None)


def _is_other_matter(told: Told) -> bool:
    """Whether a headline promises something else than an event: a feature, a sum, a demand, a detention.

    What somebody says in quotation marks promises nothing.
    """
    topics = any(mention.kind is None for mention in told.mentions)
    return topics or (told.voided and not _is_quoted(told)) or bool({"habit", "totals"} & told.cues)


def _is_quoted(told: Told) -> bool:
    words = told.sentence.words
    return words[0].text in OPENING_QUOTES and words[-1].text in CLOSING_QUOTES


def _opens(placed: Placed, is_feature: bool) -> bool:
    told = placed.told
    if not _tells_anew(placed):
        return False
    return not is_feature or told.fresh or told.names_day


def _strand(found: list[Strand], placed: Placed, mention: Mention, start: int | None, at: int) -> Strand:
    is_news = start is not None and at >= start and _is_news(found, placed, mention, at == start)
    same = [strand for strand in found if strand.kind is mention.kind and strand.is_news is is_news]
    if same and not (is_news and _adds_another(placed.told, mention)):
        return same[-1]
    strand = Strand(mention.kind or EventKind.NUMBERS, is_news)
    found.append(strand)
    return strand


def _adds_another(told: Told, mention: Mention) -> bool:
    """Whether a sentence adds an event of the same kind ("Besides, two priests were pardoned")."""
    return "also" in told.opens_with and any(not count.others for count in mention.counts)


def _take_recognised(found: list[Strand], placed: Placed, touched: list[tuple[Strand, Mention]]) -> None:
    """Add whoever is named in a text that opens with a recognition: it goes on with their cases, one by one."""
    opening = found[0] if found else None
    if opening is None or not opening.is_news or opening.kind is not EventKind.RECOGNITION:
        return
    if all(strand.kind is not EventKind.RECOGNITION for strand, _ in touched):
        opening.people.extend(who for who in placed.told.people if who.part is Part.SUBJECT)


def _is_news(found: list[Strand], placed: Placed, mention: Mention, opens: bool) -> bool:
    told = placed.told
    if mention.recalled or opens:
        return not mention.recalled
    news = [strand for strand in found if strand.is_news]
    same = next((strand for strand in news if strand.kind is mention.kind), None)
    if same is not None:
        return not (_is_another(same, told, mention) or (mention.of_month and mention.counts))
    if told.fresh or not news:
        return mention.strength is Strength.TELLS and (told.fresh or not mention.of_month)
    follows = any((strand.kind, mention.kind) in FOLLOWS for strand in news)
    return follows and mention.strength is Strength.TELLS


def _is_another(strand: Strand, told: Told, mention: Mention) -> bool:
    """Whether a sentence of the same kind tells of another day and another number of people."""
    if told.fresh or "also" in told.cues:
        return False
    known = {count.value for count in strand.counts}
    other_number = bool(known) and any(count.value > max(known) for count in mention.counts)
    days = {placed.told.day[0] for placed, _ in strand.sentences if placed.told.day}
    other_day = told.day is not None and bool(days) and told.day[0] not in days
    return other_day or (other_number and (told.names_day or told.day is not None))


def _goes_on(told: Told, strand: Strand) -> bool:
    """Whether a sentence that tells no event goes on with the people of the one before."""
    if "held" in told.cues or strand.kind is EventKind.RECOGNITION:
        return False
    return "lists" in told.opens_with or (not told.recalled and bool(told.people) and _is_list(told))


def _is_list(told: Told) -> bool:
    words = told.sentence.words
    named = sum(who.end - who.start for who in told.people)
    begins = bool(words[0].is_mark or words[0].text[0].isdigit()) and told.people[0].start <= LIST_MARK_WORDS
    return begins or named * 3 >= len(words)


def _take(strand: Strand, placed: Placed, mention: Mention | None) -> None:
    strand.sentences.append((placed, mention))
    if not (strand.people and mention is not None and mention.of_month):
        strand.people.extend(who for who in placed.told.people if who.part is Part.SUBJECT)
    if mention is not None:
        strand.counts.extend(mention.counts)
