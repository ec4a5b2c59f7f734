"""A form counts for the day on which somebody last entered something in it."""

from datetime import date, timedelta
from typing import Any

from inspect_app.inspections.models import Inspection
from tests.simulate.story import ToldStory

DAY = 24 * 60 * 60


def lasts_for_days(story: ToldStory, days: int) -> date:
    """Let the inspection go on for some days; return its first."""

    def change(session: Any) -> None:
        inspection = session.get(Inspection, story.town.inspection)
        inspection.ends_on = inspection.starts_on + timedelta(days)

    story.town.office(change, story.engine.now)
    [[first]] = story.town.looks("SELECT starts_on FROM inspection")
    return date.fromisoformat(first)


def days_filled(story: ToldStory) -> list[str]:
    return [day for [day] in story.town.looks("SELECT filled_on FROM record")]


def test_filled_one_day_and_handed_in_two_days_later_it_counts_for_the_day_it_was_filled(story):
    first = lasts_for_days(story, 5)
    phone = story.phone()
    page = phone.opens()
    page.ticks("heap", "fail")
    page.passes_the_rest()
    story.waits(5)
    page.closes()
    story.waits(2 * DAY)
    phone.opens().hands_in()
    assert days_filled(story) == [f"{first}"]


def test_what_another_page_entered_later_is_the_day(story):
    first = lasts_for_days(story, 5)
    phone = story.phone()
    one = phone.opens()
    one.ticks("heap", "fail")
    one.passes_the_rest()
    story.waits(2 * DAY)
    two = phone.opens()
    two.types("suggestion", "后来想起的")
    two.closes()
    story.waits(2 * DAY)
    one.hands_in()
    story.waits(60)
    assert days_filled(story) == [f"{first + timedelta(2)}"]
