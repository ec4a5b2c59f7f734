"""A checklist with scores, and the preview of the sites' scores."""

from bs4 import BeautifulSoup

from tests.cast import check

SCORED = {
    "id": "scored",
    "title": "村容评分",
    "topic": "村容",
    "sections": [
        {
            "id": "one",
            "title": "一",
            "items": [
                {"id": "heaps", "kind": "deduction", "question": "垃圾堆", "problem": "有垃圾堆",
                 "points": 10, "each": 1.5, "cap": 6},
                {"id": "toilet", "kind": "deduction", "question": "公厕干净", "problem": "公厕脏",
                 "points": 5, "all_or_nothing": True},
                {"id": "pond", "kind": "deduction", "question": "水塘干净", "problem": "水塘脏",
                 "points": 4, "all_or_nothing": True},
                check("sign", "有公示牌?"),
            ],
        },
        {
            "id": "two",
            "title": "二",
            "items": [
                {"id": "wall", "kind": "deduction", "question": "墙面整洁", "problem": "墙面脏",
                 "points": 2, "all_or_nothing": True},
            ],
        },
        {"id": "three", "title": "三", "items": [check("lamp", "路灯亮?")]},
    ],
}  # fmt: skip


def preview(office, cast) -> BeautifulSoup:
    answer = office.get(f"/office/inspections/{cast.inspection}/report?sheet=点位得分")
    return BeautifulSoup(answer.text, "lxml")


def listed(office, link) -> BeautifulSoup:
    return BeautifulSoup(office.get(link["href"]).text, "lxml")


def lines(page: BeautifulSoup) -> list[list[str]]:
    """Return what the items behind a score say: item, points, deducted, reached."""
    return [[cell.text for cell in row.select("td.long")][2:] for row in page.select("tbody tr")]
