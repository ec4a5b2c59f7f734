"""Stories told by hand in the simulator: the phone's real scripts, the real application, no browser.

A page is what a person sees and does there. Time is virtual and passes by itself after each deed,
as much as people take to see what came of it.
"""

import json
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient

from inspect_app.checklist.definition import Checklist
from inspect_app.inspections import publish
from simulate.engine import Engine
from simulate.network import Fate
from simulate.phones import Answer, Page, Phone, Village
from simulate.town import ORIGIN, Town

WANG, LIAISON, CHEN = 1, 2, 3  # the town's deputies
A_MOMENT = 400  # milliseconds: less than a draft takes to be sent to the server
KIND = {"worker": False, "locks": True, "stop": True, "keeps": True}
NOBODY_ANSWERS = Answer(0, "", {})
BUSY = Answer(503, "{}", {})

Fields = dict[str, str]


class OnePhone(Village):
    """A village of which a story says itself who has a phone, and what the network does to it."""

    def __init__(self, engine: Engine, town: Town) -> None:
        super().__init__(engine, town)
        self.instead: dict[str, Answer] = {}  # by "PUT /d/records/": what is answered to it
        self.unheard: set[str] = set()  # by the same: the server takes it, its answer is lost
        self.slow: dict[str, float] = {}  # by the same: the seconds until it arrives
        self.asked: list[tuple[float, str]] = []
        self.questions: list[str] = []
        self.says_yes = True

    def begin(self, seed: object, phones: int = 0) -> None:
        super().begin(seed, phones)
        self.instead.clear()
        self.unheard.clear()
        self.slow.clear()
        self.asked.clear()
        self.questions.clear()
        self.says_yes = True
        self.engine.doors["confirm"] = self._confirmed

    def _confirmed(self, _scope: int, words: str) -> bool:
        self.questions.append(words)
        return self.says_yes

    def add_phone(self, **kind: bool) -> Phone:
        phone = Phone(len(self.phones), {**KIND, **kind})
        self.phones.append(phone)
        self.engine.hands("device", phone.id, phone.kind)
        return phone

    def _answer(self, phone: Phone, became: Fate, method: str, url: str, body: bytes) -> Answer:
        self.asked.append((self.engine.now, f"{method} {url}"))
        if became.reaches:
            for part, answer in self.instead.items():
                if f"{method} {url}".startswith(part):
                    return answer
        answer = super()._answer(phone, became, method, url, body)
        is_lost = any(f"{method} {url}".startswith(part) for part in self.unheard)
        return NOBODY_ANSWERS if is_lost else answer

    def _sends(self, phone: Phone, method: str, url: str, body: bytes, heard: Any) -> None:
        sends = super()._sends
        after = [one for part, one in self.slow.items() if f"{method} {url}".startswith(part)]
        self.engine.at(1000 * sum(after), lambda: sends(phone, method, url, body, heard))


