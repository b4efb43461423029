/* The page around the map: its address, and what this browser tab remembers. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});

  /* The page around us when it is ours to read, else this window. */
  function outer() {
    try {
      return window.parent.location.href ? window.parent : window;
    } catch (error) {
      return window;
    }
  }

  /* Keep a value under a name in this tab, or give the one that is kept. */
  function remember(name, value) {
    try {
      if (value === undefined) return JSON.parse(window.sessionStorage.getItem(name));
      window.sessionStorage.setItem(name, JSON.stringify(value));
    } catch (error) {
      /* Storage may be forbidden or full: the map works without a memory. */
    }
    return null;
  }

  function readUrl(name) {
    return new URLSearchParams(outer().location.search).get(name);
  }

  /* Write stable codes into the page's address; an empty value takes its name out. */
  function writeUrl(changes) {
    const { location, history } = outer();
    const query = new URLSearchParams(location.search);
    Object.entries(changes).forEach(([name, value]) => (value ? query.set(name, value) : query.delete(name)));
    const text = query.toString().replace(/%2C/g, ",");
    if (text === location.search.slice(1).replace(/%2C/g, ",")) return;
    history.replaceState(history.state, "", location.pathname + (text ? "?" + text : "") + location.hash);
  }

  matbang.page = { outer, remember, readUrl, writeUrl };
})();
