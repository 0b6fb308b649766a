// Makes elements of the page.

/** An element: h("div.panel", {onclick: …, title: …}, child, …); texts are texts, never HTML. */
export function h(kind, attributes, ...children) {
  const [tag, ...classes] = kind.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style")
      for (const [key, each] of Object.entries(value)) element.style.setProperty(key, each);
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** Replace all that is in an element. */
export function fill(element, ...children) {
  element.replaceChildren(
    ...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** Rows of a name and a value. */
export const facts = (rows) =>
  h(
    "dl.facts",
    null,
    rows.filter(Boolean).map(([name, value]) => [h("dt", null, name), h("dd", null, value)]),
  );

/** Buttons of which one is on; `options`: [value, label]. */
export function choices(options, chosen, act, label) {
  return h(
    "div.switch",
    { role: "group", "aria-label": label },
    options.map(([value, text]) =>
      h(
        "button",
        { type: "button", "aria-pressed": String(value === chosen), onclick: () => act(value) },
        text,
      ),
    ),
  );
}
