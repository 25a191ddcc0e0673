"""The steps, drawn at random: draft, edit, approve, confirm, send, correct, retract, and all that comes between."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.dates import PartialDate
from domain.event import Act, Event, EventKind
from domain.language import ENGLISH
from domain.subscription import Topic
from tests.stateful.ledger import Piece, sentence
from tests.stateful.line import Fate
from tests.stateful.newsroom import KilledError, Meddling, Newsroom
from tests.stateful.stand import PEOPLE, Stand

STEPS = 16
"""At most, in one sequence."""

CHATS = (1, 2, 3, -1, -1001)
slots = st.integers(1, 2)
chats = st.sampled_from(CHATS)
topics = st.sampled_from([None, Topic.ALL, Topic.RELEASES])
people = st.lists(st.sampled_from(PEOPLE), unique=True, max_size=2)
kinds = st.sampled_from([EventKind.RELEASE, EventKind.RELEASE, EventKind.TRANSFER])
days = st.sampled_from([PartialDate(2026, 11, 20), PartialDate(2026, 11, 21)])
acts = st.sampled_from([Act.UPDATE, Act.UPDATE, Act.CANCEL])
fates = st.lists(st.sampled_from(Fate), max_size=4)
MEDDLING = ("ask", "forget", "move", "drop", "drop and again", "stop", "push", "kill")
meddlings = st.sampled_from(("", "", "", *MEDDLING))


class EditingSteps(RuleBasedStateMachine):
    """One sequence. ``stand`` is set on a subclass (``over``)."""

    stand: Stand

    def __init__(self) -> None:
        super().__init__()
        self._tokens = 0
        self._seen: dict[int, list[Event]] = {}
        store, known = self._run(self.stand.emptied())
        self.room = Newsroom(self.stand, store, known)

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        self.stand.count("steps")
        return self.stand.runner.run(work)

    def _piece(self, slot: int) -> Piece | None:
        return self.room.slots.get(slot)

    def _content(self, kind: EventKind, day: PartialDate, named: Sequence[str]) -> Event:
        self._tokens += 1
        return Event("e", kind, day, people=tuple(named), summary={ENGLISH: sentence(self._tokens)})

    @initialize(asked=st.lists(st.tuples(topics, people), min_size=len(CHATS), max_size=len(CHATS)), fates=fates)
    def begin(self, asked: Sequence[tuple[Topic | None, Sequence[str]]], fates: Sequence[Fate]) -> None:
        """Let there be readers, one piece of news on its way, and another one on the desk."""
        for chat_id, (topic, follows) in zip(CHATS, asked, strict=True):
            if topic or follows:
                self._run(self.room.ask(chat_id, topic, follows))
        self._seen = {1: [], 2: []}
        for slot in (1, 2):
            self._desk(slot, Act.UPDATE, self._content(EventKind.RELEASE, PartialDate(2026, 11, 20), PEOPLE[:slot]))
        self._confirm_approved(1, 3)
        self._run(self.room.sender.push(2, fates))

    @rule(slot=slots, act=acts, kind=kinds, day=days, named=people)
    def desk(self, slot: int, act: Act, kind: EventKind, day: PartialDate, named: Sequence[str]) -> None:
        """Put the next text on the desk, in the place of what lies there."""
        self._desk(slot, act, self._content(kind, day, named))

    def _desk(self, slot: int, act: Act, content: Event) -> None:
        piece = self._piece(slot)
        if piece is None or not piece.sent:
            self._run(self.room.draft(slot, content))
        elif not piece.is_over:
            if piece.desk:
                self._run(self.room.drop(piece))
            self._run(self.room.correct(piece, replace(content, act=act)))
        piece = self._piece(slot)
        if piece and piece.desk:
            self._seen[slot].append(piece.desk)

    @rule(slot=slots, editor=st.integers(1, 3), back=st.integers(0, 2))
    def approve(self, slot: int, editor: int, back: int) -> None:
        """Let an editor approve what lies on the desk, or what lay there before."""
        piece, seen = self._piece(slot), self._seen[slot]
        if piece and piece.desk and seen:
            self._run(self.room.approve(piece, editor, seen[-1 - min(back, len(seen) - 1)]))

    @rule(slot=slots, back=st.integers(0, 1))
    def confirm(self, slot: int, back: int) -> None:
        """Confirm what lies on the desk, approved or not, or what lay there before."""
        piece, seen = self._piece(slot), self._seen[slot]
        if piece and seen:
            self._run(self.room.confirm(piece, seen[-1 - min(back, len(seen) - 1)]))

    @rule(
        slot=slots,
        editors=st.integers(2, 3),
        late=st.booleans(),
        meddling=meddlings,
        look=st.integers(1, 2),
        chat_id=chats,
    )
    def approve_and_confirm(self, slot: int, editors: int, late: bool, meddling: str, look: int, chat_id: int) -> None:
        """Let so many editors approve what lies on the desk, and confirm it while something else happens.

        One who is late approves what lay there before.
        """
        piece = self._piece(slot)
        if piece and piece.desk:
            if late:
                self._run(self.room.approve(piece, 0, self._seen[slot][-2:][0]))
            happens = self._meddling(meddling, piece, chat_id) if meddling else None
            self._confirm_approved(slot, editors, 1 if late else 0, happens, look)

    def _confirm_approved(
        self, slot: int, editors: int, first: int = 0, meddling: Meddling | None = None, look: int = 1
    ) -> None:
        piece = self._piece(slot)
        if piece and piece.desk:
            for editor in range(first, editors):
                self._run(self.room.approve(piece, editor, piece.desk))
            self._run(self.room.confirm(piece, piece.desk, meddling, look))

    @rule(slot=slots, kind=kinds, day=days, named=people, fates=fates)
    def announce(
        self, slot: int, kind: EventKind, day: PartialDate, named: Sequence[str], fates: Sequence[Fate]
    ) -> None:
        """Do all of it: the text, the approvals, the confirmation, and the first to be told."""
        self._desk(slot, Act.UPDATE, self._content(kind, day, named))
        self._confirm_approved(slot, 3)
        self._run(self.room.sender.push(2, fates))

    @rule(slot=slots, named=people, ahead=st.integers(0, 2), fates=fates)
    def correct(self, slot: int, named: Sequence[str], ahead: int, fates: Sequence[Fate]) -> None:
        """Correct what was sent while some of it is still being sent."""
        piece = self._piece(slot)
        if piece and piece.sent:
            if ahead:
                self._run(self.room.sender.lease(ahead))
            self.announce(slot, EventKind.RELEASE, PartialDate(2026, 11, 21), named, fates)

    @rule(slot=slots, fates=fates)
    def retract(self, slot: int, fates: Sequence[Fate]) -> None:
        """Take back what was sent, and let the first be told."""
        piece = self._piece(slot)
        if piece and piece.sent and not piece.is_over:
            self._desk(slot, Act.CANCEL, self._content(EventKind.RELEASE, PartialDate(2026, 11, 21), ()))
            self._confirm_approved(slot, 2)
            self._run(self.room.sender.push(2, fates))

    @rule(slot=slots)
    def drop(self, slot: int) -> None:
        piece = self._piece(slot)
        if piece and piece.desk and piece.sent:
            self._run(self.room.drop(piece))

    @rule(slot=slots, stopped=st.booleans())
    def stop_or_go_on(self, slot: int, stopped: bool) -> None:
        piece = self._piece(slot)
        if piece and piece.sent:
            self._run(self.room.stop(piece) if stopped else self.room.go_on(piece))

    @rule(count=st.integers(1, 4), fates=fates)
    def send(self, count: int, fates: Sequence[Fate]) -> None:
        self._run(self.room.sender.push(count, fates))

    @rule(count=st.integers(1, 3))
    def lease(self, count: int) -> None:
        """Take what is next, and do not begin with it yet."""
        self._run(self.room.sender.lease(count))

    @rule(fate=st.sampled_from([Fate.ARRIVES, Fate.ANSWER_LOST, Fate.CUT_OFF, Fate.MOVED, Fate.BLOCKED]), fates=fates)
    def settle_late(self, fate: Fate, fates: Sequence[Fate]) -> None:
        self._run(self.room.sender.settle_slow(fate, fates))

    @rule(arrives=st.booleans())
    def kill(self, arrives: bool) -> None:
        self._run(self.room.sender.kill(arrives))

    @rule()
    def restart(self) -> None:
        self._run(self.room.sender.restart())

    @rule(seconds=st.sampled_from([1.5, 5.0, 31.0, 700.0]))
    def wait(self, seconds: float) -> None:
        """Let time pass; after a long while, what nobody will be told any more is dropped."""
        self.room.clock.advance(seconds)
        if seconds > 60:
            self._run(self.room.purge())

    @rule(chat_id=chats, topic=topics, follows=people)
    def ask(self, chat_id: int, topic: Topic | None, follows: Sequence[str]) -> None:
        if self._may_ask(chat_id):
            self._run(self.room.ask(chat_id, topic, follows))

    @rule(chat_id=chats, elsewhere=st.booleans())
    def forget(self, chat_id: int, elsewhere: bool) -> None:
        self._run(self.room.forget(chat_id, elsewhere))

    @rule(elsewhere=st.booleans())
    def move(self, elsewhere: bool) -> None:
        if self._may_move():
            self._run(self.room.move(-1, elsewhere))

    @invariant()
    def nothing_is_broken(self) -> None:
        assert not self.room.ledger.broken, self.room.ledger.broken

    def teardown(self) -> None:
        """Let everything arrive, then hold the whole sequence against the rules."""
        self._run(self.room.hold_to_the_end())
        self.stand.count("sequences")
        self.stand.count("messages", self.room.ledger.messages)
        self.nothing_is_broken()

    def _may_ask(self, chat_id: int) -> bool:
        return chat_id not in self.room.ledger.moved and chat_id not in self.room.ledger.closed

    def _may_move(self) -> bool:
        """Return whether the group may move to its next id, where it may have been heard of already."""
        ledger = self.room.ledger
        return -1 in ledger.readers and -1001 not in ledger.moved and -1001 not in ledger.closed

    def _meddling(self, what: str, piece: Piece, chat_id: int) -> Meddling:
        """Return what happens while a piece is being confirmed."""
        room, again = self.room, piece.desk
        may_ask, may_move = self._may_ask(chat_id), self._may_move()
        happening: Mapping[str, Callable[[], Awaitable[None]]] = {
            "ask": lambda: room.ask(chat_id, Topic.ALL, ()) if may_ask else _nothing(),
            "forget": lambda: room.forget(chat_id, elsewhere=True),
            "move": lambda: room.move(-1, elsewhere=True) if may_move else _nothing(),
            "drop": lambda: room.dropped_meanwhile(piece, None) if piece.sent else _nothing(),
            "drop and again": lambda: room.dropped_meanwhile(piece, again) if piece.sent else _nothing(),
            "stop": lambda: room.stop(piece) if piece.sent else _nothing(),
            "push": lambda: room.sender.push(3),
            "kill": _killed,
        }
        return happening[what]


async def _nothing() -> None:
    """Let nothing happen."""


async def _killed() -> None:
    raise KilledError


def over(stand: Stand) -> type[EditingSteps]:
    """Return the machine over a stand."""

    class Machine(EditingSteps):
        pass

    Machine.stand = stand
    return Machine
