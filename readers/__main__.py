"""Let exceljs and luckyexcel read the demo's Excel files; compare with what openpyxl finds.

Both come from npm into a folder that is removed again. Exits 1 if a reader fails or finds other
sheets, pictures or texts, 3 if npm or the packages cannot be had: then nothing is known.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from inspect_app import create_app, demo
from inspect_app.checklist import shipped
from inspect_app.photos.store import PhotoStore
from inspect_app.settings import ZONE

PACKAGES = ("exceljs@4.4.0", "luckyexcel@1.0.1")
READ = Path(__file__).parent / "read.js"
NOT_ASKED = 3
ORIGIN = {"Origin": "http://localhost"}
FILES = {
    "工作簿": "inspections/{closed}/workbook.xlsx",
    "工作簿，公开版": "inspections/{closed}/workbook.xlsx?public&photos",
    "问题清单": "inspections/{closed}/findings.xlsx",
    "问题交办单": "inspections/{closed}/handover.xlsx",
    "整改台账": "inspections/{closed}/ledger.xlsx",
    "登记表": "inspections/register.xlsx",
    "操作日志": "audit.xlsx",
    "录入表": "inspections/{under_way}/entry.xlsx",
    "基础数据": "roster/roster.xlsx",
}


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not _installed(folder):
            print("npm or its packages cannot be had: it is NOT known what the readers find.")
            return NOT_ASKED
        files = _files(folder)
        command = ["node", str(READ), *map(str, files)]
        told = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, check=True)
        wrong = sum(_is_wrong(one) for one in json.loads(told.stdout))
    return 1 if wrong else 0


def _installed(folder: Path) -> bool:
    if not shutil.which("npm") or not shutil.which("node"):
        return False
    command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), *PACKAGES]
    return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0


def _files(folder: Path) -> list[Path]:
    """Load the demo; download its files."""
    app = create_app({"DATA_DIR": str(folder / "var"), "BASE_URL": "http://localhost"})
    database, settings = app.extensions["database"], app.extensions["settings"]
    database.upgrade()
    store, today = PhotoStore(settings.photo_folder), datetime.now(ZONE).date()
    loaded = demo.load(database, store, shipped.FOLDER, settings, today, lambda _: None)
    ids: dict[str, int] = {}
    for one in loaded["inspections"]:  # the finished one with findings first
        ids.setdefault(one["state"], one["id"])
    office = app.test_client()
    office.post("/office/login", data=loaded["office"], headers=ORIGIN)
    files = []
    for name, path in FILES.items():
        answer = office.get("/office/" + path.format(**ids))
        assert answer.status_code == 200, (name, answer.status)
        files.append(folder / f"{name}.xlsx")
        files[-1].write_bytes(answer.data)
    database.engine.dispose()
    return files


def _is_wrong(told: dict[str, Any]) -> bool:
    """Print what a reader found in a file, and what openpyxl found where it is another."""
    name, wanted = Path(told["file"]).stem, _by_openpyxl(told["file"])
    found = {part: told.get(part) for part in wanted}
    pictures = sum((told.get("sheets") or {}).values())
    if found == wanted:
        print(f"{told['reader']:>10}  {name}: {len(wanted['sheets'])} sheets, {pictures} pictures")
        return False
    print(f"WRONG {told['reader']}  {name}: {told.get('error') or found}, openpyxl: {wanted}")
    return True


def _by_openpyxl(file: str) -> dict[str, Any]:
    book = load_workbook(file)
    rows = [row for sheet in book.worksheets for row in sheet.iter_rows()]
    return {
        "sheets": {sheet.title: len(sheet._images) for sheet in book.worksheets},
        "texts": sum(cell.value not in (None, "") for row in rows for cell in row),
    }


sys.exit(main())
