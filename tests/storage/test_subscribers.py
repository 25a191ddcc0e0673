"""Subscribers: sealed, followed in memory, moved and forgotten."""

import asyncio
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.engine import make_url

from domain.rhythm import Frequency, Quiet
from domain.subscription import ChatKind, Topic
from storage.database import Database
from storage.deliveries import Deliveries, Progress
from storage.errors import SealError
from storage.sealing import Sealer
from storage.subscribers import Subscribers
from storage.tables import metadata, subscribers
from tests.storage.samples import NOW, House, chat, event, lease

CHAT_IDS = [8_412_367_590_001 + step * 7_919 for step in range(40)]


async def everything_stored(db: Database) -> bytes:
    """Return every value of every table, one after another."""
    found = b""
    async with db.reading() as connection:
        for table in metadata.sorted_tables:
            for row in await connection.execute(select(table)):
                found += b"|".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
    return found


def files_of(url: str) -> bytes:
    path = make_url(url).database if url.startswith("sqlite") else None
    return b"".join(file.read_bytes() for file in Path(path).parent.iterdir()) if path else b""


def spelled(chat_id: int) -> list[bytes]:
    big, little = struct.pack(">q", chat_id), struct.pack("<q", chat_id)
    return [str(chat_id).encode(), big, little, big[2:]]  # SQLite stores an integer of this size in six bytes


async def test_a_chat_comes_back_and_another_process_knows_it_too(house: House) -> None:
    asked = chat(-100, Topic.ALL, follows=(3, 5), kind=ChatKind.GROUP)
    await house.subscribers.put(chat(-100))
    await house.subscribers.put(asked)
    assert await house.subscribers.get(-100) == asked
    assert await house.subscribers.by_key(house.sealer.chat_key(-100)) == asked
    assert await house.subscribers.get(100) is None
    assert await house.subscribers.count() == 1
    started = Subscribers(house.db, house.sealer)
    await started.load()
    assert started.circle.get(house.sealer.chat_key(-100)) == asked
    assert started.seen == await started.version()


async def test_the_circle_follows_own_changes_at_once_and_others_at_refresh(house: House) -> None:
    elsewhere = Subscribers(house.db, house.sealer)
    key = house.sealer.chat_key(1)
    for change in (
        house.subscribers.put(chat(1)),
        house.subscribers.put(chat(1, Topic.ALL)),
        house.subscribers.erase(1),
    ):
        await change
        known = house.subscribers.circle.get(key)
        assert known == await house.subscribers.get(1)
        await elsewhere.refresh()
        assert elsewhere.circle.get(key) == known


async def test_an_erasure_here_does_not_hide_one_elsewhere(house: House) -> None:
    elsewhere = Subscribers(house.db, house.sealer)
    for chat_id in (1, 2, 3):
        await house.subscribers.put(chat(chat_id))
    await elsewhere.refresh()
    await elsewhere.erase(1)
    await house.subscribers.erase(2)
    await house.subscribers.refresh()
    await elsewhere.refresh()
    assert len(house.subscribers.circle) == len(elsewhere.circle) == 1


