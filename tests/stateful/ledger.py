"""What the test itself keeps of who may be told what, and holds every message against."""

import re
from dataclasses import dataclass, field

from domain.approval import Digest
from domain.audience import Audience
from domain.event import Act, Event
from domain.subscription import Subscriber

_TOKEN = re.compile(r"token(\d+)")


@dataclass(slots=True)
class Number:
    """A message whose number the sender knows, of a revision of an event."""

    chat_id: int
    message_id: int
    number: int
    revision: int
    struck: bool = False


@dataclass(slots=True, eq=False)
class Reader:
    """A chat from its first word to /forget: whoever comes back is somebody new."""

    subscriber: Subscriber
    got: dict[int, int] = field(default_factory=dict)
    settled: set[tuple[int, int]] = field(default_factory=set)
    refused: set[tuple[int, int]] = field(default_factory=set)
    leased: set[tuple[int, int]] = field(default_factory=set)
    numbers: list[Number] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Sent:
    """A revision that was confirmed: what it said, and whom it reached then."""

    event: Event
    token: int
    reached: tuple[Reader, ...]


@dataclass(slots=True, eq=False)
class Piece:
    """A piece of news: what lies on the desk, every approval by revision and editor, and all that was confirmed."""

    number: int
    desk: Event | None
    approvals: dict[tuple[int, int], Digest] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether it was taken back."""
        return bool(self.sent) and self.sent[-1].event.act is Act.CANCEL

    def void(self, revision: int) -> None:
        """Forget who approved a revision: dropped, it needs every approval anew."""
        self.approvals = {key: given for key, given in self.approvals.items() if key[0] != revision}

    def agreeing(self, digest: Digest) -> int:
        """Return how many different editors approve exactly this of what lies on the desk."""
        if self.desk is None:
            return 0
        revision = self.desk.revision
        return sum(of == revision and given == digest for (of, _), given in self.approvals.items())


@dataclass(frozen=True, slots=True)
class Message:
    """One message on its way: to whom, and what it says."""

    reader: Reader
    chat_id: int
    number: int
    revision: int


class Ledger:
    """Readers, pieces of news, and every rule that a message broke."""

    def __init__(self) -> None:
        self.readers: dict[int, Reader] = {}
        self.moved: dict[int, int] = {}
        self.closed: set[int] = set()
        self.pieces: dict[int, Piece] = {}
        self.broken: list[str] = []
        self.messages = 0

    def put(self, subscriber: Subscriber) -> None:
        """Note what a chat asks for now."""
        reader = self.readers.setdefault(subscriber.chat_id, Reader(subscriber))
        reader.subscriber = subscriber

    def forget(self, chat_id: int) -> None:
        """Note that a chat was erased."""
        self.readers.pop(chat_id, None)

    def close(self, chat_id: int) -> None:
        """Note that a chat is closed to us for good."""
        self.closed.add(chat_id)
        self.forget(chat_id)

    def may_move(self, chat_id: int) -> bool:
        """Return whether Telegram may say now that a group lives on elsewhere: not where it has been heard of."""
        new = next_id(chat_id)
        return chat_id < 0 and not any(new in each for each in (self.readers, self.moved, self.closed))

    def move(self, old: int, subscriber: Subscriber) -> None:
        """Note that a group lives on as ``subscriber``, which may have been a chat of its own."""
        leaving, new = self.readers.pop(old), subscriber.chat_id
        self.moved[old] = new
        there = self.readers.setdefault(new, leaving)
        there.subscriber = subscriber
        there.numbers.clear()  # told under both ids, it may have read in the one what was struck out in the other
        if there is leaving:
            return
        there.leased |= leaving.leased
        there.refused |= leaving.refused
        there.got = {n: max(there.got.get(n, 0), leaving.got.get(n, 0)) for n in {*there.got, *leaving.got}}
        for sent in (sent for piece in self.pieces.values() for sent in piece.sent if leaving in sent.reached):
            sent.reached = (*sent.reached, there)

    def reached(self, audience: Audience) -> tuple[Reader, ...]:
        """Return whom an audience reaches now."""
        return tuple(each for each in self.readers.values() if audience.place(each.subscriber) is not None)

    def begun(self, chat_id: int, text: str) -> Message | None:
        """Hold a message that leaves against who may be told what; None where nobody may be told it."""
        reader, found = self.readers.get(chat_id), self._revision(text)
        broken = self._not_to_be_told(reader, *found) if found else "sent although nobody confirmed it"
        if reader is None or found is None or broken:
            self.broken.append(broken)
            return None
        return Message(reader, chat_id, found[0].number, found[1])

    def arrived(self, message: Message) -> None:
        """Hold a message that arrived against those that arrived before it in its chat."""
        self.messages += 1
        before = message.reader.got.get(message.number, 0)
        if before > message.revision:
            self.broken.append("an old revision after a newer one")
        message.reader.got[message.number] = max(before, message.revision)

    def numbered(self, message: Message, message_id: int) -> None:
        """Note that the sender knows the number of a message."""
        reader = message.reader
        reader.settled.add((message.number, message.revision))
        reader.numbers.append(Number(message.chat_id, message_id, message.number, message.revision))

    def struck(self, chat_id: int, message_id: int) -> None:
        """Note that a message was struck out, or cannot be any more."""
        for each in self.readers[chat_id].numbers if chat_id in self.readers else ():
            each.struck |= (each.chat_id, each.message_id) == (chat_id, message_id)

    def rewritten(self, chat_id: int) -> None:
        """Hold a change of a message that leaves against who is known still."""
        if chat_id not in self.readers and chat_id not in self.moved:
            self.broken.append("rewritten although erased")

    def hold_to_the_end(self, audiences: dict[int, Audience]) -> None:
        """Once nothing is due any more: nobody is left with what was wrong, nor without what they asked for."""
        for piece in (each for each in self.pieces.values() if each.sent):
            last = len(piece.sent)
            for reader in self.readers.values():
                if (piece.number, last) not in reader.refused:
                    self._hold(piece, last, reader, audiences[piece.number])

    def _hold(self, piece: Piece, last: int, reader: Reader, audience: Audience) -> None:
        got = reader.got.get(piece.number, 0)
        if 0 < got < last:
            self.broken.append("left with what was corrected")
        asked = reader in piece.sent[-1].reached and audience.place(reader.subscriber) is not None
        if got == 0 and asked and not piece.is_over:
            self.broken.append(f"chat {reader.subscriber.chat_id} was never told {piece.number}")
        if got == last and any(_stands(each, piece.number, last) for each in reader.numbers):
            self.broken.append("an old message was not struck out")

    def _not_to_be_told(self, reader: Reader | None, piece: Piece, revision: int) -> str:
        """Return why a reader may not be told a revision; nothing where it may."""
        if reader is None:
            return "told although erased"
        knew = any(number == piece.number and earlier < revision for number, earlier in reader.leased)
        sent = piece.sent[revision - 1]
        if not knew and sent.event.act is Act.CANCEL:
            return "told that something unknown is taken back"
        if not knew and reader not in sent.reached:
            return "told although neither asked for nor told before"
        return "told again although that was settled" if (piece.number, revision) in reader.settled else ""

    def _revision(self, text: str) -> tuple[Piece, int] | None:
        """Return what a message says: the newest of the tokens in it; the others are quoted."""
        token = max(map(int, _TOKEN.findall(text)), default=0)
        for piece in self.pieces.values():
            for revision, sent in enumerate(piece.sent, 1):
                if sent.token == token:
                    return piece, revision
        return None


def _stands(each: Number, number: int, last: int) -> bool:
    return each.number == number and each.revision < last and not each.struck


def next_id(chat_id: int) -> int:
    """Return the id under which a group lives on."""
    return chat_id - 1_000


def token_of(event: Event) -> int:
    """Return the token in an event's sentence."""
    return max(map(int, _TOKEN.findall(" ".join(event.summary.values()))))


def sentence(token: int) -> str:
    """Return a sentence that no other content has."""
    return f"Our token{token}."
