"""the columns with the deputy's own words have the names that the code has for them"""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

# Without ``own_`` these words mean what counts: the office's, where it says something else.
OWN = {
    "severity": "own_severity",
    "description": "own_description",
    "suggestion": "own_suggestion",
    "responsible_unit": "own_unit",
    "suggested_due": "own_due",
}


def upgrade() -> None:
    # Not in batch mode: SQLite renames a column in place, without copying the table.
    for former, name in OWN.items():
        op.alter_column("finding", former, new_column_name=name)
