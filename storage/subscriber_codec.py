"""A Subscriber as bytes, to be sealed: a version, a short JSON head, and the followed codes in four bytes each.

Packed so that the fullest chat (50 follows, every topic, every setting) that awaits no name fits the smallest padding
and looks like any other. A topic that does not come at once is kept as ``pardons weekly``.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any

from domain.language import Language
from domain.rhythm import Frequency, Quiet
from domain.subscription import Awaited, ChatKind, Subscriber, Topic
from storage.errors import SealError

_VERSION = 2
_UNSET = 1
"""The version that knew neither rhythm nor quiet hours: those of its rows that nobody changed since are still about."""

_HEAD = struct.Struct(">BH")
_CODE_BYTES = 4
_SETTINGS = 8
"""Where the fields begin that version 1 did not have."""


def encode(subscriber: Subscriber) -> bytes:
    """Return the bytes that ``decode`` reads back as the same subscriber."""
    paces = dict(subscriber.rhythm)
    quiet = subscriber.quiet
    fields = [
        subscriber.chat_id,
        subscriber.kind,
        subscriber.language,
        int(subscriber.discreet),
        subscriber.thread_id,
        subscriber.seen_week,
        [f"{topic} {paces[topic]}" if topic in paces else topic for topic in sorted(subscriber.topics)],
        [[each.number, each.name, sorted(each.offered)] for each in subscriber.awaited],
        int(subscriber.insist),
        [quiet.begins, quiet.ends] if quiet else None,
        subscriber.offset,
        subscriber.hour,
        subscriber.lived,
        subscriber.unanswered,
    ]
    head = json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode()
    codes = sorted(subscriber.follows)
    return _HEAD.pack(_VERSION, len(head)) + head + struct.pack(f">{len(codes)}I", *codes)


def decode(plain: bytes) -> Subscriber:
    """Return the subscriber that was encoded, by version 1 too; raise SealError for a version of a later program."""
    version, length = _HEAD.unpack_from(plain)
    if version not in {_UNSET, _VERSION}:
        raise SealError
    start = _HEAD.size + length
    fields = json.loads(plain[_HEAD.size : start])
    chat_id, kind, language, discreet, thread_id, seen_week, topics, awaited = fields[:_SETTINGS]
    codes = struct.unpack_from(f">{(len(plain) - start) // _CODE_BYTES}I", plain, start)
    words = [topic.partition(" ") for topic in topics]
    paces = {Topic(topic): Frequency(pace) for topic, _, pace in words if pace}
    return Subscriber(
        chat_id=chat_id,
        kind=ChatKind(kind),
        language=Language(language),
        discreet=bool(discreet),
        follows=frozenset(codes),
        topics=frozenset(Topic(topic) for topic, _, _ in words),
        thread_id=thread_id,
        seen_week=seen_week,
        awaited=tuple(Awaited(number, name, frozenset(offered)) for number, name, offered in awaited),
        rhythm=tuple((topic, paces[topic]) for topic in Topic if topic in paces),
        **(_settings(*fields[_SETTINGS:]) if version == _VERSION else {}),
    )


def _settings(
    insist: int, quiet: Sequence[int] | None, offset: int | None, hour: int, lived: int, unanswered: int
) -> Mapping[str, Any]:
    return {
        "insist": bool(insist),
        "quiet": Quiet(*quiet) if quiet else None,
        "offset": offset,
        "hour": hour,
        "lived": lived,
        "unanswered": unanswered,
    }
