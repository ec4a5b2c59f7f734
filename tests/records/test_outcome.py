"""Whatever arrives in whatever order: nothing handed in is lost, nothing counts twice."""

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.records.outcome import (
    Outcome,
    RecordHistory,
    Save,
    SaveOutcome,
    outcome,
    save_outcome,
)

contents = st.sampled_from("abcd")
arrivals = st.lists(st.tuples(contents, st.integers(0, 4), st.booleans()), max_size=12)


def play(arrived):
    """Return (what the record says, all contents kept, how often it was replaced)."""
    says, revision, others, corrections = None, 0, [], 0
    for content, base, is_open in arrived:
        standing = RecordHistory(revision, says, others, is_withdrawn=False)
        match outcome(standing, content, base, is_open=is_open):
            case Outcome.FIRST | Outcome.LATE:
                says, revision = content, 1
            case Outcome.CORRECTION:
                others.append(says)
                says, revision, corrections = content, revision + 1, corrections + 1
            case Outcome.RIVAL:
                others.append(content)
    return says, {says, *others} - {None}, corrections


@given(arrivals)
def test_every_content_that_ever_arrived_is_kept(arrived):
    assert play(arrived)[1] == {content for content, _, _ in arrived}


@given(arrivals, st.integers(0, 30))
def test_a_replay_of_anything_by_somebody_who_saw_less_changes_nothing(arrived, which):
    if not arrived:
        return
    content, _, _ = arrived[which % len(arrived)]
    says, kept, corrections = play(arrived)
    assert play([*arrived, (content, 0, True)]) == (says, kept, corrections)


@given(arrivals)
def test_after_the_inspection_is_closed_nothing_is_replaced(arrived):
    before = play([("a", 0, True)])
    late = [("a", 0, True), *((content, base, False) for content, base, _ in arrived)]
    assert play(late)[0] == before[0] and play(late)[2] == 0


def test_who_saw_the_present_content_corrects_it_even_back_to_what_it_was():
    says = RecordHistory(2, "b", ["a"], is_withdrawn=False)
    assert outcome(says, "a", 2, is_open=True) is Outcome.CORRECTION
    assert outcome(says, "a", 1, is_open=True) is Outcome.SAME
    assert outcome(says, "c", 1, is_open=True) is Outcome.RIVAL


def test_a_withdrawn_record_comes_back_only_by_somebody_who_saw_it_withdrawn():
    withdrawn = RecordHistory(2, "a", ["a"], is_withdrawn=True)
    assert outcome(withdrawn, "a", 1, is_open=True) is Outcome.SAME
    assert outcome(withdrawn, "a", 2, is_open=True) is Outcome.CORRECTION


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))
def test_a_lost_answer_never_makes_one_phone_ask_about_itself(n, base, count):
    done = save_outcome(Save("one", n, 0), count, Save("one", n + 1, base))
    assert done is SaveOutcome.TAKEN


def test_another_phone_overwrites_only_what_it_has_seen():
    last = Save("one", 3, 2)
    assert save_outcome(last, 3, Save("two", 1, 3)) is SaveOutcome.TAKEN
    assert save_outcome(last, 3, Save("two", 1, 2)) is SaveOutcome.CONFLICT
    assert save_outcome(last, 3, Save("one", 2, 1)) is SaveOutcome.OVERTAKEN
