"""The tables. migrations/ brings a database here; a test holds the two alike."""

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)

from storage.columns import SERIAL, Moment, Partial

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

changes = Table(
    "changes",
    metadata,
    Column("subject", String(20), primary_key=True),
    Column("version", SERIAL, nullable=False),
)

owner = Table("owner", metadata, Column("bot", LargeBinary(16), primary_key=True))

registers = Table(
    "registers",
    metadata,
    Column("source", String(20), primary_key=True),
    Column("rows", Integer, nullable=False),
)


def _custody() -> tuple[Column[Any], ...]:
    return (
        Column("status", String(20), nullable=False),
        Column("detained", Partial),
        Column("institution", Text, nullable=False),
        Column("ends", Partial),
        Column("incommunicado_since", Partial),
        Column("as_of", Partial),
    )


people = Table(
    "people",
    metadata,
    Column("code", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("version", SERIAL, nullable=False),
    Column("gender", String(5), nullable=False),
    Column("born", Partial),
    *_custody(),
    Column("articles", JSON, nullable=False),
    Column("years", SmallInteger),
    Column("months", SmallInteger),
    Column("days", SmallInteger),
    Column("verdict", Partial),
    Column("recognised", Boolean),
    Column("note", Text, nullable=False),
    Index("ix_people_version_code", "version", "code"),
    sqlite_autoincrement=True,  # a code is never given twice
)

person_names = Table(
    "person_names",
    metadata,
    Column("code", ForeignKey("people.code", ondelete="CASCADE"), primary_key=True),
    Column("position", SmallInteger, primary_key=True),
    Column("language", Text, nullable=False),
    Column("spelling", Text, nullable=False),
)

citations = Table(
    "citations",
    metadata,
    Column("code", ForeignKey("people.code", ondelete="CASCADE"), primary_key=True),
    Column("position", SmallInteger, primary_key=True),
    Column("url", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("published", Partial),
)

custody_history = Table(
    "custody_history",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("code", ForeignKey("people.code", ondelete="CASCADE"), nullable=False, index=True),
    Column("recorded", Date, nullable=False),
    *_custody(),
)

events = Table(
    "events",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("revision", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("state", String(10), nullable=False),
    Column("happened", Integer, nullable=False),  # 20240916, 20240900 or 20240000: sorts as dates do
    Column("content", JSON, nullable=False),  # domain.records.write_event
    Column("filed", Moment, nullable=False),
    Column("shown", Moment),
    Column("confirmed", Moment),  # null for history and for what was confirmed before migration 0002
    Column("claim", Integer, nullable=False),  # counts the attempts at confirming; the newest one owns the pages
    Index("ix_events_happened_number", "happened", "number"),
    sqlite_autoincrement=True,  # a number is never given twice
)

event_people = Table(
    "event_people",
    metadata,
    Column("event_number", ForeignKey("events.number", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Text, primary_key=True, index=True),
)

corrections = Table(
    "corrections",
    metadata,
    Column("event_number", ForeignKey("events.number", ondelete="CASCADE"), primary_key=True),
    Column("content", JSON, nullable=False),  # the next revision, as the editors have it on the desk
    Column("filed", Moment, nullable=False),
    Column("shown", Moment),
)

superseded = Table(
    "superseded",
    metadata,
    Column("event_number", ForeignKey("events.number", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("content", JSON, nullable=False),  # as it was sent
    Column("confirmed", Moment),
)

approvals = Table(
    "approvals",
    metadata,
    Column("event_number", ForeignKey("events.number", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("editor", LargeBinary(16), primary_key=True),
    Column("digest", LargeBinary(32), nullable=False),
    Column("at", Moment, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("content", JSON, nullable=False),  # domain.records.write_event
    Column("excerpt", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("lead", Integer),  # the first of the reports that were proposed or dropped together
    Column("told", Moment),  # when the editors were told that it waits
    Column("outlet", Text, nullable=False, server_default=""),
    Column("tier", String(10), nullable=False, server_default="press"),
    Column("fingerprint", String(32), nullable=False, server_default=""),
    Column("marks", JSON, nullable=False, server_default="[]"),
    Column("evidence", JSON, nullable=False, server_default="[]"),  # why a name in the text is taken for a person
    Column("edited", JSON(none_as_null=True)),  # the event as an editor corrected it, of the first of a bundle
    Column("joined", Integer),  # the report of which an editor said that it tells the same event
    Index("ix_reports_state_seen_number", "state", "seen", "number"),
    Index("ix_reports_lead", "lead"),
    sqlite_autoincrement=True,  # a number is never given twice
)

articles = Table(
    "articles",
    metadata,
    Column("publisher", Text, primary_key=True),
    Column("article_id", Text, primary_key=True),
    Column("fingerprint", String(32), nullable=False),  # of its words when it was read last; never the words
    Column("seen", Moment, nullable=False),
    Index("ix_articles_publisher_fingerprint", "publisher", "fingerprint"),
    Index("ix_articles_seen", "seen"),
)

sources = Table(
    "sources",
    metadata,
    Column("name", Text, primary_key=True),
    Column("polled", Moment, nullable=False),
    Column("due", Moment, nullable=False),
    Column("succeeded", Moment),
    Column("failed", Moment),
    Column("failures", Integer, nullable=False),  # since the last success
    Column("reason", String(40), nullable=False),
    Column("detail", Text, nullable=False),
    Column("items", Integer, nullable=False),  # pieces of writing, or rows, that it showed at the last success
    Column("reports", Integer, nullable=False),  # made of it so far
    Column("url", Text, nullable=False),  # for which the two validators hold
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
)

subscribers = Table(
    "subscribers",
    metadata,
    Column("key", LargeBinary(16), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("version", SERIAL, nullable=False),
    Index("ix_subscribers_version_key", "version", "key"),
)

sender = Table(
    "sender",
    metadata,
    Column("one", SmallInteger, primary_key=True),  # 1: there is one sender
    Column("holder", String(32), nullable=False),
    Column("beat", Integer, nullable=False),  # moves while the holder lives; no clock has to be right for that
)

clock = Table(
    "clock",
    metadata,
    Column("one", SmallInteger, primary_key=True),  # 1: there is one
    Column("beat", Moment, nullable=False),  # when the bot last looked
    Column("steady", Moment, nullable=False),  # since when the clock has not jumped
)
