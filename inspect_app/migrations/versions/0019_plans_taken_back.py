"""why a plan was taken back: it is a state of the inspection, and no figure counts it"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("inspection") as table:
        table.add_column(sa.Column("cancelled_because", sa.String(), nullable=True))
