/* Writes what is on screen into the browser's address, and leaves other keys alone. */
(() => {
  const { ours, arrival } = JSON.parse(document.currentScript.dataset.told);
  const address = new URL(window.location.href);
  for (const [name, text] of Object.entries(ours)) {
    if (text) address.searchParams.set(name, text);
    else address.searchParams.delete(name);
  }
  if (arrival && !address.searchParams.get("view")) address.searchParams.set("view", arrival);
  const search = address.searchParams.toString().replaceAll("%2C", ",");
  const next = address.pathname + (search ? "?" + search : "");
  if (next !== window.location.pathname + window.location.search)
    window.history.replaceState(window.history.state, "", next);
  for (const name of ["as", "lang"])
    document.cookie = `${name}=${encodeURIComponent(ours[name])}; path=/; SameSite=Strict`;
})();
