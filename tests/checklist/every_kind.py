"""A checklist with every kind of item, and the laws that it cites."""

from pathlib import Path

from inspect_app.checklist.loader import load_checklist, load_laws

HERE = Path(__file__).parent
EVERY_KIND = load_checklist(HERE / "every_kind.yaml", load_laws(HERE / "laws.yaml"))
