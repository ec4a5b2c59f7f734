"""a county is one before the first town points to it"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("town") as table:
        table.add_column(sa.Column("is_county", sa.Boolean(), nullable=False, server_default="0"))
    op.execute("UPDATE town SET is_county = 1 WHERE id IN (SELECT county_id FROM town)")
    with op.batch_alter_table("town") as table:
        table.alter_column("is_county", server_default=None)
