"""Entries of a zip, which knows no zones: their times are those of the town. Pure."""

from datetime import datetime
from zipfile import ZipInfo

from inspect_app.settings import ZONE


def entry(name: str, moment: datetime) -> ZipInfo:
    """An entry of that name and time, which everybody who unpacks it may read."""
    made = ZipInfo(name, moment.astimezone(ZONE).timetuple()[:6])
    made.external_attr = 0o644 << 16
    return made
