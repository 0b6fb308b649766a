// Builds the page of the viewer: one script, one style sheet, the licences of what is in it.
//   node build.mjs FOLDER     writes viewer.js, viewer.css and licences.txt there

import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2];
if (!target) {
  console.error("usage: node build.mjs FOLDER");
  process.exit(2);
}
const common = {
  bundle: true,
  minify: true,
  target: "es2022",
  legalComments: "none",
  write: false,
  absWorkingDir: here,
};

/** MapLibre's worker as text: the page starts it from memory, so that it is one file. */
const worker = {
  name: "worker",
  setup(made) {
    made.onResolve({ filter: /^worker:maplibre$/ }, () => ({
      path: "maplibre",
      namespace: "worker",
    }));
    made.onLoad({ filter: /.*/, namespace: "worker" }, async () => {
      const entry = join(here, "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs");
      const done = await build({ ...common, entryPoints: [entry], format: "iife" });
      return { contents: done.outputFiles[0].text, loader: "text" };
    });
  },
};

const script = await build({
  ...common,
  entryPoints: ["src/main.js"],
  format: "iife",
  plugins: [worker],
});
const style = await build({ ...common, entryPoints: ["src/page.css"] });
const licences = ["maplibre-gl/LICENSE.txt", "topojson-client/LICENSE", "world-atlas/LICENSE"]
  .map(
    (name) => `${name.split("/")[0]}\n\n${readFileSync(join(here, "node_modules", name), "utf8")}`,
  )
  .join("\n\n");

mkdirSync(target, { recursive: true });
for (const [name, text] of [
  ["viewer.css", style.outputFiles[0].text],
  ["licences.txt", licences],
  ["viewer.js", script.outputFiles[0].text],
]) {
  writeFileSync(join(target, name + ".part"), text);
  renameSync(join(target, name + ".part"), join(target, name));
}
