"""What happened, as we assert it: an Event with a revision (alert, update, cancel: Common Alerting Protocol)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.dates import PartialDate
from domain.language import Language
from domain.person import Citation, PersonId


class EventKind(StrEnum):
    """What kind of thing happened (PRODUCT.md, Formats)."""

    PARDON = "pardon"
    RELEASE = "release"
    CONVICTION = "conviction"
    ADDED_SENTENCE = "added_sentence"
    CHARGE = "charge"
    TRIAL = "trial"
    APPEAL = "appeal"
    RECOGNITION = "recognition"
    TRANSFER = "transfer"
    CONTACT = "contact"
    HEALTH = "health"
    DEATH = "death"
    NUMBERS = "numbers"


class Ground(StrEnum):
    """Why somebody is out. A pardon is the state's act; a release is a person outside."""

    PARDON = "pardon"
    FULL_TERM = "full_term"
    PAROLE = "parole"
    AMNESTY = "amnesty"
    EXCHANGE = "exchange"


class Certainty(StrEnum):
    """How sure we may be (MESSAGES.md, Certainty): unconfirmed is what one source says, or only the state."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"


class Act(StrEnum):
    """What a revision does to what was said before (the Common Alerting Protocol's msgType)."""

    ALERT = "alert"
    UPDATE = "update"
    CANCEL = "cancel"


class EventState(StrEnum):
    """How far an event has come. HISTORY was imported: shown, never sent. RETRACTED was sent and taken back."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    HISTORY = "history"
    DROPPED = "dropped"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Event:
    """One event, one revision of it.

    ``people`` are ids of people in the store; ``unmatched`` are bare names nobody has matched yet: they alert no
    follower. ``summary`` is a sentence of a source or an editor, by language; ``conflicts`` says how sources disagree.
    ``act`` tells news from its correction (UPDATE) and its retraction (CANCEL).
    """

    id: str
    kind: EventKind
    date: PartialDate | None = None
    count: int | None = None
    women: int | None = None
    men: int | None = None
    people: tuple[PersonId, ...] = ()
    unmatched: tuple[str, ...] = ()
    ground: Ground | None = None
    summary: Mapping[Language, str] = field(default_factory=dict)
    sources: tuple[Citation, ...] = ()
    conflicts: str = ""
    certainty: Certainty = Certainty.CONFIRMED
    revision: int = 1
    act: Act = Act.ALERT


@dataclass(frozen=True, slots=True)
class Filed:
    """An event as our store knows it: ``number`` is permanent and short (callback data, ``/correct N``)."""

    number: int
    event: Event
    state: EventState
