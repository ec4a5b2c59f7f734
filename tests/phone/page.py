"""Pages of one form on one phone, in the engine: what the draft's scripts need of a page, and no more.

They share the phone's store, which is kept in memory. What a question looks like is shown in a
browser (tests/journeys); here it is a list that is answered.
"""

from typing import Any

from inspect_app.pages.views.assets import SENDING
from tests.phone.document import DOCUMENT
from tests.phone.engine import NO_NETWORK, NetworkAnswer, PhonePage, PhoneRequest

DRAFT = (
    "phone/draft-state",
    "phone/local-copy",
    "phone/meeting",
    "phone/whose-draft",
    "phone/draft",
)
PAGES = r"""
globalThis.replaced = [];  // by which addresses the page was
globalThis.location = {search: '', hash: '', reload() {}, replace(by) { replaced.push(by); }};
globalThis.confirm = words => { confirmed.push(words); return isConfirmed; };
globalThis.woken = {};  // by the event that wakes the page
globalThis.addEventListener = (name, wake) => { (woken[name] = woken[name] || []).push(wake); };
URLSearchParams.prototype.get = () => null;
globalThis.confirmed = [];
globalThis.isConfirmed = true;
globalThis.pages = {};

globalThis.opens = (name, early, whom) => {
  const listeners = {};
  const page = pages[name] = {fields: early, questions: [], said: {}, listeners};
  const of = key => page.fields.filter(field => Merge.key(field[0]) === key);
  const Fill = page.Fill = globalThis.Fill = {
    form: {
      dataset: {assignment: '1', blank: '', title: '人居环境', where: '柳树村'},
      elements: {base: {value: '0'}, record: {value: ''}, version: {value: '1'}, at: {value: ''},
        for: {value: whom}},
      addEventListener(name, listener) { (listeners[name] = listeners[name] || []).push(listener); },
      querySelectorAll: () => [],
    },
    pristine: () => [],
    fields: () => page.fields.slice(),
    answersInWords: fields => fields,
    setItem(key, fields) {
      page.fields = page.fields.filter(field => Merge.key(field[0]) !== key).concat(fields);
    },
    isPhoto: () => false,
  };
  page.Form = globalThis.Form = {
    refresh() {},
    changed(isMet) { listeners['fill:changed'].forEach(listener => listener({detail: isMet === true})); },
    review: () => false,
  };
  globalThis.Conflict = {
    ask(keys, mine, theirs, settled) {
      page.settled = settled;
      page.questions = keys.map(key => ({key, mine: Merge.fieldsOf(mine, key), theirs: Merge.fieldsOf(theirs, key)}));
      if (!keys.length) { settled(); }
    },
    isOpen: () => page.questions.length > 0,
  };
  globalThis.Photos = {async added() {}};
  globalThis.HandIn = {show() {}};
  globalThis.document = Object.assign({}, document, {
    getElementById: id => id === 'saved' ? page.said : id === 'other-draft' ? {} : known[id] || null,
    addEventListener: (name, work) => { if (name === 'DOMContentLoaded') { work(); } },
  });
};
known.sending = element();
known['for-whom'] = element();
known.elsewhere = Object.assign(element(), {hidden: true});
globalThis.presses = (name, value) => {
  const event = {preventDefault() {}, submitter: {value}};
  pages[name].listeners.submit.forEach(listener => listener(event));
};
globalThis.enters = (name, key, value) => {
  const page = pages[name];
  page.Fill.setItem(key, [[key, value]]);
  page.Form.changed();
};
globalThis.chooses = (name, side) => {
  const page = pages[name];
  const question = page.questions.shift();
  if (side === 'theirs') { page.Fill.setItem(question.key, question.theirs); }
  if (!page.questions.length) { page.settled(); }
  page.Form.changed();
};
"""