class Story:
    """One story; it begins with nobody signed in and nothing handed in."""

    def __init__(self, village: OnePhone) -> None:
        self.village, self.engine, self.town = village, village.engine, village.town
        village.begin("a story")
        self.form = f"/d/assignments/{self.town.assignments[0]}/blank"
        self.draft = self.form.replace("blank", "draft")
        self.correction = f"/d/assignments/{self.town.assignments[0]}?correct=1"

    def waits(self, seconds: float) -> None:
        self.engine.passes(1000 * seconds)

    def phone(self, deputy: int = WANG, **kind: bool) -> "Handset":
        """Give a deputy a phone, and let them enter."""
        handset = Handset(self, self.village.add_phone(**kind))
        handset.enters(deputy)
        return handset

    def answers(self, what: str, answer: Answer) -> None:
        """Let the network answer by itself what begins so: ``PUT /d/records/``."""
        self.village.instead[what] = answer

    def loses_answers_to(self, what: str) -> None:
        """Let the server take what begins so, and nobody hear of it."""
        self.village.unheard.add(what)

    def holds_back(self, what: str, seconds: float) -> None:
        """Let what begins so take so many seconds to arrive."""
        self.village.slow[what] = seconds

    def is_well(self) -> None:
        """Let the network do what a network should."""
        self.village.instead.clear()
        self.village.unheard.clear()
        self.village.slow.clear()

    def renews(self, checklist: Checklist) -> None:
        """Let the sites be looked at with this checklist from now on."""

        def change(session: Any) -> None:
            version = publish.publish(1, checklist)
            session.add(version)
            session.flush()
            self.town.versions.append(version.id)

        self.town.office(change, self.engine.now)
        self.town.renews(-1, self.engine.now)
        self.town.versions.pop()

    def asked(self, what: str) -> list[float]:
        """Return when what begins so was asked for, in seconds."""
        return [at / 1000 for at, one in self.village.asked if one.startswith(what)]

    @property
    def questions(self) -> list[str]:
        """What the phones asked in a box of the browser's."""
        return self.village.questions

    # what the server has

    def contents(self, *states: str) -> list[Fields]:
        """Return what is handed in (``now``), to be chosen from (``rival``), half filled."""
        self.village.ledger.stale()
        return [
            {name: value for name, value in fields if value}
            for state, _, _, fields in self.village.ledger.contents()
            if state in states
        ]

    def handed_in(self) -> Fields:
        """Return the one content of the one record that is handed in, nothing to choose from."""
        [content] = self.contents("now", "rival")
        return content

    def half_filled(self) -> Fields:
        [content] = self.contents("draft")
        return content

    def another_phone_saves(self, *, record: str = "", **answers: str) -> None:
        """Let a draft of 王建国 come from elsewhere, which has seen all that the server has."""
        client, saves = self._elsewhere()
        data = {"device": "other", "n": "1", "saves": str(saves), **_as_fields(answers)}
        if record:
            data["record"] = record
        answer = client.put(self.draft, data=data, headers=ORIGIN)
        assert answer.status_code == 200 and answer.json["outcome"] == "taken", answer.text

    def another_phone_hands_in(self, **answers: str) -> None:
        """Let 王建国 hand in elsewhere: all is well but for these answers."""
        client, _ = self._elsewhere()
        fields = {"item-heap": "pass", "item-ditch": "pass", **_as_fields(answers)}
        version = str(self.town.versions[0])
        data = {"assignment": str(self.town.assignments[0]), "version": version, "base": "0"}
        address = f"/d/records/{uuid4()}"
        answer = client.put(address, data={**data, **fields}, headers=ORIGIN)
        assert answer.status_code == 200, answer.text

    def _elsewhere(self) -> tuple[FlaskClient, int]:
        """Return a phone that is signed in as the first one is, and the draft's number of saves."""
        client = self.town.app.test_client()
        for name, value in self.town.cookies(0).items():
            client.set_cookie(name, value)
        said = client.get(self.draft).json
        assert said is not None
        return client, said["saves"]


def _as_fields(answers: Fields) -> Fields:
    return {name.replace("_", "-"): value for name, value in answers.items()}


class Handset:
    """A phone in somebody's hand."""

    def __init__(self, story: Story, phone: Phone) -> None:
        self.story, self.village, self.phone = story, story.village, phone
        self.village.town.introduce(phone.id)

    def enters(self, deputy: int = WANG) -> None:
        self.village.enters(self.phone, deputy)
        self.story.waits(3)

    def opens(self, address: str = "") -> "Sheet":
        """Open an address, the form if none is said, and wait until it is there."""
        before = set(self.village.pages)
        self.village.opens(self.phone, self.phone.holder, address or self.story.form)
        self.story.waits(3)
        [page] = set(self.village.pages) - before
        return Sheet(self, self.village.pages[page])

    def shows(self) -> "Sheet":
        """Return the page that came last."""
        own = [one for one in self.village.pages.values() if one.phone is self.phone]
        return Sheet(self, max(own, key=lambda page: page.id))

    def loses_its_network(self) -> None:
        self._has_network("none")

    def has_a_network_again(self) -> None:
        self._has_network("good")
        self.story.waits(10)

    def _has_network(self, network: str) -> None:
        self.phone.network = network
        self.story.engine.hands("online", self.phone.id, network != "none")

    def disk(self, what: str, value: object = None) -> None:
        """Let its disk be ``isFull``, ``slowness`` milliseconds slow, ``isBroken``, or ``wipe`` it."""
        self.story.engine.hands("disk", self.phone.id, what, value)

    def clock_is(self, days: float) -> None:
        self.story.engine.hands("clock", self.phone.id, days * 86_400_000)

    def kept(self, store: str) -> list[dict[str, Any]]:
        return [one for _, one in self.story.engine.kept_now(self.phone.id)[store]]


