/* The signs of stages, classes and obstacles, drawn around the origin of a canvas. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const INK = "#1F2328";

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

  /* Fill a part of the disc, clockwise from a quarter: 0 the top, 1 the right. */
  function pie(ctx, radius, part, from = 0) {
    disc(ctx, radius, "#FFFFFF");
    ctx.lineWidth = 1.4;
    ctx.strokeStyle = INK;
    ctx.stroke();
    if (part <= 0) return;
    ctx.beginPath();
    ctx.moveTo(0, 0);
    const start = (-Math.PI / 2) * (1 - from);
    ctx.arc(0, 0, radius, start, start + 2 * Math.PI * part);
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
    else pie(ctx, radius, look.pie, look.from);
  }

  function bang(ctx, radius, colour) {
    disc(ctx, radius, colour);
    ctx.fillStyle = "#FFFFFF";
    ctx.fillRect(-radius * 0.16, -radius * 0.65, radius * 0.32, radius * 0.75);
    ctx.fillRect(-radius * 0.16, radius * 0.3, radius * 0.32, radius * 0.32);
  }

  Object.assign(matbang, { INK, sign, bang });
})();
