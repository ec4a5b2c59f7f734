"""The tests. To import them and the product makes a million objects, nearly all of which stay."""

import gc
from pathlib import Path

import pytest

gc.set_threshold(
    20_000, 20, 50
)  # as the server sets it (web/serving.py), before the rest is imported

# What an assert compared is said when it fails, also in the modules that tests share.
FOLDERS = [folder.name for folder in Path(__file__).parent.iterdir() if folder.is_dir()]
pytest.register_assert_rewrite(*(f"tests.{folder}" for folder in FOLDERS))
