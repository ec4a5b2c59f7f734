"""What a clerk does to a workbook by hand, done by LibreOffice itself, through a macro."""

import subprocess
from pathlib import Path

# Called with the workbook, where to put it, what to do, the sheet, its first and last row (from 1).
MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Hands"
 script:language="StarBasic">
Sub Work(said As String)
  asked = Split(said, "|")
  On Error Goto Wrong
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL(ConvertToURL(asked(0)), "_blank", 0, hidden())
  sheet = book.Sheets.getByName(asked(3))
  first = CLng(asked(4)) : last = CLng(asked(5))
  If asked(2) = "delete" Then sheet.Rows.removeByIndex(first - 1, last - first + 1)
  If asked(2) = "reverse" Then
    Dim fields(0) As New com.sun.star.table.TableSortField
    fields(0).Field = 0 : fields(0).IsAscending = False
    Dim how(1) As New com.sun.star.beans.PropertyValue
    how(0).Name = "SortFields" : how(0).Value = fields()
    how(1).Name = "ContainsHeader" : how(1).Value = False
    sheet.getCellRangeByName("A" &amp; first &amp; ":N" &amp; last).sort(how())
  End If
  Dim as_excel(0) As New com.sun.star.beans.PropertyValue
  as_excel(0).Name = "FilterName" : as_excel(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL(ConvertToURL(asked(1)), as_excel())
  book.close(True)
  Exit Sub
Wrong:
  failure = FreeFile
  Open asked(1) &amp; ".txt" For Output As #failure
  Print #failure, Erl &amp; ": " &amp; Error
  Close #failure
  StarDesktop.terminate()
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Hands"/>
</library:library>
"""


class Clerk:
    """LibreOffice with a profile of its own in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._start("--terminate_after_init")  # its first start overwrites the macros of a profile
        macros = folder / "profile/user/basic/Standard"
        (macros / "Hands.xba").write_text(MACRO, "utf-8")
        (macros / "script.xlb").write_text(LIBRARY, "utf-8")

    def works(self, deed: str, content: bytes, sheet: str, first: int, last: int) -> bytes:
        """Return the workbook after ``delete`` or ``reverse`` of some rows, saved as Excel."""
        source, target = self.folder / "source.xlsx", self.folder / f"{deed}.xlsx"
        source.write_bytes(content)
        said = "|".join(map(str, (source, target, deed, sheet, first, last)))
        self._start(f'macro:///Standard.Hands.Work("{said}")')
        return target.read_bytes()

    def _start(self, what: str) -> None:
        profile = f"-env:UserInstallation=file://{self.folder}/profile"
        command = ["soffice", profile, "--headless", "--norestore", what]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
