#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/guideway/guideway.hpp"
#include "models/network/routing.hpp"
#include "models/network/search/near_search.hpp"
#include "models/operation/empties/fluid_bound.hpp"
#include "models/operation/empties/supply.hpp"

namespace dimai::models {

/// Expected times of movements between portals: undelayed running by the router, and ramps.
class TravelTimes {
 public:
  TravelTimes(const Router& router, const Guideway& guideway,
              std::vector<std::uint32_t> profile_of_class);

  /// 0 where no way leads now, so that whoever goes is late from the start.
  std::int64_t travel_ns(std::uint32_t capsule_class, NodeIndex from, NodeIndex to) const;
  std::int64_t arrival_ramp_ns(NodeIndex portal) const { return arrival_ramp_ns_[portal]; }
  const Router& router() const { return router_; }
  const Guideway& guideway() const { return guideway_; }
  std::uint32_t profile(std::uint32_t capsule_class) const { return profiles_[capsule_class]; }

 private:
  const Router& router_;
  const Guideway& guideway_;
  std::vector<std::uint32_t> profiles_;
  sim::Table<NodeIndex, std::int64_t> arrival_ramp_ns_;  ///< greatest of the links that end there
};

/// Where empties of a class can run, links for arcs, ramps included.
EmptyNetwork empty_network(const TravelTimes& times, std::uint32_t capsule_class);

/// Travel times of empties. Of each portal only as many neighbours are found and kept as were ever
/// asked for, in lists that grow fourfold, and of ways to it each that was asked for; together they
/// keep to a bound, past which all are forgotten and found anew as they are asked for.
class RoutedTimes final : public EmptyTimes {
 public:
  explicit RoutedTimes(const TravelTimes& times);

  std::optional<Neighbour> nearest(std::uint32_t capsule_class, std::uint32_t portal,
                                   std::size_t rank) override;
  std::optional<std::int64_t> time_ns(std::uint32_t capsule_class, std::uint32_t from,
                                      std::uint32_t to) override;
  bool nearer(std::uint32_t capsule_class, std::uint32_t a, std::uint32_t b,
              std::uint32_t to) override;
  std::size_t kept() const { return kept_; }  ///< neighbours kept, 8 bytes each, and times, 4

 private:
  struct Near {
    std::uint32_t portal = 0;
    std::uint32_t time_ms = 0;
  };
  struct List {
    std::vector<Near> near;
    bool whole = false;
  };
  void forget_old();
  void extend(List& list, std::uint32_t capsule_class, std::uint32_t portal);
  std::uint32_t time_ms(std::uint32_t capsule_class, NodeIndex from, NodeIndex to) const;

  const TravelTimes& times_;
  NearSearch search_;
  std::uint32_t version_ = 0;  ///< of the routes that the lists were found with
  std::size_t kept_ = 0;
  std::vector<List> lists_;                           ///< by profile and portal
  std::vector<std::vector<std::uint32_t>> times_ms_;  ///< the same [portal it comes from]
};

}  // namespace dimai::models
