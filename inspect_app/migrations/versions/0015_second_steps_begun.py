"""the salt of a second step that is being set up is kept on the server"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("totp_begun", sa.String(), nullable=True))
