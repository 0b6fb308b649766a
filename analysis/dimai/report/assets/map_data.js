"use strict";
// The network unpacked, its flows by time, and how wide and which colour they are drawn.

R.delayLimits = [1, 10, 30, 120, 600];
R.delayColors = ["#8fb3c9", "#4f93b8", "#e6b34d", "#e07b39", "#b8372c", "#6d1230"];
R.trainLimits = [2, 10, 30, 60, 120];
R.trainColors = ["#b9c9d3", "#86b6bb", "#4a9aa1", "#217883", "#0f5661", "#06343d"];

/** Unpacked network, made once. */
R.prepareNetwork = function () {
  const raw = R.data.network,
    link = raw.link,
    node = raw.node;
  const net = { links: link.id.length, nodes: node.id.length };
  ["from", "to", "trunk", "length", "tubes"].forEach((key) => {
    net[key] = R.unpack(link[key]);
  });
  ["city", "kind", "population"].forEach((key) => {
    net[key] = R.unpack(node[key]);
  });
  net.lon = R.unpack(node.lon, true).map((v) => v / 1e5);
  net.lat = R.unpack(node.lat, true).map((v) => v / 1e5);
  net.tubeKm = d3.sum(net.length, (metres, l) => (metres / 1000) * Math.max(1, net.tubes[l]));
  const count = R.unpack(raw.shape.count),
    lon = R.unpack(raw.shape.lon, true),
    lat = R.unpack(raw.shape.lat, true);
  let at = 0;
  net.shape = Array.from({ length: net.links }, (_, i) => {
    const points = [];
    for (let k = 0; k < (count[i] || 0); k++, at++) points.push([lon[at] / 1e5, lat[at] / 1e5]);
    return points.length > 1
      ? points
      : [net.from[i], net.to[i]].map((n) => [net.lon[n], net.lat[n]]);
  });
  const ends = new Set(Array.from({ length: net.links }, (_, i) => net.from[i] + ">" + net.to[i]));
  net.twin = Array.from({ length: net.links }, (_, i) => ends.has(net.to[i] + ">" + net.from[i]));
  net.bins = raw.time_s.length;
  net.flows = {};
  ["trains", "capsules", "delay"].forEach((key) => {
    if (raw.flows[key]) net.flows[key] = R.unpack(raw.flows[key]);
  });
  net.waitingNode = R.unpack(raw.waiting.node, true);
  net.waitingCount = R.unpack(raw.waiting.count);
  R.net = net;
  R.wholeRun(net);
};

/** Sums of the flows over all bins, means of the waiting, and the greatest of each. */
R.wholeRun = function (net) {
  net.whole = {};
  Object.keys(net.flows).forEach((key) => {
    const total = new Float64Array(net.links),
      flow = net.flows[key];
    for (let b = 0, i = 0; b < net.bins; b++)
      for (let l = 0; l < net.links; l++, i++) total[l] += flow[i];
    net.whole[key] = total;
  });
  const portals = net.waitingNode.length;
  net.wholeWaiting = new Float64Array(portals);
  net.waitingMost = 0;
  for (let i = 0; i < net.waitingCount.length; i++) {
    net.wholeWaiting[i % portals] += net.waitingCount[i] / Math.max(1, net.bins);
    net.waitingMost = Math.max(net.waitingMost, net.waitingCount[i]);
  }
  R.waitingByCity(net);
  const hours = R.data.network.bin_s / 3600;
  const sorted = net.flows.capsules ? Float64Array.from(net.flows.capsules).sort() : [0];
  net.flowMost = Math.max(1, (sorted[sorted.length - 1] || 0) / (hours || 1));
};

/** The same summed over the portals of each city, for the map seen from afar. */
R.waitingByCity = function (net) {
  const portals = net.waitingNode.length,
    cities = R.data.network.cities.length;
  net.cityWaiting = new Float64Array(cities * net.bins);
  for (let b = 0, i = 0; b < net.bins; b++) {
    for (let p = 0; p < portals; p++, i++) {
      const city = net.city[net.waitingNode[p]];
      if (city >= 0) net.cityWaiting[b * cities + city] += net.waitingCount[i];
    }
  }
  net.cityWaitingMost = d3.max(net.cityWaiting) || 0;
  net.wholeCityWaiting = Array.from(
    { length: cities },
    (_, c) =>
      d3.sum(d3.range(net.bins), (b) => net.cityWaiting[b * cities + c]) / Math.max(1, net.bins),
  );
};

/** Flow of a link in bin `bin`, or in the whole run (bin -1): per hour, and mean delay of a train. */
R.flowAt = function (l, bin) {
  const net = R.net,
    hours = (R.data.network.bin_s / 3600) * (bin < 0 ? Math.max(1, net.bins) : 1);
  const value = (key) =>
    net.flows[key] ? (bin < 0 ? net.whole[key][l] : net.flows[key][bin * net.links + l]) : 0;
  const trains = value("trains");
  return {
    capsules: value("capsules") / hours,
    trains: trains / hours,
    perTube: trains / hours / Math.max(1, net.tubes[l]),
    delay: trains > 0 ? value("delay") / trains : 0,
  };
};

R.flowWidth = (capsulesPerHour) =>
  0.5 + 8.5 * Math.sqrt(Math.min(1, capsulesPerHour / R.net.flowMost));
R.waitingRadius = (count, most) => 1.5 + 13 * Math.sqrt(Math.min(1, count / Math.max(4, most)));

R.linkColor = function (flow, mode) {
  if (!(flow.trains > 0)) return "#d3dae0";
  const value = mode === "delay" ? flow.delay : flow.perTube;
  const limits = mode === "delay" ? R.delayLimits : R.trainLimits,
    colors = mode === "delay" ? R.delayColors : R.trainColors;
  return colors[limits.filter((limit) => value >= limit).length];
};
