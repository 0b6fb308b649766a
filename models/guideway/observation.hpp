#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "models/network/network.hpp"
#include "models/trains/journey_log.hpp"
#include "models/yards/yard_log.hpp"
#include "sim/index.hpp"

namespace dimai::models {

/// What happened at one node in the whole run.
struct JunctionCounts {
  std::uint64_t train_crossings = 0;
  std::uint64_t capsule_crossings = 0;
  std::uint64_t couplings = 0;         ///< trains that joined another in motion
  std::uint64_t cuts = 0;              ///< times that a train was cut
  std::uint64_t formed_trains = 0;     ///< trains of two or more formed standing
  std::uint64_t reordered_trains = 0;  ///< put in another order while they ran
  std::uint64_t short_zones = 0;  ///< delays that the approach was too short to absorb in motion
  double delay_s = 0.0;           ///< sum over trains of actual less undelayed passage
  double max_delay_s = 0.0;
};

/// Trains, capsules and delay that left each link in each time bin: one row a bin, grown when
/// needed.
struct LinkFlows {
  std::int64_t bin_ns = 0;
  std::size_t link_count = 0;
  std::vector<std::uint32_t> trains;    ///< shape (bin x link,)
  std::vector<std::uint32_t> capsules;  ///< shape (bin x link,)
  std::vector<float> delay_s;           ///< shape (bin x link,)

  std::size_t bin_count() const { return link_count == 0 ? 0 : trains.size() / link_count; }
  void add(std::int64_t now_ns, LinkIndex link, std::uint32_t capsule_count, double delay) {
    const auto bin = static_cast<std::size_t>(now_ns / bin_ns);
    if (bin >= bin_count()) grow(bin + 1);
    const std::size_t cell = bin * link_count + link.value;
    trains[cell] += 1;
    capsules[cell] += capsule_count;
    delay_s[cell] += static_cast<float>(delay);
  }
  /// Fetches the cells of a link in the last bin into the cache.
  void fetch(LinkIndex link) const {
    if (trains.empty()) return;
    const std::size_t cell = trains.size() - link_count + link.value;
    __builtin_prefetch(&trains[cell], 1);
    __builtin_prefetch(&capsules[cell], 1);
    __builtin_prefetch(&delay_s[cell], 1);
  }
  void grow(std::size_t bins) {
    trains.resize(bins * link_count);
    capsules.resize(bins * link_count);
    delay_s.resize(bins * link_count);
  }
};

enum class FormationKind : std::uint8_t {
  coupled_in_motion,
  cut,
  formed_standing,
  reordered_in_motion,
};

/// Couplings and cuts since the last drain, a column each.
struct FormationLog {
  std::vector<double> time_s;
  std::vector<std::uint32_t> node;
  std::vector<std::uint8_t> kind;
  std::vector<std::uint32_t> train;
  std::vector<std::uint32_t> other_train;
  std::vector<std::uint32_t> capsules_before;
  std::vector<std::uint32_t> capsules_after;
};

/// Trains' passages of links since the last drain, a column each.
struct TraversalLog {
  std::vector<std::uint32_t> train;
  std::vector<std::uint32_t> link;
  std::vector<double> entry_time_s;
  std::vector<double> exit_time_s;
  std::vector<std::uint32_t> capsules;
};

/// Everything that the guideway tells about itself.
struct Observation {
  sim::Table<NodeIndex, JunctionCounts> junctions;
  LinkFlows flows;
  FormationLog formations;
  TraversalLog traversals;
  JourneyLog journeys;
  YardLog yard_log;
  std::vector<std::uint8_t>
      recorded_links;  ///< 1: passages of this link are recorded; shape (link,)
  std::int64_t record_from_ns = 0;
  std::int64_t record_until_ns = 0;
  std::uint64_t crossings = 0;              ///< trains over lane ends
  std::int64_t least_slack_ns = INT64_MAX;  ///< least of actual less required time between trains

  /// What is counted, but not what waits to be recorded.
  Observation without_logs() const;
};

inline Observation Observation::without_logs() const {
  Observation counts;
  counts.junctions = junctions;
  counts.flows = flows;
  counts.crossings = crossings;
  counts.least_slack_ns = least_slack_ns;
  return counts;
}

}  // namespace dimai::models
