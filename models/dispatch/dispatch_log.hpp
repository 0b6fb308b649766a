#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "models/dispatch/letter.hpp"
#include "models/mesh/mesh_network.hpp"
#include "sim/statistics/statistics.hpp"

namespace dimai::models {

/// Messages of one kind.
struct LetterCounts {
  std::uint64_t sent = 0;
  std::uint64_t lost = 0;
  double bytes = 0.0;
  sim::QuantileSketch delay_s;  ///< from sending to delivery
};

/// Decisions of one kind.
struct DecisionCounts {
  std::uint64_t made = 0;
  std::uint64_t refused = 0;     ///< orders that arrived at a capsule which was something else
  std::uint64_t passed_on = 0;   ///< nobody was known: another site was asked
  std::uint64_t unanswered = 0;  ///< no answer in time
  std::uint64_t taken_back = 0;  ///< from capsules of another dispatcher, after a repair
  sim::QuantileSketch age_s;     ///< of what was known, when it was used
  sim::QuantileSketch delay_s;   ///< from when it arose to the order's or grant's arrival
};

/// Work of one dispatcher.
struct SiteCounts {
  std::uint64_t jobs = 0;
  std::uint64_t messages_in = 0;
  double flop = 0.0;
  double busy_s = 0.0;  ///< flop over speed
  std::size_t longest_queue = 0;
};

/// What has become of a message or job.
enum class LetterEnd : std::uint8_t { delivered, lost, under_way };

/// Single messages since the last drain, a column each, in the order of their ends.
struct MessageLog {
  std::vector<std::uint8_t> kind;   ///< a LetterKind
  std::vector<std::uint32_t> from;  ///< access points of the platform
  std::vector<std::uint32_t> to;
  std::vector<std::int64_t> bytes;
  std::vector<std::int64_t> sent_ns;
  std::vector<std::int64_t> ended_ns;
  std::vector<std::uint8_t> end;      ///< a LetterEnd
  std::vector<std::int32_t> capsule;  ///< that it is from, to or about; -1: none
  std::vector<std::int32_t> request;  ///< the same
};

/// Single jobs of computers, likewise.
struct JobLog {
  std::vector<std::uint8_t> decision;  ///< a DecisionKind
  std::vector<std::uint32_t> site;
  std::vector<double> flop;
  std::vector<std::int64_t> begun_ns;
  std::vector<std::int64_t> ended_ns;
  std::vector<std::uint8_t> end;  ///< a LetterEnd
  std::vector<std::int32_t> request;
};

/// Single uses of what was known: when it was used, and when it was so.
struct AgeLog {
  std::vector<std::uint8_t> decision;  ///< a DecisionKind
  std::vector<std::int64_t> used_ns;
  std::vector<std::int64_t> known_ns;

  void add(DecisionKind kind, std::int64_t use_ns, std::int64_t knowledge_ns) {
    decision.push_back(static_cast<std::uint8_t>(kind));
    used_ns.push_back(use_ns);
    known_ns.push_back(knowledge_ns);
  }
};

/// Everything that was sent, worked out and used, one by one.
struct DispatchRecord {
  MessageLog messages;
  JobLog jobs;
  AgeLog ages;
};

/// What dispatch by message tells about itself.
struct DispatchLog {
  std::array<LetterCounts, kLetterKinds> letters;
  std::array<DecisionCounts, kDecisionKinds> decisions;
  std::vector<SiteCounts> sites;
  SiteCounts capsules;  ///< computers of all of them together
  std::vector<MeshCounts> meshes;
  std::optional<DispatchRecord> record;  ///< if the scenario asks for it
};

}  // namespace dimai::models
