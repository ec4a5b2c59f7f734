"""Secrets of links, sessions, phones and codes: kept only as keyed hashes, never logged. Pure."""

import hmac
import re
import secrets
from hashlib import sha256

from inspect_app.text import halved

TOKEN_BYTES = 16  # 128 bits (OWASP ASVS 5.0, 7.2.3)

_TOKEN = re.compile(r"[\w-]{22}", re.ASCII)

# The addresses that carry a secret: personal links, group links, one-time links for a password.
_SECRET_IN_ADDRESS = re.compile(r"(/(?:m|g|office/password)/)[^\s/?#\"'<>]+")


def new_token() -> str:
    """22 URL-safe characters."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def without_what_sticks(token: str) -> str:
    """The secret in a longer word, as where a link took along a full stop; empty where it is all.

    Also of one that was broken over two lines, or written in full width.
    """
    found = _TOKEN.search("".join(halved(token).split()))
    return found[0] if found and found[0] != token else ""


def new_device(key: str) -> str:
    """A token to know a browser again by; its second half shows that it was given here."""
    token = new_token()
    return f"{token}.{_mark(token, key)}"


def is_device(device: str, key: str) -> bool:
    """Whether the token was given here, not made up by whoever sends it."""
    token, _, mark = device.partition(".")
    return is_same(mark, _mark(token, key))


def _mark(token: str, key: str) -> str:
    return token_hash(f"device {token}", key)[:32]


def new_code() -> str:
    """Six digits."""
    return f"{secrets.randbelow(10**6):06d}"


def token_hash(token: str, key: str) -> str:
    """What the database keeps of a token: without the key, a stolen copy opens nothing."""
    return hmac.new(key.encode(), token.encode(errors="replace"), sha256).hexdigest()


def code_hash(code: str, deputy_id: int, key: str) -> str:
    """The same digits differ by deputy."""
    return token_hash(f"code {deputy_id} {code}", key)


def is_same(one: str, other: str) -> bool:
    """Compare hashes in a time that tells nothing."""
    return hmac.compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))


def without_secrets(text: str) -> str:
    """The secret part of an address is ``***``."""
    return _SECRET_IN_ADDRESS.sub(r"\1***", text)
