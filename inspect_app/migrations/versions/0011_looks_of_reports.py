"""fonts and footer of a town's reports"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FONT_SETS = ("papers", "papers_gbk", "windows")
FOOTERS = ("nothing", "unit", "words")


def upgrade() -> None:
    fonts = sa.Enum(*FONT_SETS, name="fontset", native_enum=False, length=30)
    footer = sa.Enum(*FOOTERS, name="footer", native_enum=False, length=30)
    with op.batch_alter_table("town") as table:
        table.add_column(sa.Column("font_set", fonts, nullable=False, server_default="papers"))
        table.add_column(sa.Column("footer", footer, nullable=False, server_default="nothing"))
        table.add_column(sa.Column("footer_words", sa.String(), nullable=False, server_default=""))
    # The defaults filled old rows; from here on the code says each value.
    with op.batch_alter_table("town") as table:
        for column in ("font_set", "footer", "footer_words"):
            table.alter_column(column, server_default=None)
