"""What is done with feedback: a deputy gives it, the office ticks it off."""

from datetime import timedelta

from inspect_app import db
from inspect_app.feedback import models
from inspect_app.feedback.models import Feedback
from inspect_app.people.access import Actor

MOST_A_DAY = 10
DAY = timedelta(days=1)


def give(deputy: Actor, text: str) -> bool:
    """Keep what the deputy says; the same words pressed twice are kept once.

    Return False, and keep nothing, after ``MOST_A_DAY`` within a day.
    """
    latest = models.feedback_of_deputy(deputy.town_id, deputy.person_id, MOST_A_DAY)
    moment = db.now()
    of_a_day = [one for one in latest if moment - one.given_at < DAY]
    if any(one.text == text for one in of_a_day):
        return True
    if len(of_a_day) == MOST_A_DAY:
        return False
    feedback = Feedback(
        town_id=deputy.town_id, deputy_id=deputy.person_id, text=text, given_at=moment
    )
    db.session().add(feedback)
    return True


def tick(office: Actor, feedback: Feedback, *, is_handled: bool) -> None:
    """Tick feedback off as handled, or take the tick back; ticked twice the first one stands."""
    if is_handled and feedback.handled_at is None:
        feedback.handled_at, feedback.handled_by = db.now(), office.name
    elif not is_handled:
        feedback.handled_at = feedback.handled_by = None
