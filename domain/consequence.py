"""What a confirmed event makes of the custody of those it names: a pure rule."""

from dataclasses import replace
from datetime import date

from domain.dates import PartialDate
from domain.event import Certainty, Event, EventKind
from domain.person import OUT, Custody, Status


def custody_after(event: Event, custody: Custody, today: date) -> Custody:
    """Return a named person's custody once ``event`` is confirmed on ``today`` (Minsk).

    A release frees whoever is not out already, unless they were detained anew since; a death ends everything. A pardon
    changes nothing: it is the state's act, and people pardoned have stayed in prison. Nor does what is unconfirmed. An
    event without a date counts from today.
    """
    if event.certainty is Certainty.UNCONFIRMED:
        return custody
    since = event.date or PartialDate.of(today)
    if event.kind is EventKind.DEATH and custody.status is not Status.DIED:
        return _out(custody, Status.DIED, since)
    if event.kind is EventKind.RELEASE and custody.status not in OUT and not _held_anew(custody, since):
        return _out(custody, Status.RELEASED, since)
    return custody


def _out(custody: Custody, status: Status, since: PartialDate) -> Custody:
    return replace(custody, status=status, institution="", ends=None, incommunicado_since=None, as_of=since)


def _held_anew(custody: Custody, since: PartialDate) -> bool:
    return custody.detained is not None and custody.detained > since
