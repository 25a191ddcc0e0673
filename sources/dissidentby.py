"""Court hearings as dissidentby.com lists them, in JSON: when, where, and whose. Last seen in 2021."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import blake2b

from domain.dates import PartialDate
from domain.event import Event, EventKind
from domain.person import Citation
from domain.records import LONGEST_NAME
from sources.decoding import decoded
from sources.documents import DocumentProblem, DocumentRefused
from sources.lettering import plain
from sources.listing import Claim, Listing

MOST_HEARINGS = 500
MOST_PEOPLE = 100
LONGEST_ADDRESS = 200

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def read_courts(body: bytes, charset: str, url: str, publisher: str) -> Listing:
    """Return the hearings of a page of ``/api/v1/courts``; raise DocumentRefused for what is none."""
    try:
        page = json.loads(decoded(body, charset))
    except (ValueError, RecursionError):
        raise DocumentRefused(DocumentProblem.BROKEN, "not JSON") from None
    rows = page.get("data") if isinstance(page, dict) else None
    if not isinstance(rows, list):
        raise DocumentRefused(DocumentProblem.UNKNOWN_SHAPE, "no list of hearings")
    claims = [_claim(row, url, publisher) for row in rows[:MOST_HEARINGS]]
    found = {claim.claim_id: claim for claim in claims if claim}
    return Listing(claims=tuple(found.values()), unread=claims.count(None))


def _claim(row: object, url: str, publisher: str) -> Claim | None:
    """Return what a row says; None where it has another shape, or names nobody."""
    if not isinstance(row, dict):
        return None
    day, names = _day(row.get("started_at")), tuple(dict.fromkeys(_names(row.get("prisoners"))))
    if day is None or not names:
        return None
    address = row.get("address")
    where = plain(address, LONGEST_ADDRESS) if isinstance(address, str) else ""
    excerpt = "; ".join(filter(None, (str(day), where, ", ".join(names))))
    name = f"{day}-trial-{blake2b(excerpt.encode(), digest_size=8).hexdigest()}"
    event = Event(name, EventKind.TRIAL, day, len(names), unmatched=names, sources=(Citation(url, publisher),))
    return Claim(name, event, excerpt[:900])


def _day(started: object) -> PartialDate | None:
    """Return the day in Minsk; a time without a zone is Minsk's own."""
    try:
        moment = datetime.fromisoformat(started.strip()) if isinstance(started, str) else None
    except ValueError:
        return None
    if moment is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    return PartialDate.in_minsk(moment) if moment.tzinfo else PartialDate.of(moment.date())


def _names(prisoners: object) -> Iterator[str]:
    for each in prisoners[:MOST_PEOPLE] if isinstance(prisoners, list) else ():
        if isinstance(each, Mapping):
            parts = (each.get(part) for part in ("name", "surname"))
            name = plain(" ".join(part for part in parts if isinstance(part, str)), LONGEST_NAME)
            if name:
                yield name
