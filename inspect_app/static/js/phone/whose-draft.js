/* Whose the draft is: what was entered before anybody was known, once the server says who is signed in. */
(function () {
  "use strict";
  const Fill = window.Fill;
  const Store = window.Store;
  const Owner = window.Owner;
  const Draft = window.Draft;
  const form = Fill.form;

  /* The server says who is signed in on this phone. What was entered before that is theirs or of somebody
     whose link was opened without network, which only a person can tell. Returns whether it is known whose
     this is; nothing where nobody could be asked now. */
  async function name(deputy, called) {
    if (Draft.localCopy.deputy || !deputy) { return true; }
    await Draft.waitForWrites();
    if (Owner.isDenied(Draft.localCopy, deputy)) { return false; }
    const isToAsk = Draft.isEntered() || (await isStrangers());
    if (isToAsk && !Owner.canAsk()) { return undefined; }
    if (isToAsk && !window.confirm("这部手机上现在登录的是" + called + "。" +
      (Draft.isEntered() ? "这一页是" + called + "填的吗？" : "您是" + called + "吗？"))) {
      Draft.localCopy.asked = Draft.localCopy.asked.concat(deputy);
      Draft.write();
      return false;
    }
    await belongTo(deputy);
    return true;
  }

  /* What was entered while nobody was known is that deputy's. */
  async function belongTo(deputy) {
    /* What was being written meanwhile has its place, and its mark, by now. */
    await Draft.waitForWrites();
    const mark = Draft.localCopy.mark;
    Draft.localCopy.deputy = deputy;
    /* Their own draft has not been met yet. */
    Draft.localCopy.mark = "";
    Draft.common = Draft.pristine;
    await Store.remember("deputy", deputy);
    await Owner.adopt(form.elements.record.value, deputy);
    await moveNameless(mark);
  }

  /* A link was opened here without network that the phone had never heard of (service-worker.js). */
  async function isStrangers() { return (await Store.get("about", "deputy").catch(console.error)) === null; }

  /* As this page knows it; what another page has written there since is that page's to move. */
  async function moveNameless(mark) {
    await Draft.write();
    if (!Draft.localCopy.mark || Draft.state.hasFailed) { return; }
    await Store.meet(["drafts"], Draft.keyOf(null), function (found, store) {
      if (found && found.mark === mark) { store("drafts").delete(Draft.keyOf(null)); }
    });
  }

  /* Filled in before anybody was known: only a person can tell whose it is, and is asked once. */
  async function nameless(deputy) {
    const found = deputy && (await Store.get("drafts", Draft.keyOf(null)));
    if (!found || Owner.isDenied(found, deputy) || !Owner.canAsk()) { return null; }
    if (window.confirm("这部手机上有一份填了一半的，没有写明是谁填的。是您填的吗？")) { return found; }
    await Owner.deny("drafts", Draft.keyOf(null), deputy);
    return null;
  }

  async function claim(draft, own) {
    if (own) {
      Draft.keepOpen(draft, Draft.pristine);
      Draft.meetNext();
    }
    await Owner.adopt(draft.record, Draft.localCopy.deputy);
    await moveNameless(draft.mark);
  }

  Object.assign(Draft, { name, nameless, claim, belongTo });
})();
