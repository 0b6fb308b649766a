#include "models/pipelines/gas/gas_status.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>

namespace dimai::models {
namespace {

constexpr double kTolerance = 1e-8;  // shares of scale: smaller contradictions are rounding

/// Amounts of a machine that decide, over their scales.
struct Seen {
  double from;
  double to;
  double set;  ///< outlet that it keeps, or NaN
  double flow;
};

/// What a machine should be, with how wrong it is; nothing if it is right.
using Wish = std::optional<std::pair<GasStatus, double>>;

Wish when(bool wrong, GasStatus status, double size) {
  if (!wrong) return std::nullopt;
  return std::pair{status, size};
}

/// A regulator that keeps its outlet pressure.
Wish regulator(GasStatus now, const Seen& s) {
  const bool back = s.flow < -kTolerance;
  if (now == GasStatus::active) {
    if (back) return when(true, GasStatus::shut, -s.flow);
    return when(s.from < s.set - kTolerance, GasStatus::open, s.set - s.from);
  }
  if (now == GasStatus::open) {
    if (back) return when(true, GasStatus::shut, -s.flow);
    return when(s.to > s.set + kTolerance, GasStatus::active, s.to - s.set);
  }
  const bool wanted = s.to < s.set - kTolerance && s.from > s.to + kTolerance;
  return when(wanted, s.from > s.set ? GasStatus::active : GasStatus::open, s.set - s.to);
}

/// A compressor that keeps its outlet pressure.
Wish compressor(GasStatus now, const Seen& s) {
  const bool back = s.flow < -kTolerance;
  if (now == GasStatus::active) {
    if (back) return when(true, GasStatus::shut, -s.flow);
    return when(s.from > s.set + kTolerance, GasStatus::open, s.from - s.set);
  }
  if (now == GasStatus::open) {
    if (back) return when(true, GasStatus::shut, -s.flow);
    return when(s.from < s.set - kTolerance, GasStatus::active, s.set - s.from);
  }
  if (s.from > s.to + kTolerance)
    return when(true, s.from > s.set ? GasStatus::open : GasStatus::active, s.from - s.to);
  return when(s.to < s.set - kTolerance, GasStatus::active, s.set - s.to);
}

/// A set ratio behind a check valve.
Wish ratio(GasStatus now, const Seen& s, double setting) {
  if (now == GasStatus::active) return when(s.flow < -kTolerance, GasStatus::shut, -s.flow);
  const double lift = setting * setting * s.from - s.to;
  return when(lift > kTolerance, GasStatus::active, lift);
}

/// A regulator that keeps a flow: it cannot lift the pressure.
Wish limiter(GasStatus now, const Seen& s, double flow) {
  if (now == GasStatus::active)
    return when(s.to > s.from + kTolerance, GasStatus::open, s.to - s.from);
  if (now == GasStatus::shut) {
    const bool wanted = s.from > s.to + kTolerance && flow > 0.0;
    return when(wanted, GasStatus::active, s.from - s.to);
  }
  if (s.flow < -kTolerance) return when(true, GasStatus::shut, -s.flow);
  return when(s.flow > flow + kTolerance, GasStatus::active, s.flow - flow);
}

Wish wish(const GasElement& element, GasStatus now, const Seen& s, double flow_scale) {
  if (element.control == GasControl::outlet_pressure)
    return element.kind == GasElementKind::regulator ? regulator(now, s) : compressor(now, s);
  if (element.control == GasControl::ratio && element.check_valve)
    return ratio(now, s, element.setting);
  if (element.control == GasControl::flow && element.kind == GasElementKind::regulator)
    return limiter(now, s, element.setting / flow_scale);
  return std::nullopt;
}

bool is_machine(GasElementKind kind) {
  return kind == GasElementKind::compressor || kind == GasElementKind::regulator;
}

std::uint32_t find(std::vector<std::uint32_t>& parent, std::uint32_t node) {
  while (parent[node] != node) {
    parent[node] = parent[parent[node]];
    node = parent[node];
  }
  return node;
}

/// Whether pressure on one side follows from the other.
bool passes_pressure(const GasElement& element, GasStatus status) {
  if (status == GasStatus::shut) return false;
  if (status == GasStatus::open || !is_machine(element.kind)) return true;
  return element.control == GasControl::ratio || element.control == GasControl::power;
}

}  // namespace

std::vector<GasStatusChange> wrong_statuses(const GasNetwork& network, const GasState& state,
                                            double flow_scale_kg_s, double square_scale_pa2) {
  std::vector<GasStatusChange> changes;
  for (const GasElementIndex e : network.elements.indices()) {
    const GasElement& element = network.elements[e];
    if (!element.in_service || !is_machine(element.kind)) continue;
    const Seen seen{state.square_pa2[element.from.value] / square_scale_pa2,
                    state.square_pa2[element.to.value] / square_scale_pa2,
                    square_of(element.setting) / square_scale_pa2,
                    state.flow_kg_s[e.value] / flow_scale_kg_s};
    const Wish wanted = wish(element, state.status[e.value], seen, flow_scale_kg_s);
    if (wanted) changes.push_back({e, wanted->first, wanted->second});
  }
  std::stable_sort(changes.begin(), changes.end(),
                   [](const auto& a, const auto& b) { return a.size > b.size; });
  return changes;
}

std::vector<GasNodeIndex> parts_without_pressure(const GasNetwork& network,
                                                 const std::vector<GasStatus>& status) {
  std::vector<std::uint32_t> parent(network.nodes.size());
  std::iota(parent.begin(), parent.end(), 0U);
  for (const GasElementIndex e : network.elements.indices()) {
    const GasElement& element = network.elements[e];
    if (!passes_pressure(element, status[e.value])) continue;
    const std::uint32_t a = find(parent, element.from.value);
    const std::uint32_t b = find(parent, element.to.value);
    parent[std::max(a, b)] = std::min(a, b);
  }
  std::vector<std::uint8_t> has(network.nodes.size(), 0);
  for (const GasNodeIndex n : network.nodes.indices()) {
    const GasNode& node = network.nodes[n];
    if (node.pressure_is_set || node.leak.area_m2 > 0.0) has[find(parent, n.value)] = 1;
  }
  for (const GasElementIndex e : network.elements.indices()) {
    const GasElement& element = network.elements[e];
    const bool keeps = is_machine(element.kind) && status[e.value] == GasStatus::active &&
                       element.control == GasControl::outlet_pressure;
    if (keeps) has[find(parent, element.to.value)] = 1;
  }
  std::vector<GasNodeIndex> lacking;
  for (const GasNodeIndex n : network.nodes.indices()) {
    if (parent[n.value] == n.value && has[n.value] == 0) lacking.push_back(n);
  }
  return lacking;
}

}  // namespace dimai::models
