"""findings are numbered by town: a number shared by all jumped, and told how many others have"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NUMBERED = """
UPDATE finding SET number = numbered.number FROM (
  SELECT id, row_number() OVER (PARTITION BY town_id ORDER BY id) AS number FROM finding
) AS numbered WHERE numbered.id = finding.id
"""


def upgrade() -> None:
    op.add_column("finding", sa.Column("number", sa.Integer(), nullable=True))
    op.execute(NUMBERED)
    with op.batch_alter_table("finding") as table:
        table.alter_column("number", existing_type=sa.Integer(), nullable=False)
        table.create_unique_constraint("uq_finding_town_id_number", ["town_id", "number"])
