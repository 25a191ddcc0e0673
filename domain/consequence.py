"""What a confirmed event makes of the custody of those it names: a pure rule."""

from dataclasses import replace
from datetime import date

from domain.dates import PartialDate
from domain.event import Event, EventKind
from domain.person import Custody, Status

_OUTCOMES = {EventKind.RELEASE: Status.RELEASED, EventKind.DEATH: Status.DIED}
"""A pardon is missing on purpose: it is the state's act, and people pardoned have stayed in prison."""


def custody_after(event: Event, custody: Custody, today: date) -> Custody:
    """Return a named person's custody once ``event`` is confirmed on ``today`` (Minsk).

    Unchanged where the event says nothing of it. An event without a date counts from today. What is known as of a
    later date stands, and so does a death.
    """
    outcome = _OUTCOMES.get(event.kind)
    since = event.date or PartialDate.of(today)
    if outcome is None or custody.status in (outcome, Status.DIED) or _known_later(custody, since):
        return custody
    return replace(custody, status=outcome, institution="", ends=None, incommunicado_since=None, as_of=since)


def _known_later(custody: Custody, since: PartialDate) -> bool:
    return custody.as_of is not None and custody.as_of > since
