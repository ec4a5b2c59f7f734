"""browsers that have logged in: each counts its own wrong passwords"""

import sqlalchemy as sa
from alembic import op

import inspect_app.db

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_browser",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("device_hash", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("blocked_until", inspect_app.db.AwareDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["town_id"], ["town.id"], name="fk_office_browser_town_id_town"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_office_browser_account_id_account"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_office_browser"),
        sa.UniqueConstraint(
            "account_id", "device_hash", name="uq_office_browser_account_id_device_hash"
        ),
    )
