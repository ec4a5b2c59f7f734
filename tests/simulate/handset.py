"""A phone in somebody's hand, and its pages: what a person does there and sees."""

import json
from typing import TYPE_CHECKING, Any

from simulate.pages import OpenPage, VillagePhone
from tests.simulate.one_phone import WANG, SaidFields

if TYPE_CHECKING:
    from tests.simulate.story import ToldStory

A_MOMENT = 400  # milliseconds: less than a draft takes to be sent to the server


class Handset:
    """A phone in somebody's hand."""

    def __init__(self, story: "ToldStory", phone: VillagePhone) -> None:
        self.story, self.village, self.phone = story, story.village, phone
        self.village.town.introduce(phone.id)

    def enters(self, deputy: int = WANG) -> None:
        self.village.enters(self.phone, deputy)
        self.story.waits(3)

    def opens(self, address: str = "") -> "OpenForm":
        """Open an address, the form if none is said, and wait until it is there."""
        before = set(self.village.pages)
        self.village.opens(self.phone, self.phone.holder, address or self.story.form)
        self.story.waits(3)
        [page] = set(self.village.pages) - before
        return OpenForm(self, self.village.pages[page])

    def shows(self) -> "OpenForm":
        """Return the page that came last."""
        own = [one for one in self.village.pages.values() if one.phone is self.phone]
        return OpenForm(self, max(own, key=lambda page: page.id))

    def loses_its_network(self) -> None:
        self._has_network("none")

    def has_a_network_again(self) -> None:
        self._has_network("good")
        self.story.waits(12)

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


class OpenForm:
    """A page that is open."""

    def __init__(self, handset: Handset, page: OpenPage) -> None:
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
            self._hands("adds", f"item-{item}-files", self.story.town.picture(number))

    def passes_the_rest(self) -> None:
        for number in range(len(self._hands("buttons", "[data-rest]"))):
            self._hands("presses", "[data-rest]", number)

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
        return list(self._hands("buttons", "#conflict ul li"))

    @property
    def fields(self) -> SaidFields:
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
