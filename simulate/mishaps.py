"""What befalls phones, the network and the server; what the office renews and closes."""

from collections.abc import Callable

from simulate.events import Event
from simulate.network import MODES
from simulate.pages import VillagePhone
from simulate.phones import PhonesOfVillage

YEAR = 365 * 24 * 60 * 60 * 1000


class Mishaps:
    """``deeds`` are they by the names of their events."""

    def __init__(self, village: PhonesOfVillage) -> None:
        self.village, self.engine, self.ledger = village, village.engine, village.ledger
        self.deeds: dict[str, Callable[[Event], None]] = {
            "network": self._network, "server dies": self._server_dies,
            "app renewed": lambda _: self.village.town.restarts(),
            "checklist renewed": self._checklist_renewed, "office closes": self._office_closes,
            "fills": lambda event: self._disk(event, "isFull", True),
            "room again": lambda event: self._disk(event, "isFull", False),
            "wipes": self._wipes, "loses": self._loses,
            "slow disk": lambda event: self._disk(event, "slowness", 7_000 if event.a % 2 else 0),
            "broken disk": lambda event: self._disk(event, "isBroken", bool(event.a % 2)),
            "clock": self._clock, "worker dies": self._worker_dies, "worker wakes": self._wakes,
        }  # fmt: skip

    def _phone(self, event: Event) -> VillagePhone:
        return self.village.phones[event.which % len(self.village.phones)]

    def _network(self, event: Event) -> None:
        phone = self._phone(event)
        was, phone.network = phone.network, MODES[event.a]
        if "none" in (was, phone.network) and was != phone.network:
            self.engine.hands("online", phone.id, phone.network != "none")

    def _server_dies(self, event: Event) -> None:
        self.village.lives = [event.a]

    def _checklist_renewed(self, event: Event) -> None:
        self.village.town.renews(event.a % 2, self.engine.now)

    def _office_closes(self, event: Event) -> None:
        self.village.town.closes(self.engine.now, is_open=event.a % 3 == 0)

    def _disk(self, event: Event, what: str, value: object) -> None:
        self.engine.hands("disk", self._phone(event).id, what, value)

    def _wipes(self, event: Event) -> None:
        phone = self._phone(event)
        self.ledger.wiped(phone.id)
        self.engine.hands("disk", phone.id, "wipe", None)
        self.village.town.forget_cookies(phone.id)
        phone.kept_pages.clear()
        if event.a % 2:  # 清理缓存, with all pages gone
            for one in [one for one in self.village.pages.values() if one.phone is phone]:
                self.village.dies(one, gently=False)
        phone.holder = 0
        self.village.town.introduce(phone.id)

    def _loses(self, event: Event) -> None:
        how = ("told", "untold", "silent")[event.a % 3]
        self.engine.hands("disk", self._phone(event).id, "lose", how)

    def _clock(self, event: Event) -> None:
        offset = (0, YEAR, -YEAR, -3 * YEAR, 10 * YEAR, 3_600_000)[event.a % 6]
        self.engine.hands("clock", self._phone(event).id, offset)

    def _worker_dies(self, event: Event) -> None:
        self.engine.hands("killWorker", self._phone(event).id)

    def _wakes(self, event: Event) -> None:
        phone = self._phone(event)
        if phone.has_worker:
            self.village.wakes(phone)
