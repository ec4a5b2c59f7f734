"""甲镇's clerk at 交材料: what the page says, and the files that it leads to."""

import io
import zipfile
from dataclasses import dataclass

from bs4 import BeautifulSoup
from docx import Document
from openpyxl import load_workbook

from inspect_app import db
from inspect_app.reports.figures.material import Material
from inspect_app.reports.queries.material import material
from tests.reports.downloads import make_what_waits
from tests.reports.random_town import RandomTown

UNIT = "镇村镇建设办公室"


@dataclass
class ClerkAtPapers:
    """甲镇's clerk at the page of an inspection."""

    made: RandomTown
    inspection: int

    def get(self, path: str):
        return self.made.office.get(path)

    def path(self, file: str) -> str:
        return f"{self.inspection}/{file}"

    @property
    def page(self) -> BeautifulSoup:
        answer = self.get(f"/office/inspections/{self.inspection}/papers")
        assert answer.status_code == 200
        return BeautifulSoup(answer.text, "lxml")

    def paper(self, kind: str) -> str:
        """Return what the page says of a file."""
        return " ".join(self.page.select_one(f"li#{kind}").get_text().split())

    @property
    def material(self) -> Material:
        with db.reading(self.made.app.extensions["database"]):
            return material(self.made.cast.jia, self.inspection)

    def packed(self, **chosen: str) -> zipfile.ZipFile:
        """Return 全部材料, asked for on the page, made in the background, fetched."""
        form = self.page.select_one("#all form")
        fields = {one["name"]: one["value"] for one in form.select("input[type=hidden]")}
        answer = self.made.office.post(form["action"], {**fields, **chosen})
        assert answer.status_code == 303
        assert "hx-get" in self.get(answer.location).text, "the page waits for it by itself"
        make_what_waits(self.made.app)
        jobs = BeautifulSoup(self.get(answer.location).text, "lxml")
        return zipfile.ZipFile(io.BytesIO(self.get(jobs.select_one(".jobs a")["href"]).data))


def opens(content: bytes, name: str) -> None:
    match name.rpartition(".")[2]:
        case "xlsx":
            assert load_workbook(io.BytesIO(content)).worksheets
        case "docx":
            assert Document(io.BytesIO(content)).paragraphs
        case "zip":
            assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
        case _:
            assert name.endswith((".jpg", ".txt")) and content


def text_of(content: bytes) -> str:
    return "\n".join(one.text for one in Document(io.BytesIO(content)).paragraphs)
