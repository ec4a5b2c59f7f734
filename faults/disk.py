"""Disks that are full or turn read-only under the running server: it says "later", and heals."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

from bench.server import Server
from bench.town import prepare
from faults.phones import Phones
from faults.power import make_image, mounted
from faults.proof import broken_promises

SUBMISSIONS = 150


def disk_faults() -> Iterator[tuple[str, list[str]]]:
    """Yield what was done to the disk and what was broken by it.

    :raise CannotMountError: where mounting is not permitted.
    """
    with tempfile.TemporaryDirectory() as folder:
        yield "full disk", _full(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        yield "disk turned read-only", _read_only(Path(folder))


def _full(folder: Path) -> list[str]:
    """Fill the disk to its last byte, then empty it: the same server goes on."""
    make_image(folder / "disk.img", megabytes=48)
    with mounted(folder / "disk.img", folder / "disk") as at:
        server, phones = _half_way(at)
        try:
            _fill(at)
            wrong = _answers_wrongly(phones)
            shutil.rmtree(at / "filler")
            _until(lambda: phones.are_done)
        finally:
            server.kill()
        return wrong + broken_promises(at / "var", phones.promises)


def _read_only(folder: Path) -> list[str]:
    """Let the file system turn read-only, as it does on a broken disk; mount it anew, restart."""
    make_image(folder / "disk.img", megabytes=48)
    with mounted(folder / "disk.img", folder / "disk") as at:
        server, phones = _half_way(at)
        try:
            subprocess.run(
                ["mount", "-o", "remount,abort", str(at)], check=False, capture_output=True
            )
            wrong = _answers_wrongly(phones)
        finally:
            server.kill()
    with mounted(folder / "disk.img", folder / "disk") as at:
        server.start()
        try:
            _until(lambda: phones.are_done)
        finally:
            server.kill()
        return wrong + broken_promises(at / "var", phones.promises)


def _half_way(at: Path) -> tuple[Server, Phones]:
    town = prepare(at / "var", sites=50, deputies=4)
    town.app.extensions["database"].engine.dispose()
    server = Server(at / "var")
    phones = Phones(town, server.port, SUBMISSIONS, threads=4, seed=1)
    phones.start()
    _until(lambda: len(phones.promises.records) > SUBMISSIONS / 3)
    return server, phones


def _fill(at: Path) -> None:
    (at / "filler").mkdir()
    for n, size in enumerate([2**20] * 64 + [2**12] * 512 + [1] * 64):
        try:
            (at / "filler" / str(n)).write_bytes(bytes(size))
        except OSError:
            continue  # this size no longer fits; a smaller one may


def _answers_wrongly(phones: Phones) -> list[str]:
    time.sleep(1)
    path = f"/d/photos/{uuid4()}?record={uuid4()}"
    answer = phones.try_once(0, path, phones.pictures[0], "image/jpeg")
    status = answer[0] if answer else None
    return [] if status == 503 else [f"a photo on a spoiled disk was answered {status}, not 503"]


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("the phones did not come to an end")
        time.sleep(0.05)
