"""How a record is called where somebody reads of it later. Pure."""

from inspect_app.inspections.models import Inspection


def named_in_log(inspection: Inspection, *numbers: int | None) -> str:
    """How the log names a record, or the first and the last of several (第3至5号记录)."""
    return f"{inspection.title}第{'至'.join(map(str, dict.fromkeys(numbers)))}号记录"
