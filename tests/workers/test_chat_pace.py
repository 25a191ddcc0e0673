"""No chat is written to more often than Telegram allows, whatever comes in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.chat_pace import ChatPace, Window

PRIVATE, GROUP = 5, -5


@given(st.lists(st.floats(0, 5), max_size=120), st.sampled_from([(1, 1.0), (20, 60.0)]))
def test_never_more_than_its_number_within_its_seconds(pauses: list[float], limit: tuple[int, float]) -> None:
    most, seconds = limit
    window, now, said = Window(most, seconds), 0.0, list[float]()
    for pause in pauses:
        now += pause
        now += window.rest(PRIVATE, now)
        window.note(PRIVATE, now)
        said.append(now)
    for first in said:
        assert sum(first <= one < first + seconds - 1e-6 for one in said) <= most


def test_a_private_chat_rests_a_second_between_what_it_did_not_ask_for() -> None:
    pace = ChatPace()
    pace.note(PRIVATE, 10.0)
    assert pace.rest(PRIVATE, 10.25) == pytest.approx(0.75)
    assert pace.rest_of_answer(PRIVATE, 10.25) == 0
    assert pace.rest(PRIVATE + 1, 10.25) == 0


def test_in_a_group_answers_and_news_share_20_a_minute() -> None:
    pace = ChatPace()
    for second in range(10):
        pace.note(GROUP, float(second))
        pace.note_answer(GROUP, float(second))
    assert pace.rest(GROUP, 10.0) == pace.rest_of_answer(GROUP, 10.0) == pytest.approx(50)


def test_chats_that_rest_no_longer_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workers.chat_pace._MOST_KEPT", 100)
    window = Window(1, 1.0)
    for chat in range(1_000):
        window.note(chat, chat / 10)
    assert len(window._said) <= 100 + 1
    assert window.rest(999, 99.95) > 0
