"""What the office types stays in its browser until the server has it; leaving it behind is asked."""

from typing import Any

import pytest

from tests.phone.engine import NO_NETWORK, PhonePage

DAY = 24 * 3600
STORAGE = """
globalThis.storage = {
  all: {},
  get length() { return Object.keys(this.all).length; },
  key(n) { return Object.keys(this.all)[n]; },
  getItem(key) { return this.all[key]; },
  setItem(key, value) { this.all[key] = value; },
  removeItem(key) { delete this.all[key]; },
};
globalThis.types = (account, town, page, fields) =>
  TypedSlots.keep(storage, TypedSlots.placeOf(account, town, 'paper/5/9') + page, fields);
globalThis.offered = (account, town, what = 'paper/5/9') =>
  TypedSlots.slotsOf(storage, TypedSlots.placeOf(account, town, what)).map(one => one.fields);
"""


@pytest.fixture
def desk() -> PhonePage:
    desk = PhonePage("office/typed-slots", network=lambda _: NO_NETWORK)
    desk.does(STORAGE)
    return desk


def test_what_was_typed_is_offered_to_the_same_account_of_the_same_town_alone(desk):
    desk.does("types(1, 2, 'a', {'1-site': '村口'})")
    assert desk.tells("offered(1, 2)") == [{"1-site": "村口"}]
    assert desk.tells("[offered(3, 2), offered(1, 4), offered(11, 2)]") == [[], [], []]
    assert desk.tells("[offered(1, 2, 'paper/5/91'), offered(1, 2, 'paper/5')]")[0] == []


def test_two_windows_with_one_grid_do_not_overwrite_each_other(desk):
    desk.does("types(1, 2, 'b', {'1-site': '桥头'})")
    desk.passes(5)
    desk.does("types(1, 2, 'a', {'1-site': '村口'})")
    assert desk.tells("offered(1, 2)") == [{"1-site": "桥头"}, {"1-site": "村口"}]
    desk.does("TypedSlots.forgetPage(storage, '1', 'a')")
    assert desk.tells("offered(1, 2)") == [{"1-site": "桥头"}]


def test_a_page_that_is_emptied_offers_nothing(desk):
    desk.does("types(1, 2, 'a', {'1-site': '村口'}); types(1, 2, 'a', {})")
    assert desk.tells("offered(1, 2)") == []


def test_who_logs_out_takes_all_of_the_own_along_and_nothing_of_others(desk):
    desk.does("types(1, 2, 'a', {n: '1'}); types(1, 7, 'b', {n: '2'}); types(12, 2, 'c', {n: '3'})")
    desk.does("TypedSlots.forgetAccount(storage, '1')")
    assert desk.tells("[offered(1, 2), offered(1, 7), offered(12, 2)]") == [[], [], [{"n": "3"}]]


def test_what_nobody_asked_for_goes_after_a_fortnight_and_nothing_else_of_the_browser(desk):
    desk.does("types(1, 2, 'a', {n: '1'}); storage.setItem('other', 'stays')")
    desk.passes(13 * DAY)
    desk.does("types(1, 2, 'b', {n: '2'}); TypedSlots.forgetOld(storage)")
    assert desk.tells("offered(1, 2)") == [{"n": "1"}, {"n": "2"}]
    desk.passes(2 * DAY)
    desk.does("TypedSlots.forgetOld(storage)")
    assert desk.tells("offered(1, 2)") == [{"n": "2"}]
    assert desk.tells("storage.getItem('other')") == "stays"


def test_fields_of_a_grid_are_its_rows_in_their_order_without_the_empty_ones(desk):
    fields = "{'10-site': '桥头', '2-a-b': '1', '2-site': '村口', '3-site': ' ', incomplete: '1'}"
    assert desk.tells(f"TypedSlots.rows({fields})") == [
        {"a-b": "1", "site": "村口"},
        {"site": "桥头"},
    ]


