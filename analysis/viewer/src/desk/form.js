// A form made from the fields that the models declare: unit, range, default, explanation of each.

import { fill, h } from "../dom.js";
import { language, t, word } from "../text.js";

const WAIT_MS = 350;

const chinese = () => language.now === "zh";

/** "guideway.speed" is "speed"; in Chinese its name comes first. */
function nameOfField({ key, name_zh }) {
  const own = key.slice(key.lastIndexOf(".") + 1);
  return chinese() && name_zh ? [name_zh, h("small", null, " " + own)] : own;
}

const meaningOf = ({ meaning, meaning_zh }) => (chinese() && meaning_zh) || meaning;

/** Key of a table, in Chinese with what it is about. */
function groupName(group) {
  const name = word("group.", group.split(".")[0]);
  return chinese() && name !== group.split(".")[0] ? `${name} ${group}` : group;
}

export class Form {
  constructor(desk) {
    this.desk = desk;
    this.overrides = {};
    this.parameters = [];
    this.problems = [];
    this.filter = "";
  }

  async open(path, overrides) {
    this.path = path;
    this.overrides = { ...overrides };
    this.parameters = [];
    this.problems = [];
    this.filter = "";
    await this.check();
  }

  /** Ask what the scenario is with the changes made so far, and for all that is wrong with it. */
  async check() {
    const asked = (this.asked = (this.asked || 0) + 1);
    this.checking = true;
    this.showProblems();
    try {
      const answer = await this.desk.ask("/api/describe", {
        scenario: this.path,
        overrides: this.overrides,
      });
      const said = await answer.json();
      if (asked === this.asked) this.take(said);
    } catch (error) {
      if (asked === this.asked) this.desk.tell(error);
    } finally {
      if (asked === this.asked) this.checking = false;
      this.showProblems();
    }
  }

  take(said) {
    this.problems = said.problems || [];
    const first = !this.parameters.length;
    if (said.parameters) this.parameters = said.parameters;
    if (said.size) this.size = said.size;
    if (first) {
      if (this.desk.tab === "form") fill(this.desk.body, this.view());
    } else this.showProblems();
  }

  change(key, value) {
    const own = this.parameters.find((each) => each.key === key);
    const text = value.trim();
    if (own && this.original(own) === text) delete this.overrides[key];
    else this.overrides[key] = text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), WAIT_MS);
    this.mark(key);
  }

  /** Value in the scenario file, or the default, before any change here. */
  original(parameter) {
    if (!this.originals || this.originalsOf !== this.path) {
      this.originals = {};
      this.originalsOf = this.path;
    }
    if (!(parameter.key in this.originals))
      this.originals[parameter.key] = parameter.source === "--set" ? null : parameter.value;
    return this.originals[parameter.key];
  }

  reset(key) {
    delete this.overrides[key];
    this.check().then(() => fill(this.desk.body, this.view()));
  }

  view() {
    this.rows = new Map();
    this.list = h("div.problems");
    const shown = this.parameters.filter(
      (each) =>
        !this.filter ||
        `${each.key} ${each.meaning} ${each.name_zh} ${each.meaning_zh}`
          .toLowerCase()
          .includes(this.filter),
    );
    const groups = new Map();
    for (const each of shown) {
      const group = each.key.slice(0, each.key.lastIndexOf("."));
      groups.set(group, (groups.get(group) || []).concat(each));
    }
    const search = h("input.search", {
      type: "search",
      value: this.filter,
      placeholder: t("desk.search"),
      "aria-label": t("desk.search"),
      oninput: (event) => {
        this.filter = event.target.value.toLowerCase();
        const made = this.view();
        fill(this.desk.body, made);
        const again = made.querySelector(".search");
        again.focus();
        again.setSelectionRange(again.value.length, again.value.length);
      },
    });
    this.runButton = h(
      "button.run",
      { type: "button", onclick: () => this.desk.run() },
      t("desk.run"),
    );
    const scenario = this.desk.scenarios.find((each) => each.path === this.path);
    const made = h(
      "form.form",
      { onsubmit: (event) => event.preventDefault() },
      scenario
        ? h(
            "p.about",
            null,
            (language.now === "zh" && scenario.description_zh) || scenario.description,
          )
        : null,
      h("div.form-head", null, search, this.runButton),
      this.list,
      [...groups].map(([group, each]) =>
        h(
          "details",
          {
            open:
              Boolean(this.filter) ||
              groups.size < 4 ||
              each.some((p) => p.key in this.overrides) ||
              group === "run" ||
              group === "guideway",
          },
          h("summary", null, groupName(group), h("small", null, " " + t("desk.count", { n: each.length }))),
          each.map((p) => this.row(p)),
        ),
      ),
    );
    this.showProblems();
    return made;
  }

  row(parameter) {
    const { key } = parameter;
    this.original(parameter);
    const value = key in this.overrides ? this.overrides[key] : parameter.value;
    const id = "field-" + key;
    const act = (event) => this.change(key, event.target.value);
    const field = parameter.choices.length
      ? h(
          "select",
          { id, onchange: act },
          parameter.choices.map((choice) =>
            h("option", { value: choice, selected: choice === value }, choice),
          ),
        )
      : h("input", { id, type: "text", value, spellcheck: "false", oninput: act });
    const facts = [
      parameter.least_text &&
        t("desk.range", { low: parameter.least_text, high: parameter.greatest_text }),
      parameter.default && t("desk.default", { value: parameter.default }),
      t("desk.flag_" + parameter.flag),
      parameter.source && parameter.source !== "--set" ? parameter.source : null,
    ].filter(Boolean);
    const row = h(
      "div.field",
      null,
      h("label", { for: id }, nameOfField(parameter)),
      h(
        "span.entry",
        null,
        field,
        h(
          "button.reset",
          {
            type: "button",
            title: t("desk.reset"),
            "aria-label": t("desk.reset"),
            onclick: () => this.reset(key),
          },
          "↺",
        ),
      ),
      h("p.meaning", null, meaningOf(parameter), h("small", null, facts.join(" · "))),
      h("p.fault"),
    );
    this.rows.set(key, row);
    this.mark(key);
    return row;
  }

  mark(key) {
    const row = this.rows && this.rows.get(key);
    if (row) row.classList.toggle("changed", key in this.overrides);
  }

  /** All problems at once, above the form and beside their fields. */
  showProblems() {
    if (!this.list) return;
    const errors = this.problems.filter((each) => each.severity === "error");
    const line = (each) =>
      h(
        "li." + each.severity,
        null,
        h("b", null, each.key || each.file),
        " ",
        each.message,
        h(
          "small",
          null,
          each.file && each.file !== "--set"
            ? ` ${each.file}${each.line ? ":" + each.line : ""}`
            : "",
        ),
      );
    fill(
      this.list,
      this.checking
        ? h("p.note", null, t("desk.checking"))
        : this.problems.length
          ? [
              h(
                "p.note",
                null,
                errors.length
                  ? t("desk.errors", { n: errors.length })
                  : t("desk.warnings", { n: this.problems.length }),
              ),
              h("ul", null, this.problems.map(line)),
            ]
          : h("p.note.good", null, t("desk.good")),
    );
    for (const [key, row] of this.rows || []) {
      const own = this.problems.filter((each) => each.key === key);
      row.classList.toggle(
        "faulty",
        own.some((each) => each.severity === "error"),
      );
      row.querySelector(".fault").textContent = own.map((each) => each.message).join("; ");
    }
    if (this.runButton)
      this.runButton.disabled =
        Boolean(this.checking) || errors.length > 0 || !this.parameters.length;
  }
}
