"""What the phone sends next, and when: forms first, ever more seldom where nobody takes them."""

import itertools
import json
from collections.abc import Callable

import pytest

from inspect_app.pages.views.assets import SENDING
from tests.phone.engine import NO_NETWORK, Answer, Phone, Request
from tests.phone.page import Pages

DEPUTY = 7
HOUR = 3600
BUSY = Answer(503, retry_after=10)
SIGNED_OUT = Answer(401, {"error": "请重新打开您的个人链接"})


def took(request: Request) -> Answer:
    """Answer as the server does that takes what it is sent."""
    thing = request.path.partition("?")[0].rpartition("/")[2]
    name = "photo" if "/photos/" in request.path else "sent"
    return Answer(200, {name: thing, "receipt": f"/d/records/{thing}"})


class Village:
    """The network between the phone and the server; ``answers`` may be exchanged at any time."""

    def __init__(self, answers: Callable[[Request], Answer] | Answer = took) -> None:
        self.answers = answers
        self.phone = Phone(*SENDING, network=self._answer)
        self.phone.does(f"Store.put('about', 'deputy', {DEPUTY})")

    def _answer(self, request: Request) -> Answer:
        return self.answers if isinstance(self.answers, Answer) else self.answers(request)

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


def test_what_is_taken_is_sent_once():
    village = Village()
    village.hands_in("r1", ("p1", "p2"))
    village.wakes()
    village.phone.passes(HOUR)
    village.wakes()
    village.phone.passes(HOUR)
    assert village.sent() == ["r1", "p1", "p2"]
    assert village.state("r1") == village.state("p2", "photos") == "arrived"
    assert village.kept("r1")["receipt"] == "/d/records/r1"
    assert village.phone.complaints == []


def test_the_server_is_told_who_filled_in_what_and_on_which_version():
    village = Village()
    village.hands_in("r1", ("p1",))
    village.wakes()
    village.phone.passes(60)
    form, photo = village.phone.asked
    assert (form.method, form.path) == ("PUT", "/d/records/r1?deputy=7")
    assert form.fields[:3] == [["assignment", "1"], ["version", "1"], ["base", "0"]]
    assert form.fields[-1] == ["item-heap", "pass"]
    assert photo.path == "/d/photos/p1?deputy=7&record=r1&age=0"


def test_without_network_it_is_tried_ever_more_seldom_but_never_given_up():
    village = Village(NO_NETWORK)
    village.hands_in("r1")
    village.wakes()
    village.phone.passes(24 * HOUR)
    pauses = village.pauses()
    assert pauses[0] < 5 and all(150 <= pause <= 301 for pause in pauses[8:])
    village.answers = took
    village.phone.passes(301)
    assert village.state("r1") == "arrived"


def test_told_to_come_later_it_does_not_come_earlier():
    village = Village(BUSY)
    village.hands_in("r1", ("p1", "p2"))
    village.wakes()
    village.phone.passes(10)
    assert village.sent() == ["r1", "p1"]  # no room for one photo is no room for the other
    village.phone.passes(HOUR)
    assert len(village.sent()) < 60
    forms = [one.at for one in village.phone.asked if "/records/" in one.path]
    assert all(later - earlier >= 10 for earlier, later in itertools.pairwise(forms))


def test_told_to_come_later_many_phones_do_not_come_back_all_at_once():
    village = Village(Answer(503, retry_after=10))
    for number in range(100):
        village.hands_in(f"r{number}")
    village.wakes()
    village.phone.passes(10.5 + 100 * 0.1)
    after = [one["after"] for one in village.phone.tells("Store.all('outbox')")]
    told = [one.at for one in village.phone.asked][:100]
    waits = [later / 1000 - 1_800_000_000 - at - 0.1 for later, at in zip(after, told, strict=True)]
    first = [wait for wait in waits if wait < 16]  # the others have come again since
    assert min(first) > 9.99 and max(first) - min(first) > 3
    tenths = {round(wait, 1) for wait in first}
    assert len(tenths) > 25


