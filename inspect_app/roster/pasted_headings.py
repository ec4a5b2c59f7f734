"""Which words of a pasted list name the group, or the village, of those that follow. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from inspect_app.roster.kinds import LABELS, PARENTS, SEPARATOR, EntryKind, RosterEntry
from inspect_app.roster.pasted_columns import UnclearLineError
from inspect_app.text import alike

IS_HEADING = {
    EntryKind.DEPUTY: re.compile("(组|代表团)$"),
    EntryKind.SITE: re.compile("(村|社区|居委会)$"),
}
WHOSE = (
    "“{0}”是{1}的名称吗？是的，请先到“{1}”那一页加上它，再粘贴；"
    "不是的，请去掉“{0}”和它后面的冒号，或删掉这一行"
)
IS_IT = "“{0}”是{1}“{2}”吗？是的，请写全：“{2}”；不是的，请去掉“{0}”和它后面的冒号，或删掉这一行"
NAMES_ALONE = "冒号后面的用不上：这里只粘贴{}的名称"
GROUPS_ALONE = (
    "冒号后面的用不上：这里只粘贴小组名称。连代表一起，请到“代表”那一页粘贴，小组会一起加上"
)
ARE_DEPUTIES = "“{0}”写的是代表吗？是的，请去掉“{0}”；不是的，请连名字一起删掉"
# Before a colon a name may end as that of a group or village does that is called after its place.
_ENDINGS = {
    EntryKind.DEPUTY: re.compile("(组|片|片区|村|社区|居委会|代表团|队)$"),
    EntryKind.SITE: re.compile("(村|社区|居委会|村委会|场|队|街|屯|寨|庄|湾)$"),
}
_TITLE = re.compile(  # after the name of a group, or alone
    "(成员|组员|人员|代表|名单|名册|花名册|如下|接龙|分组|情况|一览表|情况表|统计表|登记表|"
    "安排表|汇总表|签到表|通讯录)+$"
)
_ANY_GROUP = re.compile(
    "(?:本|各|全体|所有|以下)?个?(?:人大)?(?:代表|活动|视察)*(?:分|小)?组(?:别|名|名称)?"
)
# 柳河镇人大代表小组, 分成三个组, 请按小组: words about groups.
_ABOUT_GROUPS = re.compile(
    "各.*|.*(?:镇|乡|街道|届|人大|大会)(?:各|全体)?(?:人大)?代表(?:活动)?小?组|.*个小?组"
    r"|.*组\s+.*组"
    "|.*(?:请|您|大家|核对|通知|按|分为|分成|共有|一共|总共).*"
)
_LIST = re.compile("(名单|名册|花名册|如下)+$")
_LEVELS = re.compile(
    "(?:[省市县镇]级?(?:(?:人大)?代表)?[、和兼及]?)+(?:[两二三四]级)?(?:人大)?代表"
)
_OTHERS = re.compile(
    "请假|缺席|列席|陪同|邀请|特邀|工作|服务|记录|随行|调离|辞职|终止|候选|离任|删除|减少|去掉|原|已故|病故|去世|退休|免职|非|未参加|未到|落选"
)
_LIKE_A_PLACE = re.compile("(村|社区|居委会|选区|片|片区|代表团|队)$")


def without_title(text: str) -> str:
    """第一小组 of 第一小组成员名单; nothing of 名单如下."""
    return _TITLE.sub("", text).strip()


def is_parent_alone(kind: EntryKind, words: str, known: Collection[str]) -> bool:
    """Whether words on a line of their own name whose the lines below are.

    :raise UnclearLineError: if they may do so, or be about groups.
    """
    if kind not in IS_HEADING or _ANY_GROUP.fullmatch(words):
        return False
    if kind is EntryKind.DEPUTY and _is_known(words, known):
        return True
    if not IS_HEADING[kind].search(words):
        return False
    is_of_two = kind is EntryKind.SITE and len(words.split()) > 1  # 村口 石桥村
    if is_of_two or (kind is EntryKind.DEPUTY and _ABOUT_GROUPS.fullmatch(words)):
        raise _unclear(kind, words)
    return not words.startswith("各")


def is_title(kind: EntryKind, words: str) -> bool:
    """Whether words head a list without saying whose it is.

    :raise UnclearLineError: if 石桥村代表名单 may be of a group, 请假人员 of no deputies.
    """
    plain = without_title(words)
    if kind is EntryKind.DEPUTY and plain != words and _OTHERS.match(plain):
        raise UnclearLineError(ARE_DEPUTIES.format(words[:30]))
    is_headed = plain != words and len(words) > len("代表")
    if is_headed and kind is EntryKind.DEPUTY and _LIKE_A_PLACE.search(plain):
        raise _unclear(kind, plain)
    return is_headed or (kind is EntryKind.DEPUTY and bool(_ANY_GROUP.fullmatch(plain)))


def levels_headed(words: str) -> RosterEntry:
    """The levels of those below 县代表 or 市、县两级人大代表名单; nothing of other words."""
    plain = "".join(_LIST.sub("", words).split())
    levels = re.findall("[省市县镇]", plain) if _LEVELS.fullmatch(plain) else []
    return {"levels": SEPARATOR.join(levels)} if levels else {}


@dataclass
class LevelsAbove:
    """The levels of those below 县代表, until the next group.

    Where a group follows at once, those of all groups until the next such heading.
    """

    levels: RosterEntry = field(default_factory=dict)
    is_over_groups: bool = False
    has_people: bool = False

    def begin(self, levels: RosterEntry) -> None:
        self.levels, self.is_over_groups, self.has_people = levels, False, False

    def begin_group(self) -> None:
        if self.has_people and not self.is_over_groups:
            self.begin({})
        self.is_over_groups = bool(self.levels)

    def give(self, entry: RosterEntry) -> RosterEntry:
        """Somebody's entry with the levels, unless it has its own."""
        self.has_people = True
        return self.levels | entry


def demand_parent(kind: EntryKind, words: str, known: Collection[str]) -> None:
    """:raise UnclearLineError: if what stands before a colon is no group, or no village."""
    if _is_known(words, known):
        return
    is_about = _ANY_GROUP.fullmatch(words) or _ABOUT_GROUPS.fullmatch(words)
    if not is_about and _ENDINGS[kind].search(words):
        return
    longer = [name for name in known if alike(name).startswith(alike(words))]
    if len(longer) == 1:  # 大樟树 of 大樟树村: who adds 大樟树 has the village twice
        raise UnclearLineError(IS_IT.format(words[:30], LABELS[PARENTS[kind][1]], longer[0]))
    raise _unclear(kind, words)


def _is_known(words: str, known: Collection[str]) -> bool:
    return alike(words) in {alike(name) for name in known}


def _unclear(kind: EntryKind, words: str) -> UnclearLineError:
    return UnclearLineError(WHOSE.format(words[:30], LABELS[PARENTS[kind][1]]))


def names_alone(kind: EntryKind) -> str:
    """What to do where something stands behind a colon that a list of the kind has not."""
    wrong = GROUPS_ALONE if kind is EntryKind.GROUP else NAMES_ALONE
    return wrong.format(LABELS[kind])
