"""What each sample newly reports: the kinds of event that make alerts, how many people, and who."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from domain.event import EventKind
from domain.reading import ReadEvent, ReadingLexicon, read

SAMPLES: tuple[dict[str, Any], ...] = tuple(
    tomllib.loads(Path(__file__).with_name("samples.toml").read_text("utf-8"))["sample"]
)
ALERTING = frozenset(EventKind) - {
    EventKind.APPEAL,
    EventKind.CONTACT,
    EventKind.HEALTH,
    EventKind.NUMBERS,
    EventKind.TRIAL,
}


def _alerting(text: str, lexicon: ReadingLexicon) -> list[ReadEvent]:
    return [event for event in read(text, lexicon).events if event.kind in ALERTING]


def _kind(event: ReadEvent) -> str:
    return "conviction" if event.kind is EventKind.ADDED_SENTENCE else event.kind.value


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["text"].strip()[:40])
def test_a_sample_is_read(sample: dict[str, Any], lexicon: ReadingLexicon) -> None:
    events = _alerting(sample["text"], lexicon)
    assert {_kind(event) for event in events} == set(sample["kinds"])
    assert {who.value for event in events for who in event.people} == set(sample["people"])
    counts = {_kind(event): event.count.value for event in events if event.count}
    assert {kind: counts.get(kind) for kind in sample.get("counts", {})} == sample.get("counts", {})


def test_every_kind_and_silence_are_sampled() -> None:
    kinds = {kind for sample in SAMPLES for kind in sample["kinds"]}
    assert kinds == {"pardon", "release", "conviction", "recognition", "transfer", "death", "charge"}
    assert sum(not sample["kinds"] for sample in SAMPLES) >= 20
