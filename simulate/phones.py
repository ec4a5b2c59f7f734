"""The phones of the village: pages that open and die, what is asked of the network, the office."""

import json
import re
from collections.abc import Callable
from random import Random

from simulate.engine import BEGINNING, Engine
from simulate.ledger import Ledger, tokens
from simulate.network import Fate, fate
from simulate.pages import OpenPage, TownAnswer, VillagePhone, as_tree, path_of, scripts_of
from simulate.town import PlayedTown

HALF_A_DAY = 12 * 60 * 60 * 1000.0
PORTAL = '<!doctype html><html><head></head><body class="hotel"><p>请登录无线网</p></body></html>'
BUSY = '{"error": "系统正忙"}'
SIGNED_IN = re.compile("(?:这一页|您)是代表([0-9]+)(?:填的)?吗")
SECRET = re.compile("/m/[^ ?]+")
NO_ANSWER = TownAnswer(0, "", {})
Opened = tuple[str, list[str]]  # the page's tree, as JSON, and the names of its scripts


class PhonesOfVillage:
    """All phones, and the world between them and the town."""

    def __init__(self, engine: Engine, town: PlayedTown) -> None:
        self.engine, self.town = engine, town
        self.ledger = Ledger(town)
        self._trees: dict[str, Opened] = {}
        engine.doors = {
            "fetch": self._fetch, "goes": self._goes, "says": self._says, "arrived": self._arrived,
            "confirm": self._confirm, "parse": lambda html: self._tree(html)[0],
            "registers": self._registers, "syncs": self._syncs, "opens": self._opened,
            "complain": self._complain,
        }  # fmt: skip

    def begin(self, seed: object, phones: int) -> None:
        self.engine.begin(seed)
        self.town.begin(seed)
        self.ledger.begin()
        self.chance = Random(f"world {seed}")
        self.lives: list[int] = []  # after how many steps the server dies, request by request
        self.pages: dict[int, OpenPage] = {}
        self._number = 0
        self._opening: dict[int, OpenPage] = {}
        self.log: list[str] = []
        self.phones = []
        for number in range(phones):
            self._add_phone(number)

    def _add_phone(self, number: int) -> None:
        luck = self.chance.random
        has_worker = luck() < 0.5
        has_locks = has_worker or luck() < 0.3
        kind = {
            "worker": has_worker, "locks": has_locks, "stop": has_locks or luck() < 0.8,
            "keeps": luck() < 0.95,
        }  # fmt: skip
        self.phones.append(VillagePhone(number, kind))
        self.engine.hands("device", number, kind)

    def note(self, words: str) -> None:
        """To be compared and to be shown."""
        words = SECRET.sub("/m/…", words)
        self.log.append(f"{(self.engine.now - BEGINNING) / 1000:.3f} {words}")

    # what the network does

    def _served(self, phone: VillagePhone, method: str, url: str, body: bytes) -> TownAnswer:
        lives = self.lives.pop(0) if self.lives else None
        answer = self.town.serve(phone.id, method, url, body, self.engine.now, lives)
        self.note(f"server {phone.id} {method} {url} -> {answer.status if answer else 'killed'}")
        self.ledger.stale()
        return answer or NO_ANSWER

    def _sends(
        self,
        phone: VillagePhone,
        method: str,
        url: str,
        body: bytes,
        heard: Callable[[TownAnswer], object],
    ) -> None:
        became = fate(phone.network, self.chance)

        def arrives() -> None:
            before = self.town.cookies(phone.id)
            answer = self._answer(phone, became, method, url, body)
            # The browser has the answer's cookies once it hears the answer, if it does.
            given = self.town.take_back_cookies(phone.id, before)

            def comes_back() -> None:
                if became.returns:
                    self.town.give_cookies(phone.id, given)
                heard(answer if became.returns else NO_ANSWER)

            self.engine.at(became.back, comes_back)

        self.engine.at(became.there, arrives)

    def _answer(
        self, phone: VillagePhone, became: Fate, method: str, url: str, body: bytes
    ) -> TownAnswer:
        if became.portal:
            return TownAnswer(200, PORTAL, {"Content-Type": "text/html"})
        if became.busy:
            after = str(self.chance.choice((1, 10, 120)))
            return TownAnswer(503, BUSY, {"Retry-After": after})
        is_cut = url.startswith("/d/photos/") and len(body) > became.passes
        if not became.reaches or is_cut:
            return NO_ANSWER
        return self._served(phone, method, url, body)

    def _fetch(
        self, number: int, scope: int, device: int, method: str, url: str, body: str
    ) -> None:
        phone = self.phones[device]
        is_photo = body.startswith("photo")
        data = bytes(map(int, body.split()[1:])) if is_photo else body.encode()
        is_page = method == "GET" and scope not in self.pages

        def heard(answer: TownAnswer) -> None:
            status = 0 if 300 <= answer.status < 400 else answer.status
            self.engine.calls(
                "__answer", scope, number, status, answer.text, json.dumps(answer.headers)
            )

        if is_page:
            self._get(phone, url, heard)
        else:
            self._sends(phone, method, url, data, heard)

    def _get(self, phone: VillagePhone, url: str, heard: Callable[[TownAnswer], object]) -> None:
        """Fetch a page as a browser does: from its cache while it is fresh, redirects followed."""
        fresh, text = phone.kept_pages.get(url, (0.0, ""))
        if self.engine.now < fresh:
            self.engine.at(1, lambda: heard(TownAnswer(200, text, {})))
            return

        def took(answer: TownAnswer) -> None:
            if answer.status in (302, 303):
                self._get(phone, answer.headers["Location"], heard)
                return
            if answer.status == 200 and "max-age=43200" in answer.headers.get("Cache-Control", ""):
                phone.kept_pages[url] = self.engine.now + HALF_A_DAY, answer.text
            heard(answer)

        self._sends(phone, "GET", url, b"", took)

    # pages

    def opens(self, phone: VillagePhone, person: int, url: str) -> None:
        self._number += 1
        page = self._opening[self._number] = OpenPage(self._number, phone, person, url)
        if phone.has_worker:
            worker = self._worker(phone)
            self.engine.calls("__navigates", worker, url, page.id)
        else:
            self._get(phone, url, lambda got: self._opened(page.id, got.status, got.text))

    def _worker(self, phone: VillagePhone) -> int:
        alive = self.engine.hands("worker", phone.id)
        if alive is None:
            self._number += 1
            self.engine.calls("__wakeWorker", self._number, phone.id)
            alive = self._number
        return int(alive)

    def _opened(self, number: int, status: int, text: str) -> None:
        page = self._opening.pop(int(number), None)
        if page is None or not status or not text:
            return
        tree, names = self._tree(text)
        self.pages[page.id] = page
        self.note(f"page {page.id} of {page.person} on {page.phone.id}: {page.url} {status}")
        # Not in the midst of what answered.
        given = page.id, page.phone.id, page.url, tree, json.dumps(names)
        self.engine.at(0, lambda: self.engine.calls("__open", *given))
        if f'data-deputy="{page.person}"' in text:
            page.phone.holder = page.person  # people fill in once they have seen their own page
        if path_of(page.url).startswith("/m/") and "是我，进入" in text:
            self.engine.at(500, lambda: self._enters(page))
        elif path_of(page.url).startswith("/m/") and page.phone.has_worker and status == 200:
            page.phone.holder = page.person  # without network: what the phone keeps is theirs

    def _tree(self, text: str) -> Opened:
        if text not in self._trees:
            if len(self._trees) > 300:
                self._trees.clear()
            tree = as_tree(text)
            self._trees[text] = json.dumps(tree), list(scripts_of(tree))
        return self._trees[text]

    def _enters(self, page: OpenPage) -> None:
        """Press 是我，进入."""
        self.enters(page.phone, page.person, lambda: self.dies(page, gently=True))

    def enters(
        self, phone: VillagePhone, person: int, then: Callable[[], object] = lambda: None
    ) -> None:
        """Let somebody's link sign them in on the phone, and see where they go today."""

        def heard(answer: TownAnswer) -> None:
            if answer.status != 303:
                return
            phone.people.add(person)
            then()
            self.opens(phone, person, "/d/")

        self._sends(phone, "POST", f"/m/{self.town.links[person]}", b"code=", heard)

    def dies(self, page: OpenPage, *, gently: bool) -> None:
        """Let a page be left, or killed between two of its steps."""
        if gently:
            self.engine.hands("event", page.id, "pagehide", False)
        self.engine.hands("kill", page.id)
        self.pages.pop(page.id, None)
        self._opening.pop(page.id, None)

    def _goes(self, scope: int, url: str) -> None:
        page = self.pages.get(scope)
        if page:
            self.engine.at(0, lambda: self._leaves_for(page, url))

    def _leaves_for(self, page: OpenPage, url: str) -> None:
        self.dies(page, gently=True)
        # What opens anew is for who entered on this phone last.
        self.opens(page.phone, page.phone.holder or page.person, url)

    def _registers(self, device: int) -> None:
        self.phones[device].has_worker = True

    def _syncs(self, device: int) -> None:
        phone = self.phones[device]
        self.engine.at(60_000, lambda: self._wakes(phone, 3))

    def _wakes(self, phone: VillagePhone, tries: int) -> None:
        if phone.network == "none":
            if tries:
                self.engine.at(600_000, lambda: self._wakes(phone, tries - 1))
            return
        self.wakes(phone)

    def wakes(self, phone: VillagePhone) -> None:
        """Let the phone's browser wake its worker."""
        self.engine.calls("__syncWorker", self._worker(phone))

    # what is told, and what is asked

    def _says(self, scope: int, where: str, words: str, fields: str) -> None:
        page = self.pages.get(scope)
        if page:
            self.ledger.told(page, where, words, json.loads(fields), self._kept_text(page.phone))

    def _kept_text(self, phone: VillagePhone) -> Callable[[], str]:
        return lambda: json.dumps(self.engine.kept_now(phone.id), ensure_ascii=False)

    def _arrived(self, device: int, store: str, key: str, one: str) -> None:
        self.ledger.arrived(self.phones[device], store, key, json.loads(one))

    def _confirm(self, scope: int, words: str) -> bool:
        page = self.pages.get(scope)
        if page is None:
            return False
        if called := SIGNED_IN.search(words):
            typed = {self.ledger.typist(token) for token in tokens(self.engine.filled_in(page.id))}
            return page.person == int(called[1]) and typed <= {page.person}
        if "是您填的吗" not in words:
            return True
        return self._is_theirs(page, words)

    def _is_theirs(self, page: OpenPage, words: str) -> bool:
        """Whether all that is nameless on the phone was entered by who is asked."""
        kept = self.engine.kept_now(page.phone.id)
        store = "drafts" if "填了一半" in words else "outbox"
        nameless = [one for _, one in kept[store] if one.get("deputy") is None]
        typed = {self.ledger.typist(token) for one in nameless for token in tokens(one["fields"])}
        return typed == {page.person}

    def _complain(self, scope: int, name: str, words: str, stack: str) -> None:
        if name in ("TypeError", "ReferenceError", "SyntaxError", "RangeError"):
            self.ledger.breaks(f"a script broke: {name} {words} {stack.splitlines()[:3]}")
