"""视察报告 as it is downloaded: its lines, its parts."""

import io
import re

from docx import Document


def downloaded(office, cast, query=""):
    answer = office.get(f"/office/inspections/{cast.inspection}/report.docx{query}")
    assert answer.status_code == 200, answer.text
    return answer


def lines(office, cast, query="") -> list[str]:
    document = Document(io.BytesIO(downloaded(office, cast, query).data))
    return [line.text for line in document.paragraphs]


def part(said: list[str], heading: str) -> list[str]:
    """Return the lines under a first-level heading."""
    start = said.index(heading) + 1
    ends = [n for n, line in enumerate(said[start:], start) if re.match("[一二三四]、|附件", line)]
    return [line for line in said[start : ends[0]] if line]
