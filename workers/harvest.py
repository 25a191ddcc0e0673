"""What a source shows now: fetched through the careful client, read where it can be stopped."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.polling import Failure, SourceState
from sources.article import Article
from sources.catalogue import SourceRow
from sources.documents import DocumentRefused
from sources.http import CarefulClient
from sources.kinds import LAYOUTS
from sources.listing import Lead, Listing
from sources.markup_reader import MarkupReader
from sources.outcomes import NEVER_SEEN, PAGE, Expected, Fetched, NotFetched, NotModified, Outcome, Reason, Validators
from sources.page import article_of


@dataclass(frozen=True, slots=True)
class Harvest:
    """What was on the page, and what to ask with next time."""

    listing: Listing
    validators: Validators


class Unchanged:
    """The source said that nothing has changed since the last poll."""


class Harvester:
    """Asks sources; raises nothing for what servers do."""

    def __init__(self, client: CarefulClient, reader: MarkupReader) -> None:
        self._client = client
        self._reader = reader

    async def listing(self, row: SourceRow, state: SourceState) -> Harvest | Unchanged | Failure:
        """Ask for the page of a source, and its mirrors in turn until one gives something."""
        layout = LAYOUTS[row.kind]
        known = Validators(state.url, state.etag, state.last_modified)
        fetched = await self.fetch(row.addresses, layout.expected, known)
        if not isinstance(fetched, Fetched):
            return fetched
        try:
            return Harvest(await layout.read(self._reader, fetched, row), fetched.validators)
        except DocumentRefused as refused:
            return Failure(refused.problem, refused.detail)

    async def fetch(
        self, addresses: Sequence[str], expected: Expected, known: Validators = NEVER_SEEN
    ) -> Fetched | Unchanged | Failure:
        """Ask one or more addresses in turn until one answers as expected; the first one's failure counts."""
        outcomes: list[NotFetched] = []
        for address in addresses:
            outcome = await self._client.fetch(address, expected, known)
            if isinstance(outcome, Fetched):
                return outcome
            if isinstance(outcome, NotModified):
                return Unchanged()
            outcomes.append(outcome)
        return _failure(outcomes[0])

    async def article(self, row: SourceRow, lead: Lead) -> Article | Failure:
        """Fetch and read a writing that a listing leads to."""
        outcome: Outcome = await self._client.fetch(lead.url, PAGE, NEVER_SEEN)
        if isinstance(outcome, NotModified):
            return Failure(Reason.BROKEN, "HTTP 304")
        if isinstance(outcome, NotFetched):
            return _failure(outcome)
        try:
            page = await self._reader.page(outcome)
        except DocumentRefused as refused:
            return Failure(refused.problem, refused.detail)
        return article_of(page, row.publisher, lead.article_id, row.language)


def _failure(outcome: NotFetched) -> Failure:
    return Failure(outcome.reason, outcome.detail, outcome.retry_at)
