"""How much a deputy may store: nobody who fills forms comes near it. Pure.

What goes beyond is refused by name and nothing of it is stored; the phone keeps it and says why.
"""

MOST_PLACES_OF_ITEM = 50  # from 21 on the plain form asks to write them in one description
MOST_FURTHER_PLACES = 300  # of a record, beside the first of each item
MOST_RIVALS = 20  # contents of one record that wait for the deputy to choose
MOST_CONTENTS = 200  # of one record, with all its corrections
MOST_SIGNS = 2_000_000  # of these together
MOST_REPEATS = 20  # a record is withdrawn, or handed in anew, with nothing changed
MOST_LATE = 200  # records of a deputy at sites that were not theirs to fill
MOST_PHOTOS_OF_RECORD = 180  # sent for it; a form may name a third of them
MOST_STRAY_PHOTOS = 300  # of a deputy, for records that never arrived

TOO_MANY_PLACES = (
    f"没有收下：同一项最多记{MOST_PLACES_OF_ITEM}处，一份记录最多再加{MOST_FURTHER_PLACES}处。"
    "请把相近的几处合成一处写，再提交"
)
TOO_MANY_RIVALS = (
    f"没有收下：这份记录已有{MOST_RIVALS}份不同的内容等您选。请先打开回执选定一份，再更正"
)
TOO_MANY_CONTENTS = (
    "没有收下：这份记录更正的次数太多，存不下了。请把内容存成文件或复制文字，交给镇人大办"
)
TOO_OFTEN_WITHDRAWN = (
    "没有收回：这份记录收回、更正的次数太多了，现在照样算数。整份都不要的，请打电话告诉镇人大办"
)
TOO_MANY_LATE = (
    f"没有收下：您交来的不由您填的记录已有{MOST_LATE}份。请把内容存成文件或复制文字，交给镇人大办"
)
TOO_MANY_PHOTOS = f"一份记录最多传{MOST_PHOTOS_OF_RECORD}张照片，这张没有收"
TOO_MANY_STRAYS = (
    f"您有{MOST_STRAY_PHOTOS}张照片的记录还没有交来，这张没有收。请先交记录，或问镇人大办"
)


class BeyondQuotaError(ValueError):
    """More than a deputy may store; the message tells the person so."""


class TooLongError(BeyondQuotaError):
    """So is a form that its deputy can make shorter."""
