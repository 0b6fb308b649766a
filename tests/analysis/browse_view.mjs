// Looks at a page of the viewer as a user would; prints what it found as JSON.
//   node browse_view.mjs FILE webgl2|canvas2d
// Set DIMAI_SHOTS to a folder to keep pictures.

import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const viewer = fileURLToPath(new URL("../../analysis/viewer/", import.meta.url));
const { chromium } = createRequire(viewer)("playwright-core");
const [, , file, drawing] = process.argv;
const flags =
  drawing === "webgl2"
    ? ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    : ["--disable-gpu", "--disable-software-rasterizer"];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", ...flags],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const found = { requests: [] };
page.on(
  "request",
  (request) => /^(file|data|blob):/.test(request.url()) || found.requests.push(request.url()),
);
const shot = (name) =>
  process.env.DIMAI_SHOTS &&
  page.screenshot({ path: join(process.env.DIMAI_SHOTS, `${drawing}-${name}.png`) });

await page.goto(pathToFileURL(file).href + "?lang=en");
const settled = () =>
  document.documentElement.dataset.ready || document.documentElement.dataset.errors;
await page.waitForFunction(settled, null, { timeout: 60000 });
found.drawn = await page.evaluate(() => document.documentElement.dataset.drawn);

// The clock plays.
await page.selectOption(".pace select", "1");
await page.click(".play");
await page.waitForFunction(() => window.app.clock.now > 0.2, null, { timeout: 20000 });
await page.click(".play");
found.played = await page.evaluate(() => window.app.clock.now);

// A train in motion is clicked on.
const inspector = () => page.textContent(".inspector");
const settle = () =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
await page.evaluate(() => window.app.clock.set(40));
const before = await page.evaluate(() => window.app.frames);
await page
  .waitForFunction((count) => window.app.frames > count, before, { timeout: 20000 })
  .catch(() => {});
await settle();
const at = await page.evaluate(() => {
  const { picks } = window.app.painter;
  const box = document.querySelector("#map").getBoundingClientRect();
  return picks.count ? [box.left + picks.places[0], box.top + picks.places[1]] : null;
});
found.marked = Boolean(at);
if (at) {
  await page.mouse.click(at[0], at[1]);
  await settle();
  found.train = await inspector();
}
await page.evaluate(() => window.app.select({ capsule: 1, piece: -1 }));
found.capsule = await inspector();
await shot("capsule");

// The log of a junction.
await page.evaluate(() => window.app.select({ node: 1 }));
found.junction = await inspector();

// Capsules side by side near at hand.
await page.evaluate(() => {
  const { app } = window;
  app.select({ capsule: 1, piece: -1 });
  const place = app.painter.placeOf(app.selected, app.clock.now);
  if (app.view.map) app.view.map.jumpTo({ zoom: 17 });
  app.view.moveTo(place[0], place[1], app.view.map ? undefined : 17);
});
await settle();
await page.waitForTimeout(300);
await shot("near");
found.boxes = await page.evaluate(() => window.app.painter.boxes.count);

// Chinese, on a telephone.
await page.click('[data-language="zh"]');
found.chinese = (await page.textContent(".side")) + (await inspector());
await page.setViewportSize({ width: 390, height: 780 });
await settle();
await shot("telephone");
found.wide = await page.evaluate(() => document.documentElement.scrollWidth);
found.errors = await page.evaluate(() => document.documentElement.dataset.errors || null);
console.log(JSON.stringify(found));
await browser.close();
