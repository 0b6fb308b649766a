// Starts the page: a single file, a result that is served, or the planner's desk.

import { App } from "./app.js";
import { fromBase64, unpackBlock } from "./container.js";
import { Desk } from "./desk/desk.js";
import { h } from "./dom.js";
import { makeScene } from "./scene.js";
import { language, setLanguage, t } from "./text.js";

window.pageErrors = [];
const note = (message) => {
  window.pageErrors.push(String(message));
  document.documentElement.dataset.errors = window.pageErrors.join("; ");
};
window.addEventListener("error", (event) => note(event.message));
window.addEventListener("unhandledrejection", (event) =>
  note(event.reason && (event.reason.message || event.reason)),
);

function fail(error) {
  note(error.message || error);
  document
    .querySelector("#stage")
    .append(h("p.failure", null, t("page.failed", { why: error.message || error })));
}

/** Where the page gets a result from. */
async function blockOf(config) {
  const inside = document.getElementById("block");
  if (inside) return fromBase64(inside.textContent);
  const answer = await fetch(config.block, { headers: { "X-Dimai-Token": config.token } });
  if (!answer.ok) throw new Error(await answer.text());
  return new Uint8Array(await answer.arrayBuffer());
}

function languageButtons() {
  for (const button of document.querySelectorAll("[data-language]")) {
    const show = () =>
      button.setAttribute("aria-pressed", String(button.dataset.language === language.now));
    button.addEventListener("click", () => setLanguage(button.dataset.language));
    language.listeners.push(show);
    show();
  }
}

async function start() {
  const config = JSON.parse(document.getElementById("config").textContent);
  setLanguage(language.now);
  languageButtons();
  const stage = document.getElementById("stage");
  if (config.desk) {
    window.desk = new Desk(stage, config);
    await window.desk.ready;
  } else {
    const scene = makeScene(await unpackBlock(await blockOf(config)));
    window.app = new App(stage, scene);
    await window.app.ready;
  }
  document.documentElement.dataset.ready = "1";
}

start().catch(fail);
