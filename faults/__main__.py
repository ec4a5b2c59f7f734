"""Run the faults and say what was promised and what was kept; exits 1 if anything was not."""

import argparse
import sys
import tempfile
from pathlib import Path

from faults.disk import disk_faults
from faults.kills import kill_and_restart
from faults.order import NoStraceError, unsynced_promises
from faults.power import CannotMountError, cut_power

TRACED = 200  # submissions under strace


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    asked.add_argument("--submissions", type=int, default=20_000)
    asked.add_argument("--kills", type=int, default=50)
    asked.add_argument("--cuts", type=int, default=10, help="power cuts")
    asked.add_argument("--phones", type=int, default=8, help="threads that send")
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    broken = _kills(options) + _order(options) + _cuts(options) + _disk()
    for line in broken[:20]:
        print("BROKEN", line)
    return 1 if broken else 0


def _kills(options: argparse.Namespace) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        run = kill_and_restart(
            Path(folder), options.submissions, options.kills, options.phones, options.seed
        )
    print(f"kills: {run}", flush=True)
    too_few = f"killed {run.kills} times only, {options.kills} were asked"
    return run.broken + ([too_few] if run.kills < options.kills else [])


def _order(options: argparse.Namespace) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        try:
            answers, broken = unsynced_promises(Path(folder), TRACED, options.seed)
        except NoStraceError as error:
            print(f"order of writing: could not run: {error}", flush=True)
            return []
    print(f"order of writing: {answers} answers, {len(broken)} before their sync", flush=True)
    return broken + ([f"{answers} answers seen of {TRACED}"] if answers < TRACED else [])


def _cuts(options: argparse.Namespace) -> list[str]:
    promised, broken = 0, []
    for n in range(options.cuts):
        with tempfile.TemporaryDirectory() as folder:
            try:
                acknowledged, lost = cut_power(Path(folder), options.seed + n)
            except CannotMountError as error:
                print(f"power cuts: could not run: {error}", flush=True)
                return []
        promised += acknowledged
        broken += lost if acknowledged else [f"nothing was acknowledged before power cut {n + 1}"]
    print(f"power cuts: {options.cuts}, {promised} records acknowledged, {len(broken)} lost")
    return broken


def _disk() -> list[str]:
    broken = []
    try:
        for what, lost in disk_faults():
            print(f"{what}: {lost or 'all kept'}", flush=True)
            broken += lost
    except CannotMountError as error:
        print(f"disk faults: could not run: {error}", flush=True)
    return broken


if __name__ == "__main__":
    sys.exit(main())
