#pragma once

#include <atomic>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "models/network/adjacency.hpp"
#include "models/network/network.hpp"
#include "models/network/reverse_search.hpp"
#include "models/network/way_tables.hpp"

namespace dimai::models {

/// Routing profiles: classes of capsules that the same links admit share one, and its tables.
struct RoutingProfiles {
  std::vector<std::uint32_t> of_class;  ///< profile of each class  [class]
  std::vector<double> least_bore_m;     ///< a link of at least this bore admits it  [profile]
};
RoutingProfiles routing_profiles(const Network& network, std::span<const double> class_bore_m);

/// Next links towards portals by least travel time, found when first asked for and then kept.
///
/// A way never leads through a portal, uses open links of sufficient bore only, and is the same
/// for all that stand at a node. Of ways that take the same time (to the nanosecond) the link of
/// lower index is taken at the first difference. No way is an answer (an invalid LinkIndex,
/// infinity), not an error.
///
/// Ways to a portal are kept in two parts, to the gate of its region and within the region (see
/// Parts). Room for each profile, summed over the parts of the network, of which each has n nodes
/// and e ends (its portals and gates): e n bytes of next links and 16 e^2 bytes of times and
/// distances. Beside that 4 P bytes for each of the P portals whose nearest_origins
/// are asked for, and a byte a link for each to which next_link_after met a way back. So 4,220
/// portals of 296 cities take 0.3 MB and 3.7 MB where one table of all nodes took 34 MB and 142 MB.
///
/// Calls that answer fill the tables, each part once and the same whoever asks: many threads may
/// ask at the same time, but while one changes costs or closures nobody else may.
class Router {
 public:
  /// @param network       kept by reference: must outlive the router and stay as it is
  /// @param cost_s        travel time of each link, penalties included [s], in (0, 1e8)  [link]
  /// @param least_bore_m  least bore of a link that admits a profile  [profile]
  /// @throws std::domain_error for a cost outside its range, std::length_error for a node of more
  ///         than OutLinks::kMostOutLinks outgoing links
  Router(const Network& network, std::span<const double> cost_s, std::vector<double> least_bore_m);

  /// The link to take at a node; invalid at the destination and where no way leads there.
  ///
  /// @param destination  a portal
  LinkIndex next_link(std::uint32_t profile, NodeIndex at, NodeIndex destination) const {
    const std::uint32_t portal = portal_rank(destination);
    assert(portal != kNotAPortal);
    const WayRows::Way way = rows_->way(at, portal);
    std::uint8_t rank = OutLinks::kNone;
    for (std::uint32_t i = way.count; i-- > 0;) {
      rank = rank_in(profile, way.cells[i]);
      if (rank == OutLinks::kNone) return {};
    }
    return out_links_->at(at, rank);
  }

  /// Fetches what next_link will need into the cache.
  void fetch(std::uint32_t profile, NodeIndex at, NodeIndex destination) const {
    tables_[profile].ways.fetch(rows_->way(at, portal_rank(destination)).cells[0]);
  }

  /// The link to take at the end of `arrived_by`, never the way back through the same tunnel.
  ///
  /// It is next_link wherever that is not the way back, as on any way that was begun under the
  /// present costs; else the best detour, or invalid where only turning round would help.
  LinkIndex next_link_after(std::uint32_t profile, LinkIndex arrived_by,
                            NodeIndex destination) const {
    const LinkIndex next = next_link(profile, link_end_[arrived_by.value], destination);
    const bool turns_round = next.valid() && next == way_back_[arrived_by.value];
    return turns_round ? detour(profile, arrived_by, destination) : next;
  }

  /// Whether a way leads there; also true at the destination itself.
  bool reachable(std::uint32_t profile, NodeIndex at, NodeIndex destination) const {
    return at == destination || next_link(profile, at, destination).valid();
  }

  /// Travel time [s] and length [m] of the way, infinity where there is none. Portal to portal they
  /// are kept, as floats (24 bits); from other nodes they are summed along the way at each call.
  double travel_time_s(std::uint32_t profile, NodeIndex at, NodeIndex destination) const;
  double distance_m(std::uint32_t profile, NodeIndex at, NodeIndex destination) const;

  /// Links from origin to destination in order; empty if they are the same or there is no way.
  std::vector<LinkIndex> path(std::uint32_t profile, NodeIndex origin, NodeIndex destination) const;

