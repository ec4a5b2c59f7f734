"""操作日志: who did what, when, on which object; written once, never changed."""

from inspect_app.audit.models import Kind
from inspect_app.audit.noting import Somebody, Who, note

__all__ = ["Kind", "Somebody", "Who", "note"]
