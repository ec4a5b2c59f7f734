"""Files too large to wait for: asked for, made one after another in the background, kept a day.

The table says what is asked for and how far it is; the queue only wakes who makes it. So a task
that comes twice does nothing, and one that was lost with its process is found in the table.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from errno import ENOSPC
from functools import partial
from pathlib import Path
from shutil import disk_usage

from inspect_app import audit
from inspect_app.db import (
    Database,
    StorageRefused,
    is_closed,
    is_temporary,
    now,
    reading,
    session,
    writing,
)
from inspect_app.disk import alone_in, atomic_file
from inspect_app.inspections.models import Inspection
from inspect_app.people.access import Actor
from inspect_app.photos import pieces
from inspect_app.photos.store import PhotoStore
from inspect_app.reports import models
from inspect_app.reports.cell_links import Links
from inspect_app.reports.files import NothingYetError
from inspect_app.reports.making.everything import everything
from inspect_app.reports.making.file_kinds import FileContext, prepare
from inspect_app.reports.making.queue import Queue
from inspect_app.reports.models import FILE_LABELS, FileKind, FileOptions, JobState, ReportJob
from inspect_app.reports.named_photos import named_photos
from inspect_app.reports.queries.material import material
from inspect_app.settings import ZONE, Settings

log = logging.getLogger("inspect_app")

MOST_AT_ONCE = 300  # photos of an Excel file that is made while the browser waits
KEEP_FOR = timedelta(days=1)
REST_SECONDS = 60  # while somebody looks after the disk; a line in the log each time
PROGRESS_EVERY_SECONDS = 1  # each time costs a turn to write, which phones wait for as well
LEFT_FREE = 512 * 1024 * 1024  # of the disk: what deputies send comes first
ZIPS = (FileKind.PHOTOS, FileKind.ALL)

INTERRUPTED = "中断了，请再要一次"
NO_ROOM = "服务器的磁盘快满了，请告诉系统管理员，腾出地方后再要一次"
BROKEN = "出了一点问题，请再要一次；还是不成，请告诉系统管理员"


class TooManyPhotosError(Exception):
    """A browser would wait too long for a file with so many."""


def refuse_many_photos(_done: int, total: int) -> None:
    """Be told how far a file is that a browser waits for. :raise TooManyPhotosError: see there."""
    if total > MOST_AT_ONCE:
        raise TooManyPhotosError


class GivenUpError(Exception):
    """Nobody waits any more for what is being made."""


def has_photos(town_id: int, inspection_id: int) -> bool:
    return any(row.photo for row in named_photos(material(town_id, inspection_id)))


class Maker:
    """Takes requests in every process; makes the files in the one that ``run`` is called in."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database, self.folder = database, settings.report_folder
        self.store = PhotoStore(settings.photo_folder)
        self.piece_folder = settings.piece_folder
        self.links = Links(settings.base_url)
        self.queue = Queue(settings.queue, self.make, self.tidy)

    def ask(self, actor: Actor, inspection: Inspection, options: FileOptions) -> int:
        """Have the file made, return its job's id; the same that is under way is waited for.

        In the caller's transaction. :raise OSError: if the disk refuses.
        """
        for known in models.jobs(actor.town_id, inspection.id, oldest_kept()):
            if known.is_unfinished and known.options == options:
                return known.id
        job = ReportJob(
            town_id=actor.town_id, inspection_id=inspection.id, **asdict(options),
            state=JobState.WAITING, done=0, total=0, asked_by=actor.name, asked_at=now(),
        )  # fmt: skip
        session().add(job)
        session().flush()
        what = f"要求生成{FILE_LABELS[options.kind]}"
        audit.note(actor, audit.Kind.EXPORT, what, inspection.title)
        # Before the commit, so that it never waits unknown; who takes it up waits for a turn.
        self.queue.put(job.town_id, job.id)
        return job.id

    def cancel(self, actor: Actor, job_id: int) -> ReportJob:
        """Give up what is not finished, in the caller's transaction; what is stays.

        :raise LookupError: if it is not there.
        """
        job = models.job(actor.town_id, job_id)
        if job is None:
            raise LookupError(job_id)
        if job.is_unfinished:
            job.state = JobState.CANCELLED
        return job

    def path(self, job: ReportJob) -> Path:
        """Where its file is; a later one of the same kind takes the place of a former."""
        options = job.options
        marks = [
            "-stamped" if options.stamped else "",
            "-reviewed" if options.reviewed_only else "",
            f"-{options.former_id}" if options.former_id else "",
        ]
        suffix = "zip" if job.kind in ZIPS else "xlsx"
        return self.folder / f"{job.inspection_id}-{job.kind}{''.join(marks)}.{suffix}"

    def run(self) -> None:
        """Make what is asked for until the process ends; one at a time does so over a folder.

        Where the disk refuses, rest and return: whoever called this does it again.
        """
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            with alone_in(self.folder):
                self.tidy()
                self.queue.run()
        except OSError as error:
            self._rest(error)
        except StorageRefused as error:
            if not (is_temporary(error) or is_closed(error)):
                raise
            self._rest(error.orig)

    def _rest(self, error: BaseException | None) -> None:
        log.error("nothing is made in the background, the disk refuses: %s", error)
        time.sleep(REST_SECONDS)

    def tidy(self) -> None:
        """Set right what a killed process has left, and remove old files.

        What it was making was interrupted, what waits is queued again. Call it while nothing is
        being made.
        """
        with writing(self.database):
            for job in models.unfinished_jobs():
                if job.state is JobState.RUNNING:
                    job.state, job.failure = JobState.FAILED, INTERRUPTED
                else:
                    self.queue.put(job.town_id, job.id)
        oldest = oldest_kept().timestamp()
        for path in self.folder.iterdir():
            if path.suffix == ".part" or path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)
        pieces.sweep(self.piece_folder, time.time())

    def make(self, town_id: int, job_id: int) -> None:
        """Make what was asked for, unless it was cancelled, or made already."""
        job = self._begin(town_id, job_id)
        if job is None:
            return
        try:
            name = self._make_file(job)
        except GivenUpError:
            return
        except NothingYetError as error:
            self._end(job, JobState.FAILED, failure=f"{error.title}。{error.remedy}")
        except Exception as error:
            log.exception("no file made", exc_info=error)
            is_full = isinstance(error, OSError) and error.errno == ENOSPC
            self._end(job, JobState.FAILED, failure=NO_ROOM if is_full else BROKEN)
        else:
            self._end(job, JobState.DONE, file=name)

    def _make_file(self, job: ReportJob) -> str:
        """Make the file, return its name. Nothing is read while it is written, for minutes."""
        context = FileContext(
            job.town_id, job.inspection_id, job.asked_by, now().astimezone(ZONE), self.store,
            self.links, partial(writing, self.database),
        )  # fmt: skip
        is_all = job.kind is FileKind.ALL
        with reading(self.database):
            file = (
                everything(context, job.options, self.folder)
                if is_all
                else prepare(context, job.options)
            )
        self._demand_room(file.size)
        with atomic_file(self.path(job)) as out:
            file.write(out, self._progress_listener(job))
        return file.name

    def _demand_room(self, size: int = 0) -> None:
        if disk_usage(self.folder).free - size < LEFT_FREE:
            raise OSError(ENOSPC, "too little room is left on the disk")

    def _begin(self, town_id: int, job_id: int) -> ReportJob | None:
        with writing(self.database):
            job = models.job(town_id, job_id)
            if job is None or job.state is not JobState.WAITING:
                return None
            job.state = JobState.RUNNING
            return job

    def _progress_listener(self, job: ReportJob) -> Callable[[int, int], None]:
        """What keeps how far it is, now and then, and raises where it was cancelled."""
        due = 0.0

        def on_progress(done: int, total: int) -> None:
            nonlocal due
            if time.monotonic() < due:
                return
            self._demand_room()
            with writing(self.database):
                row = self._still_wanted(job)
                row.done, row.total = done, total
            due = time.monotonic() + PROGRESS_EVERY_SECONDS

        return on_progress

    def _still_wanted(self, job: ReportJob) -> ReportJob:
        row = models.job(job.town_id, job.id)
        if row is None or row.state is not JobState.RUNNING:
            raise GivenUpError
        return row

    def _end(
        self, job: ReportJob, state: JobState, file: str | None = None, failure: str | None = None
    ) -> None:
        with writing(self.database):
            row = models.job(job.town_id, job.id)
            if row is not None and row.state is JobState.RUNNING:
                row.state, row.file, row.failure = state, file, failure
        if row is None:  # it was of an example, which is deleted by now
            self.path(job).unlink(missing_ok=True)


def oldest_kept() -> datetime:
    """What was asked for before this moment is kept no longer."""
    return now() - KEEP_FOR
