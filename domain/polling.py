"""How a source fares, when it is asked next, and which of its writings are still news (pure)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.steadiness import SLACK

NEWS = timedelta(days=7)
"""A writing published earlier than this before we met it is noted and not read: nobody is to hear of it as of news."""

AHEAD = timedelta(days=1)
"""A writing dated further ahead bears a wrong date; it is read all the same."""

PUT_OFF = "waiting"
"""The reason of a failure that says that nothing was asked."""

MISSED_POLLS = 3
"""A source without a success for so many polls is not well."""

LONGEST_POLL = timedelta(minutes=15)
"""Some twenty pages, one at a time."""


@dataclass(frozen=True, slots=True)
class Poll:
    """What one poll came to: how many items the source showed, and how many reports were made of what was new."""

    items: int
    reports: int
    url: str = ""
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a poll came to nothing, by a word of ``sources`` with particulars; the host is left alone until then."""

    reason: str
    detail: str = ""
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is remembered of a source. ``etag`` and ``last_modified`` are for ``url``; ``failures`` stand in a row."""

    name: str
    polled: datetime
    due: datetime
    succeeded: datetime | None = None
    failed: datetime | None = None
    failures: int = 0
    reason: str = ""
    detail: str = ""
    items: int = 0
    reports: int = 0
    url: str = ""
    etag: str = ""
    last_modified: str = ""

    def is_due(self, now: datetime) -> bool:
        """Return whether to ask now: its time has come, or the last poll was dated by a clock that ran ahead."""
        return self.due <= now or self.polled - now > SLACK

    def is_well(self, every: timedelta, now: datetime) -> bool:
        """Return whether the last poll succeeded, and not too long ago."""
        patience = every * MISSED_POLLS + LONGEST_POLL
        return not self.failures and self.succeeded is not None and now - self.succeeded <= patience


def never_polled(name: str, now: datetime) -> SourceState:
    """Return the state of a source that is asked for the first time."""
    return SourceState(name, now, now)


def after_success(state: SourceState, poll: Poll, every: timedelta, now: datetime) -> SourceState:
    """Return the state once a poll gave something."""
    return replace(
        state,
        polled=now,
        due=now + every,
        succeeded=now,
        failures=0,
        items=poll.items,
        reports=state.reports + poll.reports,
        url=poll.url,
        etag=poll.etag,
        last_modified=poll.last_modified,
    )


def after_no_change(state: SourceState, every: timedelta, now: datetime) -> SourceState:
    """Return the state once a source said that nothing has changed."""
    return replace(state, polled=now, due=now + every, succeeded=now, failures=0)


def after_failure(state: SourceState, failure: Failure, every: timedelta, now: datetime) -> SourceState:
    """Return the state once a poll gave nothing: asked again at the usual time, or later where the host wants that.

    Where nothing was asked, since the host is being left alone, nothing new is known: the poll is put off.
    """
    if failure.reason == PUT_OFF:
        return replace(state, polled=min(state.polled, now), due=failure.retry_at or now + every)
    return replace(
        state,
        polled=now,
        due=max(now + every, failure.retry_at or now),
        failed=now,
        failures=state.failures + 1,
        reason=failure.reason,
        detail=failure.detail,
    )


def is_news(published: datetime | None, state: SourceState, now: datetime) -> bool:
    """Return whether a writing that we have not seen before is to be read.

    One without a date is, unless the source is met for the first time: then all it shows may be old.
    """
    if published is None:
        return state.succeeded is not None
    return now - published <= NEWS or published - now > AHEAD
