"""Sources read by themselves: what was seen of each, how it fares; on whose word reports rest; when news went out."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _reports()
    _articles()
    _sources()
    op.add_column("events", sa.Column("confirmed", sa.BigInteger()))


def _reports() -> None:
    for column in (
        sa.Column("outlet", sa.Text(), nullable=False, server_default=""),
        sa.Column("tier", sa.String(10), nullable=False, server_default="press"),
        sa.Column("fingerprint", sa.String(32), nullable=False, server_default=""),
        sa.Column("marks", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("evidence", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("edited", sa.JSON()),
        sa.Column("joined", sa.Integer()),
    ):
        op.add_column("reports", column)
    reports = sa.table("reports", sa.column("source"), sa.column("outlet"), sa.column("tier"))
    of_register = sa.update(reports).where(reports.c.source == "viasna-register")
    op.execute(of_register.values(outlet="Viasna", tier="trusted"))


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(32), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("publisher", "article_id", name="pk_articles"),
    )
    op.create_index("ix_articles_publisher_fingerprint", "articles", ["publisher", "fingerprint"])
    op.create_index("ix_articles_seen", "articles", ["seen"])


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("polled", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("succeeded", sa.BigInteger()),
        sa.Column("failed", sa.BigInteger()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_sources"),
    )
