"""What somebody may send who means no good: in a field of a form, or as an Excel file."""

import io
import zipfile

from hypothesis import strategies as st

HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["", "0", "-1", "9" * 30, "\x00", "\ud83d", "٣٣٣٣٣٣", "１２３", "x" * 5000]),
)


def bomb() -> bytes:
    """Return a small file that would be 60 MB once it is unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 60_000_000)
    return out.getvalue()
