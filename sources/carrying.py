"""What was read of a document, as JSON and back: how a reading process tells it to the program."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from domain.records import read_event, write_event
from sources.article import Article
from sources.documents import DocumentProblem, DocumentRefused
from sources.feed import Feed
from sources.listing import Claim, Lead, Listing
from sources.page import Link, Page
from sources.telegram_preview import Post, Preview

Json = dict[str, Any]


def packed(found: Feed | Preview | Page | Listing | str) -> bytes:
    """Return what was read as JSON."""
    if isinstance(found, Listing):
        told: Json = {**asdict(found), "claims": list(map(_claim_object, found.claims))}
    else:
        told = {"address": found} if isinstance(found, str) else asdict(found)
    return json.dumps(told, default=datetime.isoformat, ensure_ascii=False).encode("utf-8", "replace")


def packed_refusal(refused: DocumentRefused) -> bytes:
    """Return why nothing was read as JSON."""
    return json.dumps({"problem": refused.problem, "detail": refused.detail}).encode()


def unpacked(told: bytes) -> Json:
    """Return what a process told; raise the DocumentRefused that it met, or DIED when it told nothing."""
    try:
        found: Json = json.loads(told)
    except ValueError:
        raise DocumentRefused(DocumentProblem.DIED) from None
    if "problem" in found:
        raise DocumentRefused(DocumentProblem(found["problem"]), found["detail"])
    return found


def feed_of(found: Json) -> Feed:
    """Return the feed that was packed."""
    return Feed(tuple(map(_article, found["articles"])), found["unread"], found["damage"])


def preview_of(found: Json) -> Preview:
    """Return the preview that was packed."""
    return Preview(tuple(map(_post, found["posts"])), found["before"], found["unread"])


def page_of(found: Json) -> Page:
    """Return the page that was packed."""
    changed = {"published": _moment(found["published"]), "mixed": tuple(found["mixed"])}
    return Page(**{**found, **changed, "links": tuple(Link(**each) for each in found["links"])})


def listing_of(found: Json) -> Listing:
    """Return the listing that was packed."""
    return Listing(
        tuple(map(_article, found["articles"])),
        tuple(Lead(**{**lead, "published": _moment(lead["published"])}) for lead in found["leads"]),
        tuple(Claim(**{**claim, "event": read_event(claim["event"])}) for claim in found["claims"]),
        found["unread"],
    )


def address_of(found: Json) -> str:
    """Return the address that was packed."""
    return str(found["address"])


def _claim_object(claim: Claim) -> Json:
    return {"claim_id": claim.claim_id, "event": write_event(claim.event), "excerpt": claim.excerpt}


def _post(found: Json) -> Post:
    return Post(**{**found, "article": _article(found["article"]), "links": tuple(found["links"])})


def _article(found: Json) -> Article:
    return Article(**{**found, "published": _moment(found["published"]), "mixed": tuple(found["mixed"])})


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
