"""what the office says of deputies' suggestions: other words, which unit should see to it"""

import sqlalchemy as sa
from alembic import op

import inspect_app.db

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TABLE = "suggestion_review"
OF_NO_EXAMPLE = "NOT EXISTS (SELECT 1 FROM town WHERE id = OLD.town_id AND example_of_id NOTNULL)"
NEVER = {
    "no_update": f"BEFORE UPDATE ON {TABLE}",
    "no_delete": f"BEFORE DELETE ON {TABLE} WHEN {OF_NO_EXAMPLE}",
    "no_replace": f"BEFORE INSERT ON {TABLE} WHEN NEW.id IN (SELECT id FROM {TABLE})",
}


def upgrade() -> None:
    def refers_to(column: str, table: str) -> sa.ForeignKeyConstraint:
        name = f"fk_{TABLE}_{column}_{table}"
        return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name)

    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("at", inspect_app.db.AwareDateTime(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("own", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        refers_to("town_id", "town"),
        refers_to("inspection_id", "inspection"),
        refers_to("record_id", "record"),
        refers_to("undoes_id", TABLE),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
        sa.UniqueConstraint("undoes_id", name=f"uq_{TABLE}_undoes_id"),
    )
    op.create_index(f"ix_{TABLE}_inspection_id", TABLE, ["inspection_id"])
    op.create_index(f"ix_{TABLE}_record_id", TABLE, ["record_id"])
    for name, when in NEVER.items():
        op.execute(
            f"CREATE TRIGGER {TABLE}_{name} {when}"
            f" BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
        )
