#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "models/network/network.hpp"
#include "models/parameters/capsule_class.hpp"

namespace dimai::scenarios {

/// Which portals a capsule can get to, by the rule of models::Router: over tubes of sufficient
/// bore, never through a portal on the way.
class Reachability {
 public:
  /// Keeps a reference to the network, which must outlive it and stay as it is.
  Reachability(const models::Network& network, std::span<const models::CapsuleClass> classes);

  bool reaches(std::uint32_t capsule_class, models::NodeIndex from, models::NodeIndex to);
  /// Whether ways of the class lead from every portal to one place on the way of the first, and
  /// from there to every portal, so that each reaches all: told at once, where `reaches` looks at
  /// each pair. False does not say that some pair has none.
  bool all_meet(std::uint32_t capsule_class, std::span<const models::NodeIndex> portals);
  /// Shortest way by length over any tube; empty if there is none.
  std::vector<models::LinkIndex> shortest_way(models::NodeIndex from, models::NodeIndex to) const;
  /// Why a pair that has no way has none, as the end of a message.
  std::string reason(std::uint32_t capsule_class, models::NodeIndex from, models::NodeIndex to);

 private:
  const std::vector<bool>& reached(double bore_m, models::NodeIndex from);

  const models::Network* network_;
  std::vector<double> bore_m_;  ///< least bore  [class]
  std::vector<std::uint32_t> first_;
  std::vector<models::LinkIndex> out_;  ///< links by the node they leave
  std::map<std::pair<double, std::uint32_t>, std::vector<bool>> found_;  ///< by bore and origin
  std::vector<models::NodeIndex> queue_;
};

}  // namespace dimai::scenarios
