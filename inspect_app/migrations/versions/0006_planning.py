"""random draws of villages, and who came"""

import sqlalchemy as sa
from alembic import op

import inspect_app.db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.JSON(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("drawn_at", inspect_app.db.AwareDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["town_id"], ["town.id"], name="fk_draw_town_id_town"),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name="fk_draw_inspection_id_inspection"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_draw"),
    )
    op.create_index("ix_draw_inspection_id", "draw", ["inspection_id"])
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=False),
        sa.Column(
            "presence",
            sa.Enum(
                "expected",
                "attended",
                "on_leave",
                "not_expected",
                name="presence",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["town_id"], ["town.id"], name="fk_attendance_town_id_town"),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name="fk_attendance_inspection_id_inspection"
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["deputy.id"], name="fk_attendance_deputy_id_deputy"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_attendance"),
        sa.UniqueConstraint(
            "inspection_id", "deputy_id", name="uq_attendance_inspection_id_deputy_id"
        ),
    )
    # A draw that could be changed afterwards would prove nothing.
    refuse = "SELECT RAISE(ABORT, 'draw is append-only')"
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER draw_no_{verb.lower()} BEFORE {verb} ON draw BEGIN {refuse}; END"
        )
    op.execute(
        "CREATE TRIGGER draw_no_replace BEFORE INSERT ON draw"
        f" WHEN NEW.id IN (SELECT id FROM draw) BEGIN {refuse}; END"
    )
