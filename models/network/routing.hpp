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
/// for all that stand at a node: one byte per (profile, destination, node). Of ways that take the
/// same time (to the nanosecond) the link of lower index is taken at the first difference. No way
/// is an answer (an invalid LinkIndex, infinity), not an error.
///
/// Room, with P portals, N nodes, L links, for each profile: P N bytes of next links; 8 P^2 bytes
/// if times or distances, 4 P^2 if nearest_origins are asked of every destination; P L bytes if
/// next_link_after meets a way back there. 1,200 portals and 3,500 nodes: 4, 12, 6, at most 6 MB.
/// 10,000 portals and 30,000 nodes: 300, 800, 400, at most 400 MB. Only destinations that were
/// asked for take room, and nothing is dropped except by a change of cost or closure.
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
    Table& table = tables_[profile];
    if (!current(table.next_version[portal])) [[unlikely]]
      find_next(profile, portal);
    const std::uint8_t rank = table.next[portal * portal_of_node_.size() + at.value];
    return rank == OutLinks::kNone ? LinkIndex{} : out_links_->at(at, rank);
  }

  /// Fetches what next_link will need into the cache.
  void fetch(std::uint32_t profile, NodeIndex at, NodeIndex destination) const {
    const std::size_t row = portal_rank(destination) * portal_of_node_.size();
    __builtin_prefetch(tables_[profile].next.get() + row + at.value);
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
  std::size_t table_bytes() const;  ///< room that the tables filled so far take

 private:
  /// What is known of the ways to one portal beyond next links.
  struct Figures {
    std::uint32_t sums_version = 0;
    std::uint32_t nearest_version = 0;
    std::uint32_t after_version = 0;
    std::vector<float> time_s;             ///< [portal]
    std::vector<float> distance_m;         ///< [portal]
    std::vector<NodeIndex> nearest;        ///< see nearest_origins
    std::vector<std::uint8_t> next_after;  ///< rank of next_link_after  [link]
  };
  /// All ways of one profile. A part is current if its version is the router's.
  struct Table {
    // An array, for a vector would touch all of it: NOLINTNEXTLINE(modernize-avoid-c-arrays)
    std::unique_ptr<std::uint8_t[]> next;     ///< rank of the next link  [portal, node]
    std::vector<std::uint32_t> next_version;  ///< [portal]
    std::vector<Figures> figures;             ///< [portal]
    std::vector<std::int64_t> weight_ns;      ///< cost, or none if closed or too small  [link]
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
  std::uint32_t required_rank(NodeIndex destination) const;
  void find_weights(Table& table, std::uint32_t profile) const;
  void find_next(std::uint32_t profile, std::uint32_t portal) const;
  const Figures& sums(std::uint32_t profile, std::uint32_t portal) const;
  LinkIndex detour(std::uint32_t profile, LinkIndex arrived_by, NodeIndex destination) const;

  const Network* network_;
  std::vector<double> least_bore_m_;
  std::vector<std::int64_t> cost_ns_;
  std::vector<std::uint8_t> closed_;
  std::vector<NodeIndex> portals_;
  std::vector<std::uint32_t> portal_of_node_;
  std::vector<LinkIndex> way_back_;      ///< see ways_back  [link]
  std::vector<NodeIndex> link_end_;      ///< of each link, close together  [link]
  std::unique_ptr<OutLinks> out_links_;  ///< at a fixed place, for `search_` refers to it
  std::uint32_t version_ = 1;            ///< of costs and closures
  mutable std::vector<Table> tables_;
  mutable ReverseSearch search_;
  std::unique_ptr<std::mutex> search_mutex_;   ///< who searches, and fills next links
  std::unique_ptr<std::mutex> figures_mutex_;  ///< who fills times, lengths and nearest origins
};

}  // namespace dimai::models
