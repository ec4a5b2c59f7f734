"""A phone that sends what waits on it, and the network that answers as a test says."""

import itertools
import json
from collections.abc import Callable

from inspect_app.pages.views.assets import SENDING
from tests.phone.engine import NetworkAnswer, PhonePage, PhoneRequest

DEPUTY = 7
HOUR = 3600
BUSY = NetworkAnswer(503, retry_after=10)
SIGNED_OUT = NetworkAnswer(401, {"error": "请重新打开您的个人链接"})


def took(request: PhoneRequest) -> NetworkAnswer:
    """Answer as the server does that takes what it is sent."""
    thing = request.path.partition("?")[0].rpartition("/")[2]
    name = "photo" if "/photos/" in request.path else "sent"
    return NetworkAnswer(200, {name: thing, "receipt": f"/d/records/{thing}"})


class SendingPhone:
    """The network between the phone and the server; ``answers`` may be exchanged at any time."""

    def __init__(
        self, answers: Callable[[PhoneRequest], NetworkAnswer] | NetworkAnswer = took
    ) -> None:
        self.answers = answers
        self.phone = PhonePage(*SENDING, network=self._answer)
        self.phone.does(f"Store.put('about', 'deputy', {DEPUTY})")

    def _answer(self, request: PhoneRequest) -> NetworkAnswer:
        return self.answers if isinstance(self.answers, NetworkAnswer) else self.answers(request)

    def hands_in(self, record: str, photos: tuple[str, ...] = (), deputy: int = DEPUTY) -> None:
        """Put a form and its photos into the outbox, as the page does when the deputy presses."""
        item = {
            "id": record, "record": record, "deputy": deputy, "assignment": 1, "version": 1,
            "base": 0, "fields": [["item-heap", "pass"]], "photos": photos, "state": "waiting",
        }  # fmt: skip
        for photo in photos:
            self._puts("bytes", photo, {"full": "x" * 300_000})
            self._puts("photos", photo, {
                "id": photo, "record": record, "deputy": deputy, "state": "waiting",
                "added": self.phone.tells("Date.now()"),
            })  # fmt: skip
        self._puts("outbox", record, item)

    def _puts(self, store: str, key: str, value: object) -> None:
        self.phone.does(f"Store.put('{store}', '{key}', {json.dumps(value)})")

    def flushes(self) -> None:
        """Send what is due, as a page does when it opens; photos are tried by themselves."""
        self.phone.does("Outbox.flush()")

    def wakes(self) -> None:
        """Send all that waits, as a page does that opens, or a phone that has a network again."""
        self.phone.does("Outbox.flush(true)")

    def presses(self, record: str) -> None:
        """Send what waits of it whatever was said of later: the deputy presses 再试一次."""
        self.phone.does(
            f"Outbox.all('outbox').then(all => Outbox.retry("
            f"all.find(one => one.id === '{record}')))"
        )

    def sent(self) -> list[str]:
        """Return what was sent so far: the last part of each address."""
        return [one.path.partition("?")[0].rpartition("/")[2] for one in self.phone.asked]

    def pauses(self) -> list[float]:
        """Return the seconds between one sending and the next."""
        times = [one.at for one in self.phone.asked]
        return [later - earlier for earlier, later in itertools.pairwise(times)]

    def state(self, record: str, store: str = "outbox") -> str:
        return self.kept(record, store)["state"]

    def kept(self, record: str, store: str = "outbox") -> dict:
        return next(
            one for one in self.phone.tells(f"Outbox.all('{store}')") if one["id"] == record
        )
