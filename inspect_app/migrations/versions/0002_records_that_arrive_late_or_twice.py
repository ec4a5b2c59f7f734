"""records that arrive late, twice or incomplete; drafts saved from two phones"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("record") as table:
        table.add_column(sa.Column("checklist_version_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("draft", sa.JSON(), nullable=True))
        table.add_column(sa.Column("mistakes", sa.JSON(), nullable=False, server_default="{}"))
        table.add_column(sa.Column("entered_by", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("saves", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("saved_from", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("saved_n", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("corrections", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("record_revision") as table:
        table.add_column(sa.Column("checklist_version_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("fields", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("mistakes", sa.JSON(), nullable=False, server_default="{}"))
        table.add_column(sa.Column("content_hash", sa.String(), nullable=True))
        table.add_column(sa.Column("entered_by", sa.String(), nullable=False, server_default=""))
        table.add_column(
            sa.Column(
                "state",
                sa.Enum(
                    "former",
                    "rival",
                    "set_aside",
                    name="revisionstate",
                    native_enum=False,
                    length=30,
                ),
                nullable=False,
                server_default="former",
            )
        )
    op.execute(
        "UPDATE record SET corrections = max(revision - 1, 0), checklist_version_id ="
        " (SELECT a.checklist_version_id FROM assignment a WHERE a.id = record.assignment_id)"
    )
    op.execute(
        "UPDATE record_revision SET checklist_version_id ="
        " (SELECT r.checklist_version_id FROM record r WHERE r.id = record_revision.record_id)"
    )
    op.execute("UPDATE record SET draft = fields, fields = '[]' WHERE state = 'draft'")
    for name in ("record", "record_revision"):
        with op.batch_alter_table(name) as table:
            table.alter_column("checklist_version_id", existing_type=sa.Integer(), nullable=False)
            table.create_foreign_key(
                f"fk_{name}_checklist_version_id_checklist_version",
                "checklist_version",
                ["checklist_version_id"],
                ["id"],
            )
    with op.batch_alter_table("record_revision") as table:
        table.alter_column("answers", existing_type=sa.JSON(), nullable=True)
        table.alter_column("submitted_at", existing_type=sa.DateTime(), nullable=True)
    # The defaults filled old rows; from here on the code says each value.
    for name, columns in (
        ("record", ("mistakes", "entered_by", "saves", "saved_from", "saved_n", "corrections")),
        ("record_revision", ("fields", "mistakes", "entered_by", "state")),
    ):
        with op.batch_alter_table(name) as table:
            for column in columns:
                table.alter_column(column, server_default=None)
