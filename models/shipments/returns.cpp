#include "models/shipments/returns.hpp"

#include <algorithm>
#include <cmath>

namespace dimai::models {

namespace {

constexpr double kRounding = 1e-9;

}  // namespace

Returns::Returns(const std::vector<ReturnRule>& rules, Shipments& shipments)
    : rules_(rules), shipments_(shipments), counts_(rules.size()) {}

void Returns::start(sim::Simulation& simulation) { handler_ = simulation.add_handler(*this); }

void Returns::arrived(sim::Simulation& simulation, ShipmentIndex index) {
  if (const auto back = heap_of_.find(index.value); back != heap_of_.end()) {
    const Heap& heap = heaps_[back->second];
    counts_[heap.rule].under_way -= heap.empties;
    counts_[heap.rule].back += heap.empties;
    heap_of_.erase(back);
    return;
  }
  const Shipment one = shipments_.shipments()[index.value];
  for (std::uint32_t r = 0; r < rules_.size(); ++r) {
    if (rules_[r].full != one.shipment_class) continue;
    const ReturnParameters& rule = rules_[r].parameters;
    const auto [place, added] = open_.try_emplace({r, one.destination, one.origin},
                                                  static_cast<std::uint32_t>(heaps_.size()));
    const std::uint32_t heap = place->second;
    if (added) {
      heaps_.push_back({r, one.destination, one.origin, 0.0, false});
      simulation.schedule(simulation.now() + sim::seconds(rule.gather_s), handler_, 0, heap);
    }
    heaps_[heap].empties += rule.each;
    counts_[r].left += rule.each;
    counts_[r].waiting += rule.each;
    if (heaps_[heap].empties + kRounding >= rule.batch) send(simulation, heap);
  }
}

/// A heap has waited long enough.
void Returns::handle(sim::Simulation& simulation, const sim::Event& event) {
  if (!heaps_[event.subject].sent) send(simulation, event.subject);
}

void Returns::send(sim::Simulation& simulation, std::uint32_t index) {
  Heap& heap = heaps_[index];
  heap.sent = true;
  open_.erase({heap.rule, heap.from, heap.to});
  counts_[heap.rule].waiting -= heap.empties;
  counts_[heap.rule].under_way += heap.empties;
  ++counts_[heap.rule].shipments;
  const ShipmentIndex shipment = shipments_.add(simulation, rules_[heap.rule].empty, {heap.from},
                                                {heap.to}, Shipment::kNoOwner);
  heap_of_.emplace(shipment.value, index);
}

bool Returns::over() const {
  return std::all_of(counts_.begin(), counts_.end(), [](const ReturnCount& each) {
    return each.waiting < kRounding && each.under_way < kRounding;
  });
}

/// The counts, added up anew from the shipments and the heaps.
std::vector<std::string> Returns::violations() const {
  std::vector<ReturnCount> again(rules_.size());
  for (const Shipment& one : shipments_.shipments()) {
    if (one.state != ShipmentState::arrived) continue;
    for (std::size_t r = 0; r < rules_.size(); ++r)
      again[r].left += one.shipment_class == rules_[r].full ? rules_[r].parameters.each : 0.0;
  }
  for (const Heap& heap : heaps_) again[heap.rule].waiting += heap.sent ? 0.0 : heap.empties;
  for (const auto& [shipment, heap] : heap_of_)
    again[heaps_[heap].rule].under_way += heaps_[heap].empties;
  std::vector<std::string> found;
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    const double missing = again[r].left - again[r].waiting - again[r].under_way - counts_[r].back;
    if (std::abs(missing) > 1e-6 * (1.0 + again[r].left))
      found.push_back("conservation of empties (" + rules_[r].parameters.name +
                      "): " + std::to_string(missing) + " are missing");
  }
  return found;
}

}  // namespace dimai::models
