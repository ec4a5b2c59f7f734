"""What a deputy reads and can do after 提交: while it waits, where some of it was refused."""

from playwright.sync_api import expect

from founding.waiting import until
from tests.journeys.form_and_store import saved
from tests.journeys.phone import (
    TELLS_OF_TIDYING,
    hand_in,
    is_kept,
    is_tidy,
    open_form,
    pass_all_sections,
    records,
    state,
    tap,
)
from tests.journeys.phone import (
    enter_by_link as enter,
)


def hand_in_without_network(page, network, cast) -> str:
    """The form's address, once it waits on the phone of 王建国."""
    enter(page, network.address, cast, "wang")
    is_kept(page)
    network.cut()
    open_form(page)
    form = page.url
    tap(page, "heap", "fail")
    page.locator("[name=item-heap-0-description]").fill("村口老槐树下")
    pass_all_sections(page)
    hand_in(page)
    expect(state(page)).to_contain_text("有网络时自动上传")
    return form


def throw_away_what_has_arrived(page) -> None:
    page.evaluate("""async () => {
      const [item] = await Store.all('outbox');
      await Store.put('outbox', item.id, Object.assign(item, {arrived: 1}));
    }""")
    # The page may show it once more before it is thrown away.
    until(lambda: page.evaluate("Outbox.changed()") or page.locator("[data-empty]").is_visible())


def test_a_form_that_waits_is_not_there_to_be_filled_a_second_time(
    network, make_phone, cast, office
):
    page = make_phone(network.address).open()
    form = hand_in_without_network(page, network, cast)
    page.goto(f"{network.address}/m/{cast.links['wang']}")
    expect(page.locator("#waiting .big-words")).to_contain_text("有网络时自动上传")
    expect(page.locator("[data-forms] a")).to_have_count(1)
    page.goto(form)
    expect(state(page)).to_contain_text("有网络时自动上传")
    expect(page.locator("#fill")).to_be_hidden()

    network.mend()
    page.locator("#sending button, .receipt .big-words").first.click()  # it may have gone by itself
    expect(page.locator(".receipt .big-words")).to_contain_text("已收到：4项")
    page.goto(network.address + "/d/waiting")
    expect(page.locator("[data-forms] a")).to_have_count(1)  # not even long after it arrived
    throw_away_what_has_arrived(page)
    expect(page.locator("[data-forms] a")).to_have_count(1)
    network.cut()
    page.goto(form)  # by an old bookmark
    expect(page.locator("#elsewhere")).to_be_visible()
    expect(page.locator("#fill")).to_be_visible()  # the deputy may know better
    page.goto(network.address + "/d/waiting")
    page.locator("[data-forms] a").click()
    expect(page.locator("#saved")).to_have_text("网络不通，会保存在手机里")
    # A write comes after what was being read: whether the form is still on the list.
    page.evaluate("Store.change(['about'], store => store('about').get('device'))")
    expect(page.locator("#elsewhere")).to_be_hidden()
    assert (
        len(records(office, cast)) == 1 and "更正" not in office.get(records(office, cast)[0]).text
    )


def test_a_correction_begun_with_a_network_goes_on_without_one(network, make_phone, cast, wang):
    page = make_phone(network.address).open()
    enter(page, network.address, cast, "wang")
    open_form(page)
    pass_all_sections(page)
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_be_visible()
    page.add_init_script(TELLS_OF_TIDYING)
    page.goto(network.address + "/d/")  # where forms no longer to be filled are tidied away
    is_kept(page)
    is_tidy(page)
    page.goto(f"{network.address}/d/assignments/{cast.assignments[0]}?correct=1")
    page.locator("#suggestion").fill("更正时写的")
    expect(saved(page)).to_have_text("已保存")
    network.cut()
    page.goto(f"{network.address}/m/{cast.links['wang']}")
    page.locator("[data-drafts] a").click()
    expect(page.locator("#suggestion")).to_have_value("更正时写的")
    expect(page.locator("#item-heap-pass")).to_be_checked()
    hand_in(page)
    expect(state(page)).to_contain_text("有网络时自动上传")
    network.mend()  # the page sends by itself and goes to its receipt
    expect(page.locator(".receipt")).to_contain_text("更正过 1 次", timeout=40_000)
