"""Keys and seals: what is sealed opens with our key, in its own place, unchanged, or not at all."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import KeyFileError, SealError
from storage.sealing import Sealer, load_key

SEALER = Sealer(bytes(range(64)))


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "config" / "key"
    key = load_key(path)
    assert load_key(path) == key
    assert len(key) >= 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["key"]


def test_starters_at_once_get_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        keys = list(pool.map(load_key, [tmp_path / "key"] * 2))
    assert keys == [load_key(tmp_path / "key")] * 2


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "key"
    load_key(path)
    path.chmod(mode)
    with pytest.raises(KeyFileError, match="chmod 600"):
        load_key(path)


@pytest.mark.parametrize("length", [0, 1, 32, 63])
def test_a_short_key_is_refused(tmp_path: Path, length: int) -> None:
    path = tmp_path / "key"
    path.touch(0o600)
    path.write_bytes(b"k" * length)
    with pytest.raises(KeyFileError, match=f"{length} bytes"):
        load_key(path)


def test_a_key_in_an_impossible_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KeyFileError, match="ZVESTKA_KEY_FILE"):
        load_key(tmp_path / "file" / "key")


@given(plain=st.binary(max_size=8_190), place=st.binary(max_size=40))
def test_what_is_sealed_opens_in_its_place(plain: bytes, place: bytes) -> None:
    assert SEALER.unseal(SEALER.seal(plain, "t", place), "t", place) == plain


@given(number=st.integers(-(2**63), 2**63 - 1))
def test_a_sealed_number_opens_and_all_are_of_one_length(number: int) -> None:
    sealed = SEALER.seal_number(number, "t", b"k")
    assert (SEALER.unseal_number(sealed, "t", b"k"), len(sealed)) == (number, 25)


@given(at=st.integers(0, 528), bit=st.integers(0, 7))
def test_a_flipped_bit_is_noticed(at: int, bit: int) -> None:
    sealed = bytearray(SEALER.seal(b"plain", "t", b"k"))
    sealed[at] ^= 1 << bit
    with pytest.raises(SealError):
        SEALER.unseal(bytes(sealed), "t", b"k")


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01" + b"x" * 16, b"\x01" * 600])
def test_what_was_never_sealed_is_noticed(sealed: bytes) -> None:
    with pytest.raises(SealError):
        SEALER.unseal(sealed, "t", b"k")


def test_another_place_table_or_key_does_not_open() -> None:
    sealed = SEALER.seal(b"plain", "t", b"k")
    for sealer, table, key in ((SEALER, "t", b"l"), (SEALER, "u", b"k"), (Sealer(os.urandom(64)), "t", b"k")):
        with pytest.raises(SealError):
            sealer.unseal(sealed, table, key)


def test_lengths_say_nothing_below_a_step() -> None:
    lengths = {len(SEALER.seal(b"x" * length, "t", b"k")) for length in (0, 1, 510, 511, 2_046, 2_047, 8_190)}
    assert lengths == {17 + 512, 17 + 2_048, 17 + 8_192}
    with pytest.raises(ValueError, match="too long"):
        SEALER.seal(b"x" * 8_191, "t", b"k")


def test_a_person_who_is_an_editor_has_two_unlike_keys() -> None:
    assert SEALER.chat_key(7) != SEALER.editor_key(7)
    assert SEALER.chat_key(7) != SEALER.chat_key(-7)
    assert SEALER.chat_key(7) == Sealer(bytes(range(64))).chat_key(7)
    assert len(SEALER.chat_key(7)) == len(SEALER.editor_key(7)) == 16
