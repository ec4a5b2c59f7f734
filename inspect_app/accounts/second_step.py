"""两步验证 of office accounts: one-time passwords by RFC 6238, recovery codes beside them."""

import base64
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import pyotp

from inspect_app.entering.tokens import is_same, token_hash
from inspect_app.people.models import Account

ISSUER = "视察通"
RECOVERY_CODES = 8
SECONDS = 30
DRIFT = (-1, 0, 1)  # steps: a clock may be half a minute off (RFC 6238 section 5.2)
BOUND = "account:"  # a salt of before has no such mark: its secret depends on salt and key alone


def begin(account: Account) -> None:
    """Choose a new secret, to be shown and tried out; the account asks for no code yet."""
    account.totp_begun = BOUND + secrets.token_hex(16)


def secret_of(account_id: int, salt: str, key: str) -> str:
    """The secret for the authenticator; the database alone does not give it away.

    Nor does the server to another account that is given a copied salt.
    """
    whose = f"{account_id} " if salt.startswith(BOUND) else ""
    made = hmac.new(key.encode(), f"totp {whose}{salt}".encode(errors="replace"), sha256).digest()
    return base64.b32encode(made[:20]).decode()


def address_of(login: str, secret: str) -> str:
    """``otpauth:…``, which an authenticator reads as a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def step_of(secret: str, code: str, moment: datetime) -> int | None:
    """The time step the code belongs to; None if it is wrong."""
    totp = pyotp.TOTP(secret)
    this = int(moment.timestamp()) // SECONDS
    fitting = [this + n for n in DRIFT if is_same(totp.generate_otp(this + n), code)]
    return fitting[0] if fitting else None


@dataclass(frozen=True)
class CodeFit:
    """What a code was found to be: of a time step, or none; its hash as a recovery code."""

    step: int | None
    hashed: str


def fit_of(account: Account | None, code: str, moment: datetime, key: str) -> CodeFit:
    """What the code is; as much is computed for no account and for no second step."""
    account_id, salt = (account.id, account.totp_salt or BOUND) if account else (0, BOUND)
    entered = code.replace(" ", "").lower()
    step = step_of(secret_of(account_id, salt, key), entered, moment)
    return CodeFit(step, _recovery_hash(account_id, entered, key))


def passes(account: Account, fit: CodeFit) -> bool:
    """Whether it is passed, which uses the code up; also where no second step is set.

    A code works once, and none older than the last one used.
    """
    if account.totp_salt is None:
        return True
    if fit.step is not None and fit.step > account.totp_step:
        account.totp_step = fit.step
        return True
    return _use_recovery_code(account, fit.hashed)


def _use_recovery_code(account: Account, hashed: str) -> bool:
    left = [known for known in account.recovery_hashes if not is_same(known, hashed)]
    is_known = len(left) < len(account.recovery_hashes)
    account.recovery_hashes = left
    return is_known


def _recovery_hash(account_id: int, code: str, key: str) -> str:
    return token_hash(f"recovery {account_id} {code}", key)


def turn_on(account: Account, salt: str, step: int, key: str) -> list[str] | None:
    """Ask for a code from now on; return the recovery codes, to be shown once.

    None if the secret is no longer the one that was begun: another page has turned it on, whose
    recovery codes are to go on working, or has begun another.
    """
    if account.totp_begun != salt:
        return None
    codes = [f"{secrets.token_hex(3)}-{secrets.token_hex(3)}" for _ in range(RECOVERY_CODES)]
    account.totp_salt, account.totp_begun, account.totp_step = salt, None, step
    account.recovery_hashes = [_recovery_hash(account.id, code, key) for code in codes]
    return codes


def turn_off(account: Account) -> None:
    account.totp_salt, account.totp_step, account.recovery_hashes = None, 0, []
