#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "models/shipments/shipments.hpp"

namespace dimai::models {

/// Packaging that a class leaves where it arrives, and that goes back empty to where it came from.
/// Scenario table [logistics.return.<name>].
struct ReturnParameters {
  std::string name;  ///< the table's own name
  double each = 1.0;
  double batch = 1.0;
  double gather_s = 86400.0;

  static constexpr std::string_view table = "return";
  static const std::array<Field<ReturnParameters>, 3> fields;
};

inline constexpr std::array<Field<ReturnParameters>, 3> ReturnParameters::fields{{
    {"each", &ReturnParameters::each, 1e-6, 1e6,
     "empty boxes or pallets that one shipment leaves where it arrives", Flag::assumption},
    {"batch", &ReturnParameters::batch, 1e-6, 1e6,
     "empty boxes or pallets that go back in one shipment, folded or stacked", Flag::assumption},
    {"gather_s", &ReturnParameters::gather_s, 0.0, 3e7,
     "longest time that empties wait for a full batch to the same place", Flag::assumption},
}};

struct ReturnRule {
  ReturnParameters parameters;
  std::uint32_t full = 0;   ///< class of shipments that leaves empties
  std::uint32_t empty = 0;  ///< class of shipments that takes them back
};

/// Count of the empties of a rule. left = waiting + under way + back
struct ReturnCount {
  double left = 0.0;
  double waiting = 0.0;
  double under_way = 0.0;
  double back = 0.0;
  std::uint64_t shipments = 0;  ///< that took them
};

/// Return of empty packaging: gathered at each place for each place that it is owed to, sent as
/// shipments of their own over the same modes.
class Returns final : public ArrivalListener {
 public:
  /// `rules` and `shipments` outlive it.
  Returns(const std::vector<ReturnRule>& rules, Shipments& shipments);

  void start(sim::Simulation& simulation);
  void handle(sim::Simulation& simulation, const sim::Event& event);
  void arrived(sim::Simulation& simulation, ShipmentIndex shipment) override;

  const std::vector<ReturnCount>& counts() const { return counts_; }
  /// Whether nothing waits and nothing is under way.
  bool over() const;
  std::vector<std::string> violations() const;
  void keep(sim::Archive& archive);  ///< see there

 private:
  /// Empties of a rule that wait at a place for another; batches that are sent get a new heap.
  struct Heap {
    std::uint32_t rule = 0;
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    double empties = 0.0;
    bool sent = false;
  };
  void send(sim::Simulation& simulation, std::uint32_t heap);

  const std::vector<ReturnRule>& rules_;
  Shipments& shipments_;
  sim::HandlerId handler_{};
  std::vector<Heap> heaps_;
  std::map<std::array<std::uint32_t, 3>, std::uint32_t> open_;  ///< rule, from, to
  std::map<std::uint32_t, std::uint32_t> heap_of_;  ///< of shipments of empties under way
  std::vector<ReturnCount> counts_;
};

}  // namespace dimai::models
