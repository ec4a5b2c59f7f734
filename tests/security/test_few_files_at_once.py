"""Files of the office are made and read a few at a time: pages find a thread beside them."""

import threading

from inspect_app.db.turns import THREADS
from inspect_app.web import few_at_once
from tests.security.asking import everywhere

FILES = (".xlsx", ".docx", ".zip", "/own")  # the last reads a clerk's own checklist


def test_who_asks_for_a_file_too_many_is_told_to_come_again_and_pages_open(world, monkeypatch):
    monkeypatch.setattr(few_at_once, "_places", threading.Semaphore(0))
    asked = 0
    for rule, who, method, path, more in everywhere(world, ("GET", "POST")):
        if rule.rule.endswith(FILES) and rule.endpoint != "static":
            answer = world.ask(who, method, path, **more)
            assert answer.status_code == 503 and answer.headers["Retry-After"], (method, path)
            assert "请过一会儿再试一次" in answer.text
            asked += 1
    assert asked >= 17
    assert world.ask("office", "GET", "/office/inspections").status_code == 200


def test_the_room_is_free_again_whatever_came_of_it(world, monkeypatch):
    places = threading.Semaphore(1)
    monkeypatch.setattr(few_at_once, "_places", places)
    for rule, who, method, path, more in everywhere(world, ("POST",)):
        if rule.rule.endswith(FILES):
            assert world.ask(who, method, path, **more).status_code < 500
            assert world.ask(who, method, path, **more).status_code < 500
    assert few_at_once.MOST_AT_ONCE <= THREADS // 2
