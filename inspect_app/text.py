"""Text at the door: what no XML file, database or screen can carry is replaced, visibly."""

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# XML 1.0 section 2.2 (Char): what a workbook cannot carry. openpyxl lets U+FFFE, U+FFFF and lone
# surrogates pass, and the file it then saves cannot be opened at all.
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def clean_text(text: str) -> str:
    r"""Return ``text`` trimmed, its line ends as ``\n``, its forbidden characters as U+FFFD."""
    return _NOT_XML.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n")).strip()
