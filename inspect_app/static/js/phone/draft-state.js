/* What is so of the draft once something has happened to it, and what the page says of it: rules alone. */
(function (self) {
  "use strict";
  /* isDirty: something is neither on the server nor on its way there. isElsewhere: handed in from
     elsewhere, the server keeps no draft of it. isOver: handed in here, or on its way. hasFailed: the
     phone's store, when it was last written to. fault: why the last of it is not on the phone's disk,
     and what helps. words: what the page says. */
  const EVENTS = {
    changed: { isDirty: true, words: "正在保存…" },
    unsaved: { isDirty: true },
    written: { hasFailed: false },
    failed: { hasFailed: true },
    sent: { isDirty: false, isOnItsWay: true },
    heard: { isOnItsWay: false },
    unheard: { isDirty: true, isOnItsWay: false },
    elsewhere: { isDirty: true, isElsewhere: true },
    ended: { isOver: true },
    resumed: { isOver: false },
    agreed: {},  /* the server has what is here */
    announced: {}  /* comes with words of its own */
  };

  function words(state, event) {
    if (event === "agreed" && !state.isDirty) { return "已保存"; }
    const isWrite = event === "written" || event === "failed";
    /* Handed in meanwhile: nothing was written, and whether the outbox has it is not known yet. Where
       nobody entered anything meanwhile, what was said last may say more. */
    if (!isWrite || state.isOver || (state.isQuiet && state.hasFailed)) { return state.words; }
    /* As far as anybody knows: the server may still refuse what is on its way. */
    if (!state.isDirty && !state.isOnItsWay) { return state.hasFailed ? "已保存" : state.words; }
    return state.fault ? state.fault.join("，") + "，不要关闭这一页" : "已保存在手机";
  }

  /* With some events comes ``more``: written {fault}, failed {fault, isQuiet}, announced {words}. */
  self.stateOfDraft = function (state, event, more) {
    const made = Object.assign({}, state, EVENTS[event], more);
    return Object.assign(made, { words: words(made, event) });
  };
})(self);
