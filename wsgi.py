"""The WSGI application; ``flask`` finds it here."""

import sys

from inspect_app import create_app
from inspect_app.settings import SettingsError

try:
    app = create_app()
except SettingsError as error:
    sys.exit(f"视察通没有启动：{error}")
