"""What .ci/run makes of tests that fail: once more, alone, and named; twice is a failure."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.outside

ROOT = Path(__file__).parents[2]
PASSES = "def test_passes(): pass\n"
BY_CHANCE = """
from pathlib import Path

def test_by_chance():
    failed_before = Path("failed_before")
    try:
        assert failed_before.exists()
    finally:
        failed_before.touch()
"""
BROKEN_OFF = "import pytest\ndef test_ends(): pytest.exit('enough')\n"
FAILS = "def test_fails(): assert False\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that is tested as this one is."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    shutil.copy(ROOT / "tests/second_chance.py", tmp_path / "conftest.py")
    (tmp_path / ".venv").symlink_to(sys.prefix)
    (tmp_path / "Makefile").write_text("test:\n\t.venv/bin/pytest -n 1\n")
    return tmp_path


def run(project: Path, tests: str) -> subprocess.CompletedProcess[str]:
    (project / "test_it.py").write_text(tests)
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    # Of pytest's helpers only the one that is used: loading them all took most of the time.
    env |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_PLUGINS": "xdist.plugin"}
    return subprocess.run(
        ["bash", ".ci/run"], cwd=project, env=env, capture_output=True, text=True, timeout=300
    )


def test_what_fails_by_chance_is_named_in_the_last_line_and_the_run_passes(project):
    done = run(project, PASSES + BY_CHANCE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "FLAKY test_it.py::test_by_chance"


def test_what_fails_twice_fails_the_run(project):
    done = run(project, PASSES + BY_CHANCE + FAILS)
    assert done.returncode != 0
    assert "once more, alone:" in done.stdout and "FLAKY" not in done.stdout


def test_what_passes_at_once_is_run_once(project):
    done = run(project, PASSES)
    assert done.returncode == 0 and "once more" not in done.stdout


def test_a_run_that_was_broken_off_has_no_second_chance(project):
    done = run(project, FAILS + BROKEN_OFF)
    assert done.returncode != 0 and "once more" not in done.stdout


def test_too_many_failures_are_no_chance(project):
    many = "import pytest\n\n@pytest.mark.parametrize('n', range(11))\ndef test_fails(n): assert False\n"
    done = run(project, many)
    assert done.returncode != 0 and "no second chance" in done.stdout
