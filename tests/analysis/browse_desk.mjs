// A planner's turn at the desk: node browse_desk.mjs ADDRESS; prints what was seen as JSON.
// Set DIMAI_SHOTS to a folder to keep pictures.

import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const viewer = fileURLToPath(new URL("../../analysis/viewer/", import.meta.url));
const { chromium } = createRequire(viewer)("playwright-core");
const address = process.argv[2];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const found = { foreign: [] };
const own = new URL(address).origin;
page.on("request", (request) => {
  const url = request.url();
  if (!/^(data|blob):/.test(url) && !url.startsWith(own)) found.foreign.push(url);
});
const shot = (name) =>
  process.env.DIMAI_SHOTS &&
  page.screenshot({ path: join(process.env.DIMAI_SHOTS, `desk-${name}.png`) });
const wait = { timeout: 60000 };

await page.goto(address + "&lang=en");
await page.waitForFunction(
  () => document.documentElement.dataset.ready || document.documentElement.dataset.errors,
  null,
  wait,
);
const speed = page.locator('[id="field-guideway.speed"]');

// A wrong value is told at once, and cannot be run.
await speed.fill("9");
await page.waitForFunction(() => document.querySelector(".faulty .fault"), null, wait);
found.fault = await page.textContent(".faulty .fault");
found.disabled = await page.isDisabled(".run");
found.field = await page.textContent(".faulty");
await shot("fault");

// Run as it is, then slower.
const run = async () => {
  await page.waitForFunction(
    () => document.querySelector(".run") && !document.querySelector(".run").disabled,
    null,
    wait,
  );
  await page.click(".run");
  await page.waitForSelector(".figures table", wait);
};
await page.click(".faulty .reset");
await page.waitForFunction(() => !document.querySelector(".faulty"), null, wait);
await run();
await page.click('.desk-tabs button:has-text("Parameters")');
await speed.fill("40 km/h");
await page.waitForFunction(() => document.querySelector(".changed .reset"), null, wait);
await page.waitForTimeout(600);
await run();
found.figures = await page.textContent(".figures");
found.change = await page.textContent(".figures tbody");
found.runs = await page.textContent(".desk-left");
await shot("figures");

// The map of the run.
await page.click('.desk-tabs button:has-text("Map")');
await page.waitForFunction(
  () => document.documentElement.dataset.drawn && window.app && window.app.frames > 1,
  null,
  wait,
);
found.drawn = await page.evaluate(() => document.documentElement.dataset.drawn);
await page.waitForTimeout(400);
await shot("map");

await page.click('[data-language="zh"]');
found.chinese = await page.textContent(".desk");
await page.setViewportSize({ width: 390, height: 780 });
await page.click(".desk-tabs button >> nth=0");
await page.waitForTimeout(200);
await shot("telephone");
found.wide = await page.evaluate(() => document.documentElement.scrollWidth);
found.errors = await page.evaluate(() => document.documentElement.dataset.errors || null);
console.log(JSON.stringify(found));
await browser.close();
