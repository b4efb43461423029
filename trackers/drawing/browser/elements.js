/* The parts our controls are made of. Words are put in by textContent only. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const SVG = "http://www.w3.org/2000/svg";

  function element(tag, name, text) {
    const made = document.createElement(tag);
    made.className = name;
    if (text) made.textContent = text;
    return made;
  }

  /* A drawing of one path in a box of `side` by `side`. */
  function picture(path, side) {
    const drawing = document.createElementNS(SVG, "svg");
    drawing.setAttribute("viewBox", "0 0 " + side + " " + side);
    drawing.setAttribute("aria-hidden", "true");
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", path);
    drawing.append(line);
    return drawing;
  }

  function button(name, title, action) {
    const made = element("button", name);
    made.type = "button";
    made.title = title;
    made.setAttribute("aria-label", title);
    made.addEventListener("click", action);
    return made;
  }

  /* Own icons in a box of 18 by 18. */
  const ICONS = {
    layers: "M9 2 16.5 6 9 10 1.5 6ZM1.5 9.5 9 13.5l7.5-4",
    full: "M2 6.5V2h4.5M11.5 2H16v4.5M16 11.5V16h-4.5M6.5 16H2v-4.5",
    whole: "M2 8.5 9 2.5l7 6M4 8v7.5h10V8",
    pick: "M2 2h10v10H2zM6.5 7.5 9 10l6.5-7.5M15.5 8v7.5H8",
    play: "M4.5 2.5 15 9 4.5 15.5Z",
    pause: "M5.5 2.5v13M12.5 2.5v13",
    locate: "M4.5 9a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0M9 1v3.5M9 13.5V17M1 9h3.5M13.5 9H17",
  };

  function icon(name, title, action) {
    const made = button("matbang-icon", title, action);
    made.append(picture(ICONS[name], 18));
    return made;
  }

  function control(position, box) {
    const made = L.control({ position });
    made.onAdd = () => {
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      /* A pressed row is redrawn before the map hears of the click and would no longer count as ours. */
      L.DomEvent.on(box, "click", L.DomEvent.stopPropagation);
      return box;
    };
    return made;
  }

  Object.assign(matbang, { ICONS, element, picture, button, icon, control });
})();
