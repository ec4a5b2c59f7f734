"""?"""

import pytest

from inspect_app.people.access import Role
from tests.accounts.adding import account
from tests.conftest import Person


@pytest.fixture
def admin(app, cast) -> Person:
    """The administrator of 甲镇, logged in."""
    return account(app, cast, "admin", Role.ADMIN)
