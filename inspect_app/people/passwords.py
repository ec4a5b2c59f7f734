"""What a password must be: long, and none that others would try. Pure.

OWASP ASVS 5.0, 6.2: at least 8, here 12 characters; nothing about upper case, digits or signs; no
well-known one; none made of the words of the place.
"""

import re
from collections.abc import Iterable

SHORTEST, LONGEST = 12, 128
FEWEST_CHARACTERS = 5
LEAST_OWN = 5  # characters that are neither well known nor the place's

# Words, runs and rows of keys that lists of leaked passwords are full of.
WELL_KNOWN = (
    "password", "passw0rd", "p@ssw0rd", "letmein", "welcome", "iloveyou", "administrator", "admin",
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwerty", "asdfgh", "zxcvbn", "1qaz2wsx", "qazwsx",
    "1q2w3e4r5t", "1q2w3e4r", "q1w2e3r4", "abcdefghijkl", "abcdef", "abcd", "abc",
    "01234567890", "1234567890", "0987654321", "987654321", "123456789", "12345678", "1234567",
    "123456", "12345", "1234", "123", "147258369", "789456123", "5201314", "1314520", "147852",
    "woaini", "wangyut", "mima", "wode", "nihao", "zhongguo", "beijing", "dragon", "monkey",
    "sunshine", "princess", "football", "baseball", "superman", "master", "login", "root", "test",
    "renda", "shicha", "daibiao", "bangong", "shichatong", "inspect", "视察通", "人大", "密码",
)  # fmt: skip


def objection(password: str, place: Iterable[str] = ()) -> str | None:
    """Return what is wrong with the password in one sentence, None if it is good.

    ``place`` are words that others would guess: town, log-in name, the holder's name.
    """
    if len(password) < SHORTEST:
        return f"密码至少{SHORTEST}个字符。可以用几个不相干的词连起来，容易记也不容易猜"
    if len(password) > LONGEST:
        return f"密码最多{LONGEST}个字符"
    if len(set(password)) < FEWEST_CHARACTERS or len(_own_part(password, place)) < LEAST_OWN:
        return "这个密码太容易猜到，请换一个：不要用常见的密码、连续的数字、镇名或用户名"
    return None


def _own_part(password: str, place: Iterable[str]) -> str:
    """Return what is left of it without well-known words, the place's words, years and repeats."""
    left = password.lower()
    for word in sorted(
        {*WELL_KNOWN, *(one.lower() for one in place if len(one) > 1)}, key=len, reverse=True
    ):
        left = left.replace(word, "")
    left = re.sub(r"(19|20)\d\d", "", left)
    return re.sub(r"(.+?)\1+", r"\1", left)
