"""Disks that are full or turn read-only under the running server: it says "later", and heals."""

import http.client
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from bench.server import Server
from bench.town import BenchTown, prepare
from faults.phones import FORM, Phones, filled
from faults.power import make_image, mounted
from faults.proof import broken_promises
from founding.waiting import until

SUBMISSIONS = 150
LATER, TAKEN = {503}, {200}


def disk_faults() -> Iterator[tuple[str, list[str]]]:
    """Yield what was done to the disk and what was broken by it.

    :raise CannotMountError: where mounting is not permitted.
    """
    for what, fault in (
        ("full disk", _full_disk),
        ("full memory disk of 24 MiB", _full_memory),
        ("full photo volume, room for the database", _full_photo_volume),
        ("disk turned read-only", _read_only),
    ):
        with tempfile.TemporaryDirectory() as folder:
            yield what, fault(Path(folder))


def _full_disk(folder: Path) -> list[str]:
    make_image(folder / "disk.img", megabytes=48)
    with mounted(folder / "disk.img", folder / "disk") as at:
        return _filled(_town(at / "var"), at)


def _full_memory(folder: Path) -> list[str]:
    with mounted("tmpfs", folder / "disk", ["-t", "tmpfs", "-o", "size=24m"]) as at:
        return _filled(_town(at / "var"), at)


def _full_photo_volume(folder: Path) -> list[str]:
    town = _town(folder / "var")
    with mounted("tmpfs", folder / "var" / "photos", ["-t", "tmpfs", "-o", "size=4m"]) as at:
        # Records are still taken: their disk has room.
        return _filled(town, at, record_is=TAKEN)


def _filled(town: BenchTown, at: Path, record_is: set[int] = LATER | TAKEN) -> list[str]:
    """Fill the disk at ``at`` to its last byte, then empty it: the same server goes on.

    A record may still find room in what the database's log has used before.
    """
    server, phones = _half_way(town)
    try:
        _fill(at)
        wrong = _answers_wrongly(phones, record_is)
        shutil.rmtree(at / "filler")
        until(lambda: phones.are_done)
    finally:
        server.close()
    return wrong + broken_promises(town.folder, phones.promises)


def _read_only(folder: Path) -> list[str]:
    """Let the file system turn read-only, as it does on a broken disk; mount it anew, restart.

    Between two of the server's writes: in the moment itself Linux acknowledges syncs that are not
    kept. Measured on 6.18 with four plain writers and no server: in 10 of 60 a sync was lost.
    """
    make_image(folder / "disk.img", megabytes=48)
    with mounted(folder / "disk.img", folder / "disk") as at:
        server, phones = _half_way(_town(at / "var"))
        try:
            server.freeze()
            subprocess.run(
                ["mount", "-o", "remount,abort", str(at)], check=False, capture_output=True
            )
            server.thaw()
            wrong = _answers_wrongly(phones, LATER)
        finally:
            server.kill()
    with mounted(folder / "disk.img", folder / "disk") as at:
        server.start()
        try:
            until(lambda: phones.are_done)
        finally:
            server.close()
        return wrong + broken_promises(at / "var", phones.promises)


def _town(data_dir: Path) -> BenchTown:
    town = prepare(data_dir, sites=50, deputies=4)
    town.app.extensions["database"].engine.dispose()
    return town


def _half_way(town: BenchTown) -> tuple[Server, Phones]:
    server = Server(town.folder)
    phones = Phones(town, server.port, SUBMISSIONS, threads=4, seed=1)
    phones.start()
    until(lambda: len(phones.promises.records) > SUBMISSIONS / 3)
    return server, phones


def _fill(at: Path) -> None:
    (at / "filler").mkdir()
    for n, size in enumerate([2**20] * 64 + [2**12] * 512 + [1] * 64):
        try:
            (at / "filler" / str(n)).write_bytes(bytes(size))
        except OSError:
            continue  # this size no longer fits; a smaller one may


def _answers_wrongly(phones: Phones, record_is: set[int]) -> list[str]:
    """What a photo, a record and a page were answered that they should not be."""
    time.sleep(1)
    photo = f"/d/photos/{uuid4()}?record={uuid4()}"
    answers = [
        ("a photo", LATER, phones.try_once(0, photo, phones.pictures[0], "image/jpeg")),
        ("a record", record_is, _one_more_record(phones)),
        ("a page", TAKEN, _page(phones)),
    ]
    wrong = []
    for what, due, answer in answers:
        status = answer[0] if answer else None
        if status not in due:
            wrong.append(f"{what} on a spoiled disk was answered {status}, not {due}")
    return wrong


def _one_more_record(phones: Phones) -> tuple[int, bytes] | None:
    deputy, site = phones.spare.pop()
    record, (sent, body) = str(uuid4()), filled(phones.town, site, [])
    answer = phones.try_once(deputy, f"/d/records/{record}", body, FORM)
    if answer and answer[0] in TAKEN:
        phones.promises.records[record] = sent
    return answer


def _page(phones: Phones) -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", phones.port, timeout=30)) as connection:
        connection.request("GET", "/d/", headers=phones.town.headers())
        with connection.getresponse() as answer:
            return answer.status, answer.read()
