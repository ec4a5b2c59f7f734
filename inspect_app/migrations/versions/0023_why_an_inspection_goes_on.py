"""who has taken back the end of an inspection, when and why: it is shown while it goes on"""

import sqlalchemy as sa
from alembic import op

import inspect_app.db

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("inspection") as table:
        table.add_column(sa.Column("reopened_because", sa.String(), nullable=True))
        table.add_column(sa.Column("reopened_by", sa.String(), nullable=True))
        table.add_column(sa.Column("reopened_at", inspect_app.db.AwareDateTime(), nullable=True))
