"""Whose term has ended, or who was archived: what their phones still hold is taken, a while. Pure.

Nothing else of theirs is open any more. A village's network may be down for days, and a phone lie
in a drawer; a session that outlives its deputy's term for good would be one that nobody watches.
"""

from datetime import datetime, timedelta

HEARD = timedelta(days=30)


def heard_until(expires_at: datetime, ended: datetime) -> datetime:
    """Until when the outbox of a session is heard whose deputy's term ended then."""
    return min(expires_at, ended + HEARD)
