"""A photo whose connection broke goes on in pieces, where the server says; others go whole."""

from urllib.parse import parse_qs, urlsplit
from zlib import crc32

import pytest

from tests.phone.engine import NO_NETWORK, NetworkAnswer, PhoneRequest
from tests.phone.sending_phone import BUSY, HOUR, SIGNED_OUT, SendingPhone, took

LENGTH = 100_000
BYTES = bytes(n * 7 % 256 for n in range(LENGTH))


class NarrowNetwork:
    """Lets so many bytes of a photo through before a connection breaks, and a server that counts."""

    def __init__(self, passes: float, takes: float = 3) -> None:
        self.passes, self.takes = passes, takes
        self.has: dict[str, int] = {}

    def __call__(self, request: PhoneRequest) -> NetworkAnswer:
        if "/photos/" not in request.path:
            return took(request)
        if request.size > self.passes:
            return NetworkAnswer(status=0, takes=self.takes)
        asked = parse_qs(urlsplit(request.path).query)
        if "of" not in asked:
            return NetworkAnswer(200, took(request).said, takes=self.takes)
        photo = urlsplit(request.path).path.rpartition("/")[2]
        assert (asked["of"], asked["sum"]) == ([str(LENGTH)], [str(crc32(BYTES))])
        if int(asked["from"][0]) == self.has.setdefault(photo, 0):
            self.has[photo] += request.size
        if self.has[photo] == LENGTH:
            return NetworkAnswer(200, took(request).said, takes=self.takes)
        said = {"photo": photo, "has": self.has[photo]}
        return NetworkAnswer(202, said, takes=self.takes if request.size else 0.1)


def phone_with(network, *photos: str) -> SendingPhone:
    sending = SendingPhone(network)
    sending.hands_in("r1", photos)
    for photo in photos:
        made = f"Uint8Array.from({{length: {LENGTH}}}, (_, n) => n * 7 % 256).buffer"
        sending.phone.does(f"Store.put('bytes', '{photo}', {{full: {made}}})")
    return sending


def pieces(sending: SendingPhone) -> list[tuple[int | None, int]]:
    """Return of each photo's request where it began, None if it was whole, and its bytes."""
    found = []
    for one in sending.phone.asked:
        if "/photos/" in one.path:
            start = parse_qs(urlsplit(one.path).query).get("from")
            found.append((int(start[0]) if start else None, one.size))
    return found


def test_on_a_network_that_is_well_a_photo_is_one_request():
    sending = phone_with(NarrowNetwork(passes=LENGTH), "p1", "p2")
    sending.wakes()
    sending.phone.passes(HOUR)
    assert pieces(sending) == [(None, LENGTH)] * 2


def test_one_that_was_cut_asks_how_much_is_there_and_goes_on_in_pieces():
    sending = phone_with(NarrowNetwork(passes=60_000), "p1")
    sending.wakes()
    sending.phone.passes(60)
    half = LENGTH // 2
    assert pieces(sending) == [(None, LENGTH), (0, 0), (0, half), (half, half)]
    assert sending.state("p1", "photos") == "arrived"
    assert sending.phone.tells("Store.all('bytes')") == []


def test_where_a_connection_lets_through_less_the_pieces_become_smaller_and_it_arrives():
    network = NarrowNetwork(passes=20_000)
    sending = phone_with(network, "p1")
    sending.wakes()
    sending.phone.passes(300)
    assert sending.state("p1", "photos") == "arrived"
    assert sum(size for _, size in pieces(sending) if size <= 20_000) == LENGTH


def test_where_a_piece_goes_fast_all_the_rest_goes_at_once():
    network = NarrowNetwork(passes=60_000, takes=0.2)
    sending = phone_with(network, "p1")
    sending.wakes()
    sending.phone.passes(1)
    network.passes = LENGTH
    sending.phone.passes(60)
    half = LENGTH // 2
    assert pieces(sending)[1:] == [(0, 0), (0, half), (half, half)]
    assert sending.state("p1", "photos") == "arrived"


def test_after_one_was_cut_the_others_are_not_sent_whole_for_nothing():
    sending = phone_with(NarrowNetwork(passes=60_000), "p1", "p2", "p3")
    sending.wakes()
    sending.phone.passes(120)
    assert [one for one in pieces(sending) if one[0] is None] == [(None, LENGTH)]
    assert {sending.state(one, "photos") for one in ("p1", "p2", "p3")} == {"arrived"}


def test_what_another_page_has_sent_meanwhile_is_not_sent_again():
    network = NarrowNetwork(passes=60_000)
    sending = phone_with(network, "p1")
    sending.wakes()
    sending.phone.passes(3)
    network.has["p1"] = 70_000
    sending.phone.passes(60)
    assert pieces(sending)[1:] == [(0, 0), (70_000, 30_000)]


def test_what_was_tried_without_network_goes_whole_when_there_is_one():
    sending = phone_with(NO_NETWORK, "p1")
    sending.answers = lambda one: NO_NETWORK if "/photos/" in one.path else took(one)
    sending.phone.does("globalThis.navigator = {onLine: false}")
    sending.wakes()
    sending.phone.passes(60)
    sending.phone.does("navigator.onLine = true")
    sending.answers = NarrowNetwork(passes=LENGTH)
    sending.phone.passes(HOUR)
    assert set(pieces(sending)) == {(None, LENGTH)}
    assert sending.state("p1", "photos") == "arrived"


@pytest.mark.parametrize(
    "answer", [BUSY, SIGNED_OUT, NetworkAnswer(422, {"photo": "p1", "error": "不是照片"})]
)
def test_what_the_server_says_of_a_piece_counts_as_of_the_whole(answer):
    network = NarrowNetwork(passes=60_000)
    sending = phone_with(network, "p1")
    sending.wakes()
    sending.phone.passes(3)
    sending.answers = lambda one: answer if "/photos/" in one.path else took(one)
    sending.phone.passes(3)
    kept = sending.kept("p1", "photos")
    assert (kept["state"], kept["isTold"]) == (
        "refused" if answer.status == 422 else "waiting",
        answer is BUSY,
    )
    assert len(sending.phone.tells("Store.all('bytes')")) == 1


def test_a_server_that_forgets_what_it_had_is_not_asked_for_ever():
    network = NarrowNetwork(passes=60_000)

    def forgets(request: PhoneRequest) -> NetworkAnswer:
        answer = network(request)
        network.has.clear()
        return NetworkAnswer(202, {"photo": "p1", "has": 0}) if answer.status == 202 else answer

    sending = phone_with(forgets, "p1")
    sending.wakes()
    sending.phone.passes(HOUR)
    assert len(pieces(sending)) < 120 and sending.state("p1", "photos") == "waiting"
    sending.answers = NarrowNetwork(passes=60_000)
    sending.wakes()
    sending.phone.passes(60)
    assert sending.state("p1", "photos") == "arrived"
