"""A power cut: the server stands still, and only what has reached the disk is there afterwards.

An ext4 file system in a file; the image is copied while the server is frozen, so that what was in
the page cache alone is not in the copy. Needs the right to mount.
"""

import random
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

from bench.server import Server
from bench.town import prepare
from faults.phones import Phones
from faults.proof import broken_promises

MEGABYTES = 96
LOOP = ("-o", "loop")


class CannotMountError(RuntimeError):
    """The system does not permit mounting."""


@contextmanager
def mounted(what: Path | str, at: Path, options: Sequence[str] = LOOP) -> Iterator[Path]:
    """Mount an image, or what the options say. :raise CannotMountError: if not permitted."""
    at.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *options, str(what), str(at)], capture_output=True, text=True)
    if done.returncode:
        raise CannotMountError(done.stderr.strip())
    try:
        yield at
    finally:
        subprocess.run(["umount", str(at)], check=True)


def make_image(path: Path, megabytes: int = MEGABYTES) -> None:
    """Write an empty ext4 file system into a file. :raise CannotMountError: without mkfs.ext4."""
    if not shutil.which("mkfs.ext4"):
        raise CannotMountError("mkfs.ext4 is not installed")
    with path.open("wb") as file:
        file.truncate(megabytes * 1024 * 1024)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(path)], check=True)


def cut_power(folder: Path, seed: int) -> tuple[int, list[str]]:
    """Cut it at a random moment; return how many were acknowledged, and what was broken."""
    image, copy, at = folder / "disk.img", folder / "after.img", folder / "disk"
    make_image(image)
    with mounted(image, at):
        town = prepare(at / "var", sites=100, deputies=20)
        town.app.extensions["database"].engine.dispose()
        server = Server(at / "var")
        phones = Phones(town, server.port, submissions=2000, threads=6, seed=seed)
        phones.start()
        time.sleep(random.Random(seed).uniform(1.5, 4))
        server.freeze()
        time.sleep(0.2)  # the phones read what is on its way to them
        promised = deepcopy(phones.promises)
        shutil.copyfile(image, copy)
        phones.gives_up.set()
        server.close()
        phones.join()
    with mounted(copy, at):
        Server(at / "var").close()
        return len(promised.records), broken_promises(at / "var", promised)
