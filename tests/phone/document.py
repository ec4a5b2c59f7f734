"""A document for scripts that say something on a page: what they ask of it, and no more.

How it looks, and what a browser does by itself, is shown in a browser (tests/journeys).
"""

DOCUMENT = r"""
globalThis.document = {};
globalThis.element = (dataset = {}) => {
  const parts = {};
  return {
    dataset, ownerDocument: document, hidden: false, textContent: '', children: [], listeners: {},
    querySelector(what) { return parts[what] = parts[what] || element(); },
    querySelectorAll: () => [],
    addEventListener(name, listener) { this.listeners[name] = listener; },
    appendChild(one) { this.children.push(one); return one; },
    closest: () => null, remove() {}, scrollIntoView() {},
  };
};
globalThis.known = {};  // elements by their id
Object.assign(document, {
  body: element(), visibilityState: 'visible',
  getElementById: id => known[id] || null,
  querySelector: what => what === '.brand a' ? known.back : null, querySelectorAll: () => [],
  createElement: () => element(),
  addEventListener() {},
});
known.outbox = element();
known.back = element();
globalThis.navigator = {};
"""
