#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "models/network/adjacency.hpp"
#include "models/network/network.hpp"

namespace dimai::models {

/// Shortest ways TO one portal, found backwards from it (Dijkstra 1959, by Boost.Graph).
///
/// Costs are whole nanoseconds, so that sums are exact and ways of equal cost are truly equal; of
/// those the one whose next link has the lower index is taken. No way leads through a portal.
class ReverseSearch {
 public:
  /// Cost of a link that may not be used.
  static constexpr std::int64_t kNoWay_ns = std::numeric_limits<std::int64_t>::max() / 4;

  /// Keeps references: both must outlive it.
  ReverseSearch(const Network& network, const OutLinks& out_links);
  ~ReverseSearch();
  ReverseSearch(ReverseSearch&&) noexcept;

  /// Best next link at every node.
  ///
  /// @param weight_ns  cost of each link, > 0; kNoWay_ns for none  [link]
  /// @param rank       result: rank among the node's outgoing links, OutLinks::kNone at the
  ///                   destination and where there is no way  [node]
  void next_at_node(NodeIndex destination, std::span<const std::int64_t> weight_ns,
                    std::span<std::uint8_t> rank);

  /// Best next link at the end of every link, if the way back through the same tunnel is barred.
  ///
  /// @param rank  result: rank among the outgoing links of the node where the link ends  [link]
  void next_after_link(NodeIndex destination, std::span<const std::int64_t> weight_ns,
                       std::span<std::uint8_t> rank);

 private:
  struct Graphs;

  void cost_from_junctions(NodeIndex destination, std::span<const std::int64_t> weight_ns);
  void cost_after_links(NodeIndex destination, std::span<const std::int64_t> weight_ns);

  const Network* network_;
  const OutLinks* out_links_;
  std::unique_ptr<Graphs> graphs_;
};

}  // namespace dimai::models
