"""The demo town 嘉禾镇: loaded through the same verbs that people use."""

from inspect_app.demo.entrances import Entrances, read, write
from inspect_app.demo.loading import load

__all__ = ["Entrances", "load", "read", "write"]
