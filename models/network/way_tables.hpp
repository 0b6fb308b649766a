#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "models/network/adjacency.hpp"
#include "models/network/network.hpp"
#include "models/network/parts.hpp"
#include "models/network/reverse_search.hpp"

namespace dimai::models {

/// Which row of the tables, and where in it, answers a question for the next link.
struct WayCell {
  std::uint32_t row = 0;
  std::uint32_t place = 0;
};

/// The ways to each end of each part of a network are one row of the tables.
class WayRows {
 public:
  explicit WayRows(const Network& network);

  /// The way from a node to a portal, in cells: the first says where it goes on. The others are
  /// where it enters the core and the portal's region, and there is no way unless they know one.
  struct Way {
    std::array<WayCell, 3> cells;
    std::uint32_t count = 1;
  };
  Way way(NodeIndex at, std::uint32_t portal) const {
    const Spot spot = spots_[at.value];
    const Goal& goal = goals_[portal];
    if (spot.part == goal.part) return {{WayCell{goal.row, spot.place}}, 1};
    if (at == goal.gate) return {{WayCell{goal.row, goal.gate_place}}, 1};
    const WayCell last{goal.row, goal.gate_place};
    const std::uint32_t more = goal.part == Parts::kCore ? 0 : 1;
    if (spot.part == Parts::kCore) return {{WayCell{goal.row_in_core, spot.place}, last}, 1 + more};
    return {
        {WayCell{spot.row_to_gate, spot.place}, WayCell{goal.row_in_core, spot.gate_in_core}, last},
        2 + more};
  }
  /// Rows that lead from a portal to another one after the other, the last first, each with the end
  /// of its part that the way begins at there.
  struct Stretch {
    std::uint32_t row = 0;
    std::uint32_t end = 0;
  };
  struct Stretches {
    std::array<Stretch, 3> each;
    std::uint32_t count = 0;
  };
  Stretches stretches(NodeIndex from, std::uint32_t portal) const;

  struct Row {
    std::uint32_t part = 0;
    std::uint32_t destination = 0;  ///< place
    std::size_t first_cell = 0;     ///< of one byte for each node of the part
    std::size_t first_sum = 0;      ///< of one for each end of the part
  };
  const std::vector<Row>& all() const { return rows_; }
  std::size_t cell_count() const { return cell_count_; }
  std::size_t sum_count() const { return sum_count_; }
  const Parts& parts() const { return parts_; }

 private:
  struct Spot {
    std::uint32_t part = 0;
    std::uint32_t place = 0;
    std::uint32_t row_to_gate = 0;   ///< in a region
    std::uint32_t gate_in_core = 0;  ///< place of its gate there
    std::uint32_t gate_end = 0;      ///< which end of the core its gate is
  };
  struct Goal {
    NodeIndex gate;  ///< of its region; invalid in the core
    std::uint32_t part = 0;
    std::uint32_t row = 0;
    std::uint32_t gate_place = 0;
    std::uint32_t row_in_core = 0;  ///< of its gate, or its own
    std::uint32_t gate_end = 0;     ///< which end of its region the gate is
  };

  void place_node(const Network& network, NodeIndex node);

  Parts parts_;
  std::vector<Row> rows_;
  std::vector<std::uint32_t> first_row_;  ///< of each part: a row for each end  [part]
  std::size_t cell_count_ = 0;
  std::size_t sum_count_ = 0;
  std::vector<Spot> spots_;  ///< [node]
  std::vector<Goal> goals_;  ///< [portal]
};

/// Time and length of a way, summed exactly in time.
struct WaySum {
  static constexpr std::int64_t kUnknown = -1;
  static constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::max();

  std::int64_t time_ns = kNone;
  double length_m = std::numeric_limits<double>::infinity();
};

/// The rows of one profile. A row is filled when first asked for after a change; many threads may
/// read rows that are current, while one that may fill them does so.
class WayTable {
 public:
  explicit WayTable(const WayRows& rows)
      : rows_(&rows),
        next_(rows.cell_count()),
        next_version_(rows.all().size(), 0),
        sums_(rows.sum_count()),
        sums_version_(rows.all().size(), 0) {}

  /// Versions by which a row of next links, and one of sums, is known to hold.  [row]
  std::uint32_t& next_version(std::uint32_t row) { return next_version_[row]; }
  std::uint32_t& sums_version(std::uint32_t row) { return sums_version_[row]; }

  std::uint8_t rank(WayCell cell) const {
    return next_[rows_->all()[cell.row].first_cell + cell.place];
  }
  void fetch(WayCell cell) const {
    __builtin_prefetch(&next_[rows_->all()[cell.row].first_cell + cell.place]);
  }
  /// From an end of the part of a row.
  const WaySum& sum(WayRows::Stretch stretch) const {
    return sums_[rows_->all()[stretch.row].first_sum + stretch.end];
  }
  void find_next(std::uint32_t row, PartSearch& search, std::span<const std::int64_t> weight_ns);
  /// Ways from all ends of the part of a row, whose next links are known.
  void find_sums(std::uint32_t row, const Network& network, const OutLinks& out_links,
                 std::span<const std::int64_t> cost_ns);
  std::size_t bytes() const { return next_.size() + sums_.size() * sizeof(WaySum); }

 private:
  const WayRows* rows_;
  std::vector<std::uint8_t> next_;           ///< rank of the next link
  std::vector<std::uint32_t> next_version_;  ///< [row]
  std::vector<WaySum> sums_;
  std::vector<std::uint32_t> sums_version_;  ///< [row]
};

}  // namespace dimai::models
