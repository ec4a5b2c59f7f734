"""when a photo was added on the phone: without a network it arrives hours later"""

import sqlalchemy as sa
from alembic import op

import inspect_app.db

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("photo") as table:
        table.add_column(sa.Column("added_at", inspect_app.db.AwareDateTime(), nullable=True))
