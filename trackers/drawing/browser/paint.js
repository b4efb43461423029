/* How parcels are painted and labelled: the rules that protomaps-leaflet follows. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const { INK, sign, bang } = matbang;
  const { thickness, middle } = matbang.shapes;
  const LAYER = "parcels";
  /* No stage's and no obstacle's colour. */
  const PICKED = "#A3005C";
  const SIGN_ZOOM = 16;
  const NUMBER_ZOOM = 18;
  const SIGN_RADIUS = 6.5;
  const THIN_PX = 4;

  function trace(ctx, geom) {
    ctx.beginPath();
    geom.forEach((ring) => {
      ring.forEach((point, place) => (place ? ctx.lineTo(point.x, point.y) : ctx.moveTo(point.x, point.y)));
      ctx.closePath();
    });
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
    const picked = (ctx, geom) => {
      trace(ctx, geom);
      stroke(ctx, "#FFFFFF", thickness(geom) < THIN_PX ? 9 : 6);
      stroke(ctx, PICKED, thickness(geom) < THIN_PX ? 6 : 3.5);
    };
    return [
      rule((id) => !shown(id), plain),
      rule(shown, coloured),
      rule((id) => shown(id) && view.status.look(id).stuck, stuck),
      rule((id) => view.picking.has(id), picked),
      rule((id) => id === view.selectedParcel(), chosen),
    ];
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

  matbang.paint = { LAYER, paintRules, signRule, numberRule };
})();
