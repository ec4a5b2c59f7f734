"""a unit's slip keeps the number that it was first handed out with"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "slip_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["town_id"], ["town.id"], name="fk_slip_number_town_id_town"),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name="fk_slip_number_inspection_id_inspection"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_slip_number"),
        sa.UniqueConstraint("inspection_id", "unit", name="uq_slip_number_inspection_id_unit"),
        sa.UniqueConstraint("inspection_id", "number", name="uq_slip_number_inspection_id_number"),
    )
