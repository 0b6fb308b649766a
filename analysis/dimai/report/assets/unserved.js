"use strict";
// Requests that were refused, and those that wait or travel at the end.

R.unserved = function () {
  const section = R.open("unserved"),
    u = R.data.unserved,
    rows = R.data.counts.rows;
  const asked = d3.sum(rows, (row) => row.requested);
  R.table(
    R.figure(section, "unserved.balance"),
    [
      { label: R.t("table.class"), text: (d) => (d.total ? R.t("class.all") : R.classAt(d.class)) },
      ...["requested", "arrived", "under_way", "waiting", "refused"].map((key) => ({
        label: R.t("key." + key),
        number: true,
        text: (d) => R.number(d[key]),
      })),
      {
        label: R.t("unserved.share"),
        number: true,
        text: (d) => (d.requested ? R.percent((d.waiting + d.refused) / d.requested, 2) : "–"),
      },
    ],
    rows.concat(
      rows.length > 1
        ? [
            Object.assign(
              { total: true },
              ...["requested", "arrived", "under_way", "waiting", "refused"].map((key) => ({
                [key]: d3.sum(rows, (row) => row[key]),
              })),
            ),
          ]
        : [],
    ),
  );
  if (!u.reasons.length && !u.waiting_total) {
    R.note(section, asked ? "unserved.none" : "unserved.empty");
    return;
  }
  if (u.reasons.length) R.refused(section, u);
  else R.note(section, "unserved.none_refused");
  if (!u.waiting.length) {
    R.note(section, "unserved.none_waiting");
    return;
  }
  const figure = R.figure(section, "unserved.waiting", {
    n: R.number(u.waiting_total),
    time: R.duration(u.longest_wait_s),
  });
  R.table(
    figure,
    [
      { label: R.t("table.origin"), text: (d) => R.nodeName(d[0]) },
      { label: R.t("junctions.city"), text: (d) => R.cityName(R.net.city[d[0]]) },
      { label: R.t("table.class"), text: (d) => R.classAt(d[1]) },
      { label: R.t("key.waiting"), number: true, text: (d) => R.number(d[2]) },
    ],
    u.waiting.slice(0, 10),
  );
};

R.refused = function (section, u) {
  const total = d3.sum(u.reasons, (row) => row[2]),
    reason = (text) => R.word("reason.", text);
  const most = d3.max(u.reasons, (row) => row[2]);
  R.table(
    R.figure(section, "unserved.reasons", { n: R.number(total) }),
    [
      { label: R.t("table.reason"), wide: true, text: (d) => reason(d[0]) },
      { label: R.t("table.class"), text: (d) => R.classAt(d[1]) },
      {
        label: R.t("key.refused"),
        number: true,
        text: (d) => R.number(d[2]),
        bar: (d) => d[2] / most,
      },
    ],
    u.reasons.slice().sort((a, b) => b[2] - a[2]),
  );
  R.table(
    R.figure(section, "unserved.pairs"),
    [
      { label: R.t("table.origin"), text: (d) => R.nodeName(d[2]) },
      { label: R.t("table.destination"), text: (d) => R.nodeName(d[3]) },
      { label: R.t("table.class"), text: (d) => R.classAt(d[1]) },
      { label: R.t("table.reason"), wide: true, text: (d) => reason(d[0]) },
      { label: R.t("key.refused"), number: true, text: (d) => R.number(d[4]) },
    ],
    u.pairs.slice(0, 10),
  );
};
