"""Secrets of links and phones: none is kept or logged as it was given, each is another."""

import logging
import re
from base64 import urlsafe_b64decode

import pytest
from sqlalchemy import inspect as columns_of

from inspect_app import db
from inspect_app.accounts import accounts
from inspect_app.accounts import models as accounts_models
from inspect_app.entering import models
from inspect_app.entering.models import phone_tables
from inspect_app.entering.tokens import token_hash
from inspect_app.people.access import Action, declares
from tests.entering.signing_in import code_for, make_links
from tests.person import Person


@pytest.mark.usefixtures("reached")
def test_no_secret_is_kept_as_it_was_given(app, office, cast, second):
    (link,) = make_links(office, deputy=cast.wang)
    second.post(f"/m/{link}")
    code = code_for(office, cast.wang)
    secrets = [link, code, *(cookie.value for cookie in second.client._cookies.values())]
    assert len(secrets) == 4
    with db.reading(app.extensions["database"]) as session:
        kept = " ".join(
            str(getattr(row, column.key))
            for table in (
                models.PersonalLink,
                models.SignIn,
                phone_tables.Phone,
                phone_tables.EntryCode,
            )
            for row in session.query(table)
            for column in columns_of(table).column_attrs
        )
    assert not [secret for secret in secrets if re.search(rf"\b{re.escape(secret)}\b", kept)]


def test_no_secret_of_an_address_reaches_the_log(app, cast, caplog):
    caplog.set_level(logging.DEBUG)
    link = cast.links["wang"]
    logging.getLogger("werkzeug").info('"%s %s" 200', "POST", f"/m/{link}?x=1")
    logging.getLogger("any.other").warning(f"http://localhost/g/{link} /office/password/{link}")
    app.test_client().post(f"/m/{link}", headers={"Origin": "https://evil.example"})
    Person(app).enter(link)
    assert "/m/***?x=1" in caplog.text and "/g/*** /office/password/***" in caplog.text
    assert link not in caplog.text


def test_no_secret_reaches_the_log_with_the_traceback_of_a_mistake(app, cast, caplog):
    @declares(Action.ENTER)
    def broken(token):
        raise ValueError(f"cannot open /m/{token}?x=1")

    app.add_url_rule("/g/<token>/broken", "broken", broken)
    link = cast.links["wang"]
    assert app.test_client().get(f"/g/{link}/broken").status_code == 500
    assert "ValueError: cannot open /m/***?x=1" in caplog.text
    assert link not in caplog.text


@pytest.mark.usefixtures("reached")
def test_every_secret_has_128_bits_and_is_another_each_time(app, cast, office):
    secrets = (
        make_links(office, who="all")
        + make_links(office, who="all")
        + make_links(office, who="all")
    )
    for _ in range(8):
        group = office.post(f"/office/inspections/{cast.inspection}/group-link").text
        secrets.append(re.search(r"/g/([\w-]+)", group)[1])
        (link,) = make_links(office, deputy=cast.wang)
        phone, desk = Person(app).enter(link), Person(app).log_in("甲镇")
        cookies = [*phone.client._cookies.values(), *desk.client._cookies.values()]
        secrets += [link, *(cookie.value for cookie in cookies)]
        with db.writing(app.extensions["database"]):
            holder = accounts_models.account_of_login("甲镇")
            secrets.append(accounts.hand_over(holder, app.extensions["settings"].secret_key))

    assert len(secrets) == len(set(secrets)) == 68
    known = [urlsafe_b64decode(secret.partition(".")[0] + "==") for secret in secrets]
    assert {len(one) for one in known} == {16}
    numbers = [int.from_bytes(one) for one in known]
    always, ever = 2**128 - 1, 0
    for number in numbers:
        always, ever = always & number, ever | number
    assert (always, ever) == (0, 2**128 - 1), "every bit is now one, now none"


def test_tokens_are_hashed_with_the_servers_key(app, cast):
    key = app.extensions["settings"].secret_key
    with db.reading(app.extensions["database"]):
        (link,) = models.personal_links(cast.jia, cast.wang)
    assert link.token_hash == token_hash(cast.links["wang"], key)
    assert link.token_hash != token_hash(cast.links["wang"], "another key")
