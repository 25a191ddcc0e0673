"""What a source newly shows becomes reports: everything once, whatever its host and however often it is shown."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.polling import Failure, Poll, SourceState, is_news
from domain.ports import Clock
from sources.article import Article
from sources.catalogue import SourceKind, SourceRow
from sources.listing import Claim, Lead
from sources.outcomes import NEVER_SEEN, Reason
from storage.store import Store
from workers.harvest import Harvest, Harvester
from workers.telling import Teller

MOST_PAGES = 20
"""Pages that one poll fetches behind a listing; the rest wait for the next poll."""

SHORT = 600
"""Characters: a feed's entry below this is a teaser, and the page behind it is read instead."""

PASSING = frozenset(
    {
        Reason.WAITING,
        Reason.DEADLINE,
        Reason.UNREACHABLE,
        Reason.UNKNOWN_HOST,
        Reason.SERVER_ERROR,
        Reason.TOO_MANY,
        Reason.REJECTED,
        Reason.BROKEN,
    }
)
"""Why a page may be had at another time; for any other reason it is let go."""


class Gatherer:
    """Sorts out what is new of a harvest, reads it, files the reports, and notes what was met."""

    def __init__(self, store: Store, harvester: Harvester, teller: Teller, clock: Clock) -> None:
        self._store = store
        self._harvester = harvester
        self._teller = teller
        self._clock = clock

    async def gather(self, row: SourceRow, state: SourceState, harvest: Harvest) -> Poll | Failure:
        """Return what a harvest came to; a failure where a listing leads to pages none of which was to be had."""
        listing, now = harvest.listing, self._clock.now()
        made = await self._claims(row, listing.claims, now)
        made += await self._articles(row, state, listing.articles)
        fresh = await self._fresh(row, state, listing.leads)
        found = [await self._lead(row, lead) for lead in fresh[:MOST_PAGES]]
        failures = [each for each in found if isinstance(each, Failure)]
        if failures and len(failures) == len(found):
            return failures[0]
        # with something left to fetch, the page must be shown again: a 304 would hide it
        known = NEVER_SEEN if failures or len(fresh) > MOST_PAGES else harvest.validators
        made += sum(each for each in found if isinstance(each, int))
        return Poll(listing.length, made, known.url, known.etag, known.last_modified)

    async def _claims(self, row: SourceRow, claims: Sequence[Claim], now: datetime) -> int:
        met = await self._store.articles.met(row.publisher, [claim.claim_id for claim in claims])
        new = [claim for claim in claims if claim.claim_id not in met]
        made = await self._store.reports.file([await self._teller.claimed(row, claim, now) for claim in new])
        await self._note(row, {claim.claim_id: "" for claim in new})
        return made

    async def _articles(self, row: SourceRow, state: SourceState, articles: Sequence[Article]) -> int:
        """Read the articles that are new or whose words have changed, the oldest first."""
        met = await self._store.articles.met(row.publisher, [article.article_id for article in articles])
        made, passed = 0, dict[str, str]()
        for article in sorted(articles, key=_moment):
            if met.get(article.article_id) == article.fingerprint:
                continue
            if article.article_id in met or is_news(article.published, state, self._clock.now()):
                made += await self._article(row, article)
            else:
                passed[article.article_id] = article.fingerprint
        await self._note(row, passed)
        return made

    async def _article(self, row: SourceRow, article: Article) -> int:
        """Read one article, unless its outlet has printed the same words before under another id."""
        made = 0
        if not await self._store.articles.has_words(row.publisher, article.fingerprint):
            whole = await self._in_full(row, article)
            made = await self._store.reports.file(await self._teller.reports(row, whole, self._clock.now()))
        await self._note(row, {article.article_id: article.fingerprint})
        return made

    async def _in_full(self, row: SourceRow, article: Article) -> Article:
        """Return the article behind a teaser, where the teaser tells something and the page may be fetched."""
        is_teaser = row.kind is SourceKind.FEED and len(article.text) < SHORT and bool(article.url)
        if not is_teaser or not (row.dedicated or self._teller.concerns(article)):
            return article
        found = await self._harvester.article(row, Lead(article.article_id, article.url))
        return article if isinstance(found, Failure) or len(found.text) < len(article.text) else found

    async def _fresh(self, row: SourceRow, state: SourceState, leads: Sequence[Lead]) -> Sequence[Lead]:
        """Return what a listing newly leads to and is to be read; what is too old to be news is noted."""
        met = await self._store.articles.met(row.publisher, [lead.article_id for lead in leads])
        new = [lead for lead in leads if lead.article_id not in met]
        fresh = [lead for lead in new if is_news(lead.published, state, self._clock.now())]
        await self._note(row, {lead.article_id: "" for lead in new if lead not in fresh})
        return fresh

    async def _lead(self, row: SourceRow, lead: Lead) -> int | Failure:
        """Return the reports that the page made; a failure where it has to be asked for again."""
        found = await self._harvester.article(row, lead)
        if isinstance(found, Article):
            return await self._article(row, found)
        if found.reason in PASSING:
            return found
        await self._note(row, {lead.article_id: ""})
        return 0

    async def _note(self, row: SourceRow, met: Mapping[str, str]) -> None:
        await self._store.articles.note(row.publisher, met, self._clock.now())


def _moment(article: Article) -> float:
    return article.published.timestamp() if article.published else 0.0
