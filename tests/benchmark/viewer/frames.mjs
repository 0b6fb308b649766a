// Time of a frame of the viewer while it plays: node frames.mjs PAGE FLAGS FRAMES
// FLAGS: swiftshader, none (no WebGL: Canvas2D). Prints JSON.

import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const viewer = fileURLToPath(new URL("../../../analysis/viewer/", import.meta.url));
const { chromium } = createRequire(viewer)("playwright-core");
const [, , page_path, flags = "swiftshader", frames = "40"] = process.argv;
const FLAGS = {
  swiftshader: ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
  none: ["--disable-gpu", "--disable-software-rasterizer"],
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-frame-rate-limit", "--disable-gpu-vsync", ...FLAGS[flags]],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const requests = [];
page.on(
  "request",
  (request) => /^(file|data|blob):/.test(request.url()) || requests.push(request.url()),
);
const start = Date.now();
await page.goto(pathToFileURL(page_path).href + "?lang=en");
const ready = () =>
  document.documentElement.dataset.ready || document.documentElement.dataset.errors;
await page.waitForFunction(ready, null, { timeout: 300000 });
const loaded = Date.now() - start;
const measured = await page.evaluate(async (wanted) => {
  const { app } = window;
  app.clock.set(app.scene.end * 0.45);
  let active = 0;
  if (app.scene.movement) app.scene.movement.active(app.clock.now, () => active++);
  app.clock.pace = 60;
  app.clock.play(true);
  const until = (count) =>
    new Promise((done) => {
      const look = () => (app.frames >= count ? done() : setTimeout(look, 2));
      look();
    });
  await until(app.frames + 5);
  const from = app.frames;
  const begin = performance.now();
  let paint = 0;
  let last = from;
  const watch = setInterval(() => {
    if (app.frames !== last) paint = Math.max(paint, app.paintMs);
    last = app.frames;
  }, 4);
  await until(from + wanted);
  clearInterval(watch);
  const spent = performance.now() - begin;
  const gl = document.createElement("canvas").getContext("webgl2");
  const info = gl && gl.getExtension("WEBGL_debug_renderer_info");
  return {
    frame_ms: spent / (app.frames - from),
    greatest_paint_ms: paint,
    frames: app.frames - from,
    active_trains: active,
    passages: app.scene.movement ? app.scene.movement.passages : 0,
    drawn_by: app.drawnBy,
    renderer: info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : "none",
    heap_mb: performance.memory ? performance.memory.usedJSHeapSize / 1e6 : null,
  };
}, Number(frames));
console.log(JSON.stringify({ ...measured, load_ms: loaded, requests: requests.length }));
await browser.close();
