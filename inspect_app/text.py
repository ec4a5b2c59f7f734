"""Text at the door: what no XML file, database or screen can carry is replaced, visibly."""

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# XML 1.0 section 2.2 (Char) less what it discourages and HTML calls a mistake: control characters
# and noncharacters. openpyxl lets U+FFFE and lone surrogates pass, and the file cannot be opened.
_PLANES = "".join(f"{chr(n << 16)}-{chr((n << 16) + 0xFFFD)}" for n in range(1, 17))
_UNCARRIED = re.compile(rf"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd{_PLANES}]")


def clean_text(text: str) -> str:
    r"""Return ``text`` trimmed, its line ends as ``\n``, its forbidden characters as U+FFFD."""
    return _UNCARRIED.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n")).strip()
