"""when an assignment was taken out of a plan: what a phone kept for it still finds its place"""

import sqlalchemy as sa
from alembic import op

import inspect_app.db

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("assignment") as table:
        table.add_column(sa.Column("taken_out_at", inspect_app.db.AwareDateTime(), nullable=True))
