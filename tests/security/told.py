"""What an answer says, and whether anybody has written since."""

import io
import sqlite3
import zipfile
from pathlib import Path

from werkzeug.test import TestResponse


def said(answer: TestResponse) -> str:
    """Return all text of an answer, also that of an Office file."""
    content = answer.data
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


class Watch:
    """Tells whether anybody has written since it was asked last."""

    def __init__(self, database: Path) -> None:
        self._looking = sqlite3.connect(database)
        self._seen = self._version()

    def _version(self) -> int:
        return int(self._looking.execute("PRAGMA data_version").fetchone()[0])

    def any(self) -> bool:
        before, self._seen = self._seen, self._version()
        return before != self._seen

    def close(self) -> None:
        self._looking.close()