@pytest.mark.parametrize("kept", ["r1", "p1"])
def test_told_to_come_later_no_waking_brings_it_earlier_but_the_deputy_may(kept):
    later = Answer(503, retry_after=60)
    village = Village(
        lambda request: later if kept in request.path.split("?")[0] else took(request)
    )
    village.hands_in("r1", ("p1", "p2"))
    village.wakes()
    village.phone.passes(1)
    sent = village.sent()
    for _ in range(20):
        village.wakes()
        village.phone.passes(2)
    assert village.sent() == sent
    village.answers = took
    village.presses("r1")
    village.phone.passes(5)
    assert sorted(village.sent()) == sorted(
        [*sent, *(p for p in ("r1", "p1", "p2") if p not in sent), kept]
    )
    assert village.state("r1") == village.state("p2", "photos") == "arrived"


def test_what_was_refused_is_sent_again_where_the_deputy_asks_for_it():
    refused = Answer(409, {"sent": "r1", "error": "请先选定一份"})
    village = Village(refused)
    village.hands_in("r1")
    village.wakes()
    village.phone.passes(HOUR)
    village.answers = took
    village.presses("r1")
    village.phone.passes(5)
    assert village.sent() == ["r1", "r1"] and village.state("r1") == "arrived"


def test_while_nobody_is_signed_in_it_tries_ever_more_seldom_and_says_what_to_do():
    village = Village(SIGNED_OUT)
    village.hands_in("r1")
    village.wakes()
    village.phone.passes(9)
    assert 1 <= len(village.sent()) <= 3
    assert village.kept("r1")["why"] == "请重新打开您的个人链接，打开后自动上传"
    village.phone.passes(HOUR)
    assert len(village.sent()) < 25
    village.answers = took
    village.wakes()  # the link was opened
    village.phone.passes(60)
    assert village.state("r1") == "arrived"


def test_woken_often_while_it_sends_it_sends_once_more():
    village = Village(Answer(503, takes=5))
    village.hands_in("r1")
    village.wakes()
    village.phone.passes(1)
    for _ in range(20):
        village.wakes()
    village.phone.passes(12)
    assert village.sent() == ["r1", "r1"]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(404, "<h1>portal</h1>"),
        Answer(403, {"error": "请登录WiFi"}),
        Answer(200, "请登录WiFi"),
        Answer(200, {"sent": "another"}),
        Answer(422, {"sent": "another", "error": "不收"}),
        Answer(500, {"sent": "r1", "error": "出错了"}),
        Answer(429, {"sent": "r1", "error": "太多"}),
        Answer(408, {"sent": "r1", "error": "太慢"}),
    ],
    ids=lambda answer: str(answer.status),
)
def test_only_an_answer_that_names_what_was_sent_is_one(answer):
    """A hotel's log-in page, a proxy's error and a passing trouble lose nothing."""
    village = Village(answer)
    village.hands_in("r1")
    village.wakes()
    village.phone.passes(30)
    assert village.state("r1") == "waiting"
    village.answers = took
    village.phone.passes(HOUR)
    assert village.state("r1") == "arrived"


def test_what_the_server_refuses_by_name_is_not_sent_again_and_says_why():
    refused = Answer(413, {"sent": "r1", "error": "内容太大"})
    village = Village(lambda request: refused if "r1" in request.path else took(request))
    village.hands_in("r1")
    village.hands_in("r2")
    village.wakes()
    village.phone.passes(HOUR)
    assert village.sent() == ["r1", "r2"]
    assert (village.state("r1"), village.kept("r1")["why"]) == ("refused", "内容太大")
    assert village.kept("r1")["status"] == 413


def has_another(request: Request) -> Answer:
    """Answer as the server does that has another photo under the id p1."""
    if "/photos/p1" in request.path:
        return Answer(409, {"photo": "p1", "error": "不是同一张"})
    answer = took(request)
    return Answer(200, {**dict(answer.said), "revision": 1})


