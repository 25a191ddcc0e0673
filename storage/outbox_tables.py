"""The tables of the outbox: who is to be told of what, in which message it was said, and whom to remind."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    false,
    literal_column,
    or_,
    true,
)

from storage.columns import SERIAL, Moment
from storage.tables import metadata

pages = Table(
    "pages",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("event_number", ForeignKey("events.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("claim", Integer, nullable=False),  # the attempt at confirming that wrote it
    Column("inert_since", Moment),  # null once the event is confirmed: the page is live
    Column("stopped", Boolean, nullable=False, server_default=false()),  # an editor stopped it: nobody is leased
    Column("lane", SmallInteger, nullable=False, server_default="20"),
    Column("due", Moment),
    Column("size", Integer, nullable=False, server_default="0"),  # chats still packed
    sqlite_autoincrement=True,
)
ASIDE = or_(pages.c.inert_since.is_not(None), pages.c.stopped)
"""Pages nobody is leased from: not confirmed yet, or stopped by an editor."""

PACKED = pages.c.size > literal_column("0")
"""Pages whose chats, or some of them, are not rows of deliveries yet."""

Index("ix_pages_aside", pages.c.id, sqlite_where=ASIDE, postgresql_where=ASIDE)
Index("ix_pages_packed", pages.c.lane, pages.c.due, pages.c.id, sqlite_where=PACKED, postgresql_where=PACKED)

packs = Table(
    "packs",
    metadata,
    Column("page_id", ForeignKey("pages.id", ondelete="CASCADE"), primary_key=True),
    Column("chats", LargeBinary, nullable=False),  # 16 bytes a chat, until they become rows of deliveries
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("page_id", ForeignKey("pages.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("event_number", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("chat", ForeignKey("subscribers.key", ondelete="CASCADE"), nullable=False),  # /forget takes these along
    Column("lane", SmallInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("tried", Boolean, nullable=False, server_default=true()),  # leased at least once: the chat may know it
    Column("due", Moment),  # not null while waiting; a lease moves it to the lease's end
    Column("message", LargeBinary),  # not null once sent: the sealed number of the message
    Column("why", Text),  # not null once failed
    Column("expires", Moment),
    UniqueConstraint("chat", "event_number", "revision"),  # nobody is told twice; also finds a chat's deliveries
    sqlite_autoincrement=True,
)
_waiting = deliveries.c.due.is_not(None)
Index(
    "ix_deliveries_waiting",
    deliveries.c.lane,
    deliveries.c.due,
    deliveries.c.id,
    sqlite_where=_waiting,
    postgresql_where=_waiting,
)

repeats = Table(
    "repeats",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("chat", ForeignKey("subscribers.key", ondelete="CASCADE"), nullable=False),
    Column("event_number", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("message", LargeBinary, nullable=False),  # the sealed number of one more message that says the same
    Column("expires", Moment, nullable=False),
    Index("ix_repeats_chat_event_number", "chat", "event_number"),
    sqlite_autoincrement=True,
)

insisting = Table(
    "insisting",
    metadata,
    Column("chat", ForeignKey("subscribers.key", ondelete="CASCADE"), primary_key=True),
    Column("event_number", ForeignKey("events.number", ondelete="CASCADE"), primary_key=True),
    Column("due", Moment, nullable=False),
    Column("left", SmallInteger, nullable=False),  # how many more times, unless it is seen
    Index("ix_insisting_due", "due"),
)
