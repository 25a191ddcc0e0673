"""What lies before the editors, with all that its preview is made of (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.editing import with_text
from domain.event import Act, Event, EventState, Filed
from domain.language import Language
from domain.person import Listed


@dataclass(frozen=True, slots=True)
class Replaced:
    """The revision that is to be replaced: as it was sent, when (UTC; None: not known), and whom it names."""

    event: Event
    at: datetime | None
    named: Sequence[Listed]


@dataclass(frozen=True, slots=True)
class Draft:
    """What lies on the desk, and whom it names; ``replaced`` is what a correction or retraction is about."""

    filed: Filed
    named: Sequence[Listed]
    replaced: Replaced | None = None


def correction_of(sent: Event) -> Event:
    """Return the next revision of what was sent, in which nothing has been corrected yet."""
    return replace(sent, revision=sent.revision + 1, act=Act.UPDATE)


def retraction_of(sent: Event, language: Language, why: str) -> Event:
    """Return the revision that takes back what was sent; ``why`` is one sentence, or empty.

    It takes the place of what was said beside the news: that may be the very thing that was wrong. Raises Refused for
    what is no sentence.
    """
    taken_back = replace(sent, revision=sent.revision + 1, act=Act.CANCEL)
    return with_text(replace(taken_back, summary={}), language, why) if why else taken_back


def is_next(event: Event, sent: Filed) -> bool:
    """Return whether a correction was begun from what holds now: nobody has corrected or retracted that since."""
    follows = (Act.UPDATE, sent.event.revision + 1) == (event.act, event.revision)
    return follows and sent.state is EventState.CONFIRMED


def changes_nothing(event: Event, sent: Event) -> bool:
    """Return whether a correction says what was said already."""
    return replace(event, revision=sent.revision, act=sent.act) == sent
