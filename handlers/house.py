"""What every conversation may use: the store, the names, the words and the time, wired once in bot/."""

import asyncio
from dataclasses import dataclass, field

from domain.names import NameIndex
from domain.ports import Clock
from storage.store import Store
from texts.phrasebook import Phrasebook


@dataclass(frozen=True, slots=True)
class House:
    """The rooms below, open to handlers. ``bell`` is rung when the editors' desk has something new."""

    store: Store
    names: NameIndex
    phrasebook: Phrasebook
    clock: Clock
    editors: frozenset[int]
    approvals: int
    bell: asyncio.Event = field(default_factory=asyncio.Event)
