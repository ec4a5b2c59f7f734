"""Secrets of personal links and sessions: made once, kept only as keyed hashes. Pure."""

import hmac
import secrets
from hashlib import sha256

TOKEN_BYTES = 16  # 128 bits (OWASP ASVS 5.0, 7.2.3)


def new_token() -> str:
    """Return a fresh secret for a link or a session, 22 URL-safe characters."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str, key: str) -> str:
    """Return what the database keeps of a token: without the key, a stolen copy opens nothing."""
    return hmac.new(key.encode(), token.encode(errors="replace"), sha256).hexdigest()