def test_a_photo_whose_id_the_server_has_for_another_gets_an_id_of_its_own_wherever_it_is_named():
    village = Village(has_another)
    village.hands_in("r1", ("p1", "p2"))
    village.phone.does("""
      Store.update('outbox', 'r1', item => Object.assign(item, {
        fields: [['item-heap', 'fail'], ['item-heap-0-photo', 'p1'], ['item-seen', 'p2']]}));
      Store.put('drafts', 'd', {key: 'd', mark: 'm', page: 'x', fields: [['item-seen', 'p1']]});
    """)
    village.wakes()
    village.phone.passes(60)
    own = [one["id"] for one in village.phone.tells("Store.all('photos')") if one["id"] != "p2"]
    assert len(own) == 1 and own != ["p1"]
    assert village.state(own[0], "photos") == village.state("r1") == "arrived"
    assert sorted(village.sent()) == sorted(["r1", "p1", "p2", "r1", own[0]])
    again = [one.fields for one in village.phone.asked if "/records/" in one.path][1]
    assert ["base", "1"] in again  # a correction of what it had named wrongly
    assert ["item-heap-0-photo", own[0]] in again and ["item-seen", "p2"] in again
    draft = village.phone.tells("Store.get('drafts', 'd')")
    assert draft["fields"] == [["item-seen", own[0]]] and draft["mark"] != "m"
    village.wakes()
    village.phone.passes(HOUR)
    assert len(village.sent()) == 5 and village.phone.complaints == []


def test_a_photo_that_finds_the_door_full_keeps_the_others_from_being_sent_for_nothing():
    full = Answer(503, retry_after=30)
    village = Village(lambda request: full if "/photos/" in request.path else took(request))
    village.hands_in("r1", ("p1", "p2", "p3"))
    village.wakes()
    village.phone.passes(20)
    assert village.sent() == ["r1", "p1"]
    village.answers = took
    village.phone.passes(HOUR)
    assert sorted(village.sent()[2:]) == ["p1", "p2", "p3"]


def test_forms_go_before_photos_also_one_that_was_handed_in_while_photos_go():
    village = Village(lambda request: Answer(200, took(request).said, takes=10))
    village.hands_in("r1", ("p1", "p2"))
    village.wakes()
    village.phone.passes(15)
    village.hands_in("r2")
    village.phone.passes(HOUR)
    assert village.sent() == ["r1", "p1", "r2", "p2"]


def told_to_wait_with_photos(request: Request) -> Answer:
    answer = took(request)
    if "/records/" not in request.path:
        return answer
    return Answer(200, {**dict(answer.said), "photos_after": 60})


def test_where_many_hand_in_at_once_the_photos_wait_and_the_forms_go_first():
    village = Village(told_to_wait_with_photos)
    village.hands_in("r1", ("p1",))
    village.hands_in("r2", ("p2",))
    village.wakes()
    village.phone.passes(59)
    village.wakes()  # another page opens: it asks for all that waits
    village.phone.passes(0.5)
    assert village.sent() == ["r1", "r2"]
    assert village.kept("p1", "photos")["why"] == "现在交的人多，照片过一会儿自动上传"
    village.phone.passes(60)
    assert village.sent() == ["r1", "r2", "p1", "p2"]


def test_what_is_put_off_while_the_clock_is_ahead_goes_when_it_is_right():
    village = Village(told_to_wait_with_photos)
    village.phone.clock_is_set(365 * 24 * HOUR)
    village.hands_in("r1", ("p1",))
    village.wakes()
    village.phone.passes(1)
    assert village.sent() == ["r1"]
    village.phone.clock_is_set(-365 * 24 * HOUR)
    village.flushes()
    village.phone.passes(1)
    assert village.sent() == ["r1", "p1"]


def test_what_another_deputy_left_on_the_phone_is_never_sent_by_this_one():
    village = Village()
    village.hands_in("r1", ("p1",), deputy=8)
    village.wakes()
    village.phone.passes(HOUR)
    assert village.sent() == []


