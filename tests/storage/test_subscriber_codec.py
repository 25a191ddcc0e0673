"""A chat as bytes: it comes back the same, the fullest is no longer than others, and rows of version 1 still open."""

import json
import struct
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.language import Language
from domain.rhythm import EARLIEST, LATEST, Frequency, Quiet
from domain.subscription import AWAITED_LIMIT, FOLLOW_LIMIT, LONGEST_AWAITED, Awaited, ChatKind, Subscriber, Topic
from storage.errors import SealError
from storage.sealing import Sealer
from storage.subscriber_codec import decode, encode

SEALER = Sealer(bytes(range(64)))
PACED = {topic: Frequency.WEEKLY for topic in Topic if topic is not Topic.DEATHS}

quiets = st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda hours: hours[0] != hours[1])
letters = st.characters(codec="utf-8", exclude_categories=["C"])
awaited = st.builds(Awaited, st.integers(1, 999), st.text(letters, min_size=1, max_size=LONGEST_AWAITED))


@st.composite
def subscribers(draw: st.DrawFn) -> Subscriber:
    """Return any chat that awaits nobody, with every setting."""
    chat = Subscriber(
        chat_id=draw(st.integers(-(2**52), 2**52)),
        kind=draw(st.sampled_from(ChatKind)),
        language=Language(draw(st.sampled_from(["be", "ru", "en"]))),
        discreet=draw(st.booleans()),
        follows=draw(st.frozensets(st.integers(1, 2**31 - 1), max_size=FOLLOW_LIMIT)),
        thread_id=draw(st.none() | st.integers(1, 2**31 - 1)),
        seen_week=draw(st.sampled_from(["", "2026-W48"])),
        insist=draw(st.booleans()),
        quiet=draw(st.none() | quiets.map(lambda hours: Quiet(*hours))),
        offset=draw(st.none() | st.integers(EARLIEST, LATEST)),
        hour=draw(st.integers(0, 23)),
        lived=draw(st.integers(0, 9999 * 12)),
        unanswered=draw(st.integers(0, 99)),
    )
    for topic, frequency in draw(st.dictionaries(st.sampled_from(Topic), st.sampled_from(Frequency))).items():
        chat = chat.subscribed(frozenset({topic}), frequency)
    return chat


def fullest() -> Subscriber:
    """Return a chat that says everything at its longest."""
    chat = Subscriber(
        chat_id=-(2**52),
        kind=ChatKind.PRIVATE,
        language=Language("be"),
        discreet=True,
        follows=frozenset(range(2**31 - FOLLOW_LIMIT, 2**31)),
        topics=frozenset(Topic),
        thread_id=2**31 - 1,
        seen_week="2026-W48",
        insist=True,
        quiet=Quiet(23, 22),
        offset=EARLIEST,
        hour=23,
        lived=2026 * 12 + 12,
        unanswered=99,
    )
    return chat.paced(frozenset(Topic), Frequency.WEEKLY)


def written_by_version_1(*topics: Topic) -> bytes:
    """Return a row as version 1 packed it."""
    head = json.dumps([7, "private", "ru", 1, None, "2026-W48", [*topics], [[1, "Янка", [5]]]]).encode()
    return struct.pack(">BH", 1, len(head)) + head + struct.pack(">2I", 3, 4)


@given(chat=subscribers())
def test_a_chat_comes_back_the_same_and_looks_like_any_other(chat: Subscriber) -> None:
    plain = encode(chat)
    assert decode(plain) == chat
    assert len(SEALER.seal(plain, "t", b"k")) == 17 + 512


@given(chat=subscribers(), names=st.lists(awaited, max_size=AWAITED_LIMIT))
def test_names_awaited_fit_beside_every_setting(chat: Subscriber, names: list[Awaited]) -> None:
    waiting = replace(chat, awaited=tuple(names))
    plain = encode(waiting)
    assert decode(SEALER.unseal(SEALER.seal(plain, "t", b"k"), "t", b"k")) == waiting


def test_the_fullest_chat_fits_the_smallest_padding() -> None:
    assert dict(fullest().rhythm) == PACED
    assert len(SEALER.seal(encode(fullest()), "t", b"k")) == 17 + 512
    assert decode(encode(fullest())) == fullest()


def test_the_fullest_chat_with_names_at_their_longest_can_be_sealed() -> None:
    names = tuple(Awaited(number, "\U0001f642" * LONGEST_AWAITED) for number in range(1, AWAITED_LIMIT + 1))
    chat = replace(fullest(), awaited=names)
    assert decode(SEALER.unseal(SEALER.seal(encode(chat), "t", b"k"), "t", b"k")) == chat


def test_a_row_of_version_1_has_the_defaults() -> None:
    expected = Subscriber(
        chat_id=7,
        kind=ChatKind.PRIVATE,
        language=Language("ru"),
        discreet=True,
        follows=frozenset({3, 4}),
        topics=frozenset({Topic.PARDONS, Topic.ALL}),
        seen_week="2026-W48",
        awaited=(Awaited(1, "Янка", frozenset({5})),),
    )
    old = decode(written_by_version_1(Topic.ALL, Topic.PARDONS))
    assert old == expected
    assert (old.insist, old.quiet, old.offset, old.rhythm, old.hour) == (False, None, None, (), 9)
    assert (old.lived, old.unanswered) == (0, 0)
    assert decode(encode(old)) == old


@pytest.mark.parametrize("version", [0, 3, 255])
def test_a_row_of_another_program_is_refused(version: int) -> None:
    plain = encode(fullest())
    with pytest.raises(SealError):
        decode(bytes([version]) + plain[1:])
