"""What a password must be: long, and none that others would try.

OWASP ASVS 5.0, 6.2: at least 8, here 12 characters; nothing about upper case, digits or signs; no
well-known one; none made of the words of the place. How many guesses one takes is zxcvbn's to say.
"""

from collections.abc import Iterable
from threading import Lock

from zxcvbn import zxcvbn

SHORTEST, LONGEST = 12, 128
GOOD = 4  # zxcvbn's highest score: ten thousand million guesses and more

# What is tried first where this product is used; zxcvbn knows the rest of the world.
WORDS_OF_THE_TRADE = (
    "视察通", "视察", "人大", "人大办", "镇人大", "主席团", "代表", "办公室", "密码",
    "shichatong", "shicha", "renda", "rendaban", "zhuxituan", "daibiao", "bangongshi", "mima",
    "inspect", "zhongguo",
)  # fmt: skip

_one_at_a_time = Lock()  # zxcvbn keeps the words it is given in a dictionary of its module


def objection(password: str, place: Iterable[str] = ()) -> str | None:
    """What is wrong with the password in one sentence, None if it is good.

    ``place`` are words that others would guess: town, log-in name, the holder's name.
    """
    if len(password) < SHORTEST:
        return (
            f"密码至少{SHORTEST}个字符，现在是{len(password)}个。"
            "可以用几个不相干的词连起来，容易记也不容易猜"
        )
    if len(password) > LONGEST:
        return f"密码最多{LONGEST}个字符"
    with _one_at_a_time:
        guessed = zxcvbn(password, [*WORDS_OF_THE_TRADE, *place], max_length=LONGEST)
    if guessed["score"] < GOOD:
        return "这个密码太容易猜到，请换一个：不要用常见的密码、连续的数字、镇名或用户名"
    return None
