"""When last something changed of what an inspection's files say."""

from datetime import datetime

from sqlalchemy import func, select

from inspect_app.db import session
from inspect_app.findings.models import Finding
from inspect_app.findings.models.acts import ReviewAct
from inspect_app.photos.models import Photo
from inspect_app.records.models import HANDED_IN, Record
from inspect_app.review.models import SuggestionReview


def last_change(town_id: int, inspection_id: int) -> datetime | None:
    """The latest moment in which a record, a finding, a photo or a review came.

    None before any did. What is not known by a moment, as who came, is not looked at.
    """
    of_photos = (
        select(func.max(Photo.arrived_at))
        .join(Record, Record.id == Photo.record_id)
        .where(
            Photo.town_id == town_id,
            Record.town_id == town_id,
            Record.inspection_id == inspection_id,
            Record.state.in_(HANDED_IN),
        )
    )
    of_records = select(func.max(Record.submitted_at)).where(
        Record.town_id == town_id,
        Record.inspection_id == inspection_id,
        Record.state.in_(HANDED_IN),
    )
    of_tables = (
        select(func.max(moment)).where(
            table.town_id == town_id, table.inspection_id == inspection_id
        )
        for table, moment in (
            (Finding, Finding.recorded_at),
            (ReviewAct, ReviewAct.at),
            (SuggestionReview, SuggestionReview.at),
        )
    )
    moments = [session().scalar(query) for query in (of_photos, of_records, *of_tables)]
    return max((one for one in moments if one), default=None)
