"use strict";
// The answer in one sentence, and the key figures.

/** p50 and p95 of a group of journeys: as the run itself summed them up, else counted from its trips. */
R.doorToDoor = function (group) {
  const row = R.data.summary.find(
    (s) =>
      /^(door_to_door|journey|travel_time|total)/.test(s.name) &&
      s.unit === "s" &&
      s.origin === group.origin &&
      s.destination === group.destination &&
      s.class === group.class,
  );
  if (row && row.n > 0 && R.isNumber(row.p50))
    return { n: row.n, p50: row.p50, p95: row.p95, p99: row.p99 };
  if (!group.n) return null;
  return { n: group.n, p50: group.quantile[1], p95: group.quantile[2], p99: group.quantile[3] };
};

R.groupName = function (group) {
  const who = group.class ? R.className(group.class) : "";
  if (group.kind === "pair") {
    return (
      R.t("pair.name", {
        origin: R.placeName(group.origin),
        destination: R.placeName(group.destination),
      }) + (who ? ` (${who})` : "")
    );
  }
  return group.kind === "class" ? who : R.t("group.all");
};

/** A sentence into a box, with {p50} and {p95} in bold. */
R.sentence = function (box, key, values) {
  const parts = R.t(key, values).split(/(\{p50\}|\{p95\})/);
  const shown = { "{p50}": R.duration(values.times.p50), "{p95}": R.duration(values.times.p95) };
  parts.forEach((part) =>
    part in shown ? box.append("b").text(shown[part]) : box.append("span").text(part),
  );
};

/** What pipelines have to say in a sentence or more each, for runs without capsules. */
R.pipelineLines = () =>
  R.pipelineKinds().flatMap((kind) => R.pipelines[kind].headline(R.data.pipelines[kind]));

R.headline = function () {
  const section = d3.select("#headline");
  section.selectAll("*").remove();
  R.banner(section);
  section.append("p").attr("class", "eyebrow").text(R.title());
  const groups = R.data.journeys
    .filter((g) => g.kind === "pair")
    .concat(R.data.journeys.filter((g) => g.kind === "all"));
  const answered = groups
    .map((group) => ({ group, times: R.doorToDoor(group) }))
    .filter((d) => d.times);
  const title = section.append("h1");
  if (!answered.length) {
    const lines = R.pipelineLines();
    title.text(lines[0] || R.t("headline.none"));
    const also = section.append("ul").attr("class", "also");
    lines.slice(1, 5).forEach((line) => also.append("li").text(line));
  } else {
    const first = answered[0];
    R.sentence(title, first.group.kind === "pair" ? "headline.pair" : "headline.all", {
      origin: R.placeName(first.group.origin),
      destination: R.placeName(first.group.destination),
      times: first.times,
    });
    const also = section.append("ul").attr("class", "also");
    answered.slice(1, 5).forEach((d) =>
      R.sentence(also.append("li"), "headline.also", {
        name: R.groupName(d.group),
        n: R.number(d.times.n),
        times: d.times,
      }),
    );
    section
      .append("p")
      .attr("class", "note")
      .text(
        R.t(first.times.n < 20 ? "headline.few" : "headline.from", { n: R.number(first.times.n) }),
      );
    if (first.group.parts) {
      const figure = R.figure(section, "headline.caption", { name: R.groupName(first.group) });
      R.partsLegend(figure);
      R.partsBars(figure, first.group, [2], false);
    }
  }
  if (R.data.network.node.id.length) R.keyFigures(section);
};

R.banner = function (section) {
  const meta = R.data.meta,
    reason = String(meta.end_reason || "");
  const known = R.has("end." + reason)
    ? R.t("end." + reason)
    : reason.replace(/^failed: */, R.t("end.failed"));
  const values = { reason: known || R.t("end.unknown"), time: R.duration(meta.simulated_s || 0) };
  // A network that flows as long as it is watched has nothing left unserved by its end.
  const flowsOnly = !R.data.network.node.id.length && reason === "duration reached";
  if (Number(meta.complete) !== 1) {
    section
      .append("p")
      .attr("class", "banner")
      .attr("role", "alert")
      .text(R.t("banner.incomplete", values));
  } else if (reason && reason !== "all served" && !flowsOnly) {
    section.append("p").attr("class", "banner mild").text(R.t("banner.ended", values));
  }
};

R.keyFigures = function (section) {
  const rows = R.data.counts.rows,
    totals = R.data.totals,
    meta = R.data.meta;
  const sum = (key) => d3.sum(rows, (row) => row[key]);
  const asked = sum("requested"),
    share = (n) =>
      asked ? R.t("key.of_requests", { share: R.percent(n / asked, n / asked > 0.1 ? 1 : 2) }) : "";
  const joules = d3.sum(R.data.energy, (e) => e.loaded_j + e.empty_j);
  const metres = totals.loaded_distance_m + totals.empty_distance_m;
  const list = section.append("dl").attr("class", "figures");
  const add = (key, value, small) => {
    const box = list.append("div");
    box.append("dt").text(R.t("key." + key));
    box
      .append("dd")
      .text(value)
      .append("small")
      .text(small || "");
  };
  add("requested", R.number(asked), R.t("key.requested_note"));
  add("arrived", R.number(sum("arrived")), share(sum("arrived")));
  add("under_way", R.number(sum("under_way")), share(sum("under_way")));
  add("waiting", R.number(sum("waiting")), share(sum("waiting")));
  add("refused", R.number(sum("refused")), share(sum("refused")));
  add("simulated", R.duration(meta.simulated_s || 0), R.t("key.simulated_note"));
  add("fleet", R.number(d3.sum(R.data.classes, (c) => c.fleet)), R.t("key.fleet_note"));
  add(
    "distance",
    metres > 0 ? R.fleetKm(metres) : "–",
    metres > 0
      ? R.t("key.distance_note", { share: R.percent(totals.empty_distance_m / metres, 1) })
      : "",
  );
  add("energy", R.perKm(joules, metres), R.t("key.energy_note", { energy: R.joules(joules) }));
  add("couplings", R.number(totals.couplings), R.t("key.couplings_note"));
  add("cuts", R.number(totals.cuts), R.t("key.cuts_note"));
  add(
    "network",
    R.number(R.net.tubeKm) + " km",
    R.t("key.network_note", {
      links: R.number(R.data.network.link.id.length),
      nodes: R.number(R.data.network.node.id.length),
    }),
  );
};
