/* The parcels' layer: fetches vector tiles, and tells which parcel lies under a finger.
   The one place that calls protomaps-leaflet for parcels. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const { area, distanceTo, middle } = matbang.shapes;
  const { LAYER, paintRules, signRule, numberRule } = matbang.paint;
  const DATA_ZOOM = 16;
  const TILE_PX = 512;
  /* A tile on the screen, and how far beyond its edge a border may reach. */
  const [SCREEN_PX, EDGE_PX] = [256, 16];

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
      return (this.view.meta.tiles || "").replace("{layer}", encodeURIComponent(layer));
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
      this.layer.xray = false;
      this.layer.clearLayout();
      this.layer.rerenderTiles();
    }

    /* Draw anew what is loaded, or what of it holds one of the parcels `ids`; resolves when all of it
       is painted. Without signs colours alone: placing the signs takes longer than all the rest. */
    drawn({ signs, ids }) {
      const { layer } = this;
      layer.xray = !signs;
      if (signs) layer.clearLayout();
      const tiles = Object.entries(layer._tiles || {}).map(([name, { el }]) => ({ el, place: layer._wrapCoords(layer._keyToTileCoords(name)) }));
      const touched = tiles.filter(({ place }) => !ids || this.holds(place, ids));
      return Promise.all(touched.map(({ el, place }) => layer.renderTile(place, el, layer._tileCoordsToKey(place))));
    }

    /* Whether one of the parcels reaches into a tile of the screen; who does not know yet says yes. */
    holds(place, ids) {
      const { dataTile, scale, origin } = this.layer.views.get("").dataTileForDisplayTile(place);
      const entry = this.cache.cache.get(dataTile.x + ":" + dataTile.y + ":" + dataTile.z);
      if (!entry) return true;
      const [west, north] = [SCREEN_PX * place.x - EDGE_PX - origin.x, SCREEN_PX * place.y - EDGE_PX - origin.y];
      const side = SCREEN_PX + 2 * EDGE_PX;
      const within = (least, most, start) => most * scale >= start && least * scale <= start + side;
      const reaches = ({ minX, maxX, minY, maxY }) => within(minX, maxX, west) && within(minY, maxY, north);
      return (entry.data.get(LAYER) || []).some(({ bbox, props }) => ids.has(props.id) && reaches(bbox));
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

    /* The ids of the parcels whose middle lies within a shape of corners; also those not on screen.
       Throws when tiles do not come. */
    async within(corners) {
      const { map } = this.view;
      const place = (at) => map.project(at, DATA_ZOOM + 1);
      const ring = corners.map(place);
      const ward = this.view.place.bounds().pad(0.1);
      const [least, most] = [L.bounds(ring).min, L.bounds(ring).max];
      const [north, south] = [place(ward.getNorthWest()), place(ward.getSouthEast())];
      const source = new protomapsL.PmtilesSource(this.tiles, false);
      const asked = [];
      for (let x = Math.floor(Math.max(least.x, north.x) / TILE_PX); x * TILE_PX <= Math.min(most.x, south.x); x += 1) {
        for (let y = Math.floor(Math.max(least.y, north.y) / TILE_PX); y * TILE_PX <= Math.min(most.y, south.y); y += 1) {
          asked.push(source.get({ z: DATA_ZOOM, x, y }, TILE_PX).then((data) => ({ x, y, data })));
        }
      }
      /* Of a parcel cut by a tile's edge the largest piece counts. */
      const pieces = new Map();
      (await Promise.all(asked)).forEach(({ x, y, data }) => {
        (data.get(LAYER) || []).forEach(({ geom, props }) => {
          const at = middle(geom);
          const size = area(geom);
          if (!at || (pieces.get(props.id) || { size: -1 }).size >= size) return;
          pieces.set(props.id, { size, at: { x: x * TILE_PX + at.x, y: y * TILE_PX + at.y } });
        });
      });
      return [...pieces].filter(([, { at }]) => distanceTo(at, [ring]) === 0).map(([id]) => id);
    }

    /* Boxes on the screen around the parcels whose cases are shown, as far as tiles are loaded. */
    caseBoxes(frame) {
      const map = this.view.map;
      const zoom = Math.min(map.getZoom() - 1, DATA_ZOOM);
      const screen = L.bounds([0, 0], map.getSize());
      const place = (x, y) => map.latLngToContainerPoint(map.unproject([x, y], zoom + 1));
      const boxes = [];
      this.cache.cache.forEach((entry, key) => {
        const [x, y, z] = key.split(":").map(Number);
        if (z !== zoom) return;
        (entry.data.get(LAYER) || []).forEach(({ bbox, props }) => {
          const look = this.view.status.look(props.id);
          if (!look || !look.shown) return;
          const least = place(x * TILE_PX + bbox.minX, y * TILE_PX + bbox.minY);
          const most = place(x * TILE_PX + bbox.maxX, y * TILE_PX + bbox.maxY);
          if (!screen.intersects(L.bounds(least, most))) return;
          boxes.push({ left: frame.left + least.x, right: frame.left + most.x, top: frame.top + least.y, bottom: frame.top + most.y });
        });
      });
      return boxes;
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
})();
