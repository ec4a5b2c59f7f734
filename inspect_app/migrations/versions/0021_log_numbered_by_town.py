"""lines of the audit log are numbered by town: a number shared by all told how busy others are"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

REFUSE = "SELECT RAISE(ABORT, 'audit_entry is append-only')"
TRIGGERS = {
    "no_update": "BEFORE UPDATE ON audit_entry",
    "no_delete": "BEFORE DELETE ON audit_entry",
    # INSERT OR REPLACE deletes without asking the one above, also the line of the same number.
    "no_replace": (
        "BEFORE INSERT ON audit_entry WHEN NEW.id IN (SELECT id FROM audit_entry) OR EXISTS"
        " (SELECT 1 FROM audit_entry WHERE town_id = NEW.town_id AND number = NEW.number)"
    ),
}
NUMBERED = """
UPDATE audit_entry SET number = numbered.number FROM (
  SELECT id, row_number() OVER (PARTITION BY town_id ORDER BY id) AS number FROM audit_entry
) AS numbered WHERE numbered.id = audit_entry.id
"""


def upgrade() -> None:
    for name in TRIGGERS:
        op.execute(f"DROP TRIGGER audit_entry_{name}")
    op.add_column("audit_entry", sa.Column("number", sa.Integer(), nullable=True))
    op.execute(NUMBERED)
    with op.batch_alter_table("audit_entry") as table:
        table.alter_column("number", existing_type=sa.Integer(), nullable=False)
        table.create_unique_constraint("uq_audit_entry_town_id_number", ["town_id", "number"])
        table.drop_index("ix_audit_entry_town_id")  # the constraint's begins with the town, too
    for name, when in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER audit_entry_{name} {when} BEGIN {REFUSE}; END")