def test_who_was_elected_again_sends_what_waits_from_the_term_before():
    village = Village()
    village.hands_in("r1", ("p1",), deputy=3)
    village.phone.does(f"Store.put('about', 'formers:{DEPUTY}', [3])")
    village.wakes()
    village.phone.passes(60)
    assert [one.path for one in village.phone.asked] == [
        "/d/records/r1?deputy=3", "/d/photos/p1?deputy=3&record=r1&age=0"
    ]  # fmt: skip
    assert village.state("r1") == village.state("p1", "photos") == "arrived"


def test_what_is_heard_no_more_from_the_term_before_holds_up_nothing_of_this_one():
    over = {"sent": "before", "photo": "p0", "error": "这是上一届填的"}
    village = Village(
        lambda request: Answer(404, over) if "deputy=3" in request.path else took(request)
    )
    village.phone.does(f"Store.put('about', 'formers:{DEPUTY}', [3])")
    village.hands_in("before", ("p0",), deputy=3)
    village.hands_in("now", ("p1",))
    village.wakes()
    village.phone.passes(60)
    assert village.state("now") == village.state("p1", "photos") == "arrived"
    assert village.state("before") == village.state("p0", "photos") == "refused"
    assert village.kept("before")["why"] == "这是上一届填的"
    village.wakes()
    village.phone.passes(HOUR)
    assert village.sent().count("before") == 1


def test_who_is_signed_out_is_led_to_the_link_also_with_what_waits_from_the_term_before():
    village = Village(SIGNED_OUT)
    village.phone.does(f"Store.put('about', 'formers:{DEPUTY}', [3])")
    village.hands_in("before", deputy=3)
    village.wakes()
    village.phone.passes(60)
    assert village.state("before") == "waiting"
    assert "请重新打开您的个人链接" in village.kept("before")["why"]


def test_an_answer_that_comes_too_late_counts_as_none_and_it_is_sent_again():
    slow = Answer(200, {"sent": "r1"}, takes=40)
    village = Village(slow)
    village.hands_in("r1")
    village.wakes()
    village.phone.passes(31)
    assert village.state("r1") == "waiting"
    village.answers = took
    village.phone.passes(60)
    assert village.sent() == ["r1", "r1"] and village.state("r1") == "arrived"


def test_a_photo_whose_bytes_are_gone_says_so_and_keeps_nothing_else_waiting():
    village = Village()
    village.hands_in("r1", ("p1", "p2"))
    village.phone.does("Store.change(['bytes'], store => store('bytes').delete('p1'))")
    village.wakes()
    village.phone.passes(60)
    assert village.sent() == ["r1", "p2"]
    assert village.kept("p1", "photos")["why"] == "手机里找不到这张照片了，请重新选一次"


LOCKS = """
  globalThis.AbortController = class {
    constructor() { this.signal = {aborted: false, then: []}; }
    abort() { this.signal.aborted = true; this.signal.then.forEach(work => work()); }
  };
  const gone = name => Object.assign(new Error(name), {name: 'AbortError'});
  let held = null;
  let queue = [];
  function grant(one) {
    held = one;
    Promise.resolve(one.work({})).then(one.done, one.fail).then(() => {
      if (held === one) { held = null; next(); }
    });
  }
  function next() { if (!held && queue.length) { grant(queue.shift()); } }
  globalThis.navigator = {locks: {request: (name, options, work) => new Promise((done, fail) => {
    const one = {work, done, fail};
    if (options.steal && held) { held.fail(gone('stolen')); held = null; }
    if (options.steal || !held) { grant(one); return; }
    if (options.ifAvailable) { done(work(null)); return; }
    if (options.signal) {
      options.signal.then.push(() => {
        if (queue.includes(one)) { queue = queue.filter(other => other !== one); fail(gone('given up')); }
      });
    }
    queue.push(one);
  })}};
  globalThis.anotherPageSends = () => {
    navigator.locks.request('outbox', {}, () => new Promise(done => { globalThis.lets = done; })).catch(() => {});
  };
  globalThis.anotherPageTakesItsTurn = () => navigator.locks.request('outbox', {steal: true}, () => new Promise(() => {}));
"""


