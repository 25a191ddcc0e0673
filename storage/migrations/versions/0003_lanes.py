"""Lanes: pages hold packed chats until their turn; corrections, insisting, the one sender, the steady clock."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _pages()
    op.add_column("deliveries", sa.Column("tried", sa.Boolean(), nullable=False, server_default=sa.true()))
    _revisions()
    _repeats()
    _insisting()
    _sender()
    _clock()


def _pages() -> None:
    for column in (
        sa.Column("stopped", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("lane", sa.SmallInteger(), nullable=False, server_default="20"),
        sa.Column("due", sa.BigInteger()),
        sa.Column("size", sa.Integer(), nullable=False, server_default="0"),
    ):
        op.add_column("pages", column)
    op.drop_index("ix_pages_inert", "pages")
    pages = sa.table("pages", sa.column("inert_since"), sa.column("stopped", sa.Boolean), sa.column("size"))
    _partial_index("ix_pages_aside", ["id"], sa.or_(pages.c.inert_since.is_not(None), pages.c.stopped))
    _partial_index("ix_pages_packed", ["lane", "due", "id"], pages.c.size > sa.literal_column("0"))
    op.create_table(
        "packs",
        sa.Column("page_id", _serial(), nullable=False),
        sa.Column("chats", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("page_id", name="pk_packs"),
        _refers("packs", "page_id", "pages.id"),
    )


def _partial_index(name: str, columns: list[str], where: sa.ColumnElement[bool]) -> None:
    op.create_index(name, "pages", columns, sqlite_where=where, postgresql_where=where)


def _revisions() -> None:
    op.create_table(
        "corrections",
        sa.Column("event_number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("filed", sa.BigInteger(), nullable=False),
        sa.Column("shown", sa.BigInteger()),
        sa.PrimaryKeyConstraint("event_number", name="pk_corrections"),
        _refers("corrections", "event_number", "events.number"),
    )
    op.create_table(
        "superseded",
        sa.Column("event_number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("confirmed", sa.BigInteger()),
        sa.PrimaryKeyConstraint("event_number", "revision", name="pk_superseded"),
        _refers("superseded", "event_number", "events.number"),
    )


def _repeats() -> None:
    op.create_table(
        "repeats",
        sa.Column("id", _serial(), nullable=False),
        sa.Column("chat", sa.LargeBinary(16), nullable=False),
        sa.Column("event_number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_repeats"),
        _refers("repeats", "chat", "subscribers.key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_repeats_chat_event_number", "repeats", ["chat", "event_number"])


def _insisting() -> None:
    op.create_table(
        "insisting",
        sa.Column("chat", sa.LargeBinary(16), nullable=False),
        sa.Column("event_number", sa.Integer(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("left", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat", "event_number", name="pk_insisting"),
        _refers("insisting", "chat", "subscribers.key"),
        _refers("insisting", "event_number", "events.number"),
    )
    op.create_index("ix_insisting_due", "insisting", ["due"])


def _sender() -> None:
    op.create_table(
        "sender",
        sa.Column("one", sa.SmallInteger(), nullable=False),
        sa.Column("holder", sa.String(32), nullable=False),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("one", name="pk_sender"),
    )


def _clock() -> None:
    op.create_table(
        "clock",
        sa.Column("one", sa.SmallInteger(), nullable=False),
        sa.Column("beat", sa.BigInteger(), nullable=False),
        sa.Column("steady", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("one", name="pk_clock"),
    )


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", ondelete="CASCADE")


def _serial() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
