/* What the phone relies on of IndexedDB, asked in the same words of a browser's and of the
   simulator's. Returns a line for each thing it saw. ``after(ms)`` lets tasks of others be done. */
async function storeContract(indexedDB, after) {
  const saw = [];
  const see = words => { saw.push(words); };
  const NAMES = ["one", "two"];
  const done = request => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const over = all => new Promise(resolve => {
    all.oncomplete = () => resolve("complete");
    all.onabort = () => resolve("abort " + (all.error ? all.error.name : "of one's own"));
  });
  const thrown = work => { try { work(); return "nothing"; } catch (error) { return error.name; } };
  const open = version => {
    const request = indexedDB.open("contract", version);
    request.onupgradeneeded = event => {
      see(`upgrade from ${event.oldVersion} to ${event.newVersion}`);
      if (!event.oldVersion) { NAMES.forEach(name => request.result.createObjectStore(name)); }
    };
    return done(request);
  };
  await done(indexedDB.deleteDatabase("contract"));
  const db = await open(1);
  see("stores " + Array.from(db.objectStoreNames).join());
  see("version " + db.version);

  /* What is written is there, copied, in the order of the keys. */
  let all = db.transaction(NAMES, "readwrite", { durability: "strict" });
  const value = { words: "字", list: [1, ["a"]], nothing: null, bytes: new Uint8Array([1, 2, 255]).buffer };
  all.objectStore("one").put(value, "b");
  value.words = "changed after";
  all.objectStore("one").put("ä", "a");
  all.objectStore("one").put(2, 10);
  all.objectStore("one").put(1, 9);
  all.objectStore("two").put("x", "a");
  see("put: " + await over(all));
  all = db.transaction("one", "readonly");
  const found = await done(all.objectStore("one").get("b"));
  see("copied " + found.words + found.list + found.nothing + Array.from(new Uint8Array(found.bytes)).join());
  see("missing " + await done(db.transaction(["one"]).objectStore("one").get("c")));
  const listed = await done(db.transaction(["one"]).objectStore("one").getAll());
  see("in order " + listed.map(one => one.words || one).join());

  /* What a transaction has written it sees itself; its answers come in the order of asking. */
  all = db.transaction(["one"], "readwrite");
  const order = [];
  const store = all.objectStore("one");
  store.put("new", "a").onsuccess = () => order.push("put");
  store.get("a").onsuccess = event => order.push("got " + event.target.result);
  store.delete("a").onsuccess = () => order.push("deleted");
  store.get("a").onsuccess = event => { order.push("got " + event.target.result); store.put("last", "a"); };
  order.push("asked");
  see(await over(all) + ": " + order.join());
  see("then " + await done(db.transaction(["one"]).objectStore("one").get("a")));

  /* All or nothing. */
  all = db.transaction(NAMES, "readwrite");
  all.objectStore("one").put("undone", "a");
  const late = all.objectStore("two").put("undone", "a");
  const lateError = new Promise(resolve => { late.onerror = event => { event.preventDefault(); resolve(late.error.name); }; });
  const end = over(all);
  all.abort();
  see(await lateError + ", " + await end);
  see("abort twice " + thrown(() => all.abort()));
  see("nothing of it " + await done(db.transaction(["one"]).objectStore("one").get("a")));
  all = db.transaction(["one"], "readwrite");
  const ended = over(all);
  all.objectStore("one").put("done", "a").onsuccess = () => { all.abort(); };
  see("undone in a listener: " + await ended);
  see("still " + await done(db.transaction(["one"]).objectStore("one").get("a")));

  /* It commits by itself when nothing more is asked; promises in between keep it, other tasks do not. */
  all = db.transaction(["one"], "readwrite");
  const first = all.objectStore("one");
  await done(first.get("a"));
  await null;
  see("after a promise " + thrown(() => first.put("kept", "a")));
  await over(all);
  see("after its end " + thrown(() => first.put("lost", "a")) + ", " + thrown(() => all.objectStore("one")));
  all = db.transaction(["one"], "readwrite");
  const idle = all.objectStore("one");
  await after(30);
  see("after a pause " + thrown(() => idle.put("lost", "a")));
  see("it is " + await done(db.transaction(["one"]).objectStore("one").get("a")));

  /* Two that write the same wait for one another; two that read do not. */
  const turns = [];
  const write = async (name, words) => {
    const own = db.transaction(["one"], "readwrite");
    const place = own.objectStore("one");
    const request = place.get("n");
    request.onsuccess = () => { turns.push(words); place.put((request.result || "") + words, "n"); };
    await over(own);
    turns.push("/" + words);
  };
  await Promise.all([write("one", "a"), write("one", "b"), write("one", "c")]);
  see(turns.join(" ") + " " + await done(db.transaction(["one"]).objectStore("one").get("n")));

  /* What it refuses. */
  all = db.transaction(["one"], "readonly");
  see("read only " + thrown(() => all.objectStore("one").put(1, "a")));
  see("not of it " + thrown(() => all.objectStore("two")));
  see("no such store " + thrown(() => db.transaction(["three"])));
  all = db.transaction(["one"], "readwrite");
  see("no key " + thrown(() => all.objectStore("one").put(1)) + ", " + thrown(() => all.objectStore("one").put(1, null)));
  see("no copy " + thrown(() => all.objectStore("one").put(() => 1, "f")));
  see("then " + await over(all));

  /* Another version waits until all others are closed, and asks them to. */
  const asked = new Promise(resolve => { db.onversionchange = event => { resolve(event.newVersion); db.close(); }; });
  const next = open(2);
  see("versionchange to " + await asked);
  const newer = await next;
  see("closed " + thrown(() => db.transaction(["one"])));
  see("older " + await open(1).catch(error => error.name));
  see("kept over it " + await done(newer.transaction(["one"]).objectStore("one").get("n")));
  const order2 = [];
  newer.onversionchange = () => { order2.push("asked"); };
  const removal = indexedDB.deleteDatabase("contract");
  removal.onblocked = () => { order2.push("blocked"); newer.close(); };
  await done(removal);
  see(order2.join());
  const anew = await open(1);
  see("empty " + (await done(anew.transaction(["one"]).objectStore("one").getAll())).length);
  anew.close();
  return saw;
}
