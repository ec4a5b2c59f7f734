"""Whom a liaison fills for is said on the form, though its page, kept by the phone, names nobody."""

import pytest

from inspect_app.pages.views.assets import SENDING
from tests.phone.document import DOCUMENT
from tests.phone.engine import NO_NETWORK, PhonePage
from tests.phone.page import PhonePages

NAMES = "known['for-whom'].textContent"


def test_the_list_of_a_deputys_sites_tells_the_phone_whose_they_are():
    phone = PhonePage(*SENDING, network=lambda _: NO_NETWORK)
    phone.does(DOCUMENT)
    phone.does("""
      globalThis.addEventListener = () => {};
      document.body.dataset.deputy = '7';
      globalThis.location = {search: '?for=4', href: '/d/?for=4'};
      URLSearchParams.prototype.get = () => '4';
      known.today = element();
      known['for-whom'] = Object.assign(element(), {textContent: '刘桂芳'});
    """)
    phone.runs("phone/owner", "phone/submission", "phone/send-what-waits", "phone/today")
    assert phone.tells("Store.get('about', 'forms:7:4')")["name"] == "刘桂芳"


@pytest.mark.parametrize(("whom", "named"), [("4", "刘桂芳"), ("5", ""), ("", "")])
def test_the_form_names_whom_it_is_filled_for(whom, named):
    pages = PhonePages()
    kept = "{deputy: 7, list: [], name: '刘桂芳'}"
    pages.phone.does(f"Store.put('about', 'forms:7:4', {kept})")
    pages.phone.does(f"Store.put('about', 'forms:7:', {kept})")
    pages.opens("one", whom=whom)
    assert pages.phone.tells(NAMES) == named
