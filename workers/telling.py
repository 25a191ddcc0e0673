"""From an article to reports: read, its names matched, and every event claimed on its outlet's word."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.claims import Matched, Origin, claimed, reports_of
from domain.evidence import Evidence, choose, weigh
from domain.names import NameIndex, Verdict
from domain.person import PersonId
from domain.reading import ReadEvent, Reading, ReadingLexicon, concerns_us, read
from domain.report import Report
from domain.trust import Tier
from sources.article import Article
from sources.catalogue import SourceRow
from sources.listing import Claim
from storage.columns import minsk_day
from storage.people import People

NAMESAKES = 5
"""People of like names that a text is weighed against."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Reads articles with the rules of the lexicon and the names of the register."""

    people: People
    names: NameIndex
    lexicon: ReadingLexicon

    async def reports(self, row: SourceRow, article: Article, seen: datetime) -> Sequence[Report]:
        """Return what an article newly claims; nothing where it is none for us."""
        text = article.prose
        published = minsk_day(article.published) if article.published else None
        reading = await _aside(lambda: read(text, self.lexicon, published))
        if not reading.events:
            return ()
        matched = [await self._matched(event) for event in reading.events]
        if not (row.dedicated or any(matched) or self.concerns(article)):
            return ()
        return reports_of(text, zip(reading.events, matched, strict=True), _origin(row, article, seen))

    async def claimed(self, row: SourceRow, claim: Claim, seen: datetime) -> Report:
        """Return the report of an event that a source states as such, with its names matched where one is certain."""
        certain = {name: await self._certain(name) for name in claim.event.unmatched}
        event = replace(
            claim.event,
            people=tuple(dict.fromkeys(person for person in certain.values() if person)),
            unmatched=tuple(name for name, person in certain.items() if not person),
        )
        url = event.sources[0].url if event.sources else ""
        origin = Origin(row.name, row.publisher, row.tier, claim.claim_id, url, None, seen)
        return claimed(event, origin, claim.excerpt)

    def concerns(self, article: Article) -> bool:
        """Return whether an article looks like one for us: in a feed that prints everything, most are not."""
        return concerns_us(article.prose, self.lexicon)

    async def _certain(self, name: str) -> PersonId | None:
        looked_up = self.names.find(name, 1)
        if looked_up.verdict is not Verdict.FOUND:
            return None
        listed = await self.people.by_code(looked_up.matches[0].code)
        return listed.person.id if listed else None

    async def _matched(self, event: ReadEvent) -> Matched:
        found = {who.value: await self._meant(who.value, event) for who in event.people}
        return {name: evidence for name, evidence in found.items() if evidence is not None}

    async def _meant(self, name: str, event: ReadEvent) -> Evidence | None:
        """Return whom a name means: one person without doubt, or the one of several whom the text tells apart."""
        looked_up = self.names.find(name, NAMESAKES)
        if looked_up.verdict is Verdict.NONE:
            return None
        sure = looked_up.verdict is Verdict.FOUND
        codes = [match.code for match in looked_up.matches[: 1 if sure else NAMESAKES]]
        weighed = [weigh(name, event, listed.person) for listed in await self.people.by_codes(codes)]
        return next(iter(weighed), None) if sure else choose(weighed)


async def _aside(work: Callable[[], Reading]) -> Reading:
    """Read in a thread: a long text takes a tenth of a second, and readers are being answered meanwhile."""
    return await asyncio.to_thread(work)


def _origin(row: SourceRow, article: Article, seen: datetime) -> Origin:
    """Name the outlet; what it relays from another rests on that other's word, whom we do not know as trusted."""
    tier = min(row.tier, Tier.PRESS, key=_DISTRUST.index) if article.relayed_from else row.tier
    return Origin(
        row.name,
        row.publisher,
        tier,
        article.article_id,
        article.url,
        article.published,
        seen,
        article.fingerprint,
        article.relayed_from,
    )


_DISTRUST: Sequence[Tier] = (Tier.STATE, Tier.PRESS, Tier.TRUSTED)
