"""Events as JSON: what a revision does to the one before is kept, and is nobody's to claim."""

import pytest

from domain.event import Act, Event, EventKind
from domain.fields import JsonObject
from domain.records import read_event, read_news, write_event
from domain.refusal import Problem, Refused
from sources.imported import RefusedRow, Row
from sources.jsonl import read_jsonl, read_spreadsheet
from sources.spreadsheet import EVENT_COLUMNS, write_cells

OLD: JsonObject = {"id": "e", "kind": "release", "revision": 1}


@pytest.mark.parametrize("act", Act)
def test_what_a_revision_does_is_kept(act: Act) -> None:
    event = Event("e", EventKind.RELEASE, revision=2, act=act)
    assert read_event(write_event(event)) == event


def test_what_was_written_before_there_were_corrections_is_an_alert() -> None:
    assert read_event(OLD).act is Act.ALERT
    assert write_event(read_event(OLD)) == OLD


@pytest.mark.parametrize("act", Act)
def test_nobody_writes_a_correction_by_hand(act: Act) -> None:
    with pytest.raises(Refused) as refused:
        read_news({**OLD, "act": act.value})
    assert (refused.value.refusal.problem, refused.value.refusal.field) == (Problem.UNKNOWN_FIELD, "act")
    assert read_news(OLD) == read_event(OLD)


def test_an_act_that_is_none_is_refused() -> None:
    with pytest.raises(Refused):
        read_event({**OLD, "act": "undo"})


def test_a_retraction_is_not_imported_as_known() -> None:
    rows = '{"id": "a", "kind": "release", "act": "update"}\n{"id": "b", "kind": "release", "act": "cancel"}'
    taken, refused = read_jsonl(rows)
    assert isinstance(taken, Row)
    assert isinstance(taken.taken, Event)
    assert taken.taken.act is Act.UPDATE
    assert isinstance(refused, RefusedRow)
    assert refused.refusal.field == "act"


def test_a_spreadsheet_keeps_what_is_unconfirmed_and_what_was_corrected() -> None:
    row = {**OLD, "certainty": "unconfirmed", "act": "update", "revision": 2}
    (read,) = read_spreadsheet("".join(write_cells([row], EVENT_COLUMNS)))
    assert isinstance(read, Row)
    assert isinstance(read.taken, Event)
    assert write_event(read.taken) == row
