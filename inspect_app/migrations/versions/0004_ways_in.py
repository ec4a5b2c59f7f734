"""ways in: phones, codes, group links, tickets for a password, a second step, counties"""

import sqlalchemy as sa
from alembic import op

import inspect_app.db

revision = "0004"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = inspect_app.db.AwareDateTime


def upgrade() -> None:
    op.create_table(
        "phone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=False),
        sa.Column("device_hash", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("bound_at", MOMENT(), nullable=False),
        sa.Column("ended_at", MOMENT(), nullable=True),
        sa.ForeignKeyConstraint(["town_id"], ["town.id"], name="fk_phone_town_id_town"),
        sa.ForeignKeyConstraint(["deputy_id"], ["deputy.id"], name="fk_phone_deputy_id_deputy"),
        sa.PrimaryKeyConstraint("id", name="pk_phone"),
        sa.UniqueConstraint("deputy_id", "device_hash", name="uq_phone_deputy_id_device_hash"),
    )
    op.create_table(
        "entry_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("expires_at", MOMENT(), nullable=False),
        sa.Column("used_at", MOMENT(), nullable=True),
        sa.ForeignKeyConstraint(["town_id"], ["town.id"], name="fk_entry_code_town_id_town"),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["deputy.id"], name="fk_entry_code_deputy_id_deputy"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_entry_code"),
    )
    op.create_index("ix_entry_code_deputy_id", "entry_code", ["deputy_id"])
    op.create_table(
        "password_ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("expires_at", MOMENT(), nullable=False),
        sa.Column("used_at", MOMENT(), nullable=True),
        sa.ForeignKeyConstraint(["town_id"], ["town.id"], name="fk_password_ticket_town_id_town"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_password_ticket_account_id_account"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_password_ticket"),
        sa.UniqueConstraint("token_hash", name="uq_password_ticket_token_hash"),
    )
    op.create_index("ix_password_ticket_account_id", "password_ticket", ["account_id"])
    op.create_table(
        "group_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_at", MOMENT(), nullable=False),
        sa.Column("withdrawn_at", MOMENT(), nullable=True),
        sa.ForeignKeyConstraint(["town_id"], ["town.id"], name="fk_group_link_town_id_town"),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name="fk_group_link_inspection_id_inspection"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_group_link"),
        sa.UniqueConstraint("token_hash", name="uq_group_link_token_hash"),
    )
    op.create_index("ix_group_link_inspection_id", "group_link", ["inspection_id"])
    op.create_table(
        "group_link_guesses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), nullable=False),
        sa.Column("group_link_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("blocked_until", MOMENT(), nullable=True),
        sa.ForeignKeyConstraint(
            ["town_id"], ["town.id"], name="fk_group_link_guesses_town_id_town"
        ),
        sa.ForeignKeyConstraint(
            ["group_link_id"],
            ["group_link.id"],
            name="fk_group_link_guesses_group_link_id_group_link",
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["deputy.id"], name="fk_group_link_guesses_deputy_id_deputy"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_group_link_guesses"),
        sa.UniqueConstraint(
            "group_link_id", "deputy_id", name="uq_group_link_guesses_group_link_id_deputy_id"
        ),
    )
    with op.batch_alter_table("town") as table:
        table.add_column(sa.Column("asks_code", sa.Boolean(), nullable=False, server_default="0"))
        table.add_column(sa.Column("county_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_town_county_id_town", "town", ["county_id"], ["id"])
    with op.batch_alter_table("personal_link") as table:
        table.add_column(sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("blocked_until", MOMENT(), nullable=True))
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("disabled_at", MOMENT(), nullable=True))
        table.add_column(sa.Column("totp_salt", sa.String(), nullable=True))
        table.add_column(sa.Column("totp_step", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(
            sa.Column("recovery_hashes", sa.JSON(), nullable=False, server_default="[]")
        )
    with op.batch_alter_table("sign_in") as table:
        table.add_column(sa.Column("phone_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("seen_at", MOMENT(), nullable=True))
        table.create_foreign_key("fk_sign_in_phone_id_phone", "phone", ["phone_id"], ["id"])
        table.create_index("ix_sign_in_deputy_id", ["deputy_id"])
        table.create_index("ix_sign_in_account_id", ["account_id"])
    op.execute("UPDATE sign_in SET seen_at = started_at")
    # The defaults filled old rows; from here on the code says each value.
    with op.batch_alter_table("sign_in") as table:
        table.alter_column("seen_at", existing_type=MOMENT(), nullable=False)
    for name, columns in (
        ("town", ("asks_code",)),
        ("personal_link", ("failures",)),
        ("account", ("totp_step", "recovery_hashes")),
    ):
        with op.batch_alter_table(name) as table:
            for column in columns:
                table.alter_column(column, server_default=None)