def hears(village: Village) -> None:
    village.phone.does("globalThis.heard = []")
    village.phone.does("Outbox.onChange(() => { heard.push(Outbox.isSending()); })")


@pytest.mark.parametrize("is_held", [True, False], ids=["another page sends", "nobody answers"])
def test_who_presses_is_told_at_once_that_it_is_being_sent(is_held):
    """However long the network is silent, and whichever page it keeps waiting."""
    village = Village(lambda request: Answer(200, took(request).said, takes=25))
    if is_held:
        village.phone.does(LOCKS)
        village.phone.does("anotherPageSends()")
    village.hands_in("r1")
    hears(village)
    village.wakes()
    assert village.phone.tells("heard") == [True]
    village.wakes()
    assert village.phone.tells("heard") == [True, True]
    if is_held:
        village.phone.does("lets()")
    village.phone.passes(60)
    assert village.state("r1") == "arrived"
    assert village.phone.tells("heard")[-1] is False


def test_a_page_that_was_put_to_sleep_while_it_sent_keeps_nobody_from_sending():
    village = Village()
    village.phone.does(LOCKS)
    village.phone.does("anotherPageSends()")  # and never wakes
    village.hands_in("r1", ("p1",))
    village.wakes()
    village.phone.passes(20)
    assert village.sent() == []
    village.phone.passes(20)
    assert village.sent() == ["r1", "p1"]
    assert village.state("r1") == village.state("p1", "photos") == "arrived"
    village.hands_in("r2")
    village.flushes()
    village.phone.passes(5)
    assert village.sent() == ["r1", "p1", "r2"]
    assert village.phone.complaints == []


def test_a_page_that_wakes_after_another_took_its_turn_ends_with_what_is_on_its_way():
    village = Village(lambda request: Answer(200, took(request).said, takes=10))
    village.phone.does(LOCKS)
    village.hands_in("r1", ("p1", "p2"))
    village.wakes()
    village.phone.passes(15)
    village.phone.does("anotherPageTakesItsTurn()")
    village.phone.passes(HOUR)
    assert village.sent() == ["r1", "p1"]
    assert village.state("p1", "photos") == "arrived"
    assert village.phone.complaints == []


def test_a_photo_the_phone_cannot_read_keeps_nothing_else_waiting():
    """A browser may lose the file in which it keeps a large value."""
    village = Village()
    village.hands_in("r1", ("p1", "p2"))
    village.phone.does("""
      const get = Store.get;
      Store.get = async (name, key) => {
        if (key === 'p1') { throw new Error('Failed to read large IndexedDB value'); }
        return get(name, key);
      };
    """)
    village.wakes()
    village.phone.passes(HOUR)
    assert village.sent() == ["r1", "p2"]
    assert village.state("p1", "photos") == "waiting"
    village.phone.does("Store.get = get")
    village.phone.passes(HOUR)
    assert village.sent() == ["r1", "p2", "p1"]


def test_a_form_tells_how_long_ago_it_was_handed_in_whatever_the_clock_says():
    pages = Pages()
    pages.phone.clock_is_set(-20 * 365 * 24 * HOUR)
    pages.opens("one", hands_in=True)
    pages.enters("one", "suggestion", "村口")
    pages.presses("one", "submit")
    pages.phone.passes(49 * HOUR)
    pages.server_has("", 0)
    pages.wakes("online")
    pages.phone.passes(60)

    *_, sent = (one for one in pages.phone.asked if "/records/" in one.path)
    age = int(dict(sent.fields)["age"])
    assert 49 * HOUR - 60 <= age <= 49 * HOUR + 60
