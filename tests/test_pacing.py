"""How often a chat is told of an event, and what becomes of that when topics come, go, or a group moves."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.event import EventKind
from domain.language import BELARUSIAN
from domain.rhythm import Frequency, Quiet
from domain.subscription import TOPIC_OF, ChatKind, Subscriber, Topic, frequency_of

NEW = Subscriber.newcomer(-1, ChatKind.GROUP, BELARUSIAN)
DAILY, NOW, WEEKLY = Frequency.DAILY, Frequency.NOW, Frequency.WEEKLY

paces = st.dictionaries(st.sampled_from(Topic), st.sampled_from(Frequency))


def paced(wanted: dict[Topic, Frequency]) -> Subscriber:
    chat = NEW
    for topic, frequency in wanted.items():
        chat = chat.subscribed(frozenset({topic}), frequency)
    return chat


def of(kind: EventKind) -> frozenset[Topic]:
    return frozenset({TOPIC_OF[kind], Topic.ALL})


def test_a_topic_comes_at_once_unless_the_chat_chose_otherwise() -> None:
    chat = NEW.subscribed(frozenset({Topic.PARDONS}))
    assert chat.frequency(Topic.PARDONS) is NOW
    assert chat.paced(frozenset({Topic.PARDONS}), WEEKLY).frequency(Topic.PARDONS) is WEEKLY
    assert chat.paced(frozenset({Topic.TRIALS}), WEEKLY) == chat


def test_subscribing_again_keeps_the_rhythm_unless_another_is_said() -> None:
    chat = NEW.subscribed(frozenset({Topic.PARDONS}), DAILY)
    assert chat.subscribed(frozenset({Topic.PARDONS, Topic.TRIALS})).rhythm == ((Topic.PARDONS, DAILY),)
    assert chat.subscribed(frozenset({Topic.PARDONS}), NOW).rhythm == ()


def test_unsubscribing_drops_the_rhythm() -> None:
    chat = NEW.subscribed(frozenset({Topic.PARDONS, Topic.TRIALS}), WEEKLY)
    left = chat.unsubscribed(frozenset({Topic.PARDONS}))
    assert left.rhythm == ((Topic.TRIALS, WEEKLY),)
    assert left.subscribed(frozenset({Topic.PARDONS})).frequency(Topic.PARDONS) is NOW
    assert chat.unsubscribed(frozenset({Topic.ALL})).rhythm == ()


@given(wanted=paces)
def test_a_rhythm_is_of_topics_the_chat_has_in_one_order_and_never_of_deaths(wanted: dict[Topic, Frequency]) -> None:
    chat = paced(wanted)
    known = [topic for topic, _ in chat.rhythm]
    assert known == [topic for topic in Topic if topic in known]
    assert chat.topics == set(wanted)
    expected = {topic: pace for topic, pace in wanted.items() if pace is not NOW and topic is not Topic.DEATHS}
    assert dict(chat.rhythm) == expected


@given(wanted=paces, kind=st.sampled_from(EventKind))
def test_the_most_urgent_topic_decides(wanted: dict[Topic, Frequency], kind: EventKind) -> None:
    reached = [wanted[topic] for topic in of(kind) if topic in wanted]
    told = frequency_of(paced(wanted), of(kind))
    if kind is EventKind.DEATH or not reached or NOW in reached:
        assert told is NOW
    else:
        assert told is (DAILY if DAILY in reached else WEEKLY)


@given(one=paces, two=paces)
def test_a_group_that_moves_loses_nothing(one: dict[Topic, Frequency], two: dict[Topic, Frequency]) -> None:
    moved = replace(paced(one), insist=True, quiet=Quiet(23, 7), offset=0, hour=6, lived=7, unanswered=2)
    both = replace(paced(two), chat_id=-2).taking_over(moved)
    assert (both.chat_id, both.topics) == (-2, frozenset(one) | frozenset(two))
    assert (both.insist, both.quiet, both.offset, both.hour) == (True, Quiet(23, 7), 0, 6)
    assert (both.lived, both.unanswered) == (7, 0)
    for kind in EventKind:
        told = [frequency_of(paced(each), of(kind)) for each in (one, two) if of(kind) & each.keys()]
        if told:
            assert frequency_of(both, of(kind)) is min(told, key=list(Frequency).index)


def test_what_was_set_in_the_new_group_stands() -> None:
    here = replace(NEW, quiet=Quiet(1, 2), offset=60, hour=7, unanswered=1)
    both = here.taking_over(replace(NEW, quiet=Quiet(23, 7), offset=0, hour=6))
    assert (both.quiet, both.offset, both.hour, both.unanswered) == (Quiet(1, 2), 60, 7, 0)
