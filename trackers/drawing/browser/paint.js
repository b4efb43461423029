/* The parcels: how vector tiles are fetched and painted, and which parcel lies under a finger.
   The one place that knows protomaps-leaflet. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const LAYER = "parcels";
  const DATA_ZOOM = 16;
  const TILE_PX = 512;
  const INK = "#1F2328";
  const SIGN_ZOOM = 16;
  const NUMBER_ZOOM = 18;
  const SIGN_RADIUS = 6.5;
  const THIN_PX = 4;

  function disc(ctx, radius, fill) {
    ctx.beginPath();
    ctx.arc(0, 0, radius, 0, 2 * Math.PI);
    ctx.fillStyle = fill;
    ctx.fill();
  }

  function tick(ctx, radius) {
    disc(ctx, radius, INK);
    ctx.beginPath();
    ctx.moveTo(-radius * 0.5, 0);
    ctx.lineTo(-radius * 0.1, radius * 0.42);
    ctx.lineTo(radius * 0.55, -radius * 0.42);
    ctx.strokeStyle = "#FFFFFF";
    ctx.lineWidth = radius * 0.3;
    ctx.stroke();
  }

  function pie(ctx, radius, part) {
    disc(ctx, radius, "#FFFFFF");
    ctx.lineWidth = 1.4;
    ctx.strokeStyle = INK;
    ctx.stroke();
    if (part <= 0) return;
    ctx.beginPath();
    ctx.moveTo(0, 0);
    ctx.arc(0, 0, radius, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * part);
    ctx.fillStyle = INK;
    ctx.fill();
  }

  function mark(ctx, radius, text) {
    disc(ctx, radius, "#FFFFFF");
    ctx.lineWidth = 1;
    ctx.strokeStyle = INK;
    ctx.stroke();
    ctx.fillStyle = INK;
    ctx.font = "bold " + (text.length > 2 ? radius * 0.9 : radius * 1.25) + "px sans-serif";
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(text, 0, 0.5);
  }

  /* Draw the sign of a class around the origin: shapes, since fonts differ between machines. */
  function sign(ctx, look, radius) {
    if (look.mark === "") return;
    if (look.mark !== undefined) mark(ctx, radius, look.mark);
    else if (look.pie > 1) tick(ctx, radius);
    else pie(ctx, radius, look.pie);
  }

  function bang(ctx, radius, colour) {
    disc(ctx, radius, colour);
    ctx.fillStyle = "#FFFFFF";
    ctx.fillRect(-radius * 0.16, -radius * 0.65, radius * 0.32, radius * 0.75);
    ctx.fillRect(-radius * 0.16, radius * 0.3, radius * 0.32, radius * 0.32);
  }

  function trace(ctx, geom) {
    ctx.beginPath();
    geom.forEach((ring) => {
      ring.forEach((point, place) => (place ? ctx.lineTo(point.x, point.y) : ctx.moveTo(point.x, point.y)));
      ctx.closePath();
    });
  }

  /* How wide a long shape is, in pixels: its area over half its border. */
  function thickness(geom) {
    let [area, border] = [0, 0];
    geom.forEach((ring) => {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
        area += ring[j].x * ring[i].y - ring[i].x * ring[j].y;
        border += Math.hypot(ring[i].x - ring[j].x, ring[i].y - ring[j].y);
      }
    });
    return border ? Math.abs(area) / border : 0;
  }

  /* A rule of protomaps-leaflet that paints features by hand. */
  function rule(filter, draw) {
    return { dataLayer: LAYER, filter: (zoom, feature) => filter(feature.props.id), symbolizer: { draw } };
  }

  function stroke(ctx, colour, width) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.lineJoin = "round";
    ctx.stroke();
  }

  function paintRules(view) {
    const shown = (id) => (view.status.look(id) || {}).shown;
    const plain = (ctx, geom, zoom, feature) => {
      const dimmed = view.status.look(feature.props.id);
      trace(ctx, geom);
      ctx.fillStyle = "#FBFAF6";
      ctx.fill("evenodd");
      stroke(ctx, dimmed ? "#8B8B86" : "#CFC9BB", zoom < 15 ? 0.35 : dimmed ? 1.2 : 0.7);
    };
    const coloured = (ctx, geom, zoom, feature) => {
      const colour = view.status.classOf(view.status.look(feature.props.id)).colour;
      trace(ctx, geom);
      ctx.fillStyle = colour;
      ctx.fill("evenodd");
      /* A border in the same colour keeps a strip of half a metre visible from far. */
      const thin = thickness(geom) < THIN_PX;
      stroke(ctx, colour, thin ? 3 : 1.6);
      if (!thin && zoom >= 16) stroke(ctx, "#3A3A38", 0.6);
    };
    const stuck = (ctx, geom, zoom) => {
      trace(ctx, geom);
      stroke(ctx, view.meta.obstacle.colour, zoom < 15 ? 2 : 2.8);
    };
    /* Around a strip the border stands outside, so that it does not hide the colour. */
    const chosen = (ctx, geom, zoom, feature) => {
      const thin = thickness(geom) < THIN_PX;
      trace(ctx, geom);
      stroke(ctx, "#FFFFFF", thin ? 12 : 7);
      stroke(ctx, INK, thin ? 9 : 4);
      if (thin) (shown(feature.props.id) ? coloured : plain)(ctx, geom, zoom, feature);
    };
    return [
      rule((id) => !shown(id), plain),
      rule(shown, coloured),
      rule((id) => shown(id) && view.status.look(id).stuck, stuck),
      rule((id) => id === view.selectedParcel(), chosen),
    ];
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

  /* `key` keeps a parcel cut by a tile's edge from carrying its sign twice. */
  function label(key, anchor, width, height, draw) {
    const box = { minX: anchor.x - width / 2, maxX: anchor.x + width / 2 };
    Object.assign(box, { minY: anchor.y - height / 2, maxY: anchor.y + height / 2 });
    return [{ anchor, bboxes: [box], draw, deduplicationKey: key, deduplicationDistance: 200 }];
  }

  function signRule(view, wanted) {
    const place = (layout, geom, feature) => {
      const id = feature.props.id;
      const anchor = middle(geom);
      if (!anchor) return undefined;
      const draw = (ctx) => {
        const look = view.status.look(id);
        if (!look || !look.shown) return;
        sign(ctx, view.status.classOf(look), SIGN_RADIUS);
        if (!look.stuck) return;
        ctx.translate(SIGN_RADIUS, -SIGN_RADIUS);
        bang(ctx, SIGN_RADIUS * 0.8, view.meta.obstacle.colour);
      };
      return label("s" + id, anchor, 15, 15, draw);
    };
    const filter = (zoom, feature) => {
      const look = view.status.look(feature.props.id);
      return Boolean(look && look.shown && look.stuck === wanted);
    };
    return { dataLayer: LAYER, minzoom: SIGN_ZOOM, filter, symbolizer: { place } };
  }

  function numberRule(view) {
    const place = (layout, geom, feature) => {
      const text = String(feature.props.t);
      const anchor = middle(geom);
      if (!anchor) return undefined;
      const look = view.status.look(feature.props.id);
      if (look && look.shown) anchor.y += 15;
      const draw = (ctx) => {
        ctx.font = "11px sans-serif";
        ctx.textAlign = "center";
        ctx.textBaseline = "middle";
        ctx.lineJoin = "round";
        ctx.lineWidth = 3;
        ctx.strokeStyle = "#FFFFFF";
        ctx.strokeText(text, 0, 0);
        ctx.fillStyle = INK;
        ctx.fillText(text, 0, 0);
      };
      return label("n" + feature.props.id, anchor, text.length * 6.2, 13, draw);
    };
    return { dataLayer: LAYER, minzoom: NUMBER_ZOOM, symbolizer: { place } };
  }

  /* A failed tile is not kept: `failed` says that the next redraw should ask again. */
  class Tiles {
    constructor(address) {
      this.address = address;
      this.failed = false;
    }

    async getZxy(z, x, y) {
      const url = this.address.replace("{z}", z).replace("{x}", x).replace("{y}", y);
      try {
        const answer = await fetch(url, { credentials: "same-origin" });
        if (answer.status === 204 || answer.status === 404) return undefined;
        if (!answer.ok) throw new Error("tile " + answer.status);
        return { data: await answer.arrayBuffer() };
      } catch (error) {
        this.failed = true;
        throw error;
      }
    }
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

  class Parcels {
    constructor(view, pane) {
      this.view = view;
      this.numbers = numberRule(view);
      this.tiles = new Tiles(this.address(view.meta.layer));
      const labelRules = [signRule(view, true), signRule(view, false), this.numbers];
      const options = { url: this.tiles, maxDataZoom: DATA_ZOOM, paintRules: paintRules(view), labelRules };
      this.layer = protomapsL.leafletLayer({ ...options, pane, attribution: "", lang: view.lang, noWrap: true });
    }

    address(layer) {
      return this.view.meta.tiles.replace("{layer}", encodeURIComponent(layer));
    }

    get cache() {
      return this.layer.views.get("").tileCache;
    }

    /* Read the tiles of another layer version from now on, without taking the layer away. */
    swap(layer) {
      this.tiles = new Tiles(this.address(layer));
      this.cache.source.p = this.tiles;
      this.cache.cache.clear();
      this.cache.inflight.clear();
      this.redraw();
    }

    showNumbers(visible) {
      this.numbers.visible = visible;
      this.redraw();
    }

    redraw() {
      this.tiles.failed = false;
      this.layer.clearLayout();
      this.layer.rerenderTiles();
    }

    /* Parcels within `reach` screen pixels of a place: {id, name, distance}, each once. */
    near(latlng, reach) {
      const map = this.view.map;
      const zoom = Math.min(map.getZoom() - 1, DATA_ZOOM);
      const world = map.project(latlng, zoom + 1);
      const far = reach / map.getZoomScale(map.getZoom(), zoom + 1);
      const found = new Map();
      for (let x = Math.floor((world.x - far) / TILE_PX); x <= (world.x + far) / TILE_PX; x += 1) {
        for (let y = Math.floor((world.y - far) / TILE_PX); y <= (world.y + far) / TILE_PX; y += 1) {
          const entry = this.cache.cache.get(x + ":" + y + ":" + zoom);
          const point = { x: world.x - x * TILE_PX, y: world.y - y * TILE_PX };
          (entry ? entry.data.get(LAYER) || [] : []).forEach(({ bbox, geom, props }) => {
            if (point.x < bbox.minX - far || point.x > bbox.maxX + far) return;
            if (point.y < bbox.minY - far || point.y > bbox.maxY + far) return;
            const distance = distanceTo(point, geom);
            const before = found.get(props.id);
            if (distance <= far && !(before && before.distance <= distance)) found.set(props.id, { id: props.id, name: props.t, distance });
          });
        }
      }
      return [...found.values()].sort((a, b) => a.distance - b.distance);
    }

    /* The parcel meant by a click: one with a case under it, else near it, else any under it. */
    pick(latlng, reach) {
      const all = this.near(latlng, reach);
      const exact = all.filter((one) => one.distance === 0);
      const look = (one) => this.view.status.look(one.id);
      const shown = (one) => look(one) && look(one).shown;
      return exact.find(shown) || exact.find(look) || all.find(shown) || exact[0] || null;
    }

    /* Where a parcel stands on the screen, if its tile is loaded. */
    locate(id) {
      const map = this.view.map;
      const zoom = Math.min(map.getZoom() - 1, DATA_ZOOM);
      for (const [key, entry] of this.cache.cache) {
        const [x, y, z] = key.split(":").map(Number);
        const one = z === zoom && (entry.data.get(LAYER) || []).find((feature) => feature.props.id === id);
        const at = one && middle(one.geom);
        if (at) return map.latLngToContainerPoint(map.unproject([x * TILE_PX + at.x, y * TILE_PX + at.y], zoom + 1));
      }
      return null;
    }
  }

  matbang.Parcels = Parcels;
  matbang.sign = sign;
  matbang.bang = bang;
})();
