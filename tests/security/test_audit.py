"""``make audit``, run as an operator runs it, where no service can be reached."""

import os
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.outside

ROOT = Path(__file__).parents[2]


def test_who_could_not_ask_says_so_and_does_not_pass():
    nowhere = {**os.environ, "HTTPS_PROXY": "http://127.0.0.1:9"}
    asked = [ROOT / "tests/audit.sh"]
    done = subprocess.run(asked, env=nowhere, capture_output=True, text=True, timeout=120)
    assert done.returncode == 3, done.stdout
    assert "NOT known" in done.stderr and "No known vulnerabilities" not in done.stdout
