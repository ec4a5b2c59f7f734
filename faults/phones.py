"""Phones as in a village: they send twice, hang up, come in any order and never give up."""

import http.client
import json
import queue
import random
import threading
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import urlencode
from uuid import uuid4

from PIL import Image

from bench.town import BenchTown, fields

LATER = {429, 503}
LEAST_WIDTH = 320
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Habits:
    """How often, of one, a phone does what makes a server's life hard."""

    with_photos: float = 0.05
    sent_twice: float = 0.1
    at_once: float = 0.05
    hung_up: float = 0.1
    on_top: float = 0.02  # a draft that comes too late


HARD = Habits()


@dataclass
class Promises:
    """What the server has acknowledged: records with their fields, photos; and what it refused."""

    records: dict[str, list[list[str]]] = field(default_factory=dict)
    photos: dict[str, int] = field(default_factory=dict)  # width, by which they are told apart
    attempts: int = 0
    refused: list[str] = field(default_factory=list)


def pictures(count: int) -> list[bytes]:
    """JPEGs as a phone sends them, each of another width."""
    made = []
    for n in range(count):
        out = BytesIO()
        Image.effect_noise((LEAST_WIDTH + n, 240), 40).convert("RGB").save(out, "JPEG", quality=80)
        made.append(out.getvalue())
    return made


def filled(town: BenchTown, site: int, photos: Sequence[str]) -> tuple[list[list[str]], bytes]:
    """A filled form's fields, with its photos at the first finding, and the body to send."""
    sent = [list(one) for one in fields(town.checklist, site).items(multi=True)]
    place = next(name for name, value in sent if value == "fail")
    sent += [[f"{place}-0-photo", photo] for photo in photos]
    return sent, urlencode([("assignment", site), ("base", 0), *map(tuple, sent)]).encode()


class Phones:
    """Many deputies at many sites, sent by a few threads until all is acknowledged."""

    def __init__(
        self,
        town: BenchTown,
        port: int,
        submissions: int,
        threads: int,
        seed: int,
        habits: Habits = HARD,
    ) -> None:
        self.town, self.port, self.promises = town, port, Promises()
        self.habits = habits
        self.pictures = pictures(20)
        self.gives_up = threading.Event()
        self._random = random.Random(seed)
        self._work: queue.SimpleQueue[tuple[int, int]] = queue.SimpleQueue()
        places = [
            (deputy, site) for deputy in range(len(town.cookies)) for site in town.assignments
        ]
        self._random.shuffle(places)
        self.spare = places[submissions:]
        for place in places[:submissions]:
            self._work.put(place)
        self.threads = [
            threading.Thread(target=self._phone, args=(seed + n,), daemon=True)
            for n in range(threads)
        ]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def join(self) -> None:
        for thread in self.threads:
            thread.join()

    @property
    def are_done(self) -> bool:
        return not any(thread.is_alive() for thread in self.threads)

    def _phone(self, seed: int) -> None:
        chance = random.Random(seed)
        while not self.gives_up.is_set():
            try:
                deputy, site = self._work.get_nowait()
            except queue.Empty:
                return
            self._hand_in(chance, deputy, site)

    def _hand_in(self, chance: random.Random, deputy: int, site: int) -> None:
        record = str(uuid4())
        photos = [str(uuid4()) for _ in range(chance.randint(1, 2))]
        photos = photos if chance.random() < self.habits.with_photos else []
        sent, body = filled(self.town, site, photos)
        steps = [lambda p=photo: self._photo(chance, deputy, record, p) for photo in photos]
        steps.insert(chance.randint(0, len(steps)), lambda: self._record(
            chance, deputy, record, body, sent
        ))  # fmt: skip
        for step in steps:
            step()

    def _record(
        self, chance: random.Random, deputy: int, record: str, body: bytes, sent: list[list[str]]
    ) -> None:
        path = f"/d/records/{record}"
        if chance.random() < self.habits.at_once:
            twin = threading.Thread(
                target=self.try_once, args=(deputy, path, body, FORM), daemon=True
            )
            twin.start()
        if chance.random() < self.habits.on_top:
            self._draft(deputy, record, body)
        for _ in range(2 if chance.random() < self.habits.sent_twice else 1):
            said = self._until_acknowledged(chance, deputy, path, body, FORM)
            if said is None:
                return
            if not said["sent"] == said["record"] == record:
                self.promises.refused.append(f"record {record} was answered {said}")
        self.promises.records[record] = sent

    def _draft(self, deputy: int, record: str, body: bytes) -> None:
        """A draft that comes too late must change nothing; its answer does not matter."""
        assignment = body.split(b"&")[0].partition(b"=")[2].decode()
        threading.Thread(
            target=self.try_once,
            args=(deputy, f"/d/assignments/{assignment}/draft", b"record=" + record.encode(), FORM),
            daemon=True,
        ).start()

    def _photo(self, chance: random.Random, deputy: int, record: str, photo: str) -> None:
        path = f"/d/photos/{photo}?record={record}"
        taken = chance.randrange(len(self.pictures))
        said = self._until_acknowledged(chance, deputy, path, self.pictures[taken], "image/jpeg")
        if said is not None:
            self.promises.photos[photo] = LEAST_WIDTH + taken

    def _until_acknowledged(
        self, chance: random.Random, deputy: int, path: str, body: bytes, kind: str
    ) -> dict[str, str] | None:
        while not self.gives_up.is_set():
            answer = self.try_once(
                deputy, path, body, kind, hang_up=chance.random() < self.habits.hung_up
            )
            if answer:
                status, text = answer
                if status == 200:
                    return dict(json.loads(text))
                if status not in LATER:
                    self.promises.refused.append(f"{path} was answered {status} {text[-200:]!r}")
                    return None
            time.sleep(chance.uniform(0.01, 0.1))
        return None

    def try_once(
        self, deputy: int, path: str, body: bytes, kind: str, *, hang_up: bool = False
    ) -> tuple[int, bytes] | None:
        """(status, body); None if nothing came back."""
        self.promises.attempts += 1
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {**self.town.headers(deputy), "Content-Type": kind, "Accept-Encoding": "identity"}
        with suppress(OSError, http.client.HTTPException), closing(connection):
            connection.request("PUT", path, body, headers)
            if not hang_up:
                with connection.getresponse() as answer:
                    return answer.status, answer.read()
        return None
