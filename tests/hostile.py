"""What somebody may send in a field of a form who means no good."""

from hypothesis import strategies as st

HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["", "0", "-1", "9" * 30, "\x00", "\ud83d", "٣٣٣٣٣٣", "１２３", "x" * 5000]),
)
