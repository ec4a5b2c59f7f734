"""forms of the desk that were taken: a second press does nothing again"""

import sqlalchemy as sa
from alembic import op

import inspect_app.db

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "taken_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("led_to", sa.String(), nullable=False),
        sa.Column("taken_at", inspect_app.db.AwareDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["town_id"], ["town.id"], name="fk_taken_form_town_id_town"),
        sa.PrimaryKeyConstraint("id", name="pk_taken_form"),
        sa.UniqueConstraint("town_id", "key", name="uq_taken_form_town_id_key"),
    )
