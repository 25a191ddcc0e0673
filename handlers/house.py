"""What every conversation may use: the store, the names, the words and the time, wired once in bot/."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from domain.boards import Boards
from domain.names import NameIndex
from domain.ports import Clock, Pace
from domain.previews import Previews
from handlers.figures import Figures
from handlers.pictures import Pictures
from handlers.speaking import Speaking
from handlers.typed import Questions, Typed
from storage.store import Store
from texts.phrasebook import Phrasebook


@dataclass(frozen=True, slots=True)
class House:
    """The rooms below, open to handlers.

    ``sources`` tells how often each source is read. ``bell`` is rung when the editors' desk has something new,
    ``register_bell`` when an awaited name may be listed, ``progress_bell`` when an editor asks how sending goes.
    """

    store: Store
    names: NameIndex
    phrasebook: Phrasebook
    clock: Clock
    editors: frozenset[int]
    approvals: int
    pace: Pace
    sources: Mapping[str, timedelta]
    pictures: Pictures
    figures: Figures = field(default_factory=Figures)
    typed: Typed = field(default_factory=Typed)
    speaking: Speaking = field(default_factory=Speaking)
    questions: Questions = field(default_factory=Questions)
    previews: Previews = field(default_factory=Previews)
    boards: Boards = field(default_factory=Boards)
    bell: asyncio.Event = field(default_factory=asyncio.Event)
    register_bell: asyncio.Event = field(default_factory=asyncio.Event)
    progress_bell: asyncio.Event = field(default_factory=asyncio.Event)
