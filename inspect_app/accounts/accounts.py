"""Office accounts: add, hand over, change, disable. Nobody but the holder knows the password."""

from collections.abc import Sequence
from datetime import timedelta

from inspect_app.accounts import models, second_step
from inspect_app.accounts.signing import forget_guesses
from inspect_app.db import now, session
from inspect_app.entering import models as entering
from inspect_app.entering.tokens import new_token, token_hash
from inspect_app.people import models as people
from inspect_app.people.access import Role

TICKET_LIFE = timedelta(hours=24)  # first secrets expire soon (OWASP ASVS 5.0, 6.4.1)


def roles_of(town_id: int) -> tuple[Role, ...]:
    """A county has no office and no chair."""
    if people.town(town_id).is_county:
        return (Role.COUNTY, Role.ADMIN)
    return (Role.OFFICE, Role.CHAIR, Role.ADMIN)


def add_account(town_id: int, login: str, name: str, role: Role) -> people.Account | None:
    """It has no password yet; None if another account, of whatever town, has the log-in name."""
    if models.account_of_login(login):
        return None
    account = people.Account(
        town_id=town_id, login=login, name=name, role=role, password_hash="", recovery_hashes=[]
    )
    session().add(account)
    session().flush()
    return account


def hand_over(account: people.Account, key: str) -> str:
    """The secret of a one-time link to set a password; earlier ones open nothing."""
    for ticket in models.tickets(account.town_id, account.id):
        ticket.used_at = now()
    token = new_token()
    session().add(
        models.PasswordTicket(
            town_id=account.town_id,
            account_id=account.id,
            token_hash=token_hash(token, key),
            expires_at=now() + TICKET_LIFE,
        )
    )
    return token


def account_of_ticket(token: str, key: str) -> people.Account | None:
    """None if the one-time link opens nothing."""
    found = models.account_of_ticket(token_hash(token, key), now())
    return found[1] if found else None


def set_password(account: people.Account, hashed: str, key: str) -> None:
    """Keep the new password; whoever was logged in with the old one is out, links are used up."""
    account.password_hash = hashed
    forget_guesses(account, key)
    for ticket in models.tickets(account.town_id, account.id):
        ticket.used_at = now()
    end_sessions(account)


def end_sessions(account: people.Account) -> None:
    for row in entering.sign_ins_of_account(account.town_id, account.id, now()):
        row.ended_at = now()


def change_role(account: people.Account, role: Role) -> None:
    """Sessions that carry the old role are over."""
    account.role = role
    end_sessions(account)


def disable(account: people.Account) -> None:
    """Sessions are over and one-time links open nothing; what its holder did stays."""
    account.disabled_at = now()
    for ticket in models.tickets(account.town_id, account.id):
        ticket.used_at = now()
    end_sessions(account)


def enable(account: people.Account) -> None:
    account.disabled_at = None


def repair_admin(account: people.Account) -> list[str]:
    """Let its holder in again as an administrator; return in words what stood in the way."""
    repaired = []
    if account.disabled_at:
        enable(account)
        repaired.append("恢复账号")
    if account.role != Role.ADMIN:
        change_role(account, Role.ADMIN)
        repaired.append("角色改为系统管理员")
    if account.totp_salt:
        second_step.turn_off(account)
        repaired.append("关闭两步验证")
    return repaired


def words_to_guess(account: people.Account) -> Sequence[str]:
    """Town, with and without 镇; log-in name; the holder's name."""
    town = people.town(account.town_id).name
    return (town, town.rstrip("镇乡县市区"), account.login, account.name)
