"""Who came and who asked for leave; 应到 and 实到, which reports print."""

from collections.abc import Mapping

from inspect_app.db import session
from inspect_app.inspections.models import Inspection, inspections, plans
from inspect_app.inspections.models.plans import Presence


def count_people(inspection: Inspection) -> None:
    """Write 应到 and 实到, as reports print them; 实到 only where somebody came or is on leave."""
    expected = plans.deputies_expected(inspection.town_id, inspection.id)
    ticked = plans.attendance(inspection.town_id, inspection.id)
    presences = [ticked[one.id].presence for one, _ in expected if one.id in ticked]
    inspection.expected = len(expected) - presences.count(Presence.NOT_EXPECTED)
    if ticked:  # without any, a figure from elsewhere stays
        is_known = {Presence.ATTENDED, Presence.ON_LEAVE} & set(presences)
        inspection.attended = presences.count(Presence.ATTENDED) if is_known else None


def count_people_anew(town_id: int) -> None:
    """Count after the roster has changed; what is over keeps the figures of its day."""
    for inspection in inspections(town_id):
        if not inspection.is_over:
            count_people(inspection)


def leaves_by_reason(
    ticked: Mapping[int, tuple[Presence, str]], sent: Mapping[int, tuple[Presence, str]]
) -> dict[int, tuple[Presence, str]]:
    """The leaves of whom only a reason was written: nothing was ticked of them.

    A reason that stood there before is none: who takes a leave back leaves it in its box.
    """
    return {
        deputy_id: (Presence.ON_LEAVE, reason)
        for deputy_id, (presence, reason) in sent.items()
        if presence == Presence.EXPECTED and reason not in ("", ticked[deputy_id][1])
    }


def with_the_rest(
    ticked: Mapping[int, tuple[Presence, str]], sent: Mapping[int, tuple[Presence, str]]
) -> dict[int, tuple[Presence, str]]:
    """What was sent, with whoever is only expected come; ``ticked`` is of all."""
    only_expected = [
        deputy_id
        for deputy_id, (presence, _) in {**ticked, **sent}.items()
        if presence == Presence.EXPECTED
    ]
    return {**sent, **dict.fromkeys(only_expected, (Presence.ATTENDED, ""))}


def tick_presences(inspection: Inspection, presences: Mapping[int, tuple[Presence, str]]) -> None:
    """Keep who came and who asked for leave, by deputy."""
    ticked = plans.attendance(inspection.town_id, inspection.id)
    for deputy_id, (presence, reason) in presences.items():
        row = ticked.get(deputy_id)
        if row is None:
            row = plans.Attendance(
                town_id=inspection.town_id, inspection_id=inspection.id, deputy_id=deputy_id
            )
            session().add(row)
        row.presence = presence
        row.reason = reason if presence == Presence.ON_LEAVE else ""
    session().flush()
    count_people(inspection)
