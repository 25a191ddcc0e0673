"""A Subscriber as bytes, to be sealed: a version, a short JSON head, and the followed codes in four bytes each.

Packed so that the fullest chat (50 follows, every topic) fits the smallest padding and looks like any other.
"""

import json
import struct

from domain.language import Language
from domain.subscription import Awaited, ChatKind, Subscriber, Topic
from storage.errors import SealError

_VERSION = 1
_HEAD = struct.Struct(">BH")
_CODE_BYTES = 4


def encode(subscriber: Subscriber) -> bytes:
    """Return the bytes that ``decode`` reads back as the same subscriber."""
    fields = [
        subscriber.chat_id,
        subscriber.kind,
        subscriber.language,
        int(subscriber.discreet),
        subscriber.thread_id,
        subscriber.seen_week,
        sorted(subscriber.topics),
        [[each.number, each.name, sorted(each.offered)] for each in subscriber.awaited],
    ]
    head = json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode()
    codes = sorted(subscriber.follows)
    return _HEAD.pack(_VERSION, len(head)) + head + struct.pack(f">{len(codes)}I", *codes)


def decode(plain: bytes) -> Subscriber:
    """Return the subscriber that was encoded; raise SealError for a version of another program."""
    version, length = _HEAD.unpack_from(plain)
    if version != _VERSION:
        raise SealError
    start = _HEAD.size + length
    chat_id, kind, language, discreet, thread_id, seen_week, topics, awaited = json.loads(plain[_HEAD.size : start])
    codes = struct.unpack_from(f">{(len(plain) - start) // _CODE_BYTES}I", plain, start)
    return Subscriber(
        chat_id=chat_id,
        kind=ChatKind(kind),
        language=Language(language),
        discreet=bool(discreet),
        follows=frozenset(codes),
        topics=frozenset(map(Topic, topics)),
        thread_id=thread_id,
        seen_week=seen_week,
        awaited=tuple(Awaited(number, name, frozenset(offered)) for number, name, offered in awaited),
    )
