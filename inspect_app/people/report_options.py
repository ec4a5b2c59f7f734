"""What a town may choose of its reports: fonts, footer, sheets. Pure."""

from collections.abc import Iterable
from enum import StrEnum

from inspect_app.sheets.looks import Fonts


class FontSet(StrEnum):
    """The fonts that a town's reports name; they are never shipped, a computer has them or not."""

    PAPERS = "papers"
    PAPERS_GBK = "papers_gbk"
    WINDOWS = "windows"


FONTS = {
    FontSet.PAPERS: Fonts("方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312"),
    FontSet.PAPERS_GBK: Fonts("方正小标宋_GBK", "方正黑体_GBK", "方正仿宋_GBK", "方正楷体_GBK"),
    FontSet.WINDOWS: Fonts("宋体", "黑体", "仿宋", "楷体", is_title_bold=True),
}
FONT_SET_LABELS = {
    FontSet.PAPERS: "公文字体",
    FontSet.PAPERS_GBK: "公文字体（方正）",
    FontSet.WINDOWS: "Windows自带的字体",
}


class Footer(StrEnum):
    """What stands beside the page number at the foot of a report's pages."""

    NOTHING = "nothing"
    UNIT = "unit"
    WORDS = "words"


FOOTER_LABELS = {
    Footer.NOTHING: "只有页码",
    Footer.UNIT: "页码和填报单位",
    Footer.WORDS: "页码和自己定的文字",
}


class OptionalSheet(StrEnum):
    """What an inspection's workbook may do without; 汇总, 问题清单 and 填表说明 always stay."""

    SUGGESTIONS = "suggestions"
    HIGHLIGHTS = "highlights"
    ITEM_STATISTICS = "item_statistics"
    SITE_SCORES = "site_scores"
    COMPARISON = "comparison"
    RECORDS = "records"
    PHOTOS = "photos"


# The sheets by name; 数据说明 says what the columns of 检查记录 mean.
SHEETS = {
    OptionalSheet.SUGGESTIONS: ("意见建议",),
    OptionalSheet.HIGHLIGHTS: ("亮点",),
    OptionalSheet.ITEM_STATISTICS: ("逐项统计", "选项统计", "填写内容"),
    OptionalSheet.SITE_SCORES: ("点位得分",),
    OptionalSheet.COMPARISON: ("对比",),
    OptionalSheet.RECORDS: ("检查记录", "数据说明"),
    OptionalSheet.PHOTOS: ("照片",),
}


def sheet_names(chosen: Iterable[OptionalSheet]) -> list[str]:
    return [name for one in chosen for name in SHEETS[one]]
