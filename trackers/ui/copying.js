/* A link to be copied: of this page as it is now, or one that is given; with its QR where it has one. */
export default function ({ data, parentElement, setTriggerValue }) {
  const part = (name) => parentElement.querySelector(name);
  const [field, button, told, code, large] = ["input", "button", "p", "figure", ".large"].map(part);
  /* The browser alone knows the whole address: the map's script writes `view` into it. Who works at
     this machine (`as`) is nobody else's business. */
  const here = () => {
    const at = new URL(window.location.href);
    at.searchParams.delete("as");
    const search = at.searchParams.toString().replaceAll("%2C", ",");
    return (data.base ? data.base + at.pathname : at.origin + at.pathname) + (search ? "?" + search : "");
  };
  const mark = () => { field.focus(); field.select(); };
  const refresh = () => { field.value = data.link || here(); };
  button.textContent = data.copy;
  field.setAttribute("aria-label", data.label);
  refresh();
  field.onfocus = () => { refresh(); field.select(); };
  /* Where the page may not use the clipboard (plain http in an office network) the older way is
     tried, and at last the link is marked for the hand. */
  button.onclick = async () => {
    refresh();
    let done = false;
    if (window.isSecureContext && navigator.clipboard) {
      try { await navigator.clipboard.writeText(field.value); done = true; } catch { done = false; }
    }
    if (!done) {
      mark();
      try { done = document.execCommand("copy"); } catch { done = false; }
    }
    if (!done) mark();
    told.textContent = done ? data.done : data.byHand;
    setTriggerValue("copied", true);
  };
  code.hidden = large.hidden = !data.qr;
  if (!data.qr) return;
  code.querySelector("img").src = data.qr;
  code.querySelector("img").alt = data.large;
  code.querySelector("figcaption").textContent = data.caption;
  large.textContent = data.large;
  large.onclick = () => code.requestFullscreen();
  code.onclick = () => { if (document.fullscreenElement) document.exitFullscreen(); };
}
