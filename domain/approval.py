"""Two different editors approve the exact text (PRODUCT.md, Settled): what they approve, and when it is enough."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.audience import Audience
from domain.language import Language

Digest = bytes
"""SHA-256 of an event, its rendered texts and its audience: what exactly was approved."""

EditorKey = bytes
"""HMAC of an editor's user id: enough to count different people."""

LEAST_APPROVALS = 2
"""Hawaii 2018: one person could send. Fewer than two is refused (SECURITY.md, A)."""


@dataclass(frozen=True, slots=True)
class Approval:
    """One editor's approval of one exact preview."""

    editor: EditorKey
    digest: Digest
    at: datetime


def digest(event: Mapping[str, object], texts: Sequence[Mapping[Language, str]], audience: Audience) -> Digest:
    """Return what an approval stands for; it differs as soon as the event, a text or the audience differs."""
    exact = json.dumps(
        {"event": event, "texts": [dict(each) for each in texts], "audience": str(audience)},
        ensure_ascii=False,
        sort_keys=True,
    )
    return hashlib.sha256(exact.encode()).digest()


def editors_missing(approvals: Iterable[Approval], wanted: Digest, needed: int) -> int:
    """Return how many different editors must still approve exactly ``wanted``."""
    agreeing = {approval.editor for approval in approvals if approval.digest == wanted}
    return max(0, needed - len(agreeing))
