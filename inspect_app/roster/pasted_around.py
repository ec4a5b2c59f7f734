"""What stands around a pasted list and names nobody: notes, totals, who made it, replies. Pure."""

import re
from collections.abc import Sequence

from inspect_app.chinese_numbers import CHINESE_DIGITS
from inspect_app.roster.column_heads import column_headed
from inspect_app.roster.kinds import EntryKind
from inspect_app.text import halved

_NUMBERS = f"(?:[0-9]|{CHINESE_DIGITS})"
_YEAR = "(?:[0-9]{4}|[〇零一二三四五六七八九]{4})年"
_DAY = f"{_YEAR}(?:{_NUMBERS}{{1,3}}[月日])*"
_DAY_OF_YEAR = (
    f"{_NUMBERS}{{1,3}}月{_NUMBERS}{{1,3}}[日号]?"
    "(?:\\(?(?:星期|周)[一二三四五六日天]\\)?)?(?:上午|下午|晚上|早上)?"
)
_NOTES = "附注|注|备注|注意|说明|填表说明|填写说明|附件|例|示例|提示|温馨提示|要求"
_DEEDS = (
    "制表|填表|填报|填写|制作|制单|审核|审批|审定|审签|校对|核对|复核|经办|整理|统计|报送|上报|"
    "打印|录入|联系|主办|分管|主管"
)
_OF_DEED = "领导|人|者|单位|部门|日期|时间|人员|电话|方式"
_LABELS = (
    "单位|部门|日期|(?:视察|集合|集中|活动|会议|开会)?(?:时间|地点)|电话|手机|负责人|责任人|签字|签名|盖章|抄送|主送|抄报|来源|更新|"
    "截止|截至"
)
_SEAL = r"\(?(?:签字|签名|签章|盖章|公章|章)\)?"
_REPLIES = (
    "已?收到|好的?|谢谢|感谢|辛苦|OK|ok|Ok|嗯+|是的?|明白|知道|了解|已阅|已核对|已接龙|没问题|"
    "没有?(?:问题|变动|变化|意见)|无(?:变动|变化|意见)|请查收|请核对|大家|领导|主席|您|你|了"
)
# Of a line without its spaces, in half width.
_AROUND = re.compile(
    "|".join(
        (
            rf"[(\[【※]*(?:{_NOTES})(?:[0-9]{{1,2}}|{CHINESE_DIGITS})?[)\]】]*(?:[:.、].*|$)",
            r"\(?(?:以上|全镇|本组|全组|人数)?(?:合计|总计|小计|共计|累计|总数|总人数)"
            rf"(?:$|(?:[:,(]|(?:人数)?:?(?:约|共)?{_NUMBERS}).*)",
            "(?:以上|总|一|全镇)?共(?:有|计)?[0-9]+[人名位个].*",
            "(?:应|实)(?:到会?|参加|出席)[^、]*[0-9]+[人名位个].*",
            rf"(?:{_DEEDS})(?:(?:{_OF_DEED})(?:{_SEAL})?(?:$|:.*)|:.*)",
            rf"(?:{_LABELS})(?:日期|时间|号码)?(?:{_SEAL})?:.*",
            rf"{_SEAL}|\(?(?:{_DAY}|{_DAY_OF_YEAR})\)?|#?接龙:?",
            f"(?:{_REPLIES}|[,、。.!~])+",
        )
    )
)

_ORDINAL = "[一二三四五六七八九十]{1,3}"
_NUMBERING = re.compile(
    rf"^\s*(?:[(（](?:\d+|{_ORDINAL})[)）]|\d{{1,4}}\s*[.．、)）](?!\d)|{_ORDINAL}[、.．]|[①-⒛㈠-㈩❶-❿]|[-*•·●◆■▪‣◦]\s)\s*"
)


def names_nobody(kind: EntryKind, cells: Sequence[str]) -> str:
    """The words of a line or row that stands around the list; empty where it is of it."""
    filled = [cell for cell in cells if cell]
    named = [cell for cell in filled if not re.fullmatch(r"\d+", cell)] or filled
    plain = "".join(halved(named[0]).split())
    head = column_headed(kind, plain.partition(":")[0])
    if kind is EntryKind.DEPUTY and re.match(r"例\s", named[0]):  # 例 张三, as WeChat begins a 接龙
        return " ".join(filled)
    if head == "name" or (head and len(filled) > 1) or not _AROUND.fullmatch(plain):
        return ""
    return " ".join(filled)


def without_numbering(text: str) -> str:
    return _NUMBERING.sub("", text).strip().strip("。.").strip()
