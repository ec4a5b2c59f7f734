"""what the office keeps of deputies, places and units; archived instead of deleted"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WORDS = {
    "deputy": ("constituency",),
    "responsible_unit": ("responsible_person",),
    "site": ("location",),
}


def upgrade() -> None:
    for name in ("deputy_group", "deputy", "village", "site", "responsible_unit"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("archived_at", sa.DateTime(), nullable=True))
            for column in WORDS.get(name, ()):
                table.add_column(sa.Column(column, sa.String(), nullable=False, server_default=""))
            if name == "deputy":
                levels = sa.Column("levels", sa.JSON(), nullable=False, server_default='["town"]')
                table.add_column(levels)
    # The defaults filled old rows; from here on the code says each value.
    for name, columns in (*WORDS.items(), ("deputy", ("levels",))):
        with op.batch_alter_table(name) as table:
            for column in columns:
                table.alter_column(column, server_default=None)
