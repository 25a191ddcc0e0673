"""Retry-After in every form it comes in."""

from datetime import timedelta

import pytest

from sources.manners import LONGEST_ASKED, asked_patience
from tests.clock import START


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("0", 1),
        ("Mon, 23 Nov 2026 12:05:00 GMT", 300),
        ("Mon, 23 Nov 2026 12:05:00 -0000", 300),
        ("Sun, 22 Nov 2026 12:00:00 GMT", 1),
        ("9" * 400, LONGEST_ASKED.total_seconds()),
        ("Mon, 23 Nov 9999 12:05:00 GMT", LONGEST_ASKED.total_seconds()),
    ],
)
def test_the_asked_patience_is_read(header: str, seconds: float) -> None:
    assert asked_patience(header, START) == timedelta(seconds=seconds)


@pytest.mark.parametrize("header", ["", "soon", "-5", "٣", "1.5", "Mon, 99 Nov 2026 99:00:00 GMT", "x" * 9999])
def test_what_cannot_be_read_asks_for_nothing(header: str) -> None:
    assert asked_patience(header, START) is None
