"""Plays a history: its events are done by people, to their phones, or to the server."""

import re
from collections.abc import Callable
from random import Random
from typing import Any

from simulate.engine import NeverRestsError
from simulate.events import Event, History
from simulate.ledger import ARRIVED, MARK, ON_PHONE, ON_SERVER, tokens
from simulate.mishaps import Mishaps
from simulate.pages import OpenPage, VillagePhone
from simulate.phones import PhonesOfVillage
from simulate.town import DEPUTIES, SITES

LONG = 20 * 60 * 1000  # more than the longest pause of the outbox
BUTTONS = "#waiting button, #sending button"
TEXTS = re.compile("-description$|-suggestion$|^suggestion$|^highlight$")


class Play:
    """One history after the other in the same village."""

    def __init__(self, village: PhonesOfVillage) -> None:
        self.village, self.engine, self.ledger = village, village.engine, village.ledger
        self._deeds: dict[str, Callable[[Event], None]] = {
            "opens": self._opens, "types": self._types, "answers": self._answers,
            "photo": self._photo, "unticks": self._unticks, "hands in": self._hands_in,
            "leaves": self._leaves, "closes": self._closes, "dies": self._dies,
            "hides": self._hides, "chooses": self._chooses, "enters": self._enters,
            "presses": self._presses, "picks": self._picks, "corrects": self._corrects,
        } | Mishaps(village).deeds  # fmt: skip

    def run(self, history: History) -> list[str]:
        """Play it; return what was not as it must be."""
        village = self.village
        village.begin(history.seed, history.phones)
        try:
            for event in history.events:
                village.chance = Random(f"{history.seed} {event.number}")
                self.engine.chance = Random(f"engine {history.seed} {event.number}")
                village.note(f"event {event}")
                self._deeds[event.what](event)
                self.engine.passes(event.then)
                if self.ledger.broken:
                    return self.ledger.broken
            self._all_is_well()
        except NeverRestsError:
            self.ledger.breaks("the phones never come to rest")
        return self.ledger.broken

    def counts(self) -> dict[str, int]:
        known, log = self.ledger.known.values(), self.village.log
        return {
            "entries": len(known),
            "told kept on the phone": sum(ON_PHONE in one.told for one in known),
            "told on the server": sum(ON_SERVER in one.told for one in known),
            "told delivered": sum(ARRIVED in one.told for one in known),
            "requests": sum(" server " in line for line in log),
            "kills of the server": sum(line.endswith(" killed") for line in log),
        }

    # whom and what an event is about

    def _phone(self, event: Event) -> VillagePhone:
        return self.village.phones[event.which % len(self.village.phones)]

    def _page(self, event: Event) -> OpenPage | None:
        pages = sorted(self.village.pages.values(), key=lambda page: page.id)
        return pages[-1 - event.which % len(pages)] if pages else None

    def _form(self, event: Event) -> tuple[OpenPage, list[list[Any]]] | None:
        """A page with a form to be filled in, the last opened first, and its fields."""
        for page in sorted(self.village.pages.values(), key=lambda page: -page.id)[
            event.which % 2 :
        ]:
            if fields := self.engine.hands("fields", page.id):
                return page, fields
        self._opens(event, is_form=True)  # the next time there will be one
        return None

    # people at their phones

    def _opens(self, event: Event, *, is_form: bool = False) -> None:
        phone = self._phone(event)
        if not phone.holder:
            return
        where = f"/d/assignments/{self.village.town.assignments[event.b % 3 // 2]}/blank"
        kinds = [where] * 6 + ["/d/", "/d/waiting", "/d/waiting"]
        url = where if is_form else kinds[event.a % len(kinds)]
        if phone.holder == 2 and event.a % 5 == 0:
            url = f"{where}?for=1"
        self.village.opens(phone, phone.holder, url)

    def _corrects(self, event: Event) -> None:
        phone = self._phone(event)
        if phone.holder:
            number = self.village.town.assignments[event.b % SITES]
            self.village.opens(phone, phone.holder, f"/d/assignments/{number}?correct=1")

    def _enters(self, event: Event) -> None:
        phone = self._phone(event)
        deputy = phone.holder if event.b % 3 and phone.holder else event.a % DEPUTIES + 1
        if event.b % 2:
            self.village.opens(phone, deputy, f"/m/{self.village.town.links[deputy]}")
        else:
            self.village.enters(phone, deputy)

    def _types(self, event: Event) -> None:
        found = self._form(event)
        if not found:
            return
        page, fields = found
        texts = [one for one in fields if TEXTS.search(one[0])]
        if not texts:
            return
        name, _, before, _ = texts[event.a % len(texts)]
        token = f"〔{event.number}〕"
        self.ledger.enter(token, page)
        is_more = event.b % 4 == 0
        self.engine.hands("types", page.id, name, token, is_more)
        if not is_more:
            self.ledger.let_go(MARK.findall(before))

    def _answers(self, event: Event) -> None:
        found = self._form(event)
        if not found:
            return
        page, fields = found
        if event.b % 4 == 0:
            self.engine.hands("presses", page.id, "[data-rest]", 0)
            return
        radios = sorted({one[0] for one in fields if re.fullmatch("item-[a-z]+", one[0])})
        if radios:
            value, name = ("fail", "fail", "pass", "na")[event.b % 4], radios[event.a % len(radios)]
            self.engine.hands("ticks", page.id, name, value)
            if value != "fail":  # what was said of it is no more to be seen
                of_it = [(one[0], one[2]) for one in fields if one[0].startswith(f"{name}-")]
                self.ledger.let_go(tokens(of_it))

    def _photo(self, event: Event) -> None:
        found = self._form(event)
        if not found:
            return
        page, fields = found
        files = [one[0] for one in fields if one[1] == "file"]
        if files:
            picture = self.village.town.picture(event.b)
            self.engine.hands("adds", page.id, files[event.a % len(files)], picture)

    def _unticks(self, event: Event) -> None:
        found = self._form(event)
        if not found:
            return
        page, fields = found
        ticks = [one for one in fields if one[0].endswith("-photo") and one[3]]
        if ticks:
            name, _, value, _ = ticks[event.a % len(ticks)]
            self.engine.hands("ticks", page.id, name, value)
            self.ledger.let_go([value])

    def _hands_in(self, event: Event) -> None:
        found = self._form(event)
        if not found:
            return
        page, _ = found
        if event.b % 4:  # the rest is answered first
            self.engine.hands("presses", page.id, "[data-rest]", 0)
        self.engine.hands("presses", page.id, "#submit", 0)

    def _leaves(self, event: Event) -> None:
        found = self._form(event)
        if found:
            self.engine.hands("presses", found[0].id, '[value="later"]', 0)

    def _closes(self, event: Event) -> None:
        page = self._page(event)
        if page:
            self.village.dies(page, gently=True)

    def _dies(self, event: Event) -> None:
        page = self._page(event)
        if page and event.b % 3 == 0:  # the whole browser
            for one in [one for one in self.village.pages.values() if one.phone is page.phone]:
                self.village.dies(one, gently=False)
            self.engine.hands("killWorker", page.phone.id)
        elif page:
            self.village.dies(page, gently=False)

    def _hides(self, event: Event) -> None:
        page = self._page(event)
        if page:
            self.engine.hands("event", page.id, "visibilitychange", True)

    def _chooses(self, event: Event) -> None:
        for page in list(self.village.pages.values()):
            told = self.engine.hands("chooses", page.id, event.a % 2)
            if told:
                other, before, after = told
                self.ledger.let_go((set(other) | tokens(before)) - tokens(after))
                return

    def _presses(self, event: Event) -> None:
        for page in sorted(self.village.pages.values(), key=lambda page: -page.id):
            words = self.engine.hands("buttons", page.id, BUTTONS)
            if not words:
                continue
            number = event.a % len(words)
            if words[number] == "是我填的，交上去" and not self._is_own(page):
                return
            if words[number] in ("删掉", "不要了，删掉"):
                self._drops(page, number)
            else:
                self.engine.hands("presses", page.id, BUTTONS, number)
            return

    def _is_own(self, page: OpenPage) -> bool:
        kept = self.engine.kept_now(page.phone.id)
        nameless = [one for _, one in kept["outbox"] if one.get("deputy") is None]
        typed = {self.ledger.typist(token) for one in nameless for token in tokens(one["fields"])}
        return typed <= {page.person}

    def _drops(self, page: OpenPage, number: int) -> None:
        """Press what deletes from the phone: what went was looked at before."""
        before = self._entries(page.phone)
        self.engine.hands("presses", page.id, BUTTONS, number)
        self.engine.passes(400)
        for key in before.keys() - self._entries(page.phone).keys():
            self.ledger.let_go(before[key])

    def _entries(self, phone: VillagePhone) -> dict[str, set[str]]:
        kept = self.engine.kept_now(phone.id)
        return {
            f"{name} {key}": tokens(one["fields"])
            for name in ("drafts", "outbox")
            for key, one in kept[name]
        }

    def _picks(self, event: Event) -> None:
        """Choose one of several contents on the server's own page, where the network is well."""
        phone = self._phone(event)
        if phone.network != "good" or not phone.holder:
            return
        found: dict[str, list[tuple[int, set[str]]]] = {}
        for record, revision, mine in self.ledger.contenders(phone.holder):
            found.setdefault(record, []).append((revision, mine))
        rivals = {record: all_ for record, all_ in found.items() if len(all_) > 1}
        if not rivals:
            return
        record = sorted(rivals)[event.a % len(rivals)]
        revision, taken = rivals[record][event.b % len(rivals[record])]
        shown = " ".join(str(one) for one, _ in rivals[record])
        body = f"shown={shown.replace(' ', '+')}&revision={revision}".encode()
        self.village.lives.clear()
        answer = self.village.town.serve(
            phone.id, "POST", f"/d/records/{record}/choose", body, self.engine.now
        )
        self.ledger.stale()
        if answer and answer.status == 303 and not self.ledger.rivals(record):
            for _, all_ in rivals[record]:
                self.ledger.let_go(all_ - taken)

    # the end

    def _all_is_well(self) -> None:
        """Give every phone a good network, room and time, and everybody their own phone once."""
        village, engine = self.village, self.engine
        village.lives = []
        for phone in village.phones:
            phone.network = "good"
            for what, value in (("isFull", False), ("slowness", 0), ("isBroken", False)):
                engine.hands("disk", phone.id, what, value)
            engine.hands("online", phone.id, True)
        engine.passes(60_000)
        for phone in village.phones:
            for page in [one for one in village.pages.values() if one.phone is phone]:
                village.dies(page, gently=True)
            engine.hands("killWorker", phone.id)
            for deputy in sorted(phone.people):
                village.enters(phone, deputy)
                engine.passes(LONG)
                for page in [one for one in village.pages.values() if one.phone is phone]:
                    village.dies(page, gently=True)
        self.ledger.closes({phone.id: engine.hands("kept", phone.id) for phone in village.phones})
