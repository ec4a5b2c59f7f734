"""What an uploaded file is, looked at before anything of it is unpacked. Pure."""

import re
import zipfile
from io import BytesIO

MOST_BYTES = 5 * 1024 * 1024
# 2,000 rows full of words unpack to 15 MB; openpyxl takes about 8 MiB and 0.1 s for each of them.
MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO = 200, 20 * 1024 * 1024, 100

_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = b"purl.oclc.org/ooxml"
# By a part that only such a file has: what it is.
_OTHER_KINDS = {
    "xl/workbook.bin": "二进制的 Excel 文件（.xlsb）",
    "word/document.xml": "Word 文件",
    "ppt/presentation.xml": "PowerPoint 文件",
    "content.xml": "OpenDocument 文件（.ods）",
}
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"'](\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+)[\"']")


class SheetError(ValueError):
    """The file cannot be used; the message tells why."""


class Unread(str):
    """What a cell holds of which Excel itself does not know what it says; ``why`` tells."""

    __slots__ = ("why",)
    why: str

    def __new__(cls, words: str, why: str) -> "Unread":
        made = super().__new__(cls, words)
        made.why = why
        return made


class Covered(str):
    """What a cell holds that is merged with the one on its left: nothing."""

    __slots__ = ()


def demand_harmless(data: bytes, name: str) -> None:
    """Look at the file's first bytes and its list of parts; ``name`` is what the user calls it.

    :raise SheetError: if it is no Excel file of today, is too large or could do harm.
    """
    if len(data) > MOST_BYTES:
        raise SheetError("文件超过5兆，请分成几份再传")
    if data.startswith(_OLD_EXCEL):
        raise SheetError(_about_old_kind(data))
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            entries = packed.infolist()
            _demand_small(entries, len(data))
            kind = _other_kind(packed)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        if isinstance(error, SheetError):
            raise
        raise SheetError(_about_no_excel(data, name)) from error
    if any("vbaProject" in entry.filename for entry in entries):
        raise SheetError("文件里有宏，不能打开。请另存为 .xlsx 再传")
    if kind:
        raise SheetError(f"这是{kind}。请另存为“Excel 工作簿（.xlsx）”再传")


def _about_old_kind(data: bytes) -> str:
    if _ENCRYPTED in data:
        return "这个文件设了打开密码。请在 Excel 里去掉密码，保存后再传"
    return "这是旧版的 Excel 文件（.xls、.et）。请另存为“Excel 工作簿（.xlsx）”再传"


def _about_no_excel(data: bytes, name: str) -> str:
    is_text = b"\0" not in data and bool(data.strip())
    kind = "，像是文本文件（例如 .csv）" if is_text else ""
    return f"这不是 Excel 文件（.xlsx）{kind}。请用下载的{name}填好再传"


def _demand_small(entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    is_bomb = unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(size, 1)
    if len(entries) <= MOST_ENTRIES and not is_bomb:
        return
    largest = max(entries, key=lambda entry: entry.file_size).filename
    remedy = ""
    if largest.startswith("xl/worksheets/"):
        remedy = (
            "。多半是空行里的边框、底色一直拖到了表尾：请选中最后一行内容下面的所有行，右键“删除”，"
            "保存后再传"
        )
    raise SheetError(f"这个文件解压后太大，不能打开{remedy}")


def _other_kind(packed: zipfile.ZipFile) -> str:
    names = set(packed.namelist())
    if "xl/workbook.xml" in names and _STRICT in packed.read("xl/workbook.xml"):
        return "“Strict Open XML 电子表格”"
    return next((kind for part, kind in _OTHER_KINDS.items() if part in names), "")


def merged_ranges(data: bytes, part: str) -> list[str]:
    """The merged ranges of a sheet, as A5:A7; ``part`` is the sheet's in the file."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        found = _MERGED.findall(packed.read(part))
    return [one.decode().replace("$", "") for one in found]
