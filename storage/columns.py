"""Column types that mean the same on both engines."""

from datetime import UTC, date, datetime, timedelta, timezone

from sqlalchemy import BigInteger, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator

from domain.dates import PartialDate

SERIAL = BigInteger().with_variant(Integer(), "sqlite")
"""A number the database gives: SQLite gives only to INTEGER."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MINSK = timezone(timedelta(hours=3))
"""Minsk has kept UTC+3 the whole year since 2011; a fixed offset needs no time zone files."""


def microseconds(moment: datetime | timedelta) -> int:
    """Return an aware moment since 1970, or a span, in whole microseconds, as ``Moment`` stores it."""
    span = moment - _EPOCH if isinstance(moment, datetime) else moment
    return span // _MICROSECOND


def minsk_day(moment: datetime) -> date:
    """Return the calendar day in Minsk at an aware ``moment``."""
    return moment.astimezone(_MINSK).date()


class Moment(TypeDecorator[datetime]):
    """An aware time, stored as whole microseconds since 1970 UTC: exact, sortable, the same on both engines."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Return what is stored."""
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return what was meant, in UTC."""
        return None if value is None else _EPOCH + value * _MICROSECOND


class Partial(TypeDecorator[PartialDate]):
    """A partial date, stored as ISO text of 4, 7 or 10 characters."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return what is stored."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:  # noqa: ARG002
        """Return what was meant."""
        return None if value is None else PartialDate.parse(value)
