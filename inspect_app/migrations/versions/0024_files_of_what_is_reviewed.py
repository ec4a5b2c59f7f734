"""background files may leave out what nobody has reviewed"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("report_job") as table:
        table.add_column(
            sa.Column("reviewed_only", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    # The default filled old rows; from here on the code says each value.
    with op.batch_alter_table("report_job") as table:
        table.alter_column("reviewed_only", server_default=None)