async def test_refresh_takes_more_than_one_slice(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.subscribers._SLICE", 3)
    for chat_id in range(10):
        await house.subscribers.put(chat(chat_id))
    started = Subscribers(house.db, house.sealer)
    await started.load()
    await house.subscribers.erase(4)
    await started.refresh()
    assert len(started.circle) == 9


async def test_nobody_reads_chat_ids_in_the_database(house: House, database_url: str) -> None:
    for chat_id in CHAT_IDS:
        await house.subscribers.put(chat(chat_id, Topic.ALL, follows=(1,)))
    await house.confirm(await house.approved(event()))
    stored = await everything_stored(house.db) + files_of(database_url)
    assert len(stored) > 20_000
    assert not [chat_id for chat_id in CHAT_IDS if any(spelling in stored for spelling in spelled(chat_id))]


async def test_forget_leaves_nothing_of_the_chat_nor_of_its_deliveries(house: House, database_url: str) -> None:
    for chat_id in CHAT_IDS:
        await house.subscribers.put(chat(chat_id, Topic.ALL))
    filed = await house.approved(event())
    await house.confirm(filed)
    [kept, *forgotten] = [house.sealer.chat_key(chat_id) for chat_id in CHAT_IDS]
    for key in forgotten:
        await house.subscribers.erase_key(key)
    await house.subscribers.erase_key(forgotten[0])
    assert await Deliveries(house.db, house.subscribers).progress(filed.number) == Progress(1, 0, 0)
    stored = await everything_stored(house.db)
    assert kept in stored
    assert not [key for key in forgotten if key in stored]
    if database_url.startswith("sqlite"):
        await house.db.close()
        assert sum(key in files_of(database_url) for key in forgotten) <= 5  # copies a b-tree makes; rotation's matter


async def test_sqlites_log_is_emptied_soon_after_an_erasure(tmp_path: Path, sealer: Sealer) -> None:
    db = await Database.open(f"sqlite:///{tmp_path}/z.db")
    ours = Subscribers(db, sealer)
    await ours.put(chat(1))
    log = tmp_path / "z.db-wal"
    assert sealer.chat_key(1) in log.read_bytes()
    await ours.erase(1)
    await db.remnants_wiped()
    assert log.read_bytes() == b""
    await db.close()


async def test_a_changed_or_exchanged_row_is_noticed(house: House) -> None:
    one, two = (house.sealer.chat_key(chat_id) for chat_id in (1, 2))
    await house.subscribers.put(chat(1))
    await house.subscribers.put(chat(2))
    async with house.db.writing() as connection:
        swapped = select(subscribers.c.sealed).where(subscribers.c.key == two).scalar_subquery()
        await connection.execute(update(subscribers).where(subscribers.c.key == one).values(sealed=swapped))
    with pytest.raises(SealError):
        await house.subscribers.get(1)
    assert await house.subscribers.get(2) == chat(2)


async def test_the_key_of_another_database_is_refused_at_start(house: House) -> None:
    await house.subscribers.put(chat(1))
    with pytest.raises(SealError, match="key"):
        await Subscribers(house.db, Sealer(b"another key" * 6)).load()


async def test_a_group_moves_with_what_waits_for_it(house: House) -> None:
    group = chat(-1, Topic.ALL, follows=(4,), kind=ChatKind.GROUP)
    await house.subscribers.put(group)
    await house.confirm(await house.approved(event()))
    await house.subscribers.migrate(-1, -1001)
    assert await house.subscribers.get(-1) is None
    moved = await house.subscribers.get(-1001)
    assert moved == chat(-1001, Topic.ALL, follows=(4,), kind=ChatKind.GROUP)
    assert len(house.subscribers.circle) == 1
    [delivery] = await lease(Deliveries(house.db, house.subscribers), NOW, 10)
    assert delivery.chat == house.sealer.chat_key(-1001)


async def test_a_group_that_moves_keeps_its_settings(house: House) -> None:
    plain = chat(-1, Topic.PARDONS, Topic.TRIALS, kind=ChatKind.GROUP).paced(
        frozenset({Topic.TRIALS}), Frequency.WEEKLY
    )
    group = replace(plain, quiet=Quiet(23, 7), offset=-300, hour=6)
    await house.subscribers.put(group)
    await house.subscribers.migrate(-1, -1001)
    assert await house.subscribers.get(-1001) == replace(group, chat_id=-1001)
    await house.subscribers.put(chat(-2, Topic.TRIALS, kind=ChatKind.GROUP))
    await house.subscribers.migrate(-2, -1001)
    merged = await house.subscribers.get(-1001)
    assert merged == replace(group, chat_id=-1001, rhythm=())


async def test_a_group_that_moves_where_it_is_known_merges_and_is_told_once(house: House) -> None:
    await house.subscribers.put(chat(-1, Topic.ALL, follows=(4,), kind=ChatKind.GROUP))
    await house.subscribers.put(chat(-1001, Topic.RELEASES, follows=(5,), kind=ChatKind.GROUP))
    await house.confirm(await house.approved(event()))
    await house.subscribers.migrate(-1, -1001)
    await house.subscribers.migrate(-1, -1001)
    merged = chat(-1001, Topic.ALL, Topic.RELEASES, follows=(4, 5), kind=ChatKind.GROUP)
    assert await house.subscribers.get(-1001) == merged
    assert len(await lease(Deliveries(house.db, house.subscribers), NOW, 10)) == 1


async def test_what_many_change_at_once_is_changed_for_each_in_one_step(house: House) -> None:
    await asyncio.gather(*(house.subscribers.put(chat(number)) for number in range(30)))
    version = await house.subscribers.version()
    codes = range(5)

    async def follow(number: int, code: int) -> None:
        await house.subscribers.change(number, lambda kept: kept.following(code))

    await asyncio.gather(*(follow(number, code) for number in range(30) for code in codes))
    assert await house.subscribers.version() - version <= 2, "they shared transactions"
    found = await asyncio.gather(*(house.subscribers.get(number) for number in range(31)))
    assert found == [chat(number, follows=tuple(codes)) for number in range(30)] + [None]
    assert house.subscribers.circle.get(house.sealer.chat_key(7)) == found[7]
    assert await house.subscribers.change(31, lambda kept: kept) is None


async def test_a_row_that_does_not_open_or_fit_is_the_trouble_of_one_chat(house: House) -> None:
    broken, endless, well = chat(1), chat(2), chat(3)
    for each in (broken, endless, well):
        await house.subscribers.put(each)
    async with house.db.writing() as connection:
        torn = update(subscribers).where(subscribers.c.key == house.sealer.chat_key(1))
        await connection.execute(torn.values(sealed=b"\x01torn"))
    came = await asyncio.gather(
        house.subscribers.get(1),
        house.subscribers.get(3),
        house.subscribers.change(1, lambda kept: kept.following(1)),
        house.subscribers.change(2, lambda kept: replace(kept, follows=frozenset(range(5_000)))),
        house.subscribers.change(3, lambda kept: kept.following(1)),
        return_exceptions=True,
    )
    assert isinstance(came[0], SealError)
    assert isinstance(came[2], SealError)
    assert isinstance(came[3], ValueError)
    assert (came[1], came[4]) == (well, well.following(1))
    assert await house.subscribers.get(2) == endless
    await house.subscribers.put(broken)
    assert await house.subscribers.get(1) == broken
