// Elements of a gas network that fail and are mended while it runs.

#include <algorithm>
#include <cmath>

#include "models/network/disjoint_sets.hpp"
#include "models/pipelines/gas/gas_operation.hpp"

namespace dimai::models {
namespace {

/// Share of the pressure above the atmosphere's at a node, below which what is taken there gives
/// way. An assumption.
constexpr double kGivesWay = 0.5;
constexpr double kAtmosphere_pa = 101325.0;
/// Machines that were mended come back so slowly, and one that had too little gas before it is
/// tried again so much later. Assumptions.
constexpr double kComesBack_s = 3600.0;
constexpr double kTriedAgain_s = 1800.0;

bool is_machine(GasElementKind kind) {
  return kind == GasElementKind::compressor || kind == GasElementKind::regulator;
}

/// Each node's part of what passive elements in service join.
std::vector<std::uint32_t> passive_parts(const GasNetwork& network) {
  std::vector<std::uint32_t> parent(network.nodes.size());
  for (std::uint32_t n = 0; n < parent.size(); ++n) parent[n] = n;
  for (const GasElement& element : network.elements) {
    if (!element.in_service || is_machine(element.kind)) continue;
    parent[root_of(parent, element.from.value)] = root_of(parent, element.to.value);
  }
  for (std::uint32_t n = 0; n < parent.size(); ++n) parent[n] = root_of(parent, n);
  return parent;
}

/// Whether pressure behind a machine reaches what is before it.
bool passes_back(const GasElement& element) {
  if (!is_machine(element.kind)) return true;
  const bool by_share =
      element.control == GasControl::ratio || element.control == GasControl::power;
  return by_share && !element.check_valve;
}

/// By node: a set pressure reaches it over elements in service, against no machine.
std::vector<std::uint8_t> fed_nodes(const GasNetwork& network) {
  std::vector<std::uint8_t> fed(network.nodes.size(), 0);
  for (const GasNodeIndex n : network.nodes.indices())
    fed[n.value] = network.nodes[n].pressure_is_set ? 1 : 0;
  for (bool changed = true; changed;) {  // at most as often as the way is long
    changed = false;
    for (const GasElement& element : network.elements) {
      std::uint8_t& from = fed[element.from.value];
      std::uint8_t& to = fed[element.to.value];
      if (!element.in_service || from == to) continue;
      if (from == 0 && !passes_back(element)) continue;
      from = to = 1;
      changed = true;
    }
  }
  return fed;
}

}  // namespace

void GasOperation::set_working(sim::Simulation& simulation, GasElementIndex element, bool working) {
  simulation.schedule(simulation.now(), handler_, working ? mended : failed, element.value);
}

double GasOperation::share_through(GasElementIndex element) const {
  double whole_kg_s = 0.0;
  for (const double each : gas_.state().supply_kg_s) whole_kg_s += std::max(each, 0.0);
  return whole_kg_s > 0.0 ? std::min(std::abs(flow_kg_s(element)) / whole_kg_s, 1.0) : 0.0;
}

void GasOperation::fail(GasElementIndex element) {
  if (failed_.empty()) {
    failed_.resize(setup_.network.elements.size(), 0);
    tripped_.resize(setup_.network.elements.size(), 0);
    told_.resize(setup_.network.elements.size(), 0);
    let_give_way();
  }
  failed_[element.value] = 1;
  if (tripped_[element.value] != 0) return;  // it stands already
  const GasElementIndex head = gas_.segments().head(element);
  const bool stands = std::find(standing_.begin(), standing_.end(), head.value) != standing_.end();
  told_[element.value] = gas_.network().elements[head].in_service || stands ? 1 : 0;
  gas_.set_service(element, false);
}

/// It comes back, unless something else keeps it standing.
void GasOperation::mend(sim::Simulation& simulation, GasElementIndex element) {
  if (stands(element.value) || told_[element.value] == 0) return;
  gas_.set_service(element, true);
  open(simulation, element, std::max(setup_.ramp_s, kComesBack_s));
}

/// Stops the compressor that lacks gas most, where one has drawn the pressure before it under that
/// at which others give way; false if there is none. It comes back later.
bool GasOperation::trip(sim::Simulation& simulation) {
  if (failed_.empty()) return false;
  GasElementIndex worst;
  double least = 1.0;
  for (const GasElementIndex e : setup_.network.elements.indices()) {
    const GasElement& element = setup_.network.elements[e];
    if (element.kind != GasElementKind::compressor) continue;
    if (!gas_.network().elements[gas_.segments().head(e)].in_service) continue;
    const double share = gas_.state().pressure_pa(element.from) /
                         gas_.network().nodes[element.from].cutoff_pressure_pa;
    if (share >= least) continue;
    least = share;
    worst = e;
  }
  if (!worst.valid()) return false;
  tripped_[worst.value] = 1;
  told_[worst.value] = 1;
  gas_.set_service(worst, false);
  simulation.schedule(simulation.now() + sim::seconds(kTriedAgain_s), handler_, retry, worst.value);
  if (setup_.steps.steady) shut_off();
  gas_.restart();
  return true;
}

/// Else what a failure leaves might need pressures below zero, which nobody would be served at.
void GasOperation::let_give_way() {
  for (const GasNodeIndex n : setup_.network.nodes.indices()) {
    GasNode& node = gas_.network().nodes[n];
    const double above_pa = gas_.state().pressure_pa(n) - kAtmosphere_pa;
    if (node.cutoff_pressure_pa > 0.0 || above_pa <= 0.0) continue;
    node.cutoff_pressure_pa = kAtmosphere_pa + kGivesWay * above_pa;
  }
}

/// Steady flow has no pressure where no set pressure reaches: there nothing is given or taken,
/// machines stand, and what is in the pipes stays as it is. Where gas is stored in the pipes it is
/// used up instead, until what is taken gives way.
void GasOperation::shut_off() {
  if (!setup_.steps.steady) return;
  GasNetwork& network = gas_.network();
  for (const GasNodeIndex n : anchors_) network.nodes[n].pressure_is_set = false;
  for (const std::uint32_t e : standing_) gas_.set_segment_service(GasElementIndex{e}, true);
  anchors_.clear();
  standing_.clear();
  const std::vector<std::uint8_t> fed = fed_nodes(network);
  for (const GasElementIndex e : network.elements.indices()) {
    const GasElement& element = network.elements[e];
    if (!element.in_service || !is_machine(element.kind)) continue;
    if (fed[element.from.value] != 0) continue;
    gas_.set_segment_service(e, false);
    standing_.push_back(e.value);
  }
  const std::vector<std::uint32_t> passive = passive_parts(network);
  std::vector<std::uint8_t> held(network.nodes.size(), 0);
  for (const GasNodeIndex n : network.nodes.indices()) {
    GasNode& node = network.nodes[n];
    node.cut_off = fed[n.value] == 0;
    if (!node.cut_off || held[passive[n.value]] != 0) continue;
    held[passive[n.value]] = 1;
    node.pressure_is_set = true;
    node.pressure_pa = gas_.state().pressure_pa(n);
    anchors_.push_back(n);
  }
}

}  // namespace dimai::models
