"""files that are made in the background: photo zips, workbooks with many photos"""

import sqlalchemy as sa
from alembic import op

import inspect_app.db

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KINDS = ("photos", "workbook")
STATES = ("waiting", "running", "done", "failed", "cancelled")


def upgrade() -> None:
    kind = sa.Enum(*KINDS, name="filekind", native_enum=False, length=30)
    state = sa.Enum(*STATES, name="jobstate", native_enum=False, length=30)
    op.create_table(
        "report_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("stamped", sa.Boolean(), nullable=False),
        sa.Column("former_id", sa.Integer(), nullable=False),
        sa.Column("state", state, nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", inspect_app.db.AwareDateTime(), nullable=False),
        sa.Column("file", sa.String(), nullable=True),
        sa.Column("failure", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["town_id"], ["town.id"], name="fk_report_job_town_id_town"),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name="fk_report_job_inspection_id_inspection"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_report_job"),
    )
    op.create_index("ix_report_job_inspection_id", "report_job", ["inspection_id"])
