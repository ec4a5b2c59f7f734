"""The simulator's store keeps what a browser's does: the same script sees the same in both."""

import json
from pathlib import Path

from simulate.engine import Engine

SCRIPT = (Path(__file__).parent / "store_contract.js").read_text()


def seen_in_the_simulator() -> list[str]:
    engine = Engine({})
    engine.begin(1)
    engine.does(f"""
      {SCRIPT}
      const device = new Device(0, {{keeps: true}});
      const page = {{id: 1, isAlive: true}};
      const after = ms => new Promise(resolve => {{ laterTask(resolve, ms, page); }});
      storeContract(device.disk.factory(page), after).then(
        saw => {{ globalThis.saw = saw; }}, error => {{ globalThis.saw = ["broke: " + error + error.stack]; }});
    """)
    engine.passes(60_000)
    return list(json.loads(engine.does("JSON.stringify(globalThis.saw || ['never ends'])")))


def test_it_does_what_the_contract_says():
    saw = seen_in_the_simulator()
    assert "nothing of it last" in saw and "a /a b /b c /c abc" in saw, saw


def test_a_browser_does_the_same(browser, server):
    context = browser.new_context()
    page = context.new_page()
    page.goto(server + "/office/login")
    begun = "storeContract(indexedDB, ms => new Promise(done => setTimeout(done, ms)))"
    saw = page.evaluate(f"() => {{ {SCRIPT}; return {begun}; }}")
    context.close()
    assert seen_in_the_simulator() == saw


def test_a_full_disk_undoes_what_puts_something_and_takes_what_deletes():
    engine = Engine({})
    engine.begin(1)
    engine.doors["complain"] = lambda *_: None
    engine.does("""
      const device = new Device(0, {keeps: true});
      const page = {id: 1, isAlive: true};
      const told = globalThis.told = [];
      const request = device.disk.factory(page).open("d", 1);
      request.onupgradeneeded = () => { request.result.createObjectStore("s"); };
      request.onsuccess = () => {
        const change = (work, then) => {
          const all = request.result.transaction(["s"], "readwrite");
          work(all.objectStore("s"));
          all.oncomplete = () => { told.push("complete"); then(); };
          all.onabort = () => { told.push(all.error.name); then(); };
        };
        change(store => store.put(1, "a"), () => {
          device.disk.isFull = true;
          change(store => store.put(2, "a"), () => {
            told.push(device.disk.kept("d", "s")[0][1]);
            change(store => store.delete("a"), () => { told.push(device.disk.kept("d", "s").length); });
          });
        });
      };
    """)
    engine.passes(1000)
    told = json.loads(engine.does("JSON.stringify(globalThis.told)"))
    assert told == ["complete", "QuotaExceededError", 1, "complete", 0]
