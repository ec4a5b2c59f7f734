"""What in a cell may be a further answer, and is asked about rather than taken for words. Pure."""

import re
from collections.abc import Sequence

from inspect_app.checklist.parts import Option
from inspect_app.text import HAN, halved

# Half and full width: a clerk's keyboard is in either.
DIGITS = "[0-9\uff10-\uff19]"
PARTING = "、,，;；/／+＋&＆。.．·|｜\\\\:：和与及跟"
END = f"(?=$|[\\s{PARTING}])"

_MEASURES = (
    "个米处号楼组天年月日次户家人条根块片只棵亩吨里公斤平厘名位辆座栋层间盏桶点队段排元"
    "堆袋车台张把口周社巷期百千万小分秒箱筐件份种株头道扇面套批趟班多余几"
)
# Right behind a number these count what was found: 2个桶, 2组路口, where 2张家门口 is a place.
COUNTED_IN = "[处个户次堆桶号栋组棵辆块米天月年]"
_UNITS = "处个户次人家具名位堆桶条根块件只辆栋间盏座项"  # in which places are counted
COUNT_OF_PLACES = re.compile(
    f"(?:大?约\\s*)?({DIGITS}+)(?![.\uff0e]?{DIGITS})"
    f"(\\s*(?:处|[{_UNITS}](?={END}|[（(【])))?(\\s*(?:左右|上下))?"
)
# 3-5处, 3至5, 1,000 and 3 5 are other numbers than 3, 3余处 is more, and of 3个桶 the 3 would be
# lost in the words.
GOES_ON = re.compile(
    f"\\s*[-–—~～－至到或和/／+＋,，、]\\s*{DIGITS}|\\s*{DIGITS}+\\s*(?:处|个)?\\s*$"
    f"|[多余来几]\\s*(?:处|个|$)|{COUNTED_IN}"
)
# Words of a place begin with a number that may be an option's; 3个桶 and 3号楼 are none.
_NUMBER_OF_PLACE = f"({DIGITS}+)[、.．:：)）]?\\s*(?=[{HAN}])(?![{_MEASURES}])"
_OTHER_PLACE = re.compile(f"(?:[;；]\\s*|\\s){_NUMBER_OF_PLACE}")
_AFTER_COMMA = re.compile(f"[,，、。]\\s*{_NUMBER_OF_PLACE}")
_CIRCLED = re.compile("([①-⑳])")
# 1，3处 and 1、2号楼: the option 3, or three places?
_MEASURE = re.compile(f"({DIGITS}+)\\s*(?!号(?:{END}|{DIGITS}))[{_MEASURES}]")


def numbered(options: Sequence[Option], words: str) -> Option | None:
    """Return the option of the number that stands in the words."""
    digits = "".join(filter(str.isdecimal, halved(words)))
    number = int(digits) if len(digits) < 4 else 0
    return options[number - 1] if 0 < number <= len(options) else None


def measure_of(options: Sequence[Option], after: str) -> str:
    """Return what stands behind a separator if it is an option's number or an amount."""
    found = _MEASURE.match(after)
    return after if found and numbered(options, found[1]) else ""


def option_in(options: Sequence[Option], text: str, rest: str) -> str:
    """Return from where on what was found may name a further option; empty if nothing does.

    ``rest`` is what stands in the cell's ``text`` behind its options: 1村口；3桥头, ①村口③桥头,
    垃圾：村口，污水：桥头.
    """
    signs = [_OTHER_PLACE]
    if "①" <= text[0] <= "⑳":
        signs.append(_CIRCLED)
    elif re.match(f"{DIGITS}+[{HAN}]", text):
        signs.append(_AFTER_COMMA)
    labels = "|".join(re.escape(one.label) for one in options)
    found = re.search(f"(?:{labels})[:：]|[;；]\\s*(?:{labels}){END}", rest)
    for sign in signs:
        matches = sign.finditer(rest)
        found = found or next((one for one in matches if numbered(options, one[1])), None)
    return rest[found.start() :].lstrip(f"{PARTING} \t\n") if found else ""
