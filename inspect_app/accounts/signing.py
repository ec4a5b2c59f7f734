"""The office's log-in by password: who may guess, how often, and what is noted of it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from inspect_app import audit
from inspect_app.accounts import models, second_step
from inspect_app.db import now, session
from inspect_app.entering import models as entering
from inspect_app.entering.models import phone_tables
from inspect_app.entering.sessions import start_session
from inspect_app.entering.throttle import GuessCounter, allows_guess, count_failure, forget_failures
from inspect_app.entering.tokens import new_token, token_hash
from inspect_app.people import models as people
from inspect_app.people.access import Actor

OFFICE_SESSION = timedelta(hours=12)
SLOTS = 2**16  # rows that count wrong guesses, a few MB when all are used
NOBODYS = (0, 0)  # no town, no account

# Each takes 64 MiB and a tenth of a second. Strangers never take all the room of a process, and so
# keep waiting neither who is known, nor a page: with all places taken two of its threads are left.
STRANGERS, KNOWN, AT_ONCE = 2, 4, 3

_hasher = PasswordHasher()
_strangers = threading.Semaphore(STRANGERS)
_known = threading.Semaphore(KNOWN)
_at_once = threading.Semaphore(AT_ONCE)


class CrowdedError(Exception):
    """As many as may have a password looked at, or wait for that; come again in a moment."""


@contextmanager
def _place_among(places: threading.Semaphore) -> Iterator[None]:
    """:raise CrowdedError: at once, if there is none."""
    if not places.acquire(blocking=False):
        raise CrowdedError
    try:
        with _at_once:
            yield
    finally:
        places.release()


def hash_password(password: str) -> str:
    """For who is let in: a tenth of a second and 64 MiB, not while writing.

    :raise CrowdedError: at once, if too many wait.
    """
    with _place_among(_known):
        return _hasher.hash(password)


def fitting_hash(account: people.Account | None, password: str, *, is_known: bool) -> str:
    """The account's hash if the password fits it, else "".

    Slow on purpose, so never call it while writing. There ``fits_still`` says whether the password
    was changed meanwhile.

    :raise CrowdedError: at once, if too many of those who are known, or of strangers, ask.
    """
    stored_hash = account.password_hash if account else ""
    with _place_among(_known if is_known else _strangers):
        right = _matches(stored_hash or _stand_in(), password)  # none was set yet: nothing fits
    return stored_hash if right else ""


def is_known_at_log_in(named: people.Account | None, device: str, key: str) -> bool:
    """Whether who logs in goes before strangers: the browser has logged in with the account.

    Not while its own guesses keep it waiting. Whoever is named, the same is read.
    """
    browser = _known_browser(_enabled(named), device, key)
    return browser is not None and allows_guess(browser, now())


def _enabled(named: people.Account | None) -> people.Account | None:
    """Nobody logs in with a disabled account: it is as if there were none."""
    return None if named is None or named.disabled_at else named


def fits_still(account: people.Account, fitting: str) -> bool:
    """Whether the hash that a password was found to fit is still the account's."""
    return fitting != "" and account.password_hash == fitting


@cache
def _stand_in() -> str:
    """What is checked for an unknown log-in name, so that the answer takes as long.

    Asked for at every log-in, and made at the first: each start of a command would wait for it.
    """
    return _hasher.hash(new_token())


def guess_counter_of(
    login: str, account: people.Account | None, device: str | None, key: str
) -> GuessCounter:
    """What counts the wrong guesses made with this browser.

    One that has logged in before counts its own, all others together count at the name: a
    stranger who never stops guessing there does not keep its owner out. No account has the name:
    the same is looked up and counted.
    """
    known = _known_browser(account, device or "", key)
    at_name = models.guesses_at_log_in(_slot(login, key))
    return known or at_name


def _slot(login: str, key: str) -> int:
    return int(token_hash(f"log-in {login}", key), 16) % SLOTS


def _known_browser(
    account: people.Account | None, device: str, key: str
) -> phone_tables.OfficeBrowser | None:
    hashed = token_hash(device, key)
    whose = (account.town_id, account.id) if account else NOBODYS
    return next(
        (one for one in phone_tables.office_browsers(*whose) if one.device_hash == hashed), None
    )


def forget_guesses(account: people.Account, key: str) -> None:
    """In whatever browser they were made."""
    forget_failures(models.guesses_at_log_in(_slot(account.login, key)))
    for browser in phone_tables.office_browsers(account.town_id, account.id):
        forget_failures(browser)


def know_browser(account: people.Account, device: str, key: str) -> None:
    if _known_browser(account, device, key) is None:
        browser = phone_tables.OfficeBrowser(
            town_id=account.town_id, account_id=account.id, device_hash=token_hash(device, key)
        )
        session().add(browser)


def sign_in_by_password(
    login: str, code: str, device: str, words: str, *, fitting: str, key: str
) -> str | None:
    """The token of a new office session, None if something was wrong or is not heard.

    ``fitting`` is the hash that the password was found to fit. ``code`` is asked where the account
    has a second step; ``device`` knows the browser again, ``words`` say what it is. Wrong passwords
    and codes count alike, and so do names that no account has: whatever is wrong, the same is read,
    compared and written.
    """
    account = _enabled(models.account_of_login(login))
    counter = guess_counter_of(login, account, device, key)
    fit = second_step.fit_of(account, code, now(), key)
    if not allows_guess(counter, now()):
        return None
    right = account is not None and fits_still(account, fitting)
    if account is None or not right or not second_step.passes(account, fit):
        count_failure(counter, now())
        session().flush()
        _note_refusal(account, login, counter, "动态验证码" if right else "密码", key)
        return None
    forget_failures(counter)
    know_browser(account, device, key)
    return _session_of(account, words, "用密码登录", key)


def sign_in_by_link(account: people.Account, words: str, key: str) -> str | None:
    """The token of a new office session for who has just set a password by one-time link.

    None where the account has a second step: the link stands for the password alone.
    """
    if account.totp_salt is not None:
        return None
    return _session_of(account, words, "设好密码后登录", key)


def _session_of(account: people.Account, words: str, how: str, key: str) -> str:
    who = Actor(account.town_id, account.role, account.id, account.name)
    audit.note(who, audit.Kind.SIGN_IN, how)
    row = entering.SignIn(
        town_id=account.town_id, role=account.role, account_id=account.id, device=words
    )
    return start_session(row, OFFICE_SESSION, key)


def _note_refusal(
    account: people.Account | None, login: str, counter: GuessCounter, wrong: str, key: str
) -> None:
    """Keep in the town's log that somebody failed: nobody knows whether it was the owner.

    While no password is looked at nothing is noted: a stranger who goes on trying
    cannot fill the log. A name that no account has belongs to no town's.
    """
    if account is None:
        models.note_guess_at_nobody(_slot(login, key), now())
        return
    what = f"{wrong}不对，连续第{counter.failures}次"
    stranger = audit.Somebody(account.town_id, "没有登录的人")
    audit.note(stranger, audit.Kind.REFUSED_SIGN_IN, what, f"账号{account.name}")


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
