"""验证码 of deputies: given by the office, good for one phone, guessed at a few times only."""

from datetime import timedelta

from inspect_app.db import now, session
from inspect_app.entering import models
from inspect_app.entering.models import phone_tables
from inspect_app.entering.throttle import GuessCounter, allows_guess, count_failure, forget_failures
from inspect_app.entering.tokens import code_hash, is_same, new_code
from inspect_app.people import models as people

CODE_LIFE = timedelta(hours=24)  # told by telephone the evening before, used in the morning
MOST_FAILURES = 20  # 20 guesses of 10**6; then only a new code opens


def give_code(deputy: people.Deputy, key: str) -> str:
    """Told once, kept only as a hash; earlier codes open nothing any more."""
    take_back_code(deputy)
    for link in models.personal_links(deputy.town_id, deputy.id):
        forget_failures(link)
    for guesses in phone_tables.guesses_about(deputy.town_id, deputy.id):
        forget_failures(guesses)
    code = new_code()
    session().add(
        phone_tables.EntryCode(
            town_id=deputy.town_id,
            deputy_id=deputy.id,
            code_hash=code_hash(code, deputy.id, key),
            expires_at=now() + CODE_LIFE,
        )
    )
    session().flush()
    return code


def take_back_code(deputy: people.Deputy) -> None:
    code = phone_tables.live_code(deputy.town_id, deputy.id, now())
    if code:
        code.used_at = now()


def may_guess(counter: GuessCounter) -> bool:
    return allows_guess(counter, now(), MOST_FAILURES)


def use_code(deputy: people.Deputy | None, code: str, counter: GuessCounter, key: str) -> bool:
    """Use the code up; False, and counted, where it is not the deputy's.

    It takes as long for a name that does not exist or has no code.
    """
    live = phone_tables.live_code(deputy.town_id, deputy.id, now()) if deputy else None
    sent = code_hash(code, deputy.id if deputy else 0, key)
    is_right = is_same(sent, live.code_hash if live else sent[::-1])
    if not (is_right and live):
        count_failure(counter, now())
        return False
    live.used_at = now()
    forget_failures(counter)
    return True
