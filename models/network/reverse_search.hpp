#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "models/network/adjacency.hpp"
#include "models/network/network.hpp"
#include "models/network/parts.hpp"

namespace dimai::models {

/// Cost of a link that may not be used.
inline constexpr std::int64_t kNoWay_ns = std::numeric_limits<std::int64_t>::max() / 4;

/// Shortest ways TO one node within a part of a network, found backwards from it (Dijkstra 1959, by
/// Boost.Graph).
///
/// Costs are whole nanoseconds, so that sums are exact and ways of equal cost are truly equal; of
/// those the one whose next link has the lower index is taken. No way leads through a portal.
class PartSearch {
 public:
  PartSearch(const Network& network, const OutLinks& out_links, const Parts& parts,
             std::uint32_t part);
  ~PartSearch();
  PartSearch(PartSearch&&) noexcept;

  /// Best next link at every node of the part.
  ///
  /// @param destination  place of a node in the part
  /// @param weight_ns    cost of each link, > 0; kNoWay_ns for none  [link]
  /// @param rank         result: rank among the node's outgoing links, OutLinks::kNone at the
  ///                     destination and where there is no way  [place]
  void next_at_node(std::uint32_t destination, std::span<const std::int64_t> weight_ns,
                    std::span<std::uint8_t> rank);

 private:
  struct Graph;
  std::unique_ptr<Graph> graph_;
};

/// Shortest ways TO one portal if the way back through a tunnel is barred, over a whole network.
class TurnSearch {
 public:
  /// Keeps references: both must outlive it.
  TurnSearch(const Network& network, const OutLinks& out_links);
  ~TurnSearch();
  TurnSearch(TurnSearch&&) noexcept;

  /// Best next link at the end of every link.
  ///
  /// @param weight_ns  see PartSearch
  /// @param rank       result: rank among the outgoing links of the node where the link ends [link]
  void next_after_link(NodeIndex destination, std::span<const std::int64_t> weight_ns,
                       std::span<std::uint8_t> rank);

 private:
  struct Graph;

  const Network* network_;
  const OutLinks* out_links_;
  std::unique_ptr<Graph> graph_;  ///< made when first needed
};

}  // namespace dimai::models
