"""with what an account is logged in, in words; phones are called by the same words"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

CALLED = {"(微信)": " · 微信", "苹果手机": "iPhone", "平板电脑": "iPad", "其他设备": "未知设备"}


def upgrade() -> None:
    with op.batch_alter_table("sign_in") as table:
        table.add_column(sa.Column("device", sa.String(), nullable=True))
    for former, words in CALLED.items():
        op.execute(
            sa.text("UPDATE phone SET words = replace(words, :former, :words)").bindparams(
                former=former, words=words
            )
        )
