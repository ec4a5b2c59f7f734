"""``make steady N=6``: run the whole suite N times while something else keeps every core busy.

Called with the number and pytest's options. Prints each test that failed even once, and how long
each run took; ends with 1 where one failed.
"""

import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree


def spin() -> None:
    while True:
        pass


def failed_in(report: Path) -> list[str]:
    """Return the tests that failed, or could not be run, by the names that pytest gives them."""
    cases = ElementTree.parse(report).iter("testcase")
    return [
        f"{case.get('classname')}::{case.get('name')}"
        for case in cases
        if case.find("failure") is not None or case.find("error") is not None
    ]


def run_once(folder: Path, options: list[str]) -> tuple[float, list[str]]:
    """Run the suite; return the seconds it took and what failed."""
    report, start = folder / "report.xml", time.monotonic()
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", *options, f"--junitxml={report}"]
    done = subprocess.run(command, check=False)
    failed = failed_in(report) if report.exists() else []
    if done.returncode and not failed:
        failed = [f"the run itself ended with {done.returncode}"]
    return time.monotonic() - start, failed


def main(times: int, options: list[str]) -> int:
    busy = [multiprocessing.Process(target=spin, daemon=True) for _ in range(os.cpu_count() or 1)]
    failed: Counter[str] = Counter()
    for one in busy:
        one.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            for number in range(1, times + 1):
                seconds, failed_now = run_once(Path(folder), options)
                failed.update(failed_now)
                print(
                    f"run {number} of {times}: {seconds:.0f} s, {len(failed_now)} failed",
                    flush=True,
                )
    finally:
        for one in busy:
            one.kill()
            one.join()
    for test, count in failed.most_common():
        print(f"failed in {count} of {times}: {test}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
