"""填表说明: how every figure is counted, and when, by whom and from what the file was made."""

from collections.abc import Sequence
from datetime import datetime

from inspect_app.reports.figures.material import Material
from inspect_app.reports.figures.statistics import DEFINITIONS
from inspect_app.settings import ZONE
from inspect_app.sheets.table import Column, Look, Sheet, grid, sheet

NAME = "填表说明"
NOT_REVIEWED = "待核定"
ABOUT_SHEETS = (
    (
        "问题清单",
        "按村、点位排列，同一点位严重的在前。存在问题是代表的原话，没有写的用检查项的说法；"
        "人大办核定时改写过的，用核定后的说法，原话留在系统里。",
    ),
    (
        "意见建议内容、建议承办单位",
        "代表的原话；人大办核定时改写过的，用核定后的说法。建议承办单位由人大办核定时填，没有填的留空；"
        f"没有核定的，备注写“{NOT_REVIEWED}”。",
    ),
    (
        "问题编号",
        "问题在系统里的编号，不随表变，交办单、台账附表里是同一个；在“问题”页的搜索框里填它就能找到。",
    ),
    (
        "整改建议、责任单位、整改时限",
        "由检查清单预设或代表提出，人大办核定时可改，是建议；以主席团交办为准。",
    ),
    (
        "严重程度",
        "由检查清单预设、代表可改，人大办核定时可改；“重大”指优先反映，不等于法定的重大事故隐患。",
    ),
    ("交办、已销号", "系统还不登记交办和销号，汇总里这两格留空，由人大办填写。"),
    ("逐项统计", "依据一栏只列视察当日已经施行、核对过条文的法律法规。"),
    (
        "检查记录",
        "一行一份记录，一列一个检查项，供进一步统计用；第一行表头是固定不变的列名。"
        "打印时只印一页标题；要打印全表，先取消打印区域。",
    ),
    (
        "蓝色的序号、编号、总分",
        "点开是系统里的这份检查记录，照片的序号点开是大图，总分点开是计分的各项；要登录。公开版不带链接，"
        "Excel一张表最多65530个链接，再往后的没有。",
    ),
    (
        "数据说明",
        "检查记录每一列的意思；也说明另外下载的数据文件（CSV）里问题表的各列。打印时也只印一页标题。",
    ),
)


def notes(
    material: Material,
    made_by: str,
    made_at: datetime,
    more: Sequence[tuple[str, str]] = (),
) -> Sheet:
    """The sheet; ``more`` says what further sheets mean. ``made_by`` may be empty."""
    moment = made_at.astimezone(ZONE)
    versions = "\n".join(
        f"《{version.title}》第{version.version}版，内容校验码{version.sha256[:12]}"
        for version in material.versions
    )
    left_out = material.town.left_out_sheets
    rows = [
        *DEFINITIONS,
        about_unreviewed(material),
        *(row for row in (*ABOUT_SHEETS, *more) if row[0] not in left_out),
        *([("没有放的表", f"按镇设置，没有放：{'、'.join(left_out)}。")] if left_out else []),
        ("检查清单和版本", versions or "无"),
        (
            "生成",
            f"{moment:%Y-%m-%d %H:%M}，{made_by and f'由{made_by}'}用视察通生成；数据截至此时。",
        ),
    ]
    return explanation(material.heading, rows)


def about_unreviewed(material: Material) -> tuple[str, str]:
    """What became of the findings that the office has not reviewed: marked, or left out."""
    count = len(material.unreviewed)
    if not count:
        scope = "没有：列出的问题都核定过。"
    elif material.reviewed_only:
        scope = f"{count}个，下载时选了不列，各张表的问题都不含它们；检查记录里代表答的不变。"
    else:
        scope = f"{count}个，下载时选了列入，备注写“{NOT_REVIEWED}”。"
    return "没有核定的问题", f"{scope}核定后代表又更正的，也算没有核定。"


def explanation(whose: str, rows: Sequence[tuple[str, str]]) -> Sheet:
    columns: list[Column[tuple[str, str]]] = [
        Column("项目", 26, lambda row: row[0]),
        Column("说明", 100, lambda row: row[1], Look.LONG),
    ]
    return sheet(NAME, f"{whose}填表说明", grid(columns, rows), signatures=False)