  /// Portals from which a way leads to the destination, nearest in travel time first, of equal
  /// ones the lower index; without the destination itself. Valid until the next change.
  std::span<const NodeIndex> nearest_origins(std::uint32_t profile, NodeIndex destination) const;

  /// Changes take effect at once: all ways are found anew when next asked for.
  void set_closed(LinkIndex link, bool closed);
  /// @throws std::domain_error for a cost_s outside (0, 1e8)
  void set_cost(LinkIndex link, double cost_s);

  /// Grows with every change of costs or closures: tells whether ways found before still hold.
  std::uint32_t version() const { return version_; }
  bool closed(LinkIndex link) const { return closed_[link.value] != 0; }
  std::int64_t cost_ns(LinkIndex link) const { return cost_ns_[link.value]; }
  double cost_s(LinkIndex link) const { return static_cast<double>(cost_ns_[link.value]) / 1e9; }
  bool admits(std::uint32_t profile, LinkIndex link) const {
    return network_->links[link].bore_m >= least_bore_m_[profile];
  }

  static constexpr std::uint32_t kNotAPortal = 0xFFFFFFFF;
  /// Place of a portal in `portals()`, kNotAPortal for other nodes.
  std::uint32_t portal_rank(NodeIndex node) const { return portal_of_node_[node.value]; }
  const std::vector<NodeIndex>& portals() const { return portals_; }
  std::size_t profile_count() const { return tables_.size(); }
  const OutLinks& out_links() const { return *out_links_; }
  const Network& network() const { return *network_; }
  std::size_t table_bytes() const;   ///< room that the tables filled so far take
  void keep(sim::Archive& archive);  ///< see there

 private:
  /// What is known of the ways to one portal beyond times and next links.
  struct Figures {
    std::uint32_t nearest_version = 0;
    std::uint32_t after_version = 0;
    std::vector<NodeIndex> nearest;        ///< see nearest_origins
    std::vector<std::uint8_t> next_after;  ///< rank of next_link_after  [link]
  };
  /// All ways of one profile. A part is current if its version is the router's.
  struct Table {
    WayTable ways;
    std::vector<Figures> figures;         ///< [portal]
    std::vector<std::int64_t> weight_ns;  ///< cost, or none if closed or too small  [link]
    std::uint32_t weight_version = 0;
  };

  /// Whether a part of a table that bears this version holds; its rows are then there to be read.
  bool current(std::uint32_t& part_version) const {
    return std::atomic_ref(part_version).load(std::memory_order_acquire) == version_;
  }
  /// Declares a part filled: its rows, written before, may be read by all.
  void declare_current(std::uint32_t& part_version) const {
    std::atomic_ref(part_version).store(version_, std::memory_order_release);
  }
  std::uint8_t rank_in(std::uint32_t profile, WayCell cell) const {
    WayTable& ways = tables_[profile].ways;
    if (!current(ways.next_version(cell.row))) [[unlikely]]
      find_next(profile, cell.row);
    return ways.rank(cell);
  }
  std::uint32_t required_rank(NodeIndex destination) const;
  void find_weights(Table& table, std::uint32_t profile) const;
  void find_next(std::uint32_t profile, std::uint32_t row) const;
  void find_sums(std::uint32_t profile, std::uint32_t row) const;
  WaySum way_between(std::uint32_t profile, NodeIndex from, std::uint32_t portal) const;
  LinkIndex detour(std::uint32_t profile, LinkIndex arrived_by, NodeIndex destination) const;

  const Network* network_;
  std::vector<double> least_bore_m_;
  std::vector<std::int64_t> cost_ns_;
  std::vector<std::uint8_t> closed_;
  std::vector<NodeIndex> portals_;
  std::vector<std::uint32_t> portal_of_node_;
  std::vector<LinkIndex> way_back_;      ///< see ways_back  [link]
  std::vector<NodeIndex> link_end_;      ///< of each link, close together  [link]
  std::unique_ptr<OutLinks> out_links_;  ///< at a fixed place, for `turns_` refers to it
  std::unique_ptr<const WayRows> rows_;  ///< at a fixed place, for `tables_` refer to it
  std::uint32_t version_ = 1;            ///< of costs and closures
  mutable std::vector<Table> tables_;
  mutable std::vector<PartSearch> searches_;  ///< [part]
  mutable TurnSearch turns_;
  std::unique_ptr<std::mutex> search_mutex_;   ///< who searches, and fills next links
  std::unique_ptr<std::mutex> figures_mutex_;  ///< who fills times, lengths and nearest origins
};

}  // namespace dimai::models
