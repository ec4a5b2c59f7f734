"""Whatever is answered can be written into a cell and is read back the same."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from inspect_app.checklist import answers as rules
from inspect_app.checklist import stored_answers
from inspect_app.checklist.answers import Answer, Place
from inspect_app.checklist.ratings import SEVERITY_LABELS, Severity
from inspect_app.records.forms.record_form import form_class
from tests.checklist.every_kind import EVERY_KIND
from tests.paper.reading import THREE, read, words

# A number alone may be a further option's, where there are options.
unnumbered = words.filter(lambda one: not set("12") & set(one))
amounts = st.one_of(st.integers(0, 9999).map(float), st.floats(0, 99_999_999))


def places_of(item):
    """Places a clerk can write about: with all a phone asks, but photos."""
    can_count = getattr(item, "amount", None)
    place = st.builds(
        Place,
        description=st.one_of(st.just(""), unnumbered if hasattr(item, "options") else words),
        severity=st.one_of(st.none(), st.sampled_from(Severity)),
        suggestion=st.one_of(st.just(""), words, st.just("三天;清走")),
        amount=st.one_of(st.none(), amounts) if can_count else st.none(),
    ).filter(lambda one: not one.is_blank)
    return st.lists(place, max_size=3).map(tuple)


def answer_of(item):
    """Answers a clerk can type: all there are, but photos."""
    match item.kind.value:
        case "check":
            values = st.sampled_from(["pass", "fail", "na"])
        case "deduction" if item.all_or_nothing:
            values = st.sampled_from(["pass", "fail", "na"])
        case "deduction":
            values = st.integers(0, 999).map(float)
        case "count":
            values = st.floats(item.minimum, item.maximum)
        case "choice":
            values = st.sampled_from([one.id for one in item.options])
        case "choices":
            ids = st.sampled_from([one.id for one in item.options])
            values = st.lists(ids, min_size=1, unique=True)
        case "score":
            values = st.integers(0, 14).map(lambda halves: halves / 2)
        case "text":
            values = words
        case _:
            values = st.dates().filter(lambda day: day.year > 999).map(lambda day: day.isoformat())
    return values.flatmap(
        lambda value: (
            places_of(item).map(lambda places: Answer(value, places))
            if rules.has_failed(item, Answer(value))
            else st.just(Answer(value))
        )
    )


WRITTEN = {"pass": "1", "fail": "2", "na": "3"}


def typed(item, answer):
    """What a clerk types for the answer."""
    match item.kind.value:
        case "check" | "deduction" if answer.value in WRITTEN:
            value = WRITTEN[answer.value]
        case "choice" | "choices":
            ids = [option.id for option in item.options]
            chosen = answer.value if isinstance(answer.value, list) else [answer.value]
            value = "、".join(str(ids.index(one) + 1) for one in chosen)
        case _:
            value = plain(answer.value) if isinstance(answer.value, float) else answer.value
    return f"{value} {';'.join(map(typed_place, answer.places))}".strip()


def typed_place(place):
    marks = [
        SEVERITY_LABELS[place.severity] if place.severity else "",
        plain(place.amount) if place.amount is not None else "",
        f"建议:{place.suggestion}" if place.suggestion else "",
    ]
    return place.description + "".join(f"【{mark}】" for mark in marks if mark)


def plain(number):
    """With all its digits and no exponent."""
    return format(Decimal(repr(number)), "f").removesuffix(".0")


@given(st.data())
def test_what_is_written_reads_back_the_same(data):
    for checklist in (EVERY_KIND, THREE):
        for item in checklist.items:
            if item.kind.value in ("note", "photo"):
                continue
            answer = data.draw(answer_of(item))
            sent = MultiDict(read(item, typed(item, answer)))
            form = form_class(checklist)(sent)
            assert stored_answers.to_json({"a": form.answers[item.id]}) == stored_answers.to_json(
                {"a": answer}
            )
