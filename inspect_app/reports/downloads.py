"""What was downloaded of an inspection, when and by whom: remembered, and noted in the log."""

from inspect_app import audit
from inspect_app.db import now, session
from inspect_app.people.access import Actor
from inspect_app.reports.models import FILE_LABELS, Download, FileKind


def remember(actor: Actor, inspection_id: int, kind: FileKind, name: str, unit: str = "") -> None:
    """Keep that a file goes out, under its name; ``unit`` is whose slip alone.

    In the caller's transaction, before the answer.
    """
    audit.note(actor, audit.Kind.EXPORT, f"下载{FILE_LABELS[kind]}", name)
    session().add(
        Download(
            town_id=actor.town_id, inspection_id=inspection_id, kind=kind, unit=unit,
            account_id=actor.person_id, account_name=actor.name, at=now(),
        )
    )  # fmt: skip
