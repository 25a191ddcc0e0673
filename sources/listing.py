"""What one address of a source showed: writings that are there in full, others that it leads to, and bare claims."""

from dataclasses import dataclass
from datetime import datetime

from domain.event import Event
from sources.article import Article


@dataclass(frozen=True, slots=True)
class Lead:
    """A writing that a page leads to: fetch ``url`` to read it. ``published`` is a day or a moment, or not known."""

    article_id: str
    url: str
    title: str = ""
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """An event that a source states as such, not in prose; ``claim_id`` names it at its publisher."""

    claim_id: str
    event: Event
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything of a page, in its order; ``unread`` entries had a shape that we do not know."""

    articles: tuple[Article, ...] = ()
    leads: tuple[Lead, ...] = ()
    claims: tuple[Claim, ...] = ()
    unread: int = 0

    @property
    def length(self) -> int:
        """How many items there are to look at."""
        return len(self.articles) + len(self.leads) + len(self.claims)
