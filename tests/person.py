"""Somebody at the product's doors, with a browser that runs no scripts."""

from __future__ import annotations

from flask import Flask
from werkzeug.test import TestResponse

from inspect_app.reports.views.downloading import DOCX
from inspect_app.spreadsheet import EXCEL
from tests.cast import PASSWORD
from tests.document_lint import lint as lint_document
from tests.page_lint import lint
from tests.workbook_lint import lint as lint_workbook

ORIGIN = {"Origin": "http://localhost"}


class Person:
    """Somebody with a browser that runs no scripts; every page and file it fetches is linted."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def get(self, path: str, **more: object) -> TestResponse:
        return _linted(self.client.get(path, buffered=True, **more))

    def post(self, path: str, data: object = None, **more: object) -> TestResponse:
        return _linted(self.client.post(path, data=data or {}, headers=ORIGIN, **more))

    def put(self, path: str, data: object = None, **more: object) -> TestResponse:
        return self.client.put(path, data=data, headers=ORIGIN, **more)

    def enter(self, link: str, code: str = "") -> Person:
        assert self.post(f"/m/{link}", {"code": code}).status_code == 303
        return self

    def log_in(self, login: str, password: str = PASSWORD) -> Person:
        answer = self.post("/office/login", {"login": login, "password": password})
        assert answer.status_code == 303
        return self


def _linted(response: TestResponse) -> TestResponse:
    if response.mimetype == "text/html" and response.status_code not in (301, 302, 303):
        is_fragment = "HX-Request" in response.request.headers
        assert lint(response.get_data(as_text=True), is_fragment=is_fragment) == []
    if response.mimetype == EXCEL:
        assert lint_workbook(response.data) == []
    if response.mimetype == DOCX:
        assert lint_document(response.data) == []
    return response
