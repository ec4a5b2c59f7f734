"""Tables of the files: what is made in the background, what was downloaded; their queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.db import NEVER_TWICE, Base, session


class FileKind(StrEnum):
    """What an inspection can hand in."""

    WORKBOOK = "workbook"
    FINDINGS = "findings"  # 问题清单 alone
    REPORT = "report"
    HANDOVER = "handover"
    LEDGER = "ledger"
    NOTICE = "notice"
    PLAN = "plan"
    PUBLIC_TABLES = "public_tables"  # the workbook without photos
    PUBLIC_WORKBOOK = "public_workbook"  # with photos: without them it never takes long
    PUBLIC_REPORT = "public_report"
    PUBLIC_LEDGER = "public_ledger"
    PHOTOS = "photos"
    DATA = "data"
    ALL = "all"


FILE_LABELS = {
    FileKind.WORKBOOK: "视察报告工作簿",
    FileKind.FINDINGS: "问题清单",
    FileKind.REPORT: "视察报告",
    FileKind.HANDOVER: "问题交办单",
    FileKind.LEDGER: "问题整改台账",
    FileKind.NOTICE: "视察通知",
    FileKind.PLAN: "视察方案",
    FileKind.PUBLIC_TABLES: "视察报告工作簿（公开版）",
    FileKind.PUBLIC_WORKBOOK: "视察报告工作簿（公开版，带照片）",
    FileKind.PUBLIC_REPORT: "视察报告（公开版）",
    FileKind.PUBLIC_LEDGER: "问题整改台账（公开版）",
    FileKind.PHOTOS: "照片压缩包",
    FileKind.DATA: "数据文件",
    FileKind.ALL: "全部材料",
}
# Zips of photos, and what may hold too many of them to be made while a browser waits.
IN_BACKGROUND = (
    FileKind.PHOTOS,
    FileKind.ALL,
    FileKind.WORKBOOK,
    FileKind.PUBLIC_WORKBOOK,
    FileKind.FINDINGS,
    FileKind.HANDOVER,
)


class JobState(StrEnum):
    """Where a file that was asked for stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


JOB_STATE_LABELS = {
    JobState.WAITING: "排队中",
    JobState.RUNNING: "正在做",
    JobState.DONE: "做好了",
    JobState.FAILED: "没有做成",
    JobState.CANCELLED: "已取消",
}
UNFINISHED = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True)
class FileOptions:
    """What is asked for of an inspection; for the choices see ``workbook_figures``."""

    kind: FileKind
    stamped: bool = False
    former_id: int = 0
    reviewed_only: bool = False


class ReportJob(Base):
    """A file that somebody asked for. ``file`` is its name, once there is one."""

    __tablename__ = "report_job"
    __table_args__ = NEVER_TWICE
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    kind: Mapped[FileKind]
    stamped: Mapped[bool]
    former_id: Mapped[int]
    reviewed_only: Mapped[bool]
    state: Mapped[JobState]
    done: Mapped[int]
    total: Mapped[int]
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    file: Mapped[str | None]
    failure: Mapped[str | None]

    @property
    def options(self) -> FileOptions:
        return FileOptions(self.kind, self.stamped, self.former_id, self.reviewed_only)

    @property
    def is_unfinished(self) -> bool:
        """Whether there is something to wait for, and to cancel."""
        return self.state in UNFINISHED


class Download(Base):
    """That somebody fetched a file of an inspection; ``unit`` is whose slip alone, else empty."""

    __tablename__ = "download"
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    kind: Mapped[FileKind]
    unit: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    account_name: Mapped[str]
    at: Mapped[datetime]


class SlipNumber(Base):
    """Which number a unit's 交办单 has in an inspection: kept for good, also where it has none now.

    ``unit`` is what the slip goes by, also where nobody has named a unit.
    """

    __tablename__ = "slip_number"
    __table_args__ = (
        UniqueConstraint("inspection_id", "unit"),
        UniqueConstraint("inspection_id", "number"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    unit: Mapped[str]
    number: Mapped[int]


def slip_numbers(town_id: int, inspection_id: int) -> dict[str, int]:
    """The numbers given so far, by unit."""
    query = select(SlipNumber.unit, SlipNumber.number).where(
        SlipNumber.town_id == town_id, SlipNumber.inspection_id == inspection_id
    )
    return {row.unit: row.number for row in session().execute(query)}


def last_downloads(town_id: int, inspection_id: int) -> dict[tuple[FileKind, str], Download]:
    """The latest download of each file of an inspection, by kind and unit."""
    of_inspection = (Download.town_id == town_id, Download.inspection_id == inspection_id)
    latest = (
        select(func.max(Download.id)).where(*of_inspection).group_by(Download.kind, Download.unit)
    )
    found = session().scalars(select(Download).where(*of_inspection, Download.id.in_(latest)))
    return {(one.kind, one.unit): one for one in found}


def job(town_id: int, job_id: int) -> ReportJob | None:
    options = (ReportJob.town_id == town_id, ReportJob.id == job_id)
    return session().scalar(select(ReportJob).where(*options))


def jobs(town_id: int, inspection_id: int, since: datetime) -> Sequence[ReportJob]:
    """What was asked for since then, the latest first."""
    query = select(ReportJob).where(
        ReportJob.town_id == town_id,
        ReportJob.inspection_id == inspection_id,
        ReportJob.asked_at >= since,
    )
    return session().scalars(query.order_by(ReportJob.id.desc())).all()


def unfinished_jobs() -> Sequence[ReportJob]:
    """Whatever any town waits for, in the order it was asked."""
    query = select(ReportJob).where(ReportJob.state.in_(UNFINISHED))
    return session().scalars(query.order_by(ReportJob.id)).all()
