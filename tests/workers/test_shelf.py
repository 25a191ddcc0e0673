"""The shelf gives the most urgent delivery first, of a lane the newest event's, and now and then the least urgent."""

from domain.audience import OUTBOX_LANES, Lane
from domain.delivery import Delivery
from workers.shelf import LOWEST_EVERY, Shelf


def delivery(number: int, event: int, lane: Lane) -> Delivery:
    return Delivery(number, event, 1, b"k" * 16, 0, lane)


def filled(per_lane: int, ahead: int = 1_000) -> Shelf:
    shelf = Shelf(ahead)
    for lane in reversed(OUTBOX_LANES):
        shelf.put(lane, [delivery(number, 1, lane) for number in range(per_lane)])
    return shelf


def test_the_most_urgent_lane_comes_first() -> None:
    shelf = filled(2)
    taken = [shelf.take() for _ in range(2 * len(OUTBOX_LANES))]
    assert [each.lane for each in taken if each] == [lane for lane in OUTBOX_LANES for _ in range(2)]
    assert shelf.take() is None


def test_the_newest_event_comes_first_in_its_order() -> None:
    shelf = Shelf(100)
    shelf.put(Lane.CHATS, [delivery(number, 1, Lane.CHATS) for number in (1, 2)])
    shelf.put(Lane.CHATS, [delivery(number, 2, Lane.CHATS) for number in (3, 4)])
    taken = [shelf.take() for _ in range(4)]
    assert [each.id for each in taken if each] == [3, 4, 1, 2]


def test_the_lowest_lane_moves_although_those_above_never_end() -> None:
    shelf = filled(LOWEST_EVERY * 2)
    taken = [shelf.take() for _ in range(LOWEST_EVERY * 2)]
    assert [each.lane for each in taken if each].count(OUTBOX_LANES[-1]) == 2


def test_there_is_room_once_half_is_given() -> None:
    shelf = Shelf(10)
    assert shelf.room(Lane.CHATS) == 10
    shelf.put(Lane.CHATS, [delivery(number, 1, Lane.CHATS) for number in range(10)])
    assert [shelf.room(Lane.CHATS) for _ in range(5) if shelf.take()] == [0, 0, 0, 0, 5]


def test_everything_is_given_back_at_the_end() -> None:
    shelf = filled(3)
    assert len(shelf.clear()) == 3 * len(OUTBOX_LANES)
    assert shelf.first() is None
