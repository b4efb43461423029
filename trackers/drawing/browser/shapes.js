/* Measuring shapes on the screen: rings of points {x, y} in pixels. No drawing, no map. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});

  function sum(geom, part) {
    let total = 0;
    geom.forEach((ring) => ring.forEach((at, place) => (total += part(ring[(place || ring.length) - 1], at))));
    return total;
  }

  function area(geom) {
    return Math.abs(sum(geom, (a, b) => a.x * b.y - b.x * a.y)) / 2;
  }

  /* How wide a long shape is, in pixels: its area over half its border. */
  function thickness(geom) {
    const border = sum(geom, (a, b) => Math.hypot(a.x - b.x, a.y - b.y));
    return border ? (2 * area(geom)) / border : 0;
  }

  /* A point inside the widest part of a shape, halfway up: where its sign stands. */
  function middle(geom) {
    let top = Infinity;
    let bottom = -Infinity;
    geom.forEach((ring) => ring.forEach((at) => ((top = Math.min(top, at.y)), (bottom = Math.max(bottom, at.y)))));
    const y = (top + bottom) / 2;
    const cuts = [];
    geom.forEach((ring) => {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
        const [a, b] = [ring[j], ring[i]];
        if (a.y > y !== b.y > y) cuts.push(a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x));
      }
    });
    cuts.sort((a, b) => a - b);
    let best = null;
    for (let i = 0; i + 1 < cuts.length; i += 2) {
      if (!best || cuts[i + 1] - cuts[i] > best.width) best = { x: (cuts[i] + cuts[i + 1]) / 2, width: cuts[i + 1] - cuts[i] };
    }
    return best ? geom[0][0].clone().mult(0).add({ x: best.x, y }) : null;
  }

  function distanceToEdge(point, a, b) {
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const length2 = dx * dx + dy * dy;
    const along = length2 ? ((point.x - a.x) * dx + (point.y - a.y) * dy) / length2 : 0;
    const part = Math.max(0, Math.min(1, along));
    return Math.hypot(point.x - a.x - part * dx, point.y - a.y - part * dy);
  }

  /* Distance from a point to a shape, 0 when inside (holes count as outside). */
  function distanceTo(point, geom) {
    let inside = false;
    let least = Infinity;
    geom.forEach((ring) => {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
        const [a, b] = [ring[j], ring[i]];
        if (a.y > point.y !== b.y > point.y && point.x < a.x + ((point.y - a.y) / (b.y - a.y)) * (b.x - a.x)) inside = !inside;
        least = Math.min(least, distanceToEdge(point, a, b));
      }
    });
    return inside ? 0 : least;
  }

  /* Whether a box {left, right, top, bottom} lies over one of others. */
  function overlaps(box, others) {
    return others.some((one) => box.left < one.right && box.right > one.left && box.top < one.bottom && box.bottom > one.top);
  }

  matbang.shapes = { overlaps, area, thickness, middle, distanceTo };
})();
