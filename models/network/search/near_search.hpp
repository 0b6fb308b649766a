#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

#include "models/network/network.hpp"
#include "models/network/routing.hpp"

namespace dimai::models {

/// A portal near another one, by the time of the way between them.
struct NearPortal {
  NodeIndex portal;
  std::int64_t time_ns = 0;  ///< running time of the way, without ramps

  /// In the order of Router::nearest_origins: by travel time as the router keeps it, then by index.
  friend bool operator<(const NearPortal& a, const NearPortal& b) {
    const auto a_s = static_cast<float>(static_cast<double>(a.time_ns) / 1e9);
    const auto b_s = static_cast<float>(static_cast<double>(b.time_ns) / 1e9);
    return a_s == b_s ? a.portal < b.portal : a_s < b_s;
  }
};

/// Finds portals near a portal, outwards from it and no farther than asked: for questions about the
/// neighbourhood that do not need the way to everywhere. Ways are those of Router, over the links
/// that are open now, never through a portal; a link is searched in its direction or against it.
class NearSearch {
 public:
  /// Keeps a reference, which must outlive it.
  explicit NearSearch(const Router& router);

  /// The nearest portals from which a way leads to `destination`, nearest first: at least `count`
  /// if there are so many, and all others as near as the last.
  std::vector<NearPortal> origins(std::uint32_t profile, NodeIndex destination, std::size_t count);
  /// The nearest portal that can be reached from `origin` and is wanted; invalid if there is none.
  /// The search ends where `most` that are wanted have been met: there are no more.
  NodeIndex nearest_destination(std::uint32_t profile, NodeIndex origin,
                                const std::function<bool(NodeIndex)>& wanted,
                                std::size_t most = std::numeric_limits<std::size_t>::max());

 private:
  using Reached = std::pair<std::int64_t, std::uint32_t>;
  void begin(NodeIndex start);
  /// Settles the next node; invalid once there is none.
  NearPortal settle(std::uint32_t profile, bool against);
  void relax(std::uint32_t profile, NodeIndex node, bool against);

  const Router& router_;
  std::vector<std::uint32_t> first_into_;  ///< [node + 1] where links that end there begin ...
  std::vector<LinkIndex> into_;            ///< ... in here
  std::vector<std::int64_t> distance_ns_;  ///< [node]
  std::vector<std::uint32_t> touched_;
  std::priority_queue<Reached, std::vector<Reached>, std::greater<>> queue_;
  NodeIndex start_;
};

}  // namespace dimai::models
