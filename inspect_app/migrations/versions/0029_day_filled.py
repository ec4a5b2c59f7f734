"""the day a record was filled, beside when it arrived"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("record_revision", "record"):
        op.add_column(table, sa.Column("filled_on", sa.Date(), nullable=True))
    # Up to now the day of arrival was taken for it; a draft that another phone left has neither.
    op.execute(
        "UPDATE record_revision SET filled_on = date(submitted_at, '+8 hours') WHERE state <> 'draft'"
    )
    op.execute(
        "UPDATE record SET filled_on = date(min(submitted_at, coalesce("
        "(SELECT min(submitted_at) FROM record_revision"
        " WHERE record_id = record.id AND state = 'former'), submitted_at)), '+8 hours')"
        " WHERE submitted_at IS NOT NULL"
    )
