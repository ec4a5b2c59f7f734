"""which photos a record names, and by which item: so that thousands are paged in the database"""

import json
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("record", "record_revision")


def upgrade() -> None:
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("photos", sa.JSON(), nullable=False, server_default="{}"))
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.alter_column("photos", server_default=None)
        _fill(name)


def _fill(name: str) -> None:
    rows = op.get_bind().execute(sa.text(f"SELECT id, answers FROM {name}")).all()
    named = [{"id": row[0], "photos": _named(json.loads(row[1] or "null") or {})} for row in rows]
    filled = [{**row, "photos": json.dumps(row["photos"])} for row in named if row["photos"]]
    if filled:
        change = sa.text(f"UPDATE {name} SET photos = :photos WHERE id = :id")
        op.get_bind().execute(change, filled)


def _named(answers: dict[str, Any]) -> dict[str, str]:
    named: dict[str, str] = {}
    for item_id, answer in answers.items():
        listed = answer["value"] if isinstance(answer["value"], list) else []
        places = [photo_id for place in answer["places"] for photo_id in place["photos"]]
        for photo_id in (*filter(_is_photo, listed), *places):
            named.setdefault(photo_id, item_id)
    return named


def _is_photo(chosen: str) -> bool:
    """Options' ids are in such lists as well."""
    try:
        return str(UUID(chosen)) == chosen
    except ValueError:
        return False
