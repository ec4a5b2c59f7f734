"""wrong passwords are counted by the name that was given, whether an account has it or not"""

import sqlalchemy as sa
from alembic import op

import inspect_app.db

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "log_in_guesses",
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("blocked_until", inspect_app.db.AwareDateTime(), nullable=True),
        sa.Column("noted_at", inspect_app.db.AwareDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("slot", name="pk_log_in_guesses"),
    )
    with op.batch_alter_table("account") as table:
        table.drop_column("failures")
        table.drop_column("blocked_until")
