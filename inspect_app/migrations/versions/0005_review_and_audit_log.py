"""the office's review of findings, with every change kept; the audit log"""

import sqlalchemy as sa
from alembic import op

import inspect_app.db

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

APPEND_ONLY = ("audit_entry", "review_act", "review_change")


def upgrade() -> None:
    with op.batch_alter_table("finding") as table:
        table.add_column(sa.Column("reviewed_description", sa.String(), nullable=True))
        table.add_column(sa.Column("reviewed_suggestion", sa.String(), nullable=True))
        table.add_column(
            sa.Column(
                "reviewed_severity",
                sa.Enum(
                    "minor", "major", "critical", name="severity", native_enum=False, length=30
                ),
                nullable=True,
            )
        )
        table.add_column(sa.Column("reviewed_unit", sa.String(), nullable=True))
        table.add_column(sa.Column("reviewed_due", sa.Date(), nullable=True))
        table.add_column(sa.Column("responsible_person", sa.String(), nullable=True))
        table.add_column(sa.Column("duplicate_of_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("taken_back_at", inspect_app.db.AwareDateTime(), nullable=True))
        table.add_column(sa.Column("corrected_at", inspect_app.db.AwareDateTime(), nullable=True))
        table.create_foreign_key(
            "fk_finding_duplicate_of_id_finding", "finding", ["duplicate_of_id"], ["id"]
        )
        table.create_index("ix_finding_duplicate_of_id", ["duplicate_of_id"])
    # Until now only a deputy's correction withdrew findings.
    op.execute("UPDATE finding SET taken_back_at = recorded_at WHERE state = 'withdrawn'")
    _review_tables()
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("at", inspect_app.db.AwareDateTime(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sign_in",
                "refused_sign_in",
                "sign_out",
                "link",
                "export",
                "rights",
                "content",
                name="kind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("by_role", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["town_id"], ["town.id"], name="fk_audit_entry_town_id_town"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
    )
    op.create_index("ix_audit_entry_town_id", "audit_entry", ["town_id"])
    for name in APPEND_ONLY:
        _append_only(name)


def _review_tables() -> None:
    op.create_table(
        "review_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("at", inspect_app.db.AwareDateTime(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("review", "undo", "correction", name="actkind", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["town_id"], ["town.id"], name="fk_review_act_town_id_town"),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name="fk_review_act_inspection_id_inspection"
        ),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["review_act.id"], name="fk_review_act_undoes_id_review_act"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_review_act"),
        sa.UniqueConstraint("undoes_id", name="uq_review_act_undoes_id"),
    )
    op.create_index("ix_review_act_inspection_id", "review_act", ["inspection_id"])
    op.create_table(
        "review_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["town_id"], ["town.id"], name="fk_review_change_town_id_town"),
        sa.ForeignKeyConstraint(
            ["act_id"], ["review_act.id"], name="fk_review_change_act_id_review_act"
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name="fk_review_change_finding_id_finding"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_review_change"),
    )
    op.create_index("ix_review_change_act_id", "review_change", ["act_id"])
    op.create_index("ix_review_change_finding_id", "review_change", ["finding_id"])


def _append_only(name: str) -> None:
    """Refuse to change, delete or replace rows, whoever asks.

    A later batch_alter_table of one of these tables copies it without its triggers: make them anew.
    """
    refuse = f"SELECT RAISE(ABORT, '{name} is append-only')"
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} BEGIN {refuse}; END"
        )
    # INSERT OR REPLACE deletes without asking the trigger above.
    is_known = f"NEW.id IN (SELECT id FROM {name})"
    op.execute(
        f"CREATE TRIGGER {name}_no_replace BEFORE INSERT ON {name}"
        f" WHEN {is_known} BEGIN {refuse}; END"
    )
