"""A network that breaks each connection after so many bytes: photos arrive in pieces, once."""

import re

import pytest

from tests.simulate.one_phone import NOBODY_ANSWERS
from tests.simulate.story import handed_in_without_network


def asked_from(story):
    """Return where each photo's request began, None of a whole one."""
    found = [url for _, url in story.village.asked if url.startswith("PUT /d/photos/")]
    starts = [re.search(r"&from=(\d+)", url) for url in found]
    return [int(start[1]) if start else None for start in starts]


def pieces_there(story):
    """Return how many bytes of each photo the server has, of those that are not whole."""
    folder = story.town.app.extensions["settings"].piece_folder
    return [path.stat().st_size for path in folder.rglob("*-*")]


def all_have_come(story, count):
    photos = story.town.looks("SELECT id, digest FROM photo")
    return len(photos) == count and {digest for _, digest in photos} <= story.town.digests


@pytest.mark.parametrize("passes", [400, 250, 60])
def test_photos_that_no_connection_lets_through_whole_arrive_once(story, passes):
    phone, _ = handed_in_without_network(story, photos=2)
    story.breaks_after(0)
    phone.has_a_network_again()
    assert "照片 0/2" in phone.shows().says
    assert "正在上传 1/3" in phone.opens("/d/waiting").text("#waiting .big-words")
    story.breaks_after(passes)
    story.waits(600)
    assert all_have_come(story, 2) and phone.kept("bytes") == []
    assert phone.opens("/d/waiting").is_shown("[data-empty]") and phone.kept("outbox") == []


def test_a_page_that_was_killed_goes_on_where_the_server_says(story):
    phone, _ = handed_in_without_network(story, photos=1)
    story.breaks_after(0)
    phone.has_a_network_again()
    story.breaks_after(300)
    while not pieces_there(story):
        story.waits(0.05)
    phone.shows().dies()
    story.village.asked.clear()
    phone.opens("/d/")
    story.waits(600)
    first, second, *_ = asked_from(story)
    assert (first, second > 0) == (0, True)  # asked, and gone on with
    assert all_have_come(story, 1) and phone.kept("bytes") == []


def test_a_service_worker_sends_pieces_too(story):
    phone = story.phone(worker=True)
    page = phone.opens()
    phone.loses_its_network()
    page.ticks("heap", "fail")
    page.types("item-heap-0-description", "村口老槐树下")
    page.adds_photos(2)
    page.fills_and_hands_in()
    page.closes()
    story.breaks_after(400)
    phone.phone.network = "good"
    for _ in range(6):  # its browser wakes it again while something waits
        story.village.wakes(phone.phone)
        story.waits(120)
    assert None in asked_from(story) and len(asked_from(story)) > 4
    assert all_have_come(story, 2) and phone.kept("bytes") == []


def test_two_pages_that_send_the_same_photo_mix_nothing(story):
    """Without locks both send at once."""
    phone = story.phone(locks=False)
    page = phone.opens()
    story.answers("PUT /d/photos/", NOBODY_ANSWERS)
    page.ticks("heap", "fail")
    page.adds_photos(1)
    page.fills_and_hands_in()
    story.waits(5)
    story.is_well()
    story.breaks_after(90)
    for _ in range(3):
        phone.opens("/d/waiting")
    story.waits(900)
    assert all_have_come(story, 1) and phone.kept("bytes") == []


def test_pieces_whose_answers_are_lost_are_not_put_there_twice(story):
    phone, _ = handed_in_without_network(story, photos=1)
    story.breaks_after(400)
    phone.has_a_network_again()
    story.loses_answers_to("PUT /d/photos/")
    story.waits(60)
    story.village.unheard.clear()
    story.waits(900)
    assert all_have_come(story, 1) and phone.kept("bytes") == []


@pytest.mark.parametrize("lives", range(0, 60, 6))
def test_a_server_that_dies_between_two_of_its_steps_goes_on(story, lives):
    phone, _ = handed_in_without_network(story, photos=1)
    story.breaks_after(400)
    phone.has_a_network_again()
    story.village.lives = [lives, lives + 1, lives + 2]
    story.waits(900)
    assert all_have_come(story, 1) and phone.kept("bytes") == []
