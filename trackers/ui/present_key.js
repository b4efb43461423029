/* The key P opens the review for the room's screen; not while somebody types. */
(() => {
  const { place } = JSON.parse(document.currentScript.dataset.told);
  /* An item chosen in the agenda keeps the focus: nobody types into such an input. */
  const pressed_only = ["radio", "checkbox", "button", "submit", "range"];
  const typing = (element) =>
    element instanceof HTMLElement &&
    (element.isContentEditable ||
      ["TEXTAREA", "SELECT"].includes(element.tagName) ||
      (element instanceof HTMLInputElement && !pressed_only.includes(element.type)));
  const pressed = (event) => {
    if (event.key.toLowerCase() !== "p" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(document.activeElement) || !document.getElementById("mb-review")) return;
    window.location.assign(place);
  };
  if (window.matbangPresent) document.removeEventListener("keydown", window.matbangPresent);
  window.matbangPresent = pressed;
  document.addEventListener("keydown", pressed);
})();
