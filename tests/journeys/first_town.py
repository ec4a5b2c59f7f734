"""A town as its clerk types it, and what three of its deputies hand in on their first inspection."""

import re
from dataclasses import dataclass, field

from inspect_app.checklist.shipped import FOLDER

VILLAGES = ["青石村", "石桥村", "东山村", "西岭村", "南塘村", "北坡村", "白沙村", "清溪社区"]
PLACES = ["村主干道", "文化广场", "垃圾收集点"]
SITES = [(VILLAGES[n % 8], PLACES[n // 8]) for n in range(20)]
GROUPS = [f"第{n}代表小组" for n in "一二三四五六"]
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
)
DEPUTIES = [surname + ("建军", "秀英", "志强")[n % 3] for n, surname in enumerate(SURNAMES)]
ROLES = {0: "组长", 1: "联络员"}
SANITATION, SAFETY = "镇村镇建设服务中心", "镇应急管理站"
UNITS = [
    (SANITATION, "马振华", "镇环卫办、镇村镇建设办"),
    (SAFETY, "沈力", "经营户、企业"),
    *[(f"清溪镇第{n}办公室", "", "") for n in range(1, 11)],
]
LIVING, WORK = "人居环境视察清单", "安全生产视察清单"
TITLE = "2026年冬季视察"
# Nothing of the other town, nor of the examples that a form or a workbook shows.
OWN_WORDS = (*VILLAGES, *DEPUTIES, SANITATION, SAFETY, TITLE, "清溪镇", "桥头一堆旧家具")


def checks_of(file: str) -> list[str]:
    """Return the ids of a checklist's items that are answered 符合 or 不符合."""
    return re.findall(r"id: (\w+)\n +kind: check", (FOLDER / f"{file}.yaml").read_text("utf-8"))


CHECKS = {LIVING: checks_of("living_environment"), WORK: checks_of("work_safety")}


@dataclass
class FoundThere:
    """A finding as its deputy handed it in, and the unit that it must go to."""

    words: str
    severity: str
    unit: str


@dataclass
class Filled:
    """A checklist as its deputy handed it in; every other check passes."""

    deputy: str
    village: str
    checklist: str
    found: dict[str, FoundThere]
    not_applicable: list[str] = field(default_factory=list)
    suggestion: str = ""

    @property
    def judged(self) -> int:
        """Return how many checks were answered 符合 or 不符合."""
        return len(CHECKS[self.checklist]) - len(self.not_applicable)


OFFLINE = Filled(
    "王建军",
    "青石村",
    LIVING,
    {"rj01": FoundThere("主路口一堆建筑垃圾", "一般", "青石村村民委员会")},
)
BY_LIAISON = Filled(
    "胡建军", "青石村", WORK, {"aq03": FoundThere("饭店后窗焊死了", "较大", SAFETY)}
)
ON_PAPER = Filled(
    "李秀英", "石桥村", LIVING,
    {
        "rj01": FoundThere("桥头一堆旧家具", "重大", "石桥村村民委员会"),
        "rj02": FoundThere("三个桶都满了", "一般", SANITATION),
    },
    ["rj10"],
    "多放几个垃圾桶",
)  # fmt: skip
HANDED_IN = [OFFLINE, BY_LIAISON, ON_PAPER]
FOUND = [one for record in HANDED_IN for one in record.found.values()]
