"""视察报告 as a Word file: of everything for the office, or masked for publication."""

from datetime import date

from inspect_app.reports.files import NothingYetError
from inspect_app.reports.publication import INTERNAL, PUBLIC
from inspect_app.reports.queries.known_names import public_mask
from inspect_app.reports.queries.material import material
from inspect_app.reports.town_looks import looks_of
from inspect_app.reports.word.inspection_report import inspection_report
from inspect_app.text import report_name


class NoRecordsError(NothingYetError):
    """Nothing was handed in yet that a report could tell."""

    def __init__(self) -> None:
        super().__init__("还没有检查记录，写不出视察报告", "代表交上来记录以后，再下载视察报告。")


def report_document(
    town_id: int,
    inspection_id: int,
    made_by: str,
    today: date,
    *,
    public: bool,
    reviewed_only: bool = False,
) -> tuple[str, bytes]:
    """(file name, content) of 视察报告; ``public`` masks names and numbers.

    ``reviewed_only`` tells nothing of the findings that the office has not reviewed.

    :raise LookupError: if the town has no such inspection.
    :raise NoRecordsError: if it has no records.
    """
    from inspect_app.reports.word import docx  # here: python-docx takes a while to load

    found = material(town_id, inspection_id, reviewed_only=reviewed_only)
    if not found.records:
        raise NoRecordsError
    mark = PUBLIC if public else INTERNAL
    paper = inspection_report(found, today, mark)
    topic = found.topic.removesuffix("视察")
    looks = looks_of(found.town)
    if public:
        mask = public_mask(town_id, made_by)
        paper, topic, looks = paper.reworded(mask), mask(topic), looks.reworded(mask)
    name = report_name(found.town.presidium, topic, f"视察报告（{mark}）", today, "docx")
    return name, docx.write(paper, looks)
