"""交材料: what an inspection can hand in, what each file is for and how it stands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from inspect_app.board.queries import record_list
from inspect_app.board.still_open import OpenThings
from inspect_app.reports.figures.material import Material
from inspect_app.reports.handover import NO_UNIT, by_unit
from inspect_app.reports.models import FileKind


@dataclass(frozen=True)
class HandInState:
    """How an inspection stands before its files go out."""

    material: Material
    still_open: OpenThings

    @property
    def incomplete(self) -> int:
        """How many records are to be completed; they count."""
        return self.still_open.records[record_list.INCOMPLETE]

    @property
    def late(self) -> int:
        """How many records came late; they do not count."""
        return self.still_open.records[record_list.LATE]

    @property
    def photos(self) -> int:
        """How many have arrived."""
        return self.still_open.photos

    @property
    def awaited(self) -> int:
        """How many have not arrived."""
        return self.still_open.awaited

    @property
    def unreviewed(self) -> int:
        """How many of the findings that count the office has not reviewed."""
        return len(self.material.unreviewed)

    @property
    def unreviewed_suggestions(self) -> int:
        """How many suggestions the office has not reviewed."""
        every = self.material.records
        return sum(bool(one.suggestion) and not one.proposal.is_settled for one in every)

    @property
    def units(self) -> dict[str, int]:
        """How many findings each unit is to see to, by its name."""
        return {unit: len(findings) for unit, findings in by_unit(self.material).items()}


@dataclass(frozen=True)
class Offer:
    """A file on the page: ``kinds`` are one and the same to who reads it, ``choices`` its boxes.

    ``state`` says how it stands; ``is_there`` that there is something to hand in.
    """

    kinds: tuple[FileKind, ...]
    name: str
    purpose: str
    state: tuple[str, ...]
    is_there: bool = True
    choices: tuple[str, ...] = ()

    @property
    def kind(self) -> FileKind:
        return self.kinds[0]


def offers(now: HandInState) -> dict[str, list[Offer]]:
    """The files by whom they are for."""
    return {
        "报镇党委、镇政府": [_report(now), _workbook(now), _findings(now)],
        "交责任单位": [_handover(now), _ledger(now)],
        "发给代表": [_plan(now), _notice(now)],
        "对外公开": [_public_workbook(now), _public_report(now), _public_ledger(now)],
        "留底": [_photos(now), _data(now)],
    }


def everything(now: HandInState) -> Offer:
    state = _sentences(now, _records, _findings_so_far, _late_records, _photos_on_the_way)
    purpose = "下面各份文件打成一个压缩包，分“内部”“公开”等文件夹；没有放进来的写在“说明.txt”里。"
    return Offer((FileKind.ALL,), "全部材料", purpose, state, choices=("stamp", "reviewed"))


def _report(now: HandInState) -> Offer:
    purpose = "公文格式的初稿，请在 Word 里改过再用。"
    state = _sentences(now, _records, _findings_so_far, _late_records)
    is_there = bool(now.material.records)
    return Offer((FileKind.REPORT,), "视察报告（Word）", purpose, state, is_there, ("reviewed",))


def _workbook(now: HandInState) -> Offer:
    purpose = "汇总、问题清单、意见建议、逐项统计、检查记录等，都在一个 Excel 里。"
    state = _sentences(now, _records, _findings_so_far, _late_records, _photos_on_the_way)
    choices = ("stamp", "reviewed", "former")
    return Offer((FileKind.WORKBOOK,), "视察报告工作簿（Excel）", purpose, state, choices=choices)


def _findings(now: HandInState) -> Offer:
    purpose = "只有问题清单这一张表，附在报告后面，或者单独交给镇政府。"
    state = _sentences(now, _findings_so_far, _photos_on_the_way)
    choices = ("stamp", "reviewed")
    is_there = bool(now.material.findings)
    return Offer((FileKind.FINDINGS,), "问题清单（Excel）", purpose, state, is_there, choices)


def _handover(now: HandInState) -> Offer:
    purpose = "每个责任单位一张，只列核定过的问题，下面带办理回执。"
    units = now.units
    if not now.material.findings:
        state = ["没有问题，不用交办。" if now.material.records else "还没有检查记录。"]
    elif not units:
        state = [f"{now.unreviewed}个问题都没有核定，核定以后才能交办。"]
    else:
        named = [unit for unit in units if unit != NO_UNIT]
        state = [f"{len(named)}个单位，{sum(units.values())}个问题。"]
        if NO_UNIT in units:
            state.append(f"{units[NO_UNIT]}个问题没有定责任单位。")
        if now.unreviewed:
            state.append(f"{now.unreviewed}个问题没有核定，没有列入。")
    return Offer((FileKind.HANDOVER,), "问题交办单（Excel）", purpose, tuple(state), bool(units))


def _ledger(now: HandInState) -> Offer:
    purpose = "每个问题一行，后面几栏留着登记整改、复查和销号。"
    found = bool(now.material.findings)
    state = _ledger_state(now)
    return Offer((FileKind.LEDGER,), "整改台账（Excel）", purpose, state, found, ("reviewed",))


def _ledger_state(now: HandInState) -> tuple[str, ...]:
    if now.material.records and not now.material.findings:
        return ("没有问题，不用建台账。",)
    return _sentences(now, _findings_so_far)


def _plan(now: HandInState) -> Offer:
    purpose = "谁去哪里、看什么，请在 Word 里改过再用。"
    return Offer((FileKind.PLAN,), "视察方案（Word）", purpose, (_planned_sites(now),))


def _notice(now: HandInState) -> Offer:
    purpose = "发给代表，请在 Word 里改过再发。"
    return Offer((FileKind.NOTICE,), "视察通知（Word）", purpose, (_planned_sites(now),))


def _public_workbook(now: HandInState) -> Offer:
    purpose = "隐去登记过的姓名和号码，不带责任人、链接和得分。"
    state = _sentences(now, _records, _findings_so_far, _late_records)
    kinds, choices = (
        (FileKind.PUBLIC_TABLES, FileKind.PUBLIC_WORKBOOK),
        ("photos", "stamp", "reviewed", "former"),
    )
    return Offer(kinds, "工作簿公开版（Excel）", purpose, state, choices=choices)


def _public_report(now: HandInState) -> Offer:
    purpose = "隐去登记过的姓名和号码。"
    state = _sentences(now, _records, _findings_so_far, _late_records)
    is_there, choices = bool(now.material.records), ("reviewed",)
    return Offer(
        (FileKind.PUBLIC_REPORT,), "视察报告公开版（Word）", purpose, state, is_there, choices
    )


def _public_ledger(now: HandInState) -> Offer:
    purpose = "隐去登记过的姓名和号码，不带责任人。"
    found, choices = bool(now.material.findings), ("reviewed",)
    name = "整改台账公开版（Excel）"
    return Offer((FileKind.PUBLIC_LEDGER,), name, purpose, _ledger_state(now), found, choices)


def _photos(now: HandInState) -> Offer:
    purpose = "一张一个文件，名字里有记录编号、村（社区）和检查项。"
    state = (f"{now.photos}张照片。" if now.photos else "没有照片。", *_photos_on_the_way(now))
    return Offer((FileKind.PHOTOS,), "照片打包（zip）", purpose, state, now.photos > 0, ("stamp",))


def _data(now: HandInState) -> Offer:
    purpose = "检查记录和问题各一张表，给别的系统用；附数据说明。"
    state = _sentences(now, _records, _findings_so_far, _late_records)
    return Offer((FileKind.DATA,), "数据文件（CSV）", purpose, state, bool(now.material.records))


def _sentences(now: HandInState, *each: Callable[[HandInState], Iterator[str]]) -> tuple[str, ...]:
    return tuple(sentence for tell in each for sentence in tell(now))


def _records(now: HandInState) -> Iterator[str]:
    count = len(now.material.records)
    yield f"{count}份检查记录。" if count else "还没有检查记录。"
    if now.incomplete:
        yield f"{now.incomplete}份待补正，算在里面。"


def _findings_so_far(now: HandInState) -> Iterator[str]:
    count = len(now.material.findings)
    if not count:
        yield "没有问题。" if now.material.records else "还没有问题。"
    elif now.unreviewed:
        yield f"{count}个问题，其中{now.unreviewed}个没有核定。"
    else:
        yield f"{count}个问题，都核定过。"


def _late_records(now: HandInState) -> Iterator[str]:
    if now.late:
        yield f"{now.late}份记录晚到，没有算进去。"


def _photos_on_the_way(now: HandInState) -> Iterator[str]:
    if now.awaited:
        yield f"{now.awaited}张照片还没有传到，没有放进来。"


def _planned_sites(now: HandInState) -> str:
    sites = len({visit.Site.id for visit in now.material.visits})
    return f"{sites}个点位。" if sites else "还没有安排谁去哪里。"
