"""The first tables: people, events, reports, sealed subscribers, deliveries."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SUBJECTS = ("deliveries", "erasures", "events", "people", "subscribers")


def upgrade() -> None:
    _changes()
    _owner()
    _registers()
    _people()
    _about_people()
    _custody_history()
    _events()
    _about_events()
    _reports()
    _subscribers()
    _pages()
    _deliveries()


def _serial() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", ondelete="CASCADE")


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _changes() -> None:
    changes = op.create_table(
        "changes",
        sa.Column("subject", sa.String(20), nullable=False),
        sa.Column("version", _serial(), nullable=False),
        _key("changes", "subject"),
    )
    op.bulk_insert(changes, [{"subject": subject, "version": 0} for subject in _SUBJECTS])


def _custody() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("detained", sa.String(10)),
        sa.Column("institution", sa.Text(), nullable=False),
        sa.Column("ends", sa.String(10)),
        sa.Column("incommunicado_since", sa.String(10)),
        sa.Column("as_of", sa.String(10)),
    )


def _registers() -> None:
    op.create_table(
        "registers",
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        _key("registers", "source"),
    )


def _owner() -> None:
    op.create_table("owner", sa.Column("bot", sa.LargeBinary(16), nullable=False), _key("owner", "bot"))


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", _serial(), nullable=False),
        sa.Column("gender", sa.String(5), nullable=False),
        sa.Column("born", sa.String(10)),
        *_custody(),
        sa.Column("articles", sa.JSON(), nullable=False),
        sa.Column("years", sa.SmallInteger()),
        sa.Column("months", sa.SmallInteger()),
        sa.Column("days", sa.SmallInteger()),
        sa.Column("verdict", sa.String(10)),
        sa.Column("recognised", sa.Boolean()),
        sa.Column("note", sa.Text(), nullable=False),
        _key("people", "code"),
        sa.UniqueConstraint("id", name="uq_people_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_people_version_code", "people", ["version", "code"])


def _about_people() -> None:
    op.create_table(
        "person_names",
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("spelling", sa.Text(), nullable=False),
        _key("person_names", "code", "position"),
        _refers("person_names", "code", "people.code"),
    )
    op.create_table(
        "citations",
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("published", sa.String(10)),
        _key("citations", "code", "position"),
        _refers("citations", "code", "people.code"),
    )


def _custody_history() -> None:
    op.create_table(
        "custody_history",
        sa.Column("id", _serial(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("recorded", sa.Date(), nullable=False),
        *_custody(),
        _key("custody_history", "id"),
        _refers("custody_history", "code", "people.code"),
    )
    op.create_index("ix_custody_history_code", "custody_history", ["code"])


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("happened", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("filed", sa.BigInteger(), nullable=False),
        sa.Column("shown", sa.BigInteger()),
        sa.Column("claim", sa.Integer(), nullable=False),
        _key("events", "number"),
        sa.UniqueConstraint("id", name="uq_events_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_happened_number", "events", ["happened", "number"])


def _about_events() -> None:
    op.create_table(
        "event_people",
        sa.Column("event_number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        _key("event_people", "event_number", "person_id"),
        _refers("event_people", "event_number", "events.number"),
    )
    op.create_index("ix_event_people_person_id", "event_people", ["person_id"])
    op.create_table(
        "approvals",
        sa.Column("event_number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("editor", sa.LargeBinary(16), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _key("approvals", "event_number", "revision", "editor"),
        _refers("approvals", "event_number", "events.number"),
    )


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("lead", sa.Integer()),
        sa.Column("told", sa.BigInteger()),
        _key("reports", "number"),
        sa.UniqueConstraint("id", name="uq_reports_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reports_state_seen_number", "reports", ["state", "seen", "number"])
    op.create_index("ix_reports_lead", "reports", ["lead"])


def _subscribers() -> None:
    op.create_table(
        "subscribers",
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("version", _serial(), nullable=False),
        _key("subscribers", "key"),
    )
    op.create_index("ix_subscribers_version_key", "subscribers", ["version", "key"])


def _pages() -> None:
    op.create_table(
        "pages",
        sa.Column("id", _serial(), nullable=False),
        sa.Column("event_number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("inert_since", sa.BigInteger()),
        _key("pages", "id"),
        _refers("pages", "event_number", "events.number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pages_event_number", "pages", ["event_number"])
    inert = sa.text("inert_since IS NOT NULL")
    op.create_index("ix_pages_inert", "pages", ["id"], sqlite_where=inert, postgresql_where=inert)


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", _serial(), nullable=False),
        sa.Column("page_id", _serial(), nullable=False),
        sa.Column("event_number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("chat", sa.LargeBinary(16), nullable=False),
        sa.Column("lane", sa.SmallInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due", sa.BigInteger()),
        sa.Column("message", sa.LargeBinary()),
        sa.Column("why", sa.Text()),
        sa.Column("expires", sa.BigInteger()),
        _key("deliveries", "id"),
        _refers("deliveries", "page_id", "pages.id"),
        _refers("deliveries", "chat", "subscribers.key"),
        sa.UniqueConstraint("chat", "event_number", "revision", name="uq_deliveries_chat_event_number_revision"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deliveries_page_id", "deliveries", ["page_id"])
    waiting = sa.text("due IS NOT NULL")
    op.create_index(
        "ix_deliveries_waiting", "deliveries", ["lane", "due", "id"], sqlite_where=waiting, postgresql_where=waiting
    )
