"""Photos are shrunk one at a time, whatever is chosen: a camera's picture takes 48 MB once decoded.

The engine draws nothing: it counts how many pixels are held in pictures and canvases, and which
addresses of blobs are still held. What comes out of a canvas is shown in a browser (tests/journeys).
"""

import pytest

from tests.phone.page import PhonePages

PICTURE = 4000 * 3000  # pixels
SMALLER = 1600 * 1200
PICTURES = """
globalThis.pixels = {};  // now, by what holds them
globalThis.most = {images: 0, pixels: 0};
globalThis.held = new Map();  // blobs by the addresses that keep them
globalThis.holds = (who, many) => {
  if (many) { pixels[who] = many; } else { delete pixels[who]; }
  const all = Object.values(pixels).reduce((sum, one) => sum + one, 0);
  most.pixels = Math.max(most.pixels, all);
  most.images = Math.max(most.images, Object.keys(pixels).filter(one => one.startsWith('image')).length);
};
globalThis.made = 0;
globalThis.Image = class {
  constructor() { this.name = 'image' + (made += 1); }
  get naturalWidth() { return 4000; }
  get naturalHeight() { return 3000; }
  set src(address) {
    if (!address) { holds(this.name, 0); }
    const isPicture = address && !held.get(address).isBroken;
    setTimeout(() => {
      if (!isPicture) { this.onerror && this.onerror(); return; }
      holds(this.name, this.naturalWidth * this.naturalHeight);
      this.onload();
    }, 300);
  }
};
globalThis.URL = {
  createObjectURL(blob) { held.set('blob:' + (made += 1), blob); return 'blob:' + made; },
  revokeObjectURL(address) { held.delete(address); },
};
globalThis.CSS = {supports: () => true};
globalThis.FileReader = class {
  readAsArrayBuffer(blob) {
    this.result = Object.defineProperty(new ArrayBuffer(0), 'byteLength', {value: blob.size});
    setTimeout(() => this.onload(), 50);
  }
};
document.createElement = what => {
  const one = Object.assign(element(), {name: what + (made += 1)});
  if (what === 'img') {
    Object.defineProperty(one, 'src', {set(address) { setTimeout(() => { one.onload && one.onload(); }, 20); }});
  }
  if (what === 'canvas') {
    const sides = {width: 300, height: 150};
    ['width', 'height'].forEach(side => Object.defineProperty(one, side, {
      get: () => sides[side], set(to) { sides[side] = to; holds(one.name, sides.width * sides.height); },
    }));
    one.getContext = () => ({fillRect() {}, drawImage() {}});
    one.toBlob = (done, type, quality) => {
      const size = Math.round(sides.width * sides.height * quality / 4);
      setTimeout(() => done({size, type}), 200);
    };
  }
  return one;
};
globalThis.inputs = {};
globalThis.adds = (name, number, isBroken) => {
  const known = inputs[name] = inputs[name] || {state: element(), box: element({photos: name + '-photo'})};
  const item = {
    querySelector: what => what === '.photos' ? known.box : known.state,
    querySelectorAll: () => known.box.children,
  };
  known.input = {
    type: 'file', value: 'chosen', closest: what => what === 'fieldset.item' ? item : null,
    files: Array.from({length: number}, () => ({size: 4000000, isBroken})),
  };
  pages.one.listeners.change.forEach(listener => listener({target: known.input}));
};
"""


@pytest.fixture
def pages() -> PhonePages:
    pages = PhonePages()
    pages.phone.does(PICTURES)
    pages.opens("one")
    pages.phone.runs("phone/photo")
    return pages


def kept(pages: PhonePages) -> list[int]:
    """Return the sizes of the photos that the phone keeps."""
    return pages.phone.tells("Store.all('bytes').then(all => all.map(one => one.full.byteLength))")


def test_of_many_photos_chosen_at_once_one_is_decoded_at_a_time(pages):
    pages.phone.does("adds('item-heap', 9); adds('item-ditch', 3)")
    pages.phone.passes(60)
    assert len(kept(pages)) == 12
    assert max(kept(pages)) <= 300 * 1024
    assert pages.phone.tells("most") == {"images": 1, "pixels": PICTURE + SMALLER}


def test_of_what_was_shrunk_nothing_is_held(pages):
    pages.phone.does("adds('item-heap', 5)")
    pages.phone.passes(60)
    assert pages.phone.tells("pixels") == {}
    assert pages.phone.tells("held.size") == 0
    assert pages.phone.tells("inputs['item-heap'].input.value") == ""
    assert pages.phone.complaints == []


def test_a_file_that_cannot_be_drawn_is_kept_as_it_is_and_the_next_are_shrunk(pages):
    pages.phone.does("adds('item-heap', 1, true); adds('item-heap', 2)")
    pages.phone.passes(60)
    assert sorted(kept(pages))[-1] == 4_000_000 and len(kept(pages)) == 3
    assert pages.phone.tells("held.size") == 0
    assert pages.phone.tells("most.images") == 1


SHOWN = """
globalThis.state = element();
globalThis.ticks = ['p1', 'p2', 'p3'].map(value => ({value, closest: () => ({remove() {
  ticks = ticks.filter(one => one.value !== value);
}})}));
globalThis.box = {querySelectorAll: () => ticks, parentElement: {querySelector: () => state}};
pages.one.Fill.form.querySelectorAll = what => what === '.photos' ? [box] : [];
globalThis.becomes = (id, state) => Store.put('photos', id, {id, state, why: '这个文件不是完整的照片'})
  .then(Outbox.changed);
"""


def test_of_photos_that_are_refused_one_after_another_it_is_said_how_many(pages):
    pages.phone.does(SHOWN)
    pages.phone.does("becomes('p1', 'arrived')")
    pages.phone.does("becomes('p2', 'refused')")
    assert pages.phone.tells("state.textContent") == "有1张没有收：这个文件不是完整的照片"
    pages.phone.does("becomes('p3', 'refused')")
    assert pages.phone.tells("state.textContent") == "有2张没有收：这个文件不是完整的照片"
    assert pages.phone.tells("ticks.map(one => one.value)") == ["p1"]


def test_that_one_was_refused_stays_said_while_the_others_are_still_being_added(pages):
    pages.phone.does("Outbox.flush = () => {}; adds('item-heap', 3)")
    pages.phone.does("""
      const {box, state} = inputs['item-heap'];
      box.parentElement = {querySelector: () => state};
      box.querySelector = () => null;
      box.querySelectorAll = () => box.children.map(photo => Object.assign(photo.children[0], {
        closest: () => ({remove() { box.children.splice(box.children.indexOf(photo), 1); }}),
      }));
      pages.one.Fill.form.querySelectorAll = what => what === '.photos' ? [box] : [];
    """)
    while not pages.phone.tells("Store.all('photos')"):
        pages.phone.passes(0.1)
    [first] = pages.phone.tells("Store.all('photos')")
    refused = {**first, "state": "refused", "why": "这个文件不是完整的照片"}
    pages.phone.does(f"Store.put('photos', '{first['id']}', {refused}).then(Outbox.changed)")
    pages.phone.passes(60)
    assert len(kept(pages)) == 3
    assert pages.phone.tells("state.textContent") == "有1张没有收：这个文件不是完整的照片"
    pages.phone.does("adds('item-heap', 1)")
    pages.phone.passes(60)
    assert "没有收" not in pages.phone.tells("state.textContent")
