"""What editors, readers and the operator do, done to the real store and the real sender and noted in the ledger."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from domain.approval import Digest, digest
from domain.audience import Audience, audience_of
from domain.brake import editors_needed
from domain.event import Event, EventState, Filed
from domain.language import ENGLISH
from domain.person import Status
from domain.records import write_event
from domain.subscription import ChatKind, Subscriber, Topic
from storage.confirmation import confirm
from storage.errors import AlreadyConfirmed, NotApproved
from storage.stopping import go_on, stop
from storage.store import Store
from storage.subscribers import Subscribers
from tests.clock import FakeClock
from tests.stateful.ledger import Ledger, Piece, Sent, next_id, token_of
from tests.stateful.line import Line
from tests.stateful.sender import Sender
from tests.stateful.stand import Interrupted, Stand

USUALLY = 2

Meddling = Callable[[], Awaitable[None]]


class KilledError(Exception):
    """The process that was confirming is no more."""


class Newsroom:
    """The store, the sender, and the ledger that knows what should be."""

    def __init__(self, stand: Stand, store: Store, known: Interrupted) -> None:
        self.ledger = Ledger()
        self.slots: dict[int, Piece] = {}
        self.clock = FakeClock()
        self.line = Line(self.ledger, self._moved_to)
        self.store = store
        self.sender = Sender(store, stand.phrasebook, self.line, self.clock, self.ledger)
        self._known = known
        self._stand = stand

    async def ask(self, chat_id: int, topic: Topic | None, follows: Sequence[str]) -> None:
        """Let a chat ask for a topic and for people, and for nothing else any more."""
        codes = await self.store.people.codes_of(follows)
        kind = ChatKind.PRIVATE if chat_id > 0 else ChatKind.GROUP
        topics = frozenset({topic} if topic else ())
        asked = Subscriber(chat_id, kind, ENGLISH, discreet=False, follows=frozenset(codes.values()), topics=topics)
        await self.store.subscribers.put(asked)
        self.ledger.put(asked)

    async def forget(self, chat_id: int, elsewhere: bool) -> None:
        """Erase a chat, here or in another process."""
        await self._subscribers(elsewhere).erase(chat_id)
        self.ledger.forget(chat_id)

    async def move(self, chat_id: int, elsewhere: bool) -> None:
        """Let a group move to its next id."""
        new = self._moved_to(chat_id)
        await self._subscribers(elsewhere).migrate(chat_id, new)

    async def draft(self, slot: int, event: Event) -> None:
        """File a draft, or edit the one that lies there."""
        filed = await self.store.events.file(replace(event, id=f"e{slot}"), EventState.DRAFT, self.clock.now())
        piece = self.slots.setdefault(slot, Piece(filed.number, None))
        self.ledger.pieces[filed.number] = piece
        piece.desk = filed.event

    async def correct(self, piece: Piece, event: Event) -> None:
        """Put the next revision on the desk."""
        filed = await self.store.events.correct(piece.number, event, self.clock.now())
        piece.desk = filed.event

    async def drop(self, piece: Piece) -> None:
        """Take off the desk what lies there."""
        await self.store.events.drop(piece.number)
        if piece.desk:
            piece.void(piece.desk.revision)
        piece.desk = None

    async def dropped_meanwhile(self, piece: Piece, again: Event | None) -> None:
        """Drop what lies on the desk, let others be told what was sent, perhaps file the same again."""
        await self.drop(piece)
        await self.sender.push(3)
        if again:
            await self.correct(piece, again)

    async def approve(self, piece: Piece, editor: int, event: Event) -> None:
        """Let an editor approve ``event``, which may not be what lies on the desk any more."""
        key, exact = self.store.sealer.editor_key(editor), await self._digest(event)
        assert piece.desk
        await self.store.events.approve(piece.number, piece.desk.revision, key, exact, self.clock.now())
        piece.approvals[piece.desk.revision, editor] = exact

    async def confirm(self, piece: Piece, event: Event, meddling: Meddling | None = None, look: int = 1) -> bool:
        """Confirm ``event`` for whomever it reaches now; return whether that was let.

        ``meddling`` happens while the confirmation looks at the subscribers for the ``look``-th time.
        """
        audience, exact = await self._audience(event), await self._digest(event)
        needed = editors_needed(USUALLY, await self.store.worries(event, self.clock.now()))
        self._known.meddling, self._known.looks_left = meddling, look
        filed, now = Filed(piece.number, event, EventState.DRAFT), self.clock.now()
        try:
            await confirm(self.store.database, self._known, filed, audience, exact, USUALLY, now)
        except KilledError:
            return False
        except (NotApproved, AlreadyConfirmed) as error:
            self._stand.count("refused")
            if piece.desk == event and piece.agreeing(exact) >= needed and isinstance(error, NotApproved):
                self.ledger.broken.append("refused although approved")
            return False
        finally:
            self._known.meddling = None
        if piece.desk != event or piece.agreeing(exact) < USUALLY:
            self.ledger.broken.append("confirmed with too few approvals")
        piece.sent.append(Sent(event, token_of(event), self.ledger.reached(audience)))
        piece.desk = None
        self._stand.count(f"confirmed {event.act.value}")
        return True

    async def stop(self, piece: Piece) -> None:
        """Stop what is still to be said."""
        await stop(self.store.database, piece.number)

    async def go_on(self, piece: Piece) -> None:
        """Go on with what was stopped."""
        await go_on(self.store.database, piece.number)

    async def purge(self) -> None:
        """Drop what nobody will be told from any more."""
        await self.store.deliveries.purge(self.clock.now())

    async def hold_to_the_end(self) -> None:
        """Clear the desk, let everything arrive that is on its way, and look who was told what in the end."""
        for piece in self.ledger.pieces.values():
            if piece.desk:
                await self.drop(piece)
            await self.go_on(piece)
        await self.sender.drain()
        audiences = {each.number: await self._audience(each.sent[-1].event) for each in self._sent()}
        self.ledger.hold_to_the_end(audiences)
        if all(piece.is_over for piece in self._sent()):
            await self._hold_nobody_free()

    async def _hold_nobody_free(self) -> None:
        for person in [listed.person async for listed in self.store.people.everyone()]:
            if person.custody.status is not Status.IMPRISONED:
                self.ledger.broken.append("free by news that was taken back")

    def _sent(self) -> Sequence[Piece]:
        return [piece for piece in self.ledger.pieces.values() if piece.sent]

    def _moved_to(self, chat_id: int) -> int:
        """Note that a group has moved; return its new id."""
        new = next_id(chat_id)
        there = self.ledger.readers.get(new)
        leaving = self.ledger.readers[chat_id].subscriber
        self.ledger.move(chat_id, there.subscriber.taking_over(leaving) if there else replace(leaving, chat_id=new))
        return new

    def _subscribers(self, elsewhere: bool) -> Subscribers:
        return Subscribers(self.store.database, self.store.sealer) if elsewhere else self.store.subscribers

    async def _audience(self, event: Event) -> Audience:
        return audience_of(event, (await self.store.people.codes_of(event.people)).values())

    async def _digest(self, event: Event) -> Digest:
        return digest(write_event(event), (), await self._audience(event))
