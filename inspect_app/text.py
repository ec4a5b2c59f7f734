"""Text at the door: what no XML file, database or screen can carry is replaced, visibly."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from unicodedata import category, normalize

# Controls, marks without a shape, lone surrogates, ends of lines and paragraphs.
_UNFIT_FOR_FILES = {"Cc", "Cf", "Cs", "Zl", "Zp"}

# Whatever stands behind the first dot.
_DEVICE = re.compile(r"\s*(con|prn|aux|nul|com\d|lpt\d)\s*(\.|$)", re.IGNORECASE)

# How a text begins that Excel takes for a formula once somebody edits its cell,
# unless the cell says that it is a text (quotePrefix).
RISKY_START = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠", "'")

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

MOST_ROWS = 2**63 - 1  # SQLite's largest integer

# Linux and Android take 255 bytes; browsers add (1) or .crdownload.
_MOST_OF_NAME = 240

# XML 1.0 section 2.2 (Char) less what it discourages and HTML calls a mistake: control characters
# and noncharacters. openpyxl lets U+FFFE and lone surrogates pass, and the file cannot be opened.
_PLANES = "".join(f"{chr(n << 16)}-{chr((n << 16) + 0xFFFD)}" for n in range(1, 17))
_ID_OR_NUMBER = re.compile(r"[\w.-]*", re.ASCII)
# With 〇 and the rare characters of names, also those beyond U+FFFF.
HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# The dot of 买买提·吐尔逊 has many shapes; a full stop is one between Chinese characters alone.
# ˙ and ㆍ as NFKC leaves them.
_DOT = re.compile(
    "[\u2022\u30fb\u2027\u2219\u22c5\u2e31\u2e33\u16eb\u25cf\u119e\ua78f]"
    f"|(?<=[{HAN}])\u0307|(?<=[{HAN}])\\.(?=[{HAN}])"
)
# What chooses between shapes of a character: nobody sees it alone.
_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Ranges of signs that nobody sees: Unicode's formats (Cf) and what it says may be ignored
# (Default_Ignorable_Code_Point), and two that are blank though it has them for visible. As in
# typed-names.js.
UNSEEN = (
    "\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u115f-\u1160\u17b4-\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d159"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_UNSEEN = re.compile(f"[{UNSEEN}]+")
_UNSEEN_BESIDE = re.compile(f"(?![{_SELECTORS}])[{UNSEEN}]")
_SEEN = re.compile(f"[^\\s{UNSEEN}]")
_WIDENED = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_BRACKETS = str.maketrans("【〔[】〕]", "((()))")
# 1 2 is not 12; all other spaces of a name are padding.
_PADDING = re.compile(r"(?<![0-9A-Za-z])\s+|\s+(?![0-9A-Za-z])")
# With what Word puts between the lines of a paragraph, and at the end of a page.
_LINE_END = re.compile("\r\n|[\r\v\f\x85]")
# Between the parts of a name anything may stand, or nothing; 1-2 is not 12.
_SIGNS = "*_·.。,、:/()—–\u2010\u2012\u2015\u2500-"
_SEPARATORS = re.compile(rf"(?<![0-9A-Za-z{_SIGNS}])[{_SIGNS}]+|[{_SIGNS}]+(?![0-9A-Za-z{_SIGNS}])")
_BETWEEN = re.compile(rf"[\s\u0307{_SIGNS}]+")
CARRIED = rf"\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd{_PLANES}"  # ranges
_UNCARRIED = re.compile(f"[^{CARRIED}]")


def clean_text(text: str) -> str:
    r"""``text`` trimmed, its line ends as ``\n``, its forbidden characters as U+FFFD.

    A text of which nobody sees anything is none.
    """
    plain = carried(text).strip()
    return plain if _SEEN.search(plain) else ""


def carried(text: str) -> str:
    r"""``text`` with its line ends as ``\n``, its forbidden characters as U+FFFD."""
    if text.isprintable():  # most texts, and much sooner known: nothing to replace
        return text
    return _UNCARRIED.sub(REPLACEMENT, _LINE_END.sub("\n", text))


def alike(text: str) -> str:
    """What names that look alike have in common; to compare by, never to keep.

    Full width or half, one shape of dot and of brackets, no padding, nothing invisible, no case.
    """
    return _DOT.sub("·", _PADDING.sub("", halved(text)).translate(_BRACKETS)).casefold()


def bare(text: str) -> str:
    """What names have in common that look alike but for what stands between their parts."""
    return _SEPARATORS.sub("", alike(text))


def spellings(word: str) -> list[str]:
    """How a word that is looked for may be written: as typed, in half and in full width."""
    visible, half = without_invisible(word), halved(word)
    return list(dict.fromkeys(filter(None, (word, visible, half, half.translate(_WIDENED)))))


def halved(text: str) -> str:
    """The text in half width, without what nobody sees."""
    return without_invisible(normalize("NFKC", text))


def without_invisible(text: str) -> str:
    """The text without marks that nobody sees, as chats and Excel paste them along."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def one_line(text: str) -> str:
    """A text as a name is kept: composed, on one line, nothing invisible in it.

    What chooses the shape of a rare character stays.
    """
    composed = normalize("NFC", text)
    return " ".join(_UNSEEN_BESIDE.sub("", composed).split()) if _SEEN.search(composed) else ""


