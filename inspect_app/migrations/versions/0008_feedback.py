"""what deputies say of the product"""

import sqlalchemy as sa
from alembic import op

import inspect_app.db

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("given_at", inspect_app.db.AwareDateTime(), nullable=False),
        sa.Column("handled_at", inspect_app.db.AwareDateTime(), nullable=True),
        sa.Column("handled_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["town_id"], ["town.id"], name="fk_feedback_town_id_town"),
        sa.ForeignKeyConstraint(["deputy_id"], ["deputy.id"], name="fk_feedback_deputy_id_deputy"),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
    )
    op.create_index("ix_feedback_town_id", "feedback", ["town_id"])
    op.create_index("ix_feedback_deputy_id", "feedback", ["deputy_id"])
