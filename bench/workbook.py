"""Excel: CPU against XlsxWriter, which writes the same cells; growth and peak memory.

As a program, ``python -m bench.workbook ROWS``, it writes one ledger and prints its CPU seconds and
its peak memory in MiB: each figure of the growth is of a process of its own.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import uuid4

from PIL import Image

from bench.measure import Result, compared, cpu_ms
from bench.plain_workbook import ready, write_plainly
from bench.town import BenchTown, fields, prepare
from inspect_app import db
from inspect_app.checklist import answers as rules
from inspect_app.checklist import stored_answers
from inspect_app.db import now
from inspect_app.db.insertion import insert_rows
from inspect_app.findings.models import Finding
from inspect_app.people.report_options import FONTS, FontSet
from inspect_app.photos.image import Picture
from inspect_app.photos.models import Photo
from inspect_app.photos.store import PhotoStore
from inspect_app.records.forms.record_form import form_class
from inspect_app.records.models import Record
from inspect_app.reports.cell_links import Links
from inspect_app.reports.pictures import Pictures
from inspect_app.reports.queries.material import material
from inspect_app.reports.workbook.workbook import WorkbookCopy, WorkbookFigures, sheets_of
from inspect_app.sheets.excel.xlsx import write
from inspect_app.sheets.looks import Looks
from inspect_app.sheets.table import Column, Look, Sheet, grid, sheet

TODAY = date(2026, 11, 23)
LOOKS = Looks("测试镇人大主席团", FONTS[FontSet.PAPERS])
WORDS = "村口老槐树下一堆砖头没有清运，路边垃圾桶满溢，公共厕所保洁不到位，建议尽快处理。"
ROUNDS = 5
RECORDS, PHOTOS = 5_000, 200  # two findings each


def ledger(rows: int) -> Sheet:
    """A ledger of 20 columns: ten of texts, no two the same, five of dates, five numbers."""

    def words(number: int, at: int) -> str:
        start = (number * 7 + at) % 20
        return f"{WORDS[start : start + 4 + (number + at) % 18]}{number}"

    columns: list[Column[int]] = []
    for at in range(5):
        columns += [
            Column(f"事项{at}", 18, lambda n, at=at: words(n, at), Look.LONG),
            Column(f"单位{at}", 12, lambda n, at=at: words(n, at + 5)),
            Column(f"日期{at}", 16, lambda n, at=at: TODAY - timedelta(n % 300 + at), Look.DATE),
            Column(f"数量{at}", 8, lambda n, at=at: n * (at + 1) % 97, Look.NUMBER),
        ]
    return sheet("台账", "测试镇整改台账", grid(columns, range(rows)))


def long_ledger(town: BenchTown) -> Iterator[Result]:
    """A ledger of 10,000 rows."""
    made = ledger(10_000)
    plain = [ready(made, LOOKS, TODAY)]
    times = cpu_ms(
        {"ours": lambda: write([made], LOOKS, TODAY), "plain": lambda: write_plainly(plain)},
        ROUNDS,
        1,
    )
    what = "ledger of 10,000 rows x 20 columns vs XlsxWriter"
    yield compared(what, times, "ours", "plain", 0.40)


def whole_workbook(town: BenchTown) -> Iterator[Result]:
    """An inspection's workbook: 5,000 records, 10,000 findings, 200 photos, charts."""
    with tempfile.TemporaryDirectory() as folder:
        large = prepare(Path(folder), sites=RECORDS)
        store = PhotoStore(large.app.extensions["settings"].photo_folder)
        with db.writing(large.app.extensions["database"]):
            _hand_in_many(large, store)
        with db.reading(large.app.extensions["database"]):
            start = time.process_time()
            found = material(1, 1)
            reading = time.process_time() - start
            assert (len(found.findings), len(found.photos)) == (2 * RECORDS, PHOTOS)

            start = time.process_time()
            links = Links("https://shicha.example")
            figures = WorkbookFigures(found, former_inspections=[], compared=None)
            made = sheets_of(figures, WorkbookCopy("人大办", now(), links, Pictures(store)))
            sheets = [make() for make in made.values()]
            counting = time.process_time() - start
            plain = [ready(one, LOOKS, TODAY) for one in sheets]
            times = cpu_ms(
                {
                    "ours": lambda: write(sheets, LOOKS, TODAY),
                    "plain": lambda: write_plainly(plain),
                },
                ROUNDS,
                1,
            )
        large.app.extensions["database"].engine.dispose()
    what = "workbook of 10,000 findings, 200 photos vs XlsxWriter"
    result = compared(what, times, "ours", "plain", 0.50)
    before = f"before it: reading {reading:.1f} s, counting {counting:.1f} s"
    yield replace(result, detail=f"{result.detail}; {before}")


