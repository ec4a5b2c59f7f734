"""Photos of a form as the phone takes them: small, so many, refused ones said, the rest kept."""

import io
import time
from uuid import uuid4

from PIL import Image
from playwright.sync_api import expect

from founding.waiting import until
from inspect_app.db.turns import Turns
from inspect_app.photos import limiter
from inspect_app.photos.limiter import Limiter
from tests.journeys.form_and_store import wangs_page
from tests.journeys.phone import enter_by_link as enter
from tests.journeys.phone import (
    fill_with_photos,
    hand_in,
    open_form,
    pass_all_sections,
    records,
    tap,
)
from tests.records.versions import publish_changed
from tests.waiting import hearing


def test_a_photo_that_is_refused_is_said_and_blocks_nothing(phone, server, cast, tmp_path):
    broken = tmp_path / "坏的.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 no picture")
    page = wangs_page(phone(), server, cast)
    tap(page, "heap", "fail")
    page.locator("[name=item-heap-0-files]").set_input_files(broken)
    expect(page.locator("#item-heap .photo-state").first).to_contain_text("不是完整的照片")
    expect(page.locator("#item-heap .photo")).to_have_count(0)
    pass_all_sections(page)
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_have_text("已收到：4项")


def test_where_many_hand_in_at_once_who_presses_need_not_wait_with_the_photos(
    phone, server, cast, photos, office, monkeypatch
):
    """The answer to the form says when the photos had better come."""
    crowd = Limiter(6)
    for _ in range(1000):  # who handed in before
        crowd.seconds_to_wait(time.monotonic())
    monkeypatch.setattr(limiter, "photo_limiter", crowd)
    monkeypatch.setattr(Turns, "is_crowded", True)
    page = phone().new_page()
    enter(page, server, cast, "wang")
    open_form(page)
    page.context.route("**/d/photos/*", lambda route: route.abort())
    fill_with_photos(page, photos)
    hand_in(page)
    until(lambda: records(office, cast), hearing(page))
    page.context.unroute("**/d/photos/*")
    page.goto(server + "/d/waiting")
    page.get_by_role("button", name="再试一次").wait_for()
    expect(page.locator("main")).to_contain_text("现在交的人多")
    page.get_by_role("button", name="再试一次").click()
    until(lambda: "2/2" in office.get(records(office, cast)[0]).text, hearing(page))


def test_a_tenth_photo_of_an_item_is_said_before_it_is_taken(phone, server, cast, photos):
    page = wangs_page(phone(), server, cast)
    tap(page, "heap", "fail")
    small = Image.new("RGB", (60, 40), "green")
    page.locator("[name=item-heap-0-files]").set_input_files(
        [{"name": f"{n}.png", "mimeType": "image/png", "buffer": _png(small, n)} for n in range(10)]
    )
    expect(page.locator("#item-heap .photo-state").first).to_contain_text("最多9张")
    expect(page.locator("#item-heap .photo")).to_have_count(9)


def test_a_sixty_first_photo_of_a_record_is_said_before_it_is_taken(
    app, phone, server, cast, wang, photos
):
    items = [f"seen{n}" for n in range(8)]
    publish_changed(
        app,
        cast,
        lambda raw: raw["sections"][1]["items"].extend(
            {"id": item, "kind": "photo", "question": f"照片{item}"} for item in items
        ),
    )
    taken = {f"item-{item}": [str(uuid4()) for _ in range(8)] for item in items[:7]}
    taken["item-seen7"] = [str(uuid4()) for _ in range(3)]
    draft = f"/d/assignments/{cast.assignments[0]}/draft"
    assert wang.put(draft, {"device": "other", "n": 1, "saves": 0, **taken}).status_code == 200
    page = wangs_page(phone(), server, cast)
    expect(page.locator(".photo")).to_have_count(59)
    page.locator("[name=item-seen7-files]").set_input_files(photos)
    told = page.locator("#item-seen7 .photo-state")
    expect(told).to_have_text("一份记录最多60张照片，这张没有加")
    expect(page.locator(".photo")).to_have_count(60)


def _png(image: Image.Image, n: int) -> bytes:
    out = io.BytesIO()
    image.rotate(n).save(out, "PNG")
    return out.getvalue()


SPY_ON_WHAT_LEAVES = """() => {
  const ask = window.fetch;
  window.left = [];
  window.fetch = (address, options) => {
    if (options && options.body instanceof Blob) { window.left.push(options.body); }
    return ask(address, options);
  };
}"""
HOW_IT_LEFT = """() => Promise.all(left.map(async photo => {
  const image = await createImageBitmap(photo);
  return [photo.size, image.width, image.height];
}))"""


def test_a_photo_leaves_the_phone_small_and_upright(phone, server, cast, office, tmp_path):
    sideways = Image.effect_noise((400, 266), 60).convert("RGB").resize((3000, 2000))
    exif = sideways.getexif()
    exif[0x0112] = 6  # held upright, stored on its side
    path = tmp_path / "大照片.jpg"
    sideways.save(path, quality=95, exif=exif)
    assert path.stat().st_size > 1_500_000
    page = wangs_page(phone(), server, cast)
    tap(page, "heap", "fail")
    page.evaluate(SPY_ON_WHAT_LEAVES)
    page.locator("[name=item-heap-0-files]").set_input_files(path)
    expect(page.locator("#item-heap .photo-state").first).to_have_text("照片已送达")
    ((size, *sides),) = page.evaluate(HOW_IT_LEFT)
    assert sides == [1067, 1600] and 100_000 < size <= 300 * 1024
    address = page.locator("#item-heap .photo input").get_attribute("value")
    photo = Image.open(io.BytesIO(office.get(f"/office/photos/{address}").data))
    assert photo.size == (1067, 1600)
