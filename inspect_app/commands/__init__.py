"""The command line: ``flask init|admin|demo|serve|checklist|report|backup|restore``."""

from flask import Flask

from inspect_app.commands.backups import backup, restore
from inspect_app.commands.checklists import checklist
from inspect_app.commands.reports import report
from inspect_app.commands.running import init, load_demo, serve
from inspect_app.commands.towns import add_admin


def register(app: Flask) -> None:
    for command in (init, add_admin, load_demo, serve, checklist, report, backup, restore):
        app.cli.add_command(command)
