"""Damaged files never crash the reader: they are refused, as a whole or by the row."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sources.imported import FileRefused, RefusedRow, Row, decoded
from sources.jsonl import is_jsonl, read_jsonl, read_spreadsheet
from sources.spreadsheet import PERSON_COLUMNS, write_cells
from sources.viasna_register import Register
from sources.viasna_table import HEADER
from tests.importing.exports import register, row

TODAY = date(2026, 11, 23)
GOOD = register([row(id="1"), row(id="2", name="Zmicier (Dzima) Vydumany"), row(id="3", status="former")]).encode()
OURS = "".join(write_cells([{"id": "x:1", "names": {"en": ["Jan"]}, "sentence": {"years": 1}}], PERSON_COLUMNS))
PIECES = st.sampled_from([b'"', b",", b"\n", b"\r", b"\0", b"<", b"FALSE", b"&quot;", b"\xff", "Ў½²٣".encode(), b""])


def read(raw: bytes) -> list[Row | RefusedRow]:
    try:
        text = decoded(raw)
        return list(read_jsonl(text) if is_jsonl(text) else Register.parse(text, TODAY, TODAY).rows())
    except FileRefused:
        return []


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 40), PIECES), min_size=1, max_size=4))
def test_a_mutilated_export_is_refused_not_fatal(cuts: list[tuple[int, int, bytes]]) -> None:
    raw = GOOD
    for at, length, piece in cuts:
        raw = raw[:at] + piece + raw[at + length :]
    assert len(read(raw)) <= raw.count(b"\n") + raw.count(b"\r") + 1


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([name for name in HEADER if name not in {"id", "status"}]), st.text(max_size=60))
def test_any_text_in_any_cell_leaves_its_neighbours_alone(column: str, text: str) -> None:
    rows = read(register([row(id="1"), row(id="2", **{column: text}), row(id="3")]).encode(errors="replace"))
    kept = [each.line for each in rows if isinstance(each, Row)]
    assert rows[0].line in kept
    assert rows[-1].line in kept


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(raw: bytes) -> None:
    read(raw)
    read(b"{" + raw)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, len(OURS)), st.integers(0, 20), st.sampled_from(['"', ",", "\n", "[" * 3000, "9" * 5000, "NaN", ""])
)
def test_our_own_csv_mutilated(at: int, length: int, piece: str) -> None:
    header, _, _ = OURS.partition("\n")
    at = max(at, len(header) + 1)
    for each in read_spreadsheet(OURS[:at] + piece + OURS[at + length :]):
        assert each.line >= 2
