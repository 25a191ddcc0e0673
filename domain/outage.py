"""Something that the operator must hear of once when it has failed for long, and once when it works again (pure)."""

from datetime import datetime, timedelta


class Outage:
    """Counts from the first failure in a row; shorter troubles than ``patience`` are nobody's news."""

    def __init__(self, patience: timedelta) -> None:
        self._patience = patience
        self._since: datetime | None = None
        self._told = False

    def fails(self, now: datetime) -> datetime | None:
        """Note a failure; return since when it has failed, once an outage and not before ``patience`` is over."""
        self._since = self._since or now
        if self._told or now - self._since < self._patience:
            return None
        self._told = True
        return self._since

    def works(self, now: datetime) -> timedelta | None:
        """Note a success; return how long the outage lasted where it was told of, else None."""
        lasted = now - self._since if self._since and self._told else None
        self._since, self._told = None, False
        return lasted
