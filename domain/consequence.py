"""What a confirmed event makes of the custody of those it names: a pure rule."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from domain.dates import PartialDate
from domain.event import Act, Certainty, Event, EventKind
from domain.person import OUT, Custody, Status

_MADE: Mapping[EventKind, Status] = {EventKind.DEATH: Status.DIED, EventKind.RELEASE: Status.RELEASED}


def custody_after(event: Event, custody: Custody, today: date) -> Custody:
    """Return a named person's custody once ``event`` is confirmed on ``today`` (Minsk).

    A release frees whoever is not out already, unless they were detained anew since; a death ends everything. A pardon
    changes nothing: it is the state's act, and people pardoned have stayed in prison. Nor does what is unconfirmed or
    taken back. An event without a date counts from today.
    """
    if event.certainty is Certainty.UNCONFIRMED or event.act is Act.CANCEL:
        return custody
    since = event.date or PartialDate.of(today)
    if event.kind is EventKind.DEATH and custody.status is not Status.DIED:
        return _out(custody, Status.DIED, since)
    if event.kind is EventKind.RELEASE and custody.status not in OUT and not _held_anew(custody, since):
        return _out(custody, Status.RELEASED, since)
    return custody


def custody_taken_back(was: Event, custody: Custody, told: date, before: Custody | None) -> Custody:
    """Return a named person's custody once ``was``, confirmed on ``told`` (Minsk), is known to be wrong.

    What came of it (``custody_after``) is no longer said: ``before``, the custody that it took the place of, counts
    again, with its own date; where nobody kept that (None), nothing is known. What the register has from elsewhere,
    of another day, stays.
    """
    if not came_of(was, told, custody):
        return custody
    return before or replace(custody, status=Status.UNKNOWN, as_of=None)


def came_of(event: Event, told: date, custody: Custody) -> bool:
    """Return whether a custody is what ``event``, confirmed on ``told`` (Minsk), makes of those it names."""
    drawn = event.certainty is Certainty.CONFIRMED and custody.as_of == (event.date or PartialDate.of(told))
    return drawn and custody.status is _MADE.get(event.kind)


def _out(custody: Custody, status: Status, since: PartialDate) -> Custody:
    return replace(custody, status=status, institution="", ends=None, incommunicado_since=None, as_of=since)


def _held_anew(custody: Custody, since: PartialDate) -> bool:
    return custody.detained is not None and custody.detained > since