def _hand_in_many(town: BenchTown, store: PhotoStore) -> None:
    """Put records, findings and photos into the tables, as handing in would."""
    answers = cycle([_answers(town, seed) for seed in range(20)])
    photos = _photos(store)
    records, findings = [], []
    for number, assignment in enumerate(town.assignments, start=1):
        record = _record(number, assignment, next(answers))
        records.append(record)
        for failure in rules.failures(town.checklist, stored_answers.from_json(record["answers"])):
            named = [str(photos[len(findings) // 50]["id"])] if len(findings) % 50 == 0 else []
            record["answers"] = _with_photos(record["answers"], failure, named)
            record["photos"] = record["photos"] | dict.fromkeys(named, failure.item.id)
            found = {"number": len(findings) + 1, **_finding(record, number, failure, named)}
            findings.append(found)
    for table, rows in ((Record, records), (Finding, findings), (Photo, photos)):
        insert_rows(table, rows)


def _with_photos(
    answers: dict[str, Any], failure: rules.Failure, photos: list[str]
) -> dict[str, Any]:
    answer = answers[failure.item.id]
    first, *others = answer["places"]
    changed = {**answer, "places": [{**first, "photos": photos}, *others]}
    return {**answers, failure.item.id: changed}


def _answers(town: BenchTown, seed: int) -> dict[str, Any]:
    form = form_class(town.checklist)(fields(town.checklist, seed))
    assert form.validate()
    return stored_answers.to_json(form.counted_answers())


def _record(number: int, assignment: int, answers: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": uuid4(), "town_id": 1, "inspection_id": 1, "assignment_id": assignment,
        "deputy_id": 1, "checklist_version_id": 1, "state": "submitted", "number": number,
        "revision": 1, "corrections": 0, "content_hash": "", "fields": [], "answers": answers,
        "suggestion": f"{WORDS[: number % 30]}{number}", "highlight": "", "mistakes": {},
        "photos": {}, "entered_by": "", "submitted_at": now(), "filled_on": TODAY,
        "answered": 25, "asked": 25, "saved_at": now(), "saves": 0, "saved_from": "", "saved_n": 0,
    }  # fmt: skip


def _finding(
    record: dict[str, Any], site: int, failure: rules.Failure, photos: list[str]
) -> dict[str, Any]:
    return {
        "town_id": 1, "inspection_id": 1, "site_id": site, "record_id": record["id"],
        "item_id": failure.item.id, "ordinal": failure.ordinal, "state": "recorded",
        "own_severity": failure.severity, "own_description": f"{failure.description}，点位{site}",
        "own_suggestion": "建议尽快清运", "amount": 2.0, "unit": "处", "photos": photos,
        "own_unit": "张家村村民委员会", "found_on": TODAY, "recorded_at": now(),
        "own_due": TODAY + timedelta(7),
    }  # fmt: skip


def _photos(store: PhotoStore) -> list[dict[str, Any]]:
    """Keep pictures as noisy as real ones: a thumbnail takes about 12 kB."""
    chance = random.Random(1)
    kept = []
    for _ in range(PHOTOS):
        coarse = Image.frombytes("RGB", (80, 60), chance.randbytes(80 * 60 * 3))
        picture = Picture(_jpeg(coarse, (1600, 1200)), _jpeg(coarse, (320, 240)), 1600, 1200)
        store.keep(picture)
        kept.append({
            "id": uuid4(), "town_id": 1, "deputy_id": 1, "record_id": uuid4(),
            "digest": picture.digest, "width": 1600, "height": 1200, "arrived_at": now(),
        })  # fmt: skip
    return kept


def _jpeg(picture: Image.Image, size: tuple[int, int]) -> bytes:
    out = BytesIO()
    picture.resize(size, Image.Resampling.BICUBIC).save(out, "JPEG", quality=80)
    return out.getvalue()


def growth(town: BenchTown) -> Iterator[Result]:
    """What ten times as many rows cost."""
    short, long = _alone(10_000), _alone(100_000)
    ratio, more = long["cpu"] / short["cpu"], long["peak"] - short["peak"]
    detail = f"{short['cpu']:.2f} s / {long['cpu']:.2f} s"
    yield Result("ledger, 10,000 to 100,000 rows: CPU", ratio, "x", 12, detail)
    detail = f"{short['peak']:.0f} MiB / {long['peak']:.0f} MiB"
    yield Result("ledger, 10,000 to 100,000 rows: more peak memory", more, "MiB", 20, detail)


def _alone(rows: int) -> dict[str, float]:
    """CPU seconds and peak MiB of a process that writes one ledger."""
    command = [sys.executable, "-m", "bench.workbook", str(rows)]
    told = subprocess.run(command, capture_output=True, check=True, text=True)
    return json.loads(told.stdout)


def _write_alone(rows: int) -> None:
    Path("/proc/self/clear_refs").write_text("5")  # the peak so far was the imports'
    start = time.process_time()
    write([ledger(rows)], LOOKS, TODAY)
    seconds = time.process_time() - start
    # Of this process alone: getrusage would tell its parent's, if that was larger.
    status = Path("/proc/self/status").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    print(json.dumps({"cpu": seconds, "peak": peak}))


if __name__ == "__main__":
    _write_alone(int(sys.argv[1]))
