"""Who is told of an event, where in line, and how the index in memory finds them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.audience import AT_ONCE, PART, Audience, Circle, Lane, Place, audience_of, lane_at
from domain.event import Event, EventKind
from domain.language import ENGLISH
from domain.rhythm import Frequency, Timetable
from domain.subscription import ChatKind, Subscriber, Topic

READER = Subscriber(1, ChatKind.PRIVATE, ENGLISH, discreet=False, topics=frozenset({Topic.TRIALS, Topic.ALL}))
TRIALS, ALL = frozenset({Topic.TRIALS}), frozenset({Topic.ALL})
TRIAL, DEATH = EventKind.TRIAL, EventKind.DEATH
keys = st.integers(0, 5).map(lambda number: bytes([number]) * 16)


@st.composite
def subscribers(draw: st.DrawFn) -> Subscriber:
    topics = draw(st.dictionaries(st.sampled_from(Topic), st.sampled_from(Frequency), max_size=4))
    chat = Subscriber(1, draw(st.sampled_from(ChatKind)), ENGLISH, discreet=False)
    for topic, frequency in topics.items():
        chat = chat.subscribed(frozenset({topic}), frequency)
    follows, hour = draw(st.frozensets(st.integers(1, 3), max_size=2)), draw(st.sampled_from([0, 9]))
    return replace(chat, follows=follows, hour=hour, offset=draw(st.sampled_from([None, 180, -60])))


def audience(kind: EventKind, *codes: int) -> Audience:
    return audience_of(Event("e", kind), codes)


def reached(circle: Circle, told: Audience) -> dict[bytes, Place]:
    """Return where everybody stands, and see that nobody stands twice."""
    places: dict[bytes, Place] = {}
    for place, part in circle.reached(told):
        assert len(part) <= PART
        assert not places.keys() & set(part)
        places |= dict.fromkeys(part, place)
    return places


@given(
    changes=st.lists(st.tuples(keys, st.none() | subscribers()), max_size=20),
    kind=st.sampled_from(EventKind),
    codes=st.frozensets(st.integers(1, 3)),
)
def test_the_circle_reaches_once_whom_the_rule_names_and_where_it_says(
    changes: list[tuple[bytes, Subscriber | None]], kind: EventKind, codes: frozenset[int]
) -> None:
    circle, kept, told = Circle(), dict[bytes, Subscriber](), audience(kind, *codes)
    for key, subscriber in changes:
        if subscriber:
            circle.put(key, subscriber)
            kept[key] = subscriber
        else:
            circle.remove(key)
            kept.pop(key, None)
    expected = {key: place for key, each in kept.items() if (place := told.place(each)) is not None}
    assert reached(circle, told) == expected
    counted = circle.counted(told)
    assert {lane: count for lane, count in counted.items() if count} == {
        lane: sum(lane_at(place) is lane for place in expected.values()) for lane in map(lane_at, expected.values())
    }
    assert sorted(key for part in circle.everybody() for key in part) == sorted(kept)


def test_a_digest_waits_for_its_hour_by_the_readers_clock() -> None:
    daily = replace(READER.paced(TRIALS | ALL, Frequency.DAILY), hour=7, offset=60)
    assert audience(TRIAL).place(daily) == Timetable(Frequency.DAILY, 7, 60)
    assert audience(TRIAL).place(READER) is Lane.CHATS
    assert audience(TRIAL).place(replace(READER, topics=frozenset())) is None


def test_the_more_urgent_of_two_reasons_wins() -> None:
    both = READER.paced(TRIALS, Frequency.WEEKLY)
    assert audience(TRIAL).place(both) is Lane.CHATS
    assert audience(TRIAL).place(both.paced(ALL, Frequency.DAILY)) == Timetable(Frequency.DAILY, 9, None)
    assert audience(TRIAL, 5).place(replace(both.paced(ALL, Frequency.DAILY), follows=frozenset({5}))) is Lane.FOLLOWERS


def test_a_death_waits_for_no_digest() -> None:
    late = READER.paced(ALL, Frequency.WEEKLY)
    assert audience(DEATH).place(late) is Lane.CHATS
    assert audience(DEATH).place(replace(late, kind=ChatKind.GROUP)) is Lane.GROUPS
    circle = Circle()
    circle.put(b"k" * 16, late)
    assert reached(circle, audience(DEATH)) == {b"k" * 16: Lane.CHATS}


def test_many_are_given_in_parts() -> None:
    circle = Circle()
    late = READER.paced(TRIALS | ALL, Frequency.DAILY)
    for number in range(2 * PART + 1):
        circle.put(number.to_bytes(16, "big"), READER)
        circle.put((number + 10_000).to_bytes(16, "big"), late)
    assert [(place, len(part)) for place, part in circle.reached(audience(TRIAL))] == [
        (place, size) for place in (Lane.CHATS, Timetable(Frequency.DAILY, 9, None)) for size in (PART, PART, 1)
    ]
    assert len(reached(circle, audience(TRIAL))) == 4 * PART + 2


def test_digests_alone_are_no_messages_of_their_own() -> None:
    assert set(Lane) - set(AT_ONCE) == {Lane.ANSWERS, Lane.DIGESTS}
