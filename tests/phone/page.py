"""Pages of one form on one phone, in the engine: what ``draft.js`` needs of a page, and no more.

They share the phone's store, which is kept in memory. What a question looks like is shown in a
browser (tests/journeys); here it is a list that is answered.
"""

import json
from typing import Any

from tests.phone.engine import NO_NETWORK, Phone

PAGES = r"""
globalThis.location = {search: '', hash: '', reload() {}};
globalThis.confirm = words => { confirmed.push(words); return true; };
globalThis.addEventListener = () => {};
URLSearchParams.prototype.get = () => null;
globalThis.confirmed = [];
globalThis.server = null;  // its copy of the draft; null where there is no network
globalThis.Outbox = {
  me: () => Store.get('about', 'deputy'), addressOf: () => '/', async adopt() {},
  mustEnter: () => false, pause: () => 1000,
  async ask(address, options) {
    if (!server) { throw new Error('no network'); }
    const of = name => options.body.fields.filter(field => field[0] === name).map(field => field[1])[0];
    if (options.method === 'PUT') {
      const fields = options.body.fields.filter(field => /^(item-|suggestion$)/.test(field[0]));
      Object.assign(server, {fields, device: of('device'), n: Number(of('n')), saves: server.saves + 1});
    }
    return {status: 200, said: Object.assign({outcome: 'taken', deputy: 7, begun: true, revision: 0}, server)};
  },
};
globalThis.pages = {};

globalThis.opens = (name, early) => {
  const listeners = [];
  const page = pages[name] = {fields: early, questions: [], said: {}};
  const of = key => page.fields.filter(field => Merge.key(field[0]) === key);
  const Fill = page.Fill = globalThis.Fill = {
    form: {
      dataset: {assignment: '1', blank: '', title: '人居环境', where: '柳树村'},
      elements: {base: {value: '0'}, record: {value: ''}, version: {value: '1'}, at: {value: ''}},
      addEventListener(_, listener) { listeners.push(listener); },
      querySelectorAll: () => [],
    },
    pristine: () => [],
    fields: () => page.fields.slice(),
    told: fields => fields,
    setItem(key, fields) {
      page.fields = page.fields.filter(field => Merge.key(field[0]) !== key).concat(fields);
    },
    refresh() {},
    changed() { listeners.forEach(listener => listener()); },
    choose(keys, mine, theirs, settled) {
      page.settled = settled;
      page.questions = keys.map(key => ({key, mine: Merge.of(mine, key), theirs: Merge.of(theirs, key)}));
      if (!keys.length) { settled(); }
    },
    mustChoose: () => page.questions.length > 0,
    isWhole: () => true,
    showSent() {},
  };
  globalThis.document = {
    body: {dataset: {}},
    getElementById: id => id === 'saved' ? page.said : id === 'other-draft' ? {} : null,
    addEventListener: (name, work) => { if (name === 'DOMContentLoaded') { work(); } },
  };
};
globalThis.enters = (name, key, value) => {
  const Fill = pages[name].Fill;
  Fill.setItem(key, [[key, value]]);
  Fill.changed();
};
globalThis.chooses = (name, side) => {
  const page = pages[name];
  const question = page.questions.shift();
  if (side === 'theirs') { page.Fill.setItem(question.key, question.theirs); }
  if (!page.questions.length) { page.settled(); }
  page.Fill.changed();
};
"""


class Pages:
    """A phone that knows whose it is, unless told otherwise, and the pages that are open on it."""

    def __init__(self, deputy: int | None = 7) -> None:
        self.phone = Phone("store", "merge", network=lambda _: NO_NETWORK)
        self.phone.does(PAGES)
        self.phone.does(f"Store.put('about', 'deputy', {deputy or 'null'})")

    def opens(self, page: str, early: dict[str, str] | None = None, *, saves: bool = False) -> None:
        """Open the form; ``early`` is what was typed before its scripts were here.

        Where it ``saves``, it asks the server for its copy and keeps it up to date.
        """
        fields = [list(one) for one in (early or {}).items()]
        self.phone.does(f"opens('{page}', {fields})")
        self.phone.runs("draft", *(["save"] if saves else []))

    def server_has(self, device: str, n: int, **fields: str) -> None:
        """Let the server answer, with a draft that was that device's n-th save."""
        has = {"device": device, "n": n, "saves": n, "fields": self._as_fields(fields)}
        self.phone.does(f"Object.assign(globalThis, {{server: {json.dumps(has)}}})")

    def server_says(self) -> dict[str, str]:
        return dict(self.phone.tells("server.fields"))

    @staticmethod
    def _as_fields(answers: dict[str, str]) -> list[list[str]]:
        return [[name.replace("item_", "item-"), value] for name, value in answers.items()]

    def enters(self, page: str, item: str, value: str) -> None:
        self.phone.does(f"enters('{page}', '{item}', '{value}')")

    def dies(self, page: str) -> None:
        """Nothing of the page comes to the store any more."""
        self.phone.does(f"pages.{page}.Fill.draft.isOver = true")

    def is_named(self, page: str, deputy: int) -> None:
        """Let the page hear from the server who fills in."""
        self.phone.does(f"pages.{page}.Fill.draft.name({deputy}).catch(console.error)")

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