PAGE = """
globalThis.heard = {};
globalThis.addEventListener = (name, listener) => { heard[name] = listener; };
globalThis.questions = [];
globalThis.confirm = words => { questions.push(words); return isConfirmed; };
globalThis.isConfirmed = false;
globalThis.text = (name, given, value) => ({tagName: 'INPUT', type: 'text', name, defaultValue: given, value});
globalThis.tick = (type, value, given, checked) =>
  ({tagName: 'INPUT', type, name: 'finding', value, defaultChecked: given, checked});
globalThis.select = (given, now) => ({tagName: 'SELECT', name: 'unit', selectedIndex: now,
  options: [0, 1, 2].map(n => ({defaultSelected: n === given}))});
globalThis.form = (id, ...elements) => ({id, method: 'post', dataset: {}, elements});
globalThis.forms = [];
globalThis.document = {addEventListener: addEventListener, querySelectorAll: () => forms};
globalThis.isAsked = () => {
  let prevented = false;
  heard.beforeunload({preventDefault() { prevented = true; }});
  return prevented;
};
globalThis.sends = one => {
  const event = {target: one, defaultPrevented: false, preventDefault() { this.defaultPrevented = true; }};
  heard.submit(event);
  return !event.defaultPrevented;
};
globalThis.exchanges = (old, now, shouldSwap = true) => {
  const target = {closest: () => null, querySelectorAll: () => old};
  heard['htmx:beforeSwap']({detail: {target, shouldSwap}});
  if (shouldSwap) { forms = now; }
  heard['htmx:afterSwap']({});
};
"""


@pytest.fixture
def page() -> PhonePage:
    page = PhonePage(network=lambda _: NO_NETWORK)
    page.does(PAGE)
    page.runs("office/ask-before-leaving")
    return page


@pytest.mark.parametrize(
    ("field", "is_asked"),
    [
        ("text('a', '原话', '原话')", False),
        ("text('a', '原话', '改了')", True),
        ("tick('checkbox', '1', false, true)", True),
        ("tick('radio', '1', true, true)", False),
        ("select(-1, 0)", False),
        ("select(2, 2)", False),
        ("select(2, 0)", True),
    ],
)
def test_leaving_asks_where_something_was_changed(page, field, is_asked):
    page.does(f"forms = [form('review', {field})]")
    assert page.tells("isAsked()") is is_asked


def test_what_the_server_refused_is_asked_about_too(page):
    page.does("forms = [form('review', text('a', '改了', '改了'))]; forms[0].dataset.unsaved = ''")
    assert page.tells("isAsked()") is True


def test_a_form_that_is_sent_is_no_loss_but_another_beside_it_is(page):
    page.does("forms = [form('one', text('a', '', '1')), form('other', text('a', '', ''))]")
    assert page.tells("[sends(forms[0]), isAsked(), questions.length]") == [True, False, 0]
    page.does("heard.pageshow(); forms[1].elements[0].value = '2'")
    assert page.tells("[sends(forms[0]), isAsked(), questions.length]") == [False, True, 1]
    page.does("isConfirmed = true")
    assert page.tells("[sends(forms[0]), isAsked()]") == [True, False]


def test_the_question_says_that_what_the_browser_keeps_is_not_lost(page):
    page.does("forms = ['1', '2', '3'].map(n => form(n, text('a', '', n)))")
    page.does("forms[1].dataset.isKept = ''; sends(forms[0])")
    page.does("forms[2].dataset.isKept = ''; sends(forms[0])")
    lost, kept = page.tells("questions")
    assert "继续就没有了" in lost
    assert "继续就没有了" not in kept and "点“接着改”再保存" in kept


def held(page: PhonePage) -> Any:
    return page.tells("forms[0].elements.map(one => one.type === 'text' ? one.value : one.checked)")


def test_a_list_that_is_fetched_anew_keeps_what_was_typed_and_ticked_in_its_form(page):
    fields = "text('unit', '', '{}'), tick('checkbox', '7', false, {}), tick('checkbox', '8', false, false)"
    new = f"form('batch', {fields.format('', 'false')})"
    page.does(f"forms = [form('batch', {fields.format('城建办', 'true')})]")
    page.does(f"exchanges(forms, [{new}])")
    assert held(page) == ["城建办", True, False]

    page.does("forms[0].elements[0].value = '农业站'; exchanges([], forms)")  # another part
    assert held(page)[0] == "农业站"
    page.does("exchanges(forms, [], false); forms[0].elements[0].value = ''; exchanges([], forms)")
    assert held(page)[0] == ""  # the list could not be fetched: nothing is held over

    page.does(
        f"forms[0].elements[0].value = '水利站'; exchanges(forms, []); exchanges([], [{new}])"
    )
    assert held(page)[0] == "水利站"  # for a while nothing was found


def test_which_findings_are_meant_is_asked_anew_after_a_filter(page):
    page.does("forms = [form('batch', tick('radio', 'all', false, true))]")
    page.does("exchanges(forms, [form('batch', tick('radio', 'all', false, false))])")
    assert held(page) == [False]
