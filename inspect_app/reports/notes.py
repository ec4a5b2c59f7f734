"""填表说明: how every figure is counted, and when, by whom and from what the file was made."""

from datetime import datetime

from inspect_app.reports.figures import Material
from inspect_app.reports.statistics import DEFINITIONS
from inspect_app.reports.table import Column, Look, Sheet, grid, sheet
from inspect_app.settings import ZONE

ABOUT_SHEETS = (
    (
        "问题清单",
        "按村、点位排列，同一点位严重的在前。存在问题是代表的原话，没有写的用检查项的说法；"
        "人大办核定时改写过的，用核定后的说法，原话留在系统里。",
    ),
    (
        "整改建议、责任单位、整改时限",
        "由检查清单预设或代表提出，人大办核定时可改，是建议；以主席团交办为准。",
    ),
    (
        "严重程度",
        "由检查清单预设、代表可改，人大办核定时可改；“重大”指优先反映，不等于法定的重大事故隐患。",
    ),
    ("依据", "只列视察当日已经施行、核对过条文的法律法规。"),
    (
        "检查记录",
        "一行一份记录，一列一个检查项，供进一步统计用，一般不打印；第一行表头是固定不变的列名。",
    ),
)


def notes(material: Material, made_by: str, made_at: datetime) -> Sheet:
    """Return the sheet."""
    moment = made_at.astimezone(ZONE)
    versions = "\n".join(
        f"《{version.title}》第{version.version}版，内容校验码{version.sha256[:12]}"
        for version in material.versions
    )
    rows = [
        *DEFINITIONS,
        *ABOUT_SHEETS,
        ("检查清单和版本", versions or "无"),
        ("生成", f"{moment:%Y-%m-%d %H:%M}，由{made_by}用视察通生成；数据截至此时。"),
    ]
    columns: list[Column[tuple[str, str]]] = [
        Column("项目", 26, lambda row: row[0]),
        Column("说明", 100, lambda row: row[1], Look.LONG),
    ]
    title = f"{material.town.presidium}{material.inspection.title}填表说明"
    return sheet("填表说明", title, grid(columns, rows), signatures=False)
