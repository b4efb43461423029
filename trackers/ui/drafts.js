/* What is typed into a form and not yet sent lives in this browser until the field has it again. */
(() => {
  if (window.matbangDrafts) return;
  window.matbangDrafts = true;
  const PREFIX = "matbang.typed.";
  const KEPT_MS = 7 * 24 * 3600 * 1000;
  const GONE_MS = 60 * 1000;
  const AGAIN_MS = 1000;
  const TIMES = 4;
  const FIELDS = "[class*='st-key-form-'] :is([data-testid='stTextArea'] textarea, [data-testid='stTextInput'] input)";

  /* The field's own class: the form's key is in it, so that a form opened anew is another field. */
  function nameOf(field) {
    const box = field.closest("[class*='st-key-']");
    return box ? [...box.classList].find((one) => one.startsWith("st-key-")) : "";
  }

  function kept(name) {
    try {
      return JSON.parse(window.localStorage.getItem(PREFIX + name));
    } catch (error) {
      return null;
    }
  }

  /* Words like "hôm nay" mean their day only as long as it lasts. */
  const DAYS = "[class*='st-key-day-']";
  function stale(field, before) {
    return field.closest(DAYS) && new Date(before.at).toDateString() !== new Date().toDateString();
  }

  function keep(name, text) {
    try {
      window.localStorage.setItem(PREFIX + name, JSON.stringify({ text, at: Date.now() }));
    } catch (error) {
      /* Storage is full or forbidden: the server still has what was sent. */
    }
  }

  function forget(name) {
    window.localStorage.removeItem(PREFIX + name);
  }

  /* Put a text into a field of React's as if it had been typed, and send it. */
  function fill(field, text) {
    const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value");
    own.set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  }

  /* The first answer of the server may come after the text and take it away: look again. */
  function settle(field, name, left) {
    const before = kept(name);
    if (!before || !field.isConnected || document.activeElement === field) return;
    if (stale(field, before)) {
      forget(name);
      return;
    }
    if (before.text !== field.value) fill(field, before.text);
    if (left > 0) window.setTimeout(() => settle(field, name, left - 1), AGAIN_MS);
  }

  const met = new WeakSet();
  const shown = new Set();

  function look() {
    const now = new Set();
    document.querySelectorAll(FIELDS).forEach((field) => {
      const name = nameOf(field);
      now.add(name);
      if (met.has(field)) return;
      met.add(field);
      settle(field, name, TIMES);
    });
    shown.forEach((name) => {
      /* A field that left with its form was saved or given up; one that moved comes back soon. */
      if (!now.has(name)) window.setTimeout(() => shown.has(name) || forget(name), GONE_MS);
    });
    shown.clear();
    now.forEach((name) => shown.add(name));
  }

  function sweep() {
    Object.keys(window.localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length))
      .forEach((name) => (Date.now() - ((kept(name) || {}).at || 0) > KEPT_MS ? forget(name) : null));
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches(FIELDS)) keep(nameOf(event.target), event.target.value);
  });
  /* The page writes a day out in full: what was typed is there then, in other words. */
  document.addEventListener("focusout", (event) => {
    const field = event.target;
    if (!field.matches(FIELDS) || !field.closest(DAYS)) return;
    window.setTimeout(() => {
      const before = kept(nameOf(field));
      const elsewhere = field.isConnected && document.activeElement !== field;
      if (before && elsewhere && before.text !== field.value) forget(nameOf(field));
    }, 3 * AGAIN_MS);
  });
  let waiting = 0;
  new MutationObserver(() => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(look, 150);
  }).observe(document.body, { childList: true, subtree: true });
  try {
    sweep();
  } catch (error) {
    /* No storage: nothing to sweep. */
  }
  look();
})();
