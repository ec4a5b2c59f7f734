"""which sheets a town leaves out of its workbooks"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("town") as table:
        table.add_column(sa.Column("left_out", sa.JSON(), nullable=False, server_default="[]"))
    # The default filled old rows; from here on the code says each value.
    with op.batch_alter_table("town") as table:
        table.alter_column("left_out", server_default=None)
