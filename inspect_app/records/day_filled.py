"""The day a form was filled: what it says was found on that day, whenever it arrives. Pure."""

from datetime import date, datetime, timedelta

from inspect_app.settings import ZONE


def day_of_age(age: int, at: datetime) -> date | None:
    """The calendar day in China ``age`` seconds before ``at``; None where no calendar reaches."""
    try:
        return (at.astimezone(ZONE) - timedelta(seconds=age)).date()
    except OverflowError:
        return None


def believed(filled_on: date | None, starts_on: date, ends_on: date, arrived_on: date) -> date:
    """The day that was told; that of arrival where none was, or it cannot be one of the inspection.

    A phone's clock may be years off.
    """
    if filled_on is None or not starts_on <= filled_on <= min(ends_on, arrived_on):
        return arrived_on
    return filled_on
