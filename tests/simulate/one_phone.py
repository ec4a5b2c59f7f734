"""The world of a story: who has a phone, and what the network does to it, is said by the story."""

from dataclasses import replace
from math import inf
from typing import Any

from simulate.engine import Engine
from simulate.network import Fate
from simulate.pages import TownAnswer, VillagePhone
from simulate.phones import PhonesOfVillage
from simulate.town import PlayedTown

WANG, LIAISON, CHEN = 1, 2, 3  # the town's deputies
KIND = {"worker": False, "locks": True, "stop": True, "keeps": True}
NOBODY_ANSWERS = TownAnswer(0, "", {})
BUSY = TownAnswer(503, "{}", {})

SaidFields = dict[str, str]


class OnePhone(PhonesOfVillage):
    """A village of which a story says itself who has a phone, and what the network does to it."""

    def __init__(self, engine: Engine, town: PlayedTown) -> None:
        super().__init__(engine, town)
        self.instead: dict[str, TownAnswer] = {}  # by "PUT /d/records/": what is answered to it
        self.unheard: set[str] = set()  # by the same: the server takes it, its answer is lost
        self.slow: dict[str, float] = {}  # by the same: the seconds until it arrives
        self.passes = inf  # bytes of a photo, before a connection breaks
        self.asked: list[tuple[float, str]] = []
        self.questions: list[str] = []
        self.says_yes = True

    def begin(self, seed: object, phones: int = 0) -> None:
        super().begin(seed, phones)
        self.instead.clear()
        self.unheard.clear()
        self.slow.clear()
        self.passes = inf
        self.asked.clear()
        self.questions.clear()
        self.says_yes = True
        self.engine.doors["confirm"] = self._confirmed

    def _confirmed(self, _scope: int, words: str) -> bool:
        self.questions.append(words)
        return self.says_yes

    def add_phone(self, **kind: bool) -> VillagePhone:
        phone = VillagePhone(len(self.phones), {**KIND, **kind})
        self.phones.append(phone)
        self.engine.hands("device", phone.id, phone.kind)
        return phone

    def _answer(
        self, phone: VillagePhone, became: Fate, method: str, url: str, body: bytes
    ) -> TownAnswer:
        if became.reaches:
            self.asked.append((self.engine.now, f"{method} {url}"))
            for part, answer in self.instead.items():
                if f"{method} {url}".startswith(part):
                    return answer
        became = replace(became, passes=self.passes)
        answer = super()._answer(phone, became, method, url, body)
        is_lost = any(f"{method} {url}".startswith(part) for part in self.unheard)
        return NOBODY_ANSWERS if is_lost else answer

    def _sends(self, phone: VillagePhone, method: str, url: str, body: bytes, heard: Any) -> None:
        sends = super()._sends
        after = [one for part, one in self.slow.items() if f"{method} {url}".startswith(part)]
        self.engine.at(1000 * sum(after), lambda: sends(phone, method, url, body, heard))
