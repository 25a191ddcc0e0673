"""What every conversation may use: the store, the names, the words and the time, wired once in bot/."""

import asyncio
from dataclasses import dataclass, field

from domain.names import NameIndex
from domain.ports import Clock
from domain.previews import Previews
from handlers.figures import Figures
from handlers.pictures import Pictures
from handlers.typed import Questions, Typed
from storage.store import Store
from texts.phrasebook import Phrasebook


@dataclass(frozen=True, slots=True)
class House:
    """The rooms below, open to handlers.

    ``bell`` is rung when the editors' desk has something new, ``register_bell`` when an awaited name may be listed.
    """

    store: Store
    names: NameIndex
    phrasebook: Phrasebook
    clock: Clock
    editors: frozenset[int]
    approvals: int
    pictures: Pictures
    figures: Figures = field(default_factory=Figures)
    typed: Typed = field(default_factory=Typed)
    questions: Questions = field(default_factory=Questions)
    previews: Previews = field(default_factory=Previews)
    bell: asyncio.Event = field(default_factory=asyncio.Event)
    register_bell: asyncio.Event = field(default_factory=asyncio.Event)
