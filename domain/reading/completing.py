"""What a strand of news leaves out and the text says elsewhere: whom a headline means, how many a pardon let out."""

from collections.abc import Iterable, Mapping, Sequence

from domain.event import EventKind
from domain.reading.article import Article, Zone
from domain.reading.counting import Count
from domain.reading.deciding import Strand
from domain.reading.naming import Named
from domain.reading.parts import Part

_TWINS: Mapping[EventKind, EventKind] = {EventKind.PARDON: EventKind.RELEASE, EventKind.RELEASE: EventKind.PARDON}


def complete(found: Sequence[Strand], article: Article) -> None:
    """Fill the gaps of the strands that are news, in place."""
    news = [strand for strand in found if strand.is_news]
    for strand in news:
        if not strand.people and strand.kind in _NAMING and not any(other.people for other in news):
            strand.people.extend(_leading(article))
    for strand in news:
        _take_from_twin(strand, news)
    for strand in news:
        if strand.kind in _WAVES and not strand.counts:
            strand.counts.extend(_counted(article))


_WAVES = frozenset({EventKind.PARDON, EventKind.RELEASE, EventKind.RECOGNITION})
_NAMING = frozenset(EventKind) - {EventKind.NUMBERS, EventKind.TRIAL, EventKind.APPEAL}


def _counted(article: Article) -> Iterable[Count]:
    """Return the numbers of the first sentence at the top that counts people without telling another event."""
    for placed in article.placed:
        told = placed.told
        counts = [count for count in told.counts if count.sure and count.sex == "any" and count.value > 1]
        if placed.zone is not Zone.BODY and counts and not told.telling() and not {"held", "totals"} & told.cues:
            return counts
    return ()


def _leading(article: Article) -> Iterable[Named]:
    """Return the people of the first sentence that names somebody it may have happened to."""
    for placed in article.placed:
        told = placed.told
        people = [who for who in told.people if who.part is Part.SUBJECT]
        if placed.zone is not Zone.BODY and people and "held" not in told.cues:
            return people
    return ()


def _take_from_twin(strand: Strand, news: Sequence[Strand]) -> None:
    """Those who "were released on pardon" are as many, and the same, as were pardoned."""
    twins = [other for other in news if other.kind is _TWINS.get(strand.kind)]
    if not twins or strand.counts or strand.people:
        return
    before = [
        twin for twin in twins if twin.sentences[0][0].told.sentence.span <= strand.sentences[0][0].told.sentence.span
    ]
    twin = (before or twins)[-1]
    strand.people.extend(twin.people)
    strand.counts.extend(twin.counts)