class Sheet:
    """A page that is open."""

    def __init__(self, handset: Handset, page: Page) -> None:
        self.handset, self.page, self.story = handset, page, handset.story
        self.engine = handset.story.engine

    def _hands(self, deed: str, *given: object) -> Any:
        told = self.engine.hands(deed, self.page.id, *given)
        self.engine.passes(A_MOMENT)
        return told

    def does(self, script: str) -> Any:
        """Run a line of script in the page, of which ``page`` and ``view`` are known."""
        told = self.engine.does(
            f"JSON.stringify((({{page, view}}) => {script})(scopes.get({self.page.id})))"
        )
        self.engine.passes(A_MOMENT)
        return None if told is None else json.loads(told)

    # what somebody does

    def types(self, name: str, words: str) -> None:
        self._hands("types", name, words, False)

    def ticks(self, item: str, value: str) -> None:
        self._hands("ticks", f"item-{item}", value)

    def adds_photos(self, count: int = 1, item: str = "heap-0") -> None:
        for number in range(count):
            self._hands("adds", f"item-{item}-files", number)

    def passes_the_rest(self) -> None:
        self._hands("presses", "[data-rest]", 0)

    def hands_in(self) -> None:
        self._hands("presses", "#submit", 0)
        self.engine.passes(2_000)

    def fills_and_hands_in(self) -> None:
        self.passes_the_rest()
        self.hands_in()

    def presses(self, words: str) -> None:
        """Press the shown button or link that says so."""
        for selector in ("button", "a"):
            shown = self._hands("buttons", selector)
            found = [n for n, one in enumerate(shown) if words in one]
            if found:
                self._hands("presses", selector, found[0])
                self.engine.passes(2_000)
                return
        raise AssertionError(f"nothing says {words}: {self.says}")

    def chooses(self, side: str) -> None:
        """Answer the first question: ``here`` or ``elsewhere``."""
        told = self._hands("chooses", ("here", "elsewhere").index(side))
        assert told, "nothing is asked"

    def dies(self) -> None:
        self.handset.village.dies(self.page, gently=False)

    def closes(self) -> None:
        self.handset.village.dies(self.page, gently=True)
        self.engine.passes(A_MOMENT)

    # what somebody sees

    def text(self, selector: str) -> str:
        """Return the words of what is shown, with single spaces."""
        words = self._hands("buttons", selector)
        return " ".join(" ".join(words).split())

    @property
    def saved(self) -> str:
        return self.text("#saved")

    @property
    def state(self) -> str:
        """What is said of the form that was handed in here."""
        return self.text("#sending [data-state]")

    @property
    def says(self) -> str:
        return self.text("main")

    @property
    def asked(self) -> list[str]:
        return list(self._hands("buttons", "#apart ul li"))

    @property
    def fields(self) -> Fields:
        found = self.does("view.Fill.fields()")
        return {name: value for name, value in found if value}

    def lists(self, part: str) -> list[str]:
        """Return what the page of what is kept lists: ``drafts`` or ``forms``."""
        return list(self._hands("buttons", f"[data-{part}] a"))

    def is_shown(self, selector: str) -> bool:
        return bool(self._hands("buttons", selector))

    def has_arrived(self) -> bool:
        """Whether the receipt has come in place of the form."""
        return "/d/records/" in self.handset.shows().page.url
