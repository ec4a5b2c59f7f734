"""More photos at once than are decoded: who comes later is told when, and no words are lost."""

import http.client
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from werkzeug.test import EnvironBuilder

from founding.waiting import until
from inspect_app.photos import image, limiter
from inspect_app.photos.limiter import LATEST, SECONDS_EACH, SOONEST, FullError, Limiter
from tests.photos.pictures import files_in, photo_of
from tests.records.filling import ALL_PASS, form_url


def form_with_photos(number: int = 1) -> dict[str, object]:
    photos = [(io.BytesIO(photo_of("JPEG")), f"{n}.jpg") for n in range(number)]
    return {**ALL_PASS, "item-heap": "fail", "suggestion": "路灯不亮", "item-heap-0-files": photos}


def ways_in(server: str, cast, cookie: str) -> dict[str, Callable[[], int]]:
    """Return how photos come, each by a line of its own; they tell the answer's status."""

    def sent(method: str, path: str, data: bytes, kind: str) -> int:
        headers = {"Cookie": f"inspect-deputy={cookie}", "Origin": server, "Content-Type": kind}
        with closing(http.client.HTTPConnection(server.removeprefix("http://"), timeout=60)) as to:
            to.request(method, path, data, headers)
            with to.getresponse() as answer:
                assert answer.status != 503 or int(answer.headers["Retry-After"]) > 0
                return answer.status

    def by_itself() -> int:
        photo = f"/d/photos/{uuid4()}?record={uuid4()}"
        return sent("PUT", photo, photo_of("JPEG"), "image/jpeg")

    def with_a_form() -> int:
        with closing(EnvironBuilder(method="POST", data=form_with_photos())) as form:
            asked = form.get_environ()
            return sent("POST", form_url(cast), asked["wsgi.input"].read(), asked["CONTENT_TYPE"])

    return {"by itself": by_itself, "with a form": with_a_form}


TAKEN = {"by itself": 200, "with a form": 303}
COME_LATER = {"by itself": 503, "with a form": 422}


@pytest.mark.parametrize("first", TAKEN)
@pytest.mark.parametrize("second", TAKEN)
def test_photos_that_would_fill_every_thread_are_told_to_come_later(
    server, wang, cast, monkeypatch, first, second
):
    """With the decoder at work and as many photos waiting as may, the next is sent away."""
    ways = ways_in(server, cast, wang.client.get_cookie("inspect-deputy").value)
    monkeypatch.setattr(limiter, "photo_limiter", Limiter(2))
    with ThreadPoolExecutor() as phones, image._decoders:
        waiting = [(way, phones.submit(ways[way])) for way in (first, second)]
        until(lambda: not limiter.photo_limiter._places._value)
        assert {way: send() for way, send in ways.items()} == COME_LATER
        assert wang.get("/d/").status_code == wang.get(form_url(cast)).status_code == 200
    assert limiter.photo_limiter._places._value == 2
    assert ways["by itself"]() == 200
    assert all(phone.result() in (TAKEN[way], 409) for way, phone in waiting)


@pytest.mark.parametrize("do", ["submit", "later", "more-heap"])
def test_a_form_whose_photos_find_no_room_keeps_its_words_and_says_so(
    wang, cast, monkeypatch, photo_folder, do
):
    monkeypatch.setattr(limiter, "photo_limiter", Limiter(0))
    page = wang.post(
        form_url(cast), {**form_with_photos(2), "do": do}, content_type="multipart/form-data"
    )

    assert page.status_code == 422 and "正在排队" in page.text and files_in(photo_folder) == set()
    form = BeautifulSoup(wang.get(form_url(cast)).text, "lxml")
    assert form.select_one("#suggestion").text == "路灯不亮"
    assert form.select_one("#item-heap-fail").has_attr("checked")

    monkeypatch.setattr(limiter, "photo_limiter", Limiter(1))
    shown = BeautifulSoup(page.text, "lxml").select("#fill [type=hidden]")
    hidden = {one["name"]: one.get("value", "") for one in shown}
    again = {**hidden, **form_with_photos(2), "do": "submit"}
    receipt = wang.post(form_url(cast), again, content_type="multipart/form-data").location
    assert "照片2张" in wang.get(receipt).text


def test_who_finds_no_room_gets_a_time_behind_those_before():
    full, phones = Limiter(0), 300
    told = [full.seconds_to_wait(1000.0) for _ in range(phones)]

    with pytest.raises(FullError), full.room():
        pass
    assert told == sorted(told) and told[0] == SOONEST
    assert told[-1] == pytest.approx(SOONEST + phones * SECONDS_EACH, abs=1)
    all_have_been = 1000.0 + 2 * phones * SECONDS_EACH
    assert full.seconds_to_wait(all_have_been) == SOONEST


def test_nobody_is_told_to_come_after_minutes():
    full = Limiter(0)
    assert max(full.seconds_to_wait(0.0) for _ in range(5000)) == LATEST
