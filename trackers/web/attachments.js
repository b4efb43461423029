/* Sends files in pieces; after a cut asks how far the server is and goes on from there. */
(function () {
  "use strict";
  const PIECE = 256 * 1024;
  const LONGEST_PAUSE_MS = 8000;
  const told = JSON.parse(document.body.dataset.told);
  const { words } = told;
  const state = document.getElementById("state");
  const bar = document.getElementById("done");

  function say(text, wrong) {
    state.textContent = text;
    state.classList.toggle("wrong", Boolean(wrong));
  }

  function address(path) {
    return told.base + path + "?" + told.asked;
  }

  /* What the server refuses is final; only a lost connection is worth another try. */
  class Refused extends Error {}

  async function ask(method, path, body, headers) {
    const answer = await fetch(address(path), { method, body, headers, credentials: "same-origin" });
    if (answer.ok || answer.status === 409) return answer;
    if (answer.status >= 502 && answer.status <= 504) throw new TypeError("away");
    const said = await answer.json().catch(() => ({}));
    throw new Refused(said.message || words.failed);
  }

  /* Do it until it gets through. */
  async function surely(action) {
    for (let pause = 500; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await action();
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        say(words.lost, true);
        await new Promise((wake) => {
          setTimeout(wake, pause);
          window.addEventListener("online", wake, { once: true });
        });
      }
    }
  }

  function offsetOf(answer) {
    return Number(answer.headers.get("Upload-Offset"));
  }

  async function hashOf(file) {
    if (!window.crypto || !crypto.subtle) return "";
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return [...new Uint8Array(digest)].map((one) => one.toString(16).padStart(2, "0")).join("");
  }

  async function pieces(file, path) {
    let offset = 0;
    let cut = false;
    while (offset < file.size) {
      offset = await surely(async () => {
        if (cut) offset = offsetOf(await ask("HEAD", path));
        cut = true;
        if (offset >= file.size) return offset;
        const answer = await ask("PATCH", path, file.slice(offset, offset + PIECE), { "Upload-Offset": String(offset) });
        cut = false;
        return answer.status === 409 ? offsetOf(await ask("HEAD", path)) : offsetOf(answer);
      });
      bar.value = offset / file.size;
      say(words.sending + " " + file.name + " · " + Math.round((100 * offset) / file.size) + "%");
    }
  }

  async function send(file) {
    bar.hidden = false;
    bar.value = 0;
    const about = {
      case: told.case,
      contact: document.getElementById("place").value,
      caption: document.getElementById("caption").value,
      name: file.name,
      size: file.size,
    };
    const begun = await surely(() => ask("POST", "/uploads", JSON.stringify(about)));
    const said = await begun.json();
    if (!said.upload) throw new Refused(said.message || words.failed);
    const path = "/uploads/" + said.upload;
    await pieces(file, path);
    const sha256 = await hashOf(file);
    const done = await surely(() => ask("POST", path + "/done", JSON.stringify({ sha256 })));
    if (!done.ok) throw new Refused((await done.json()).message || words.failed);
  }

  async function sendAll(input) {
    try {
      for (const file of [...input.files]) await send(file);
      say(words.done);
      window.location.reload();
    } catch (error) {
      say(error instanceof Refused ? error.message : words.failed, true);
      bar.hidden = true;
    } finally {
      input.value = "";
    }
  }

  async function remove(button) {
    const reason = window.prompt(words.reason);
    if (reason === null) return;
    try {
      await ask("POST", "/attachments/" + button.dataset.remove + "/withdrawal", JSON.stringify({ reason }));
      window.location.reload();
    } catch (error) {
      say(error instanceof Refused ? error.message : words.failed, true);
    }
  }

  /* The frame is as high as what it shows: no empty half, no second scroll bar. */
  function fit() {
    const frame = window.frameElement;
    if (frame) frame.style.height = Math.ceil(document.body.getBoundingClientRect().height) + "px";
  }

  new ResizeObserver(fit).observe(document.body);
  document.querySelectorAll("input[type=file]").forEach((input) => input.addEventListener("change", () => sendAll(input)));
  document.querySelectorAll("[data-remove]").forEach((button) => button.addEventListener("click", () => remove(button)));
  document.querySelectorAll("form").forEach((form) => form.addEventListener("submit", (event) => event.preventDefault()));
})();
