"""wrong passwords by name; words of checklists decided case by case; files on their way out"""

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
    op.create_table(
        "leaving_file",
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_leaving_file"),
    )
    with op.batch_alter_table("account") as table:
        table.drop_column("failures")
        table.drop_column("blocked_until")
    # Not in batch mode, which copies the table: what guards it (triggers, AUTOINCREMENT) stays.
    op.add_column("town", sa.Column("case_by_case", sa.JSON(), nullable=False, server_default="[]"))