class PhonePages:
    """A phone that knows whose it is, unless told otherwise, and the pages that are open on it.

    There is no network until the server has something (``server_has``).
    """

    def __init__(self, deputy: int | None = 7) -> None:
        self.server: dict[str, Any] | None = None  # its copy of the draft
        self.is_online = False
        self.later: int | None = None  # told to whoever asks: come again after so many seconds
        self.is_signed_out = False
        self.phone = PhonePage(*SENDING, "phone/merge", network=self._answer)
        self.phone.does(DOCUMENT)
        self.phone.does(PAGES)
        self.phone.runs("phone/owner", "phone/submission", "phone/send-what-waits")
        self.phone.does(f"Store.put('about', 'deputy', {deputy or 'null'})")

    def _answer(self, request: PhoneRequest) -> NetworkAnswer:
        if self.server is None or not self.is_online:
            return NO_NETWORK
        if self.later is not None:
            return NetworkAnswer(503, retry_after=self.later)
        if self.is_signed_out:
            return NetworkAnswer(401, {"error": "请重新打开您的个人链接"})
        if "/records/" in request.path:
            record = request.path.partition("?")[0].rpartition("/")[2]
            return NetworkAnswer(said={"sent": record, "receipt": f"/d/records/{record}"})
        if request.method == "PUT":
            sent = dict(request.fields)
            names = ("item-", "suggestion")
            self.server |= {
                "fields": [field for field in request.fields if field[0].startswith(names)],
                "device": sent["device"],
                "n": int(sent["n"]),
                "saves": self.server["saves"] + 1,
            }
        more = {"outcome": "taken", "deputy": 7, "name": "王秀英", "begun": True, "revision": 0}
        return NetworkAnswer(said=more | self.server)

    def opens(
        self,
        page: str,
        early: dict[str, str] | None = None,
        *,
        saves: bool = False,
        hands_in: bool = False,
        whom: str = "",
    ) -> None:
        """Open the form; ``early`` is what was typed before its scripts were here.

        Where it ``saves``, it asks the server for its copy and keeps it up to date; where it
        ``hands_in``, its buttons do what they say. ``whom`` is the deputy a liaison fills for.
        """
        fields = [list(one) for one in (early or {}).items()]
        self.phone.does(f"opens('{page}', {fields}, '{whom}')")
        more = ["phone/save-draft"] if saves or hands_in else []
        self.phone.runs(*DRAFT, *more, *(["phone/hand-in"] if hands_in else []))
        self.phone.does(f"pages['{page}'].Draft = Draft")
        if saves:
            self.phone.passes(1)

    def server_has(self, device: str, n: int, **fields: str) -> None:
        """Let the server answer, with a draft that was that device's n-th save."""
        self.is_online = True
        self.server = {"device": device, "n": n, "saves": n, "fields": self._as_fields(fields)}

    def server_says(self) -> dict[str, str]:
        assert self.server
        return dict(self.server["fields"])

    def saves_sent(self) -> list[float]:
        """Return when a draft was sent to the server."""
        return [one.at for one in self.phone.asked if one.method == "PUT"]

    def wakes(self, event: str) -> None:
        """Let the page be woken: ``online``, ``pagehide``."""
        self.phone.does(f"woken.{event}.forEach(wake => wake({{}}))")

    @staticmethod
    def _as_fields(answers: dict[str, str]) -> list[list[str]]:
        return [[name.replace("item_", "item-"), value] for name, value in answers.items()]

    def enters(self, page: str, item: str, value: str) -> None:
        self.phone.does(f"enters('{page}', '{item}', '{value}')")

    def presses(self, page: str, button: str) -> None:
        """Press ``submit`` or ``later``."""
        self.phone.does(f"presses('{page}', '{button}')")

    def dies(self, page: str) -> None:
        """Nothing of the page comes to the store any more."""
        self.phone.does(f"pages.{page}.Draft.dispatch('ended')")

    def is_named(self, page: str, deputy: int) -> None:
        """Let the page hear from the server who fills in."""
        self.phone.does(f"pages.{page}.Draft.name({deputy}, '王秀英').catch(console.error)")

    def says(self, page: str) -> dict[str, str]:
        return dict(self.phone.tells(f"pages.{page}.fields"))

    def tells(self, page: str) -> str:
        """Return what stands at the top of the form: whether it is kept, and where."""
        return self.phone.tells(f"pages.{page}.said.textContent")

    def asks(self, page: str) -> list[tuple[str, str, str]]:
        """Return what is asked just now: the item, what stands here, what stands elsewhere."""
        questions = self.phone.tells(f"pages.{page}.questions")
        return [
            (one["key"], *("".join(value for _, value in one[side]) for side in ("mine", "theirs")))
            for one in questions
        ]

    def chooses(self, page: str, side: str) -> None:
        """Answer the first question: ``mine`` or ``theirs``."""
        self.phone.does(f"chooses('{page}', '{side}')")

    def keeps_its_own(self, page: str) -> set[str]:
        """Answer all that is asked by what stands here; return what stood elsewhere."""
        others = set()
        while questions := self.asks(page):
            others |= {theirs for _, _, theirs in questions}
            self.chooses(page, "mine")
        return others

    def drafts(self) -> list[dict[str, Any]]:
        return self.phone.tells("Store.all('drafts')")

    def holds_writes(self) -> None:
        """Let what is written from here on wait in front of the disk, as behind a slow write."""
        self.phone.does("""
          const update = Store.update;
          const free = new Promise(done => { globalThis.letsWrite = done; });
          Store.update = async (...all) => { await free; return update(...all); };
        """)

    def lets_write(self) -> None:
        self.phone.does("letsWrite()")
