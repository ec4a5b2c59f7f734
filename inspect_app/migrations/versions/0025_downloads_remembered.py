"""which file of an inspection was downloaded when and by whom"""

import sqlalchemy as sa
from alembic import op

import inspect_app.db

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

KINDS = (
    "workbook", "findings", "report", "handover", "ledger", "notice", "plan", "public_tables",
    "public_workbook", "public_report", "photos", "data", "all",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "download",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.Enum(*KINDS, name="filekind", native_enum=False, length=30), nullable=False
        ),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("account_name", sa.String(), nullable=False),
        sa.Column("at", inspect_app.db.AwareDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["town_id"], ["town.id"], name="fk_download_town_id_town"),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name="fk_download_inspection_id_inspection"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_download_account_id_account"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_download"),
    )
    op.create_index("ix_download_inspection_id", "download", ["inspection_id"])
