// The planner's desk: choose a scenario, change it, run it, see what came out, compare.

import { App } from "../app.js";
import { unpackBlock } from "../container.js";
import { fill, h } from "../dom.js";
import { makeScene } from "../scene.js";
import { duration, language, t } from "../text.js";
import { Form } from "./form.js";
import { compareTable, titleOf } from "./compare.js";

const LOOK_MS = 400;

export class Desk {
  constructor(stage, config) {
    this.token = config.token;
    this.scenarios = [];
    this.runs = [];
    this.chosen = null;
    this.shown = null;
    this.tab = "form";
    this.form = new Form(this);
    this.left = h("nav.desk-left");
    this.tabs = h("div.desk-tabs", { role: "tablist" });
    this.status = h("div.desk-status");
    this.body = h("div.desk-body");
    this.results = h("div.desk-results");
    stage.append(
      h(
        "div.desk",
        null,
        this.left,
        h("div.desk-main", null, this.tabs, this.status, this.body, this.results),
      ),
    );
    language.listeners.push(() => this.build());
    this.ready = this.load();
  }

  async ask(path, body) {
    const answer = await fetch(path, {
      method: body === undefined ? "GET" : "POST",
      headers: { "X-Dimai-Token": this.token },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok && answer.status !== 422) throw new Error(await answer.text());
    return answer;
  }

  async load() {
    const said = await (await this.ask("/api/scenarios")).json();
    this.scenarios = said.scenarios;
    await this.loadRuns();
    const asked =
      this.scenarios.find((each) => each.path.endsWith("first-steps")) || this.scenarios[0];
    if (asked) await this.choose(asked.path);
    const going = this.runs.find((run) => run.state === "running");
    if (going) this.watch(going.id);
    this.build();
  }

  async loadRuns() {
    this.runs = await (await this.ask("/api/runs")).json();
  }

  async choose(path, overrides = {}) {
    this.chosen = path;
    this.tab = "form";
    await this.form.open(path, overrides);
    this.build();
  }

  build() {
    this.buildLeft();
    this.buildTabs();
    this.buildStatus();
    this.buildBody();
  }

  buildLeft() {
    const item = (each) =>
      h(
        "li",
        null,
        h(
          "button" + (each.path === this.chosen ? ".chosen" : ""),
          { type: "button", onclick: () => this.choose(each.path), title: each.path },
          titleOf(each),
        ),
      );
    const run = (each) =>
      h(
        "li",
        null,
        h(
          "button" + (this.shown && each.id === this.shown.id ? ".chosen" : ""),
          { type: "button", onclick: () => this.show(each.id) },
          h("i.light." + each.state, { title: t("desk.state_" + each.state) }),
          h(
            "span",
            null,
            this.runTitle(each),
            h("small", null, `${each.started} · ${changes(each)}`),
          ),
        ),
      );
    fill(
      this.left,
      h("h2", null, t("desk.scenarios")),
      h("ul", null, this.scenarios.map(item)),
      h("h2", null, t("desk.runs")),
      this.runs.length ? h("ul", null, this.runs.map(run)) : h("p.note", null, t("desk.no_runs")),
    );
  }

  runTitle(run) {
    const scenario = this.scenarios.find((each) => each.path === run.scenario);
    return scenario ? titleOf(scenario) : run.scenario;
  }

  buildTabs() {
    const tab = (name, on) =>
      h(
        "button",
        {
          type: "button",
          role: "tab",
          "aria-selected": String(this.tab === name),
          disabled: !on,
          onclick: () => this.openTab(name),
        },
        t("desk.tab_" + name),
      );
    const shown = this.shown;
    fill(
      this.tabs,
      tab("form", Boolean(this.chosen)),
      tab("map", Boolean(shown && shown.has_result)),
      tab("figures", Boolean(shown && shown.summary)),
      shown && shown.has_report
        ? h(
            "button.link",
            { type: "button", onclick: () => this.openPage(`/api/runs/${shown.id}/report`) },
            t("desk.report"),
          )
        : null,
    );
  }

  openTab(name) {
    this.tab = name;
    this.build();
    if (name === "map") this.openMap().catch((error) => this.tell(error));
  }

  tell(error) {
    this.message = error ? String(error.message || error) : "";
    this.buildStatus();
  }

  buildStatus() {
    const run = this.watched;
    const parts = [];
    if (this.message) parts.push(h("p.warning", null, this.message));
    if (run && run.state === "running") {
      const { share = 0, left_s: left, doing } = run.progress || {};
      parts.push(
        h(
          "div.progress",
          null,
          h("progress", { max: "1", value: String(share) }),
          h(
            "span",
            null,
            doing ||
              `${Math.round(share * 100)} %` +
                (left > 1 ? " · " + t("desk.left", { time: duration(left) }) : ""),
          ),
          h(
            "button.plain",
            {
              type: "button",
              onclick: () => this.ask(`/api/runs/${run.id}/stop`, {}).catch((e) => this.tell(e)),
            },
            t("desk.stop"),
          ),
        ),
      );
    }
    if (this.shown && this.shown.state !== "running" && this.tab !== "form") {
      const words = t("desk.state_" + this.shown.state);
      parts.push(
        h(
          "p.ran",
          null,
          h("b", null, this.runTitle(this.shown)),
          ` · ${words} · ${changes(this.shown)} `,
          h(
            "button.moment",
            {
              type: "button",
              onclick: () => this.choose(this.shown.scenario, this.shown.overrides),
            },
            t("desk.again"),
          ),
        ),
      );
      if (this.shown.state !== "done" && (this.shown.log || []).length)
        parts.push(h("pre.run-log", null, this.shown.log.slice(-8).join("\n")));
    }
    fill(this.status, parts);
  }

  buildBody() {
    this.results.hidden = this.tab !== "map";
    this.body.hidden = this.tab === "map";
    if (this.tab === "form") fill(this.body, this.form.view());
    if (this.tab === "figures") fill(this.body, this.figures());
  }

  async run() {
    this.tell("");
    try {
      const answer = await this.ask("/api/runs", {
        scenario: this.chosen,
        overrides: this.form.overrides,
      });
      const said = await answer.json();
      if (said.problems) {
        this.form.take(said);
        return;
      }
      await this.watch(said.id);
    } catch (error) {
      this.tell(error);
    }
  }

  /** Look at a run until it ends, then show it. */
  async watch(id) {
    for (;;) {
      this.watched = await (await this.ask("/api/runs/" + id)).json();
      this.buildStatus();
      if (this.watched.state !== "running") break;
      await new Promise((done) => setTimeout(done, LOOK_MS));
    }
    await this.loadRuns();
    await this.show(id);
  }

  async show(id) {
    try {
      this.shown = await (await this.ask("/api/runs/" + id)).json();
      this.tell("");
      this.openTab(
        this.shown.has_result && this.shown.summary
          ? "figures"
          : this.shown.has_result
            ? "map"
            : "form",
      );
    } catch (error) {
      this.tell(error);
    }
  }

  async openMap() {
    if (this.app && this.mapOf === this.shown.id) {
      this.app.onResize();
      return;
    }
    if (this.app) this.app.close();
    this.app = null;
    this.mapOf = this.shown.id;
    fill(this.results, h("p.note", null, t("desk.loading")));
    const answer = await this.ask(`/api/runs/${this.shown.id}/block`);
    const scene = makeScene(await unpackBlock(new Uint8Array(await answer.arrayBuffer())));
    this.app = window.app = new App(this.results, scene);
    await this.app.ready;
  }

  /** Open a page of a run in a tab of its own; it comes with the token, so it is fetched first. */
  async openPage(path) {
    const tab = window.open("", "_blank");
    try {
      const page = await (await this.ask(path)).blob();
      const address = URL.createObjectURL(page);
      if (tab) tab.location = address;
      else window.location = address;
    } catch (error) {
      if (tab) tab.close();
      this.tell(error);
    }
  }

  figures() {
    const others = this.runs.filter(
      (run) => run.scenario === this.shown.scenario && run.id !== this.shown.id && run.summary,
    );
    const before = others.find((run) => run.id < this.shown.id);
    const other = others.find((run) => run.id === this.comparedWith) || before || null;
    return h(
      "div.figures",
      null,
      h(
        "p.with",
        null,
        t("desk.compare_with"),
        " ",
        others.length
          ? h(
              "select",
              {
                "aria-label": t("desk.compare_with"),
                onchange: (event) => {
                  this.comparedWith = event.target.value;
                  this.buildBody();
                },
              },
              others.map((run) =>
                h(
                  "option",
                  { value: run.id, selected: other && run.id === other.id },
                  `${run.started} · ${changes(run)}`,
                ),
              ),
            )
          : h("span.note", null, t("desk.nothing_to_compare")),
        other
          ? h(
              "button.plain",
              {
                type: "button",
                onclick: () => this.openPage(`/api/compare?a=${other.id}&b=${this.shown.id}`),
              },
              t("desk.compare_page"),
            )
          : null,
      ),
      compareTable(this.shown, other),
    );
  }
}

/** What a run changed of its scenario. */
function changes(run) {
  const entries = Object.entries(run.overrides || {});
  return entries.length
    ? entries.map(([key, value]) => `${key} = ${value}`).join(", ")
    : t("desk.unchanged");
}
