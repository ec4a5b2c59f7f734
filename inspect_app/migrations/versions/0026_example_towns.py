"""a town may have an example of itself, which goes without a trace, its ids with it"""

from contextlib import AbstractContextManager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

# Their ids leave the server: phones and browsers keep something under them, files are named by
# them. What an example has left there must never meet another row of the same id.
NEVER_TWICE = ("deputy", "checklist_version", "inspection", "assignment", "report_job")
APPEND_ONLY = ("audit_entry", "review_act", "review_change", "draw")
OF_NO_EXAMPLE = "NOT EXISTS (SELECT 1 FROM town WHERE id = OLD.town_id AND example_of_id NOTNULL)"
# What makes a town an example opens it to be deleted: only whoever makes the town says so.
TOWN_STAYS = {
    "no_update": "BEFORE UPDATE OF id, example_of_id ON town",
    "no_replace": "BEFORE INSERT ON town WHEN NEW.id IN (SELECT id FROM town)",
}


def upgrade() -> None:
    with _never_twice("town") as table:
        table.add_column(sa.Column("example_of_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_town_example_of_id_town", "town", ["example_of_id"], ["id"])
        table.create_unique_constraint("uq_town_example_of_id", ["example_of_id"])
    with op.batch_alter_table("sign_in") as table:
        table.add_column(sa.Column("example_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_sign_in_example_id_town", "town", ["example_id"], ["id"])
    for name in NEVER_TWICE:
        with _never_twice(name):
            pass
    for name in APPEND_ONLY:
        op.execute(f"DROP TRIGGER {name}_no_delete")
        _refuse(f"{name}_no_delete", f"BEFORE DELETE ON {name} WHEN {OF_NO_EXAMPLE}", name)
    for name, when in TOWN_STAYS.items():
        op.execute(
            f"CREATE TRIGGER town_{name} {when}"
            " BEGIN SELECT RAISE(ABORT, 'a town stays what it is'); END"
        )


def _never_twice(name: str) -> AbstractContextManager[BatchOperations]:
    return op.batch_alter_table(
        name, recreate="always", table_kwargs={"sqlite_autoincrement": True}
    )


def _refuse(trigger: str, when: str, table: str) -> None:
    refuse = f"SELECT RAISE(ABORT, '{table} is append-only')"
    op.execute(f"CREATE TRIGGER {trigger} {when} BEGIN {refuse}; END")
