/* Where the server has another photo under a photo's id: an id of its own, wherever it is named. */
(function (self) {
  "use strict";
  const Store = self.Store;

  function renamed(fields, old, id) {
    return fields.map(function (field) { return [field[0], field[1] === old ? id : field[1]]; });
  }

  function doesName(one, id) {
    return Boolean(one) && one.fields.some(function (field) { return field[1] === id; });
  }

  /* A page that shows the draft meets this as another page's entry. */
  async function renameInDrafts(old, id) {
    for (const draft of await Store.all("drafts")) {
      await Store.update("drafts", draft.key, function (found) {
        if (!doesName(found, old)) { return null; }
        return Object.assign(found, { fields: renamed(found.fields, old, id), mark: Store.newId(), page: null });
      });
    }
  }

  /* A form that had arrived naming the other photo is sent again, as a correction. */
  async function renameInOutbox(old, id) {
    for (const item of await Store.all("outbox")) {
      await Store.update("outbox", item.id, function (found) {
        if (!doesName(found, old)) { return null; }
        const again = found.state === "arrived" ? { state: "waiting", base: found.revision } : {};
        const photos = found.photos.map(function (one) { return one === old ? id : one; });
        return Object.assign(found, again, { fields: renamed(found.fields, old, id), photos });
      });
    }
  }

  /* Copied first and deleted last: killed in between, the photo is there twice, not gone. */
  self.giveOwnId = async function (photo) {
    const id = Store.newId();
    const bytes = await Store.get("bytes", photo.id);
    await Store.change(["photos", "bytes"], function (store) {
      store("photos").put(Object.assign({}, photo, { id, tries: 0, after: 0 }), id);
      store("bytes").put(bytes, id);
    });
    await renameInDrafts(photo.id, id);
    await renameInOutbox(photo.id, id);
    await Store.change(["photos", "bytes"], function (store) {
      store("photos").delete(photo.id);
      store("bytes").delete(photo.id);
    });
  };
})(self);
