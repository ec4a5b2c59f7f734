"""Stories told by hand in the simulator: the phone's real scripts, the real application, no browser.

Time is virtual and passes by itself after each deed, as much as people take to see what came of it.
"""

from math import inf
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient

from inspect_app.checklist.definition import Checklist
from inspect_app.inspections import publish
from inspect_app.inspections.models import Assignment
from simulate.pages import TownAnswer
from simulate.town import ORIGIN
from tests.simulate.handset import Handset, OpenForm
from tests.simulate.one_phone import WANG, OnePhone, SaidFields


class ToldStory:
    """One story; it begins with nobody signed in and nothing handed in."""

    def __init__(self, village: OnePhone) -> None:
        self.village, self.engine, self.town = village, village.engine, village.town
        village.begin("a story")
        self.form = f"/d/assignments/{self.town.assignments[0]}/blank"
        self.draft = self.form.replace("blank", "draft")
        self.correction = f"/d/assignments/{self.town.assignments[0]}?correct=1"

    def waits(self, seconds: float) -> None:
        self.engine.passes(1000 * seconds)

    def phone(self, deputy: int = WANG, **kind: bool) -> Handset:
        """Give a deputy a phone, and let them enter."""
        handset = Handset(self, self.village.add_phone(**kind))
        handset.enters(deputy)
        return handset

    def answers(self, what: str, answer: TownAnswer) -> None:
        """Let the network answer by itself what begins so: ``PUT /d/records/``."""
        self.village.instead[what] = answer

    def loses_answers_to(self, what: str) -> None:
        """Let the server take what begins so, and nobody hear of it."""
        self.village.unheard.add(what)

    def holds_back(self, what: str, seconds: float) -> None:
        """Let what begins so take so many seconds to arrive."""
        self.village.slow[what] = seconds

    def breaks_after(self, length: int) -> None:
        """Let each connection break after so many bytes of a photo, which has 633."""
        self.village.passes = length

    def is_well(self) -> None:
        """Let the network do what a network should."""
        self.village.instead.clear()
        self.village.unheard.clear()
        self.village.slow.clear()
        self.village.passes = inf

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

    def deletes_the_assignment(self) -> None:
        """Let the first site's assignment be gone, as when the office has deleted its example."""

        def change(session: Any) -> None:
            session.delete(session.get(Assignment, self.town.assignments[0]))

        self.town.office(change, self.engine.now)

    def asked(self, what: str) -> list[float]:
        """Return when what begins so came through the network, in seconds."""
        return [at / 1000 for at, one in self.village.asked if one.startswith(what)]

    @property
    def questions(self) -> list[str]:
        """What the phones asked in a box of the browser's."""
        return self.village.questions

    # what the server has

    def contents(self, *states: str) -> list[SaidFields]:
        """Return what is handed in (``now``), to be chosen from (``rival``), half filled."""
        self.village.ledger.stale()
        return [
            {name: value for name, value in fields if value}
            for state, _, _, fields in self.village.ledger.contents()
            if state in states
        ]

    def handed_in(self) -> SaidFields:
        """Return the one content of the one record that is handed in, nothing to choose from."""
        [content] = self.contents("now", "rival")
        return content

    def half_filled(self) -> SaidFields:
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


def _as_fields(answers: SaidFields) -> SaidFields:
    return {name.replace("_", "-"): value for name, value in answers.items()}


def handed_in_without_network(story: ToldStory, photos: int = 0) -> tuple[Handset, OpenForm]:
    """Hand in a form that cannot go yet; return the phone and its page."""
    phone = story.phone()
    page = phone.opens()
    phone.loses_its_network()
    page.ticks("heap", "fail")
    page.types("item-heap-0-description", "村口老槐树下")
    page.adds_photos(photos)
    page.fills_and_hands_in()
    assert page.state == "已保存在手机，有网络时自动上传"
    return phone, page
