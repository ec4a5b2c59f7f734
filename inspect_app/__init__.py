"""视察通: checklists drive light forms on deputies' phones; findings roll up into reports."""

import os
from collections.abc import Mapping
from pathlib import Path

from flask import Flask
from flask_compress import Compress

from inspect_app import commands
from inspect_app.accounts.views import accounts, log_in, new_password, own
from inspect_app.board.views import board, county, lists
from inspect_app.checklist_page import views as checklist_views
from inspect_app.clean_log import keep_secrets_out_of_the_log
from inspect_app.db import Database
from inspect_app.demo import views as demo_views
from inspect_app.entering.tokens import without_secrets
from inspect_app.entering.views import gate, in_example, links, personal_link
from inspect_app.feedback import views as feedback_views
from inspect_app.handbook import views as handbook_views
from inspect_app.inspections.views import attendance, draws, group_links
from inspect_app.pages.views import words
from inspect_app.pages.views.assets import serve_assets
from inspect_app.paper.views import entry
from inspect_app.people.views import town
from inspect_app.photos import views as photo_views
from inspect_app.planning.views import closing, plan_form, start_close_reopen
from inspect_app.records.views import drafts, fill, kept_photos, outbox, receipt
from inspect_app.reports.making.background import Maker
from inspect_app.reports.views import (
    audit_log,
    file_pages,
    inspection_files,
    jobs,
    papers,
    preview,
    register,
)
from inspect_app.review.views import mine, one_finding, suggestions
from inspect_app.roster.views import answering, entries, pasting, terms, workbook
from inspect_app.settings import read_settings
from inspect_app.web import bodies
from inspect_app.web.every_page import shared_by_every_page


def create_app(env: Mapping[str, str] = os.environ) -> Flask:
    settings = read_settings(env)
    app = Flask(
        __name__, template_folder=Path(__file__).parent.parent / "templates", static_folder=None
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=bodies.MOST_OF_STRANGERS,  # until it is known who asks, and for what
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
    )
    app.request_class = bodies.Request
    app.extensions["settings"] = settings
    database = app.extensions["database"] = Database(settings.database)
    app.extensions["maker"] = Maker(database, settings)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Compress(app)
    keep_secrets_out_of_the_log(without_secrets)
    shared_by_every_page(app)
    app.before_request(gate.admit)
    in_example.mark_addresses(app)
    serve_assets(app)
    words.give_words(app)
    _open_addresses(app)
    commands.register(app)
    return app


def _open_addresses(app: Flask) -> None:
    for views in (
        personal_link, links, log_in, new_password, accounts, own, group_links, draws, attendance,
        photo_views, fill, drafts, outbox, kept_photos, receipt, mine, board, lists, plan_form,
        closing, start_close_reopen, county, one_finding, suggestions, entry, inspection_files,
        register, file_pages, preview, papers, jobs, audit_log, checklist_views, workbook, terms,
        entries, answering, pasting, feedback_views, handbook_views, town, demo_views,
    ):  # fmt: skip
        app.register_blueprint(views.blueprint)
