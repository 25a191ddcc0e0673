"""Damaged copies of good documents: what a broken proxy, a careless author or an enemy might send."""

import random
from collections.abc import Iterator, Sequence

_ODD: tuple[bytes, ...] = (
    *(b"<", b">", b"&", b'"', b"'", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xed\xa0\x80", b"]]>"),
    *(b"<![CDATA[", b"<!--", b"-->", b"<!DOCTYPE x [", b'<!ENTITY a "b">', b"&a;", b"&#0;", b"&#x110000;", b"&nbsp;"),
    *(b"<?xml version='1.0' encoding='utf-16'?>", b"<?", b"</", b"/>", b"<script>", b"</div>", b"<div>" * 300),
    *(b"<item>", b"</item>", b"<entry>", b"http://[", b"//", b"javascript:", b"9" * 400, b"-1", b"\xd1\x96" * 50),
    *("\u0301\u202e\u200b".encode() * 40, b"data-post='x/1'", b"charset=idna", b"Mon, 99 Foo 20260 25:61:61 +9999"),
)


def mutated(goods: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Give ``count`` copies, each with one to four wounds; the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        text = bytearray(chance.choice(goods))
        for _ in range(chance.randint(1, 4)):
            _wound(text, chance)
        yield bytes(text)


def _wound(text: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.choice((0, 1, 2, 8, 64, 512)))
    kind = chance.randrange(5)
    if kind == 0:
        text[start:end] = chance.choice(_ODD)
    elif kind == 1:
        del text[start:end]
    elif kind == 2:
        text[start:start] = text[start:end] * chance.choice((1, 2, 10))
    elif kind == 3:
        text[start:end] = chance.randbytes(end - start)
    else:
        del text[max(start, 1) :]