def is_of_many_shapes(char: str) -> bool:
    """Whether the sign is a dot of a name or a bracket, which people type in many shapes."""
    return bool(_DOT.fullmatch(char)) or char in "·˙ㆍ()（）【】〔〕[]"


def names_meant(offered: Iterable[str], words: str) -> list[str]:
    """Which of the names the words mean: the one written so, else all that look alike."""
    names, typed = list(offered), alike(words)
    return [words] if words in names else [one for one in names if alike(one) == typed]


def names_with(offered: Iterable[str], words: str) -> list[str]:
    """The names that have what was typed in them, else those that have each word of it.

    Where none has, those that what was typed has in it: 王建国代表, 1、王建国.
    """
    names = {one: bare(one) for one in offered}
    whole = bare(words)
    if not whole:
        return []
    found = [one for one, name in names.items() if whole in name]
    parts = [bare(part) for part in _BETWEEN.split(_DOT.sub("·", halved(words)))]
    found = found or [one for one, name in names.items() if all(part in name for part in parts)]
    return found or [one for one in names if _is_at_an_end(bare(without_group(one)), whole, parts)]


def _is_at_an_end(name: str, whole: str, parts: Iterable[str]) -> bool:
    """Whether a word of what was typed, or all of it, begins or ends with the name."""
    return bool(name) and any(one.startswith(name) or one.endswith(name) for one in (whole, *parts))


def without_group(offered: str) -> str:
    """What stands before the brackets at the end; a group's own name may have some, too."""
    depth = 0
    for place in range(len(offered) - 1, -1, -1):
        depth += (offered[place] == "）") - (offered[place] == "（")
        if depth <= 0:
            return offered[:place] if offered.endswith("）") else offered
    return offered


def typed_words(values: Iterable[str]) -> list[str]:
    """Of what a form sent the words somebody typed, without ids, ticks and numbers."""
    texts = (clean_text(value) for value in values)
    return [text for text in texts if not _ID_OR_NUMBER.fullmatch(text)]


def file_name(name: str) -> str:
    """A name that every system takes and that looks like what it is.

    What would lead out of the folder, what Windows refuses, what no UTF-8 can carry, ends of lines
    and the marks that turn the reading direction become ``_``; so begins what Windows keeps for a
    device.
    """
    unfit = {char for char in name if char in '/\\:*?"<>|' or category(char) in _UNFIT_FOR_FILES}
    fit = "".join("_" if char in unfit else char for char in name)
    return f"_{fit}" if _DEVICE.match(fit) else fit


def report_name(unit: str, topic: str, kind: str, day: date, suffix: str) -> str:
    """单位+专题+表名+日期 as the name of a file; a long topic is cut, the rest stays."""
    before, after = file_name(unit), file_name(f"{kind}{day:%Y%m%d}.{suffix}")
    room = _MOST_OF_NAME - len((before + after).encode())
    return before + file_name(topic).encode()[: max(room, 0)].decode(errors="ignore") + after


def day_words(day: date) -> str:
    """A day as 2026年11月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def plain_number(value: float) -> str:
    """A number in digits, without needless zeros: 1234567, not 1.23457e+06."""
    return f"{Decimal(repr(float(value))).normalize():f}"


def number_sent(sent: Mapping[str, str], name: str) -> int:
    """A whole number that was sent, 0 where there is none or no row could have it."""
    try:
        return row_number(int(sent.get(name, 0)))
    except ValueError:
        return 0


def row_number(number: int | None) -> int:
    """The number, 0 where no row could have it: the database takes no larger one."""
    return number if number is not None and 0 < number <= MOST_ROWS else 0
